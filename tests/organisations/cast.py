"""Invented people, organisations and roles for the tests of this area."""

import datetime as dt
from itertools import count

from people import LATER, NOON

from drogowskaz.engine.workflow import Refusal, Refused
from drogowskaz.organisations.actions import Description, Sending
from drogowskaz.organisations.enums import Act, Kind, Position, Reach, Role
from drogowskaz.organisations.models import Grant, Mandate, Membership, Organisation, User
from drogowskaz.organisations.models.organisation import named
from drogowskaz.territory.enums import Kind as UnitKind
from drogowskaz.territory.models import Unit

DAY = NOON.date()
BEFORE = DAY - dt.timedelta(days=30)
AFTER = DAY + dt.timedelta(days=30)
NEXT_MONTH = NOON + dt.timedelta(days=31)
_NUMBERS = count(1)
KINDS = {2: UnitKind.VOIVODESHIP, 4: UnitKind.POWIAT, 7: UnitKind.GMINA_RURAL}

__all__ = ["AFTER", "BEFORE", "DAY", "LATER", "NEXT_MONTH", "NOON"]


def place(code: str = "9901012") -> Unit:
    """The unit with this code, made when it is not there yet."""
    found = Unit.objects.filter(code=code).first()
    if found is None:
        found = Unit.of(code=code, name=f"Nibylandia {code}", kind=KINDS[len(code)], parent=None)
        found.save()
    return found


def someone(name: str = "Ktoś", **fields: object) -> User:
    """A person with an account; the address tells the order of their making."""
    return User.objects.create_user(f"osoba{next(_NUMBERS)}@example.org", name=name, **fields)


def organisation(name: str = "KGW Zmyślone", kind: Kind = Kind.KGW, unit: Unit | None = None) -> Organisation:
    return Organisation.objects.create(**named(name), kind=kind, unit=unit, created_at=NOON)


def description(name: str = "Stowarzyszenie Pomoc", **fields: object) -> Description:
    return Description(name=name, kind=fields.pop("kind", Kind.NGO), **fields)  # type: ignore[arg-type]


def member(of: Organisation, person: User | None = None, position: Position = Position.MEMBER) -> User:
    """A person who belongs to the organisation."""
    person = person or someone("Członkini")
    Membership.objects.create(organisation=of, person=person, position=position, valid_from=BEFORE)
    return person


def manager(of: Organisation, person: User | None = None) -> User:
    return member(of, person or someone("Zarządzająca"), Position.MANAGER)


def mandate(of: Organisation, person: User, *acts: Act, **fields: object) -> Mandate:
    given = {"acts": [act.value for act in acts or tuple(Act)], "valid_from": BEFORE, **fields}
    return Mandate.objects.create(organisation=of, person=person, **given)


def holder(role: Role, reach: Reach = Reach.UNIT, unit: Unit | None = None, **fields: object) -> User:
    """A person who holds the role."""
    person = someone(f"Osoba z rolą {role.value}")
    grant(person, role, reach, unit, **fields)
    return person


def grant(person: User, role: Role, reach: Reach = Reach.UNIT, unit: Unit | None = None, **fields: object) -> Grant:
    where = None if reach == Reach.PLATFORM else unit or place("99" if reach == Reach.REGION else "9901012")
    given = {"valid_from": BEFORE, **fields}
    return Grant.objects.create(person=person, role=role, reach=reach, unit=where, **given)


def tokens() -> tuple[list[str], Sending]:
    """A list that gathers the tokens of letters, and the way letters are sent in a test."""
    gathered: list[str] = []

    def link(token: str) -> str:
        gathered.append(token)
        return f"https://drogowskaz.example/zaproszenie/{token}/"

    return gathered, Sending(link=link, language="pl")


def english(refusal: Refusal | None) -> str:
    assert refusal is not None
    return refusal.sentence("en")


def reasons(refused: Refused) -> list[str]:
    return [refusal.sentence("en") for refusal in refused.refusals]
