"""People of the invented unit, signed in, for tests of pages that only a team or an organisation opens."""

from uuid import uuid4

from django.test import Client
from django.utils import timezone

from drogowskaz.organisations import actions
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Membership, User
from drogowskaz.territory.queries import unit_by_code

DIRECTOR = "director"
"""How `accounts.arrive` knows the administrator of the invented team."""


def arrive_in_team(client: Client) -> dict[str, object]:
    """Sign in as the director of the invented centre; gives the keys and the token that addresses leave open."""
    now = timezone.now()
    director, editor, *_others = actions.demo_people(at=now)
    client.force_login(director)
    return {
        "organisation": Membership.objects.get(person=director).organisation_id,
        "colleague": editor.pk,
        "invitation": _token_of_invitation(director),
    }


def _token_of_invitation(director: User) -> str:
    """A fresh invitation to the team; its token is known to the letter alone."""
    gathered: list[str] = []

    def link(token: str) -> str:
        gathered.append(token)
        return f"https://drogowskaz.example/zaproszenie/{token}/"

    actions.invite_to_team(
        unit=unit_by_code("9901012"), email=f"{uuid4().hex}@example.org", roles=[Role.DATA_EDITOR], reach=Reach.UNIT,
        year=None, organisation=None, valid_until=None, sending=actions.Sending(link, "pl"), actor=director,
        at=timezone.now(),
    )  # fmt: skip
    return gathered[0]
