"""Invented people and units for tests."""

import datetime as dt

from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.files.reading import Reading
from drogowskaz.engine.parameters import DEFINITIONS
from drogowskaz.organisations.models import User
from drogowskaz.territory.enums import Kind
from drogowskaz.territory.models import Unit

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
LATER = NOON + dt.timedelta(hours=1)


def administrator() -> User:
    return User.objects.create_user("ada@example.org", name="Ada Administratorka", is_staff=True)


def outsider() -> User:
    return User.objects.create_user("olek@example.org", name="Olek Postronny")


def unit(code: str = "1419053", name: str = "Drobin") -> Unit:
    made = Unit.of(code=code, name=name, kind=Kind.GMINA_MIXED, parent=None)
    made.save()
    return made


def drobin() -> Reading:
    """The published sheet that comes with the edition."""
    return read_case(DEFINITIONS / "editions" / "ozps-gmina-2014" / "cases" / "drobin-2014.yaml")
