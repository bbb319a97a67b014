"""Under which page each page of letters stands."""

PARENTS = {
    "notifications:choices": "accounts:account",
    "notifications:address": "home:front",
    "notifications:follow": "home:front",
    "notifications:confirm": "home:front",
    "notifications:stop": "home:front",
    "notifications:log": "home:front",
    "notifications:letters": "notifications:log",
}
