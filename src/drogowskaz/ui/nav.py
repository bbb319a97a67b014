"""Under which page each page of the interface stands."""

PARENTS = {"ui:components": "home:front", "ui:accessibility": "home:front"}
