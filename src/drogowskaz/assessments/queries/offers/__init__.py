"""Reading what was offered to the cells of a form: cell by cell, what became of it, and what may be told."""
