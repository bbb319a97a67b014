"""Links that sign in: asked for by e-mail address, short-lived, good for one use in any browser.

A token holds the person and the moment it was made, signed together with the password, the address and the moment of
the last signing in; so each of these, when it changes, ends every link made before.
"""

import datetime as dt
from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime
from sesame.tokens import create_token, parse_token

from drogowskaz.audit.actions import record
from drogowskaz.notifications.actions import post
from drogowskaz.organisations.models import User

SCOPE = "sign in"


def send(*, address: str, link_of: Callable[[str], str], host: str, at: dt.datetime, language: str) -> None:
    """Send a link to the owner of the address; where there is none, nothing happens, and nobody is told so.

    `link_of` makes the whole address of the page from a token.
    """
    person = User.objects.filter(email__iexact=address, is_active=True).first()
    if person is None:
        return
    token = create_token(person, SCOPE)
    until = localtime(at + dt.timedelta(minutes=settings.LOGIN_LINK_MINUTES))
    with transaction.atomic():
        record(actor=person, verb="asked for a link to sign in", thing=person, at=at)
        post(
            event="organisations.sign_in_link",
            thing=str(uuid4()),
            recipient=person,
            language=language,
            context={"link": link_of(token), "until": until, "host": host, "name": person.name},
            confidential=True,
            at=at,
        )


def person_of(token: str) -> User | None:
    """Whose link this is, when it is whole, fresh and unused and the account is switched on. Uses nothing up."""
    person: User | None = parse_token(token, _active, scope=SCOPE)
    return person


def _active(pk: int) -> User | None:
    return User.objects.filter(pk=pk, is_active=True).first()


def spend(*, person: User, at: dt.datetime) -> bool:
    """Use the person's link up. False when it was used in the same moment by someone else.

    The moment of the last signing in is part of every token, so changing it ends them all.
    """
    with transaction.atomic():
        seen = User.objects.filter(pk=person.pk, is_active=True)
        seen = seen.filter(last_login=person.last_login) if person.last_login else seen.filter(last_login__isnull=True)
        if seen.update(last_login=at) == 0:
            return False
        record(actor=person, verb="used a link to sign in", thing=person, at=at)
    person.last_login = at
    return True
