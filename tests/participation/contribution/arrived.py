"""An author without an account, for tests of all pages: their own page and the link of their letter."""

from django.test import Client
from django.utils import timezone

from drogowskaz.assessments.models import Cycle
from drogowskaz.notifications.enums import Rhythm
from drogowskaz.notifications.formats import Purpose, sealed
from drogowskaz.participation.actions.contribution import Said, put_contribution
from drogowskaz.participation.enums.contribution import ContributionKind
from drogowskaz.participation.enums.minutes import Capacity
from drogowskaz.participation.models.contribution import token_of
from drogowskaz.participation.queries.contribution import contribution_path

AUTHOR = "author"
"""How `accounts.arrive` knows the author."""


def voices() -> dict[str, object]:
    """What addresses leave open: the author's page, and what confirms the address. The example data are there."""
    cycle = Cycle.objects.select_related("unit").get(unit__code="9901012", year=2026)
    said = Said(
        kind=ContributionKind.NEED, capacity=Capacity.PERSONAL, text="Dowozu do lekarza.", for_whom="starsi",
        where="Zmyślona", email="autorka@example.org",
    )  # fmt: skip
    made = put_contribution(
        cycle=cycle, said=said, key="klucz-autorki-na-probe", signs=(), lang="pl", actor=None, at=timezone.now()
    )
    told = {
        "thing": contribution_path(made), "rhythm": Rhythm.AT_ONCE.value, "address": made.email, "language": "pl",
        "contribution": made.pk,
    }  # fmt: skip
    return {"voice": token_of(made.key), "voice_letter": sealed(Purpose.CONFIRM, told)}


def arrive_as_author(_client: Client) -> dict[str, object]:
    """Nobody is signed in: the links are enough."""
    return voices()
