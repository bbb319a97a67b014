"""Somebody who follows a unit, signed in, and an address that does, for tests of pages that links of letters open."""

from django.test import Client
from django.utils import timezone

from drogowskaz.notifications import actions
from drogowskaz.notifications.enums import Rhythm
from drogowskaz.notifications.formats import Purpose, sealed
from drogowskaz.organisations.models import User

FOLLOWER = "follower"
"""How `accounts.arrive` knows the person who follows the invented gmina."""
ADDRESS, UNIT = "sasiadka@example.org", "unit/990101"


def tokens() -> dict[str, object]:
    """What the links in letters to an address hold; the address follows already."""
    words = {"thing": UNIT, "rhythm": Rhythm.WEEKLY, "language": "pl"}
    one = actions.follow_for_address(address=ADDRESS, at=timezone.now(), **words)  # type: ignore[arg-type]
    return {
        "choosing": sealed(Purpose.CHOICES, {"subscriber": one.subscriber_id}),
        "confirming": sealed(Purpose.CONFIRM, {**words, "address": ADDRESS}),
        "stopping": sealed(Purpose.STOP, {"subscriber": one.subscriber_id, "follows": [one.pk]}),
    }


def arrive_as_follower(client: Client) -> dict[str, object]:
    """Sign in as somebody who follows the invented gmina; gives the tokens that addresses leave open."""
    email = "felicja@example.org"
    person = User.objects.filter(email=email).first() or User.objects.create_user(email, name="Felicja Ciekawa")
    actions.follow(person=person, thing=UNIT, rhythm=Rhythm.DAILY, language="pl", at=timezone.now())
    client.force_login(person)
    return tokens()
