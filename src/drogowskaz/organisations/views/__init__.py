"""Pages of people and organisations."""

from drogowskaz.organisations.views.handover import from_organisation, from_team
from drogowskaz.organisations.views.invitation import invitation
from drogowskaz.organisations.views.organisations import add, change, listing, mine, organisation
from drogowskaz.organisations.views.people import people
from drogowskaz.organisations.views.team import team, teams

__all__ = [
    "add",
    "change",
    "from_organisation",
    "from_team",
    "invitation",
    "listing",
    "mine",
    "organisation",
    "people",
    "team",
    "teams",
]
