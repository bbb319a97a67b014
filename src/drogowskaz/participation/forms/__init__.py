"""What people type on the pages of participation, as clean values."""
