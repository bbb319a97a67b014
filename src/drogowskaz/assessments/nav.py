"""Under which page each page of this area stands."""

PARENTS = {
    "assessments:assessment": "home:unit",
    "assessments:chapter": "assessments:assessment",
    "assessments:cell": "assessments:chapter",
    "assessments:indicators": "assessments:assessment",
    "assessments:editions": "home:front",
    "assessments:edition": "assessments:editions",
    "assessments:crosswalk": "assessments:edition",
    "assessments:difference": "assessments:edition",
    "assessments:row": "assessments:edition",
}
