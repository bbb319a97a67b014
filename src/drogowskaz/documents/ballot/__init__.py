"""A consensus map on paper: the sheet to mark by hand, and what came out of it."""
