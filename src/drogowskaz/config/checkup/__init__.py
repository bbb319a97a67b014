"""What `doctor` looks at: each check looks at one thing, changes nothing, and says what to do."""
