"""Letters to people: written in the transaction of what they tell about, sent afterwards, never twice."""
