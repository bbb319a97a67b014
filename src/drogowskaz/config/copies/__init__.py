"""A copy of everything an installation keeps: rows and files, the same on every database engine."""
