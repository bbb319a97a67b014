"""Which cells a public copy of a form must not show, so that nobody can compute a small number of people from it."""
