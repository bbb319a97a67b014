"""The desk of a regional centre: where the forms of its units stand, and what there is to ask about them."""
