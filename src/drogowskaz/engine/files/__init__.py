"""Files that hold filled sheets. A reader gives whole sheets or refuses with every problem; nothing in between."""
