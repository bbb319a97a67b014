"""The annexe of an organisation on paper: a form to fill in by hand, or what was answered."""
