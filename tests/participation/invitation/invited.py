"""An open cycle of the invented gmina with organisations in its register, for the tests of invitations and review."""

import datetime as dt
import re
from itertools import count

from cycles import DECEMBER, gmina, opened

from drogowskaz.assessments.models import Cycle
from drogowskaz.notifications.models import Message
from drogowskaz.organisations.enums import Kind, Position, Reach, Role
from drogowskaz.organisations.models import Grant, Mandate, Membership, Organisation, User
from drogowskaz.organisations.models.organisation import named
from drogowskaz.participation.actions.invitation import Invited, Words, invite_organisations
from drogowskaz.participation.enums.invitation import Way
from drogowskaz.territory.models import Unit

JANUARY = dt.datetime(2027, 1, 11, 12, tzinfo=dt.UTC)
"""A working day in the window of the cycle for 2026."""
BEFORE = dt.date(2026, 1, 1)
WORDS = Words(contact="Roman, tel. 81 000 00 00", language="pl")
_NUMBERS = count(1)

__all__ = ["DECEMBER"]


def cycle() -> Cycle:
    return opened(gmina())


def organisation(name: str, unit: Unit, *, email: str = "", kind: Kind = Kind.KGW) -> Organisation:
    return Organisation.objects.create(**named(name), kind=kind, unit=unit, email=email, created_at=DECEMBER)


def person(name: str) -> User:
    return User.objects.create_user(f"osoba{next(_NUMBERS)}@example.org", name=name)


def worker(unit: Unit, *roles: Role, name: str = "Roman Rachmistrz") -> User:
    """Somebody of the unit's team."""
    made = person(name)
    for role in roles or (Role.DATA_EDITOR,):
        Grant.objects.create(person=made, role=role, reach=Reach.UNIT, unit=unit, valid_from=BEFORE)
    return made


def manager(of: Organisation, *, acts: tuple[str, ...] = ("supply",)) -> User:
    """Somebody who manages the organisation and, with acts, has its mandate."""
    made = person(f"Liderka {of.name}")
    Membership.objects.create(organisation=of, person=made, position=Position.MANAGER, valid_from=BEFORE)
    if acts:
        Mandate.objects.create(organisation=of, person=made, acts=list(acts), valid_from=BEFORE)
    return made


def invite(
    cycle: Cycle, *organisations: Organisation, way: Way = Way.EMAIL, actor: User | None = None,
    at: dt.datetime = JANUARY, words: Words = WORDS,
) -> Invited:  # fmt: skip
    keys = [one.pk for one in organisations]
    return invite_organisations(cycle=cycle, organisations=keys, way=way, words=words, actor=actor, at=at)


def token_of(letter: Message | None) -> str:
    """The token of a letter's link."""
    found = re.search(r"/zaproszenie/([^/\s]+)/", letter.text if letter else "")
    assert found is not None, "the letter was emptied or never written"
    return found[1]
