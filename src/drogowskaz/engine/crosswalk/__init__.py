"""What became of each row from one edition to the next: the way of a row, of last year's values, and of a series."""
