"""What the subcommands of drogowskaz do, one module each."""
