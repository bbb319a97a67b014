"""The front page, search, and the page of a unit: what joins the areas for a visitor."""
