"""Under which page each page of this area stands."""

PARENTS = {
    "assessments:assessment": "home:unit",
    "assessments:chapter": "assessments:assessment",
    "assessments:cell": "assessments:chapter",
}
