"""What is not the same in two editions of the form: chapters, tables, rows and checks, and how each differs."""
