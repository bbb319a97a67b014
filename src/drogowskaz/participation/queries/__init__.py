"""What the pages of participation read."""
