"""What the definitions mean: editions, values, expressions, checks. Plain Python and numpy, no Django, no database."""
