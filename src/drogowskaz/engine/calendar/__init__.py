"""The dates of a year's work: rules kept as data, the day each of them gives, and how it was computed."""
