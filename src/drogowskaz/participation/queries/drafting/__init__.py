"""What the pages of drafting tasks read."""
