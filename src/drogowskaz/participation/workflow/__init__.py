"""The transition tables of participation."""
