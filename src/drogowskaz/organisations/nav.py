"""Under which page each page of this area stands."""

PARENTS = {
    "organisations:list": "home:front",
    "organisations:add": "organisations:list",
    "organisations:mine": "organisations:list",
    "organisations:organisation": "organisations:list",
    "organisations:change": "organisations:organisation",
    "organisations:people": "organisations:organisation",
    "organisations:handover": "organisations:people",
    "organisations:teams": "home:front",
    "organisations:team": "organisations:teams",
    "organisations:team-handover": "organisations:team",
    "organisations:invitation": "home:front",
}
