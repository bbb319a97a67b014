"""Under which page each page of this area stands; the front page stands under none."""

PARENTS = {
    "home:front": None,
    "home:units": "home:front",
    "home:unit": "home:units",
    "home:export": "home:unit",
    "home:tasks": "home:front",
    "home:agreement": "home:front",
}
