"""Things, news and followers for tests: a gmina, what happens in it, who wants to know."""

import datetime as dt
import re

from django.core import mail
from django.db import transaction
from people import NOON, unit

from drogowskaz.notifications import actions
from drogowskaz.notifications.enums import Rhythm
from drogowskaz.notifications.models import Follow
from drogowskaz.organisations.models import User
from drogowskaz.territory.models import Unit

UNIT, YEAR, OTHER_YEAR = "unit/141905", "unit/141905/assessment/2025", "unit/141905/assessment/2024"
ADDRESS = "sasiadka@example.org"
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def drobin() -> Unit:
    return Unit.objects.filter(code="1419053").first() or unit()


def tell(thing: str = YEAR, year: int = 2025, event: str = "assessments.published", at: dt.datetime = NOON) -> None:
    """Something happens; nobody is told before a run."""
    with transaction.atomic():
        actions.tell(thing=thing, event=event, at=at, context={"year": year})


def follow(
    who: User | str = ADDRESS, thing: str = UNIT, rhythm: Rhythm = Rhythm.AT_ONCE, at: dt.datetime = NOON
) -> Follow:
    words = {"thing": thing, "rhythm": rhythm, "language": "en", "at": at}
    if isinstance(who, str):
        return actions.follow_for_address(address=who, **words)  # type: ignore[arg-type]
    return actions.follow(person=who, **words)  # type: ignore[arg-type]


def last_link(part: str) -> str:
    """The way of the newest letter's link to a page whose address holds this part."""
    found = re.findall(rf"https?://[^/\s]+(\S*{part}\S*)", str(mail.outbox[-1].body))
    return str(found[0])
