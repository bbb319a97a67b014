"""Words of participation."""
