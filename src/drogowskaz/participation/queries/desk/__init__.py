"""What the animator's desk reads: everything starts from what the person's roles reach."""
