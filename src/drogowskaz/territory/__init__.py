"""Units of the national register over time, their names, order and outlines."""
