"""The same national work, written by hand for other tools, and what is needed to compare them with ours."""
