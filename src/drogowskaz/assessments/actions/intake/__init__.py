"""What the desk of a regional centre does across units, and what is kept for it."""
