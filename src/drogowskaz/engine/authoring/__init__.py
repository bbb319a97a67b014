"""From tables written in a spreadsheet to an edition folder, and from an edition to an invented form that fits it."""
