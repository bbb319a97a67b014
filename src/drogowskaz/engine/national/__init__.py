"""A whole country at once: frozen forms as packed files, their matrix, and all that is counted over it."""
