"""Under which page each page of this area stands; the front page stands under none."""

PARENTS = {"home:front": None, "home:units": "home:front", "home:unit": "home:units", "home:agreement": "home:front"}
