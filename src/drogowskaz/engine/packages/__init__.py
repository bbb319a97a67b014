"""A form frozen at its signing: one file with everything that was signed, and the chain of all of them."""
