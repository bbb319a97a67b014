"""People and units for the tests of cycles: who holds which role, and forms of the invented gmina."""

import datetime as dt

from people import administrator, outsider

from drogowskaz.assessments import actions
from drogowskaz.assessments.models import Assessment, Cell, Cycle
from drogowskaz.engine.values import State
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, User
from drogowskaz.territory.enums import Kind
from drogowskaz.territory.models import Unit

DECEMBER = dt.datetime(2026, 12, 7, 12, tzinfo=dt.UTC)
"""A working day after the provisional form for 2026 opens."""
NOVEMBER = dt.datetime(2026, 11, 16, 12, tzinfo=dt.UTC)
SPRING = dt.datetime(2026, 3, 23, 12, tzinfo=dt.UTC)
CODE, YEAR = "9901012", 2026


def gmina(code: str = CODE, name: str = "Wymyślona", parent: Unit | None = None) -> Unit:
    made = Unit.of(code=code, name=name, kind=Kind.GMINA_RURAL, parent=parent)
    made.save()
    return made


def region(code: str = "99", units: int = 2) -> Unit:
    """A voivodeship with one powiat, so many gminas in it, and a city that is one of its own."""
    top = Unit.of(code=code, name="wymyślone", kind=Kind.VOIVODESHIP, parent=None)
    top.save()
    powiat = Unit.of(code=f"{code}01", name="wymyślony", kind=Kind.POWIAT, parent=top)
    powiat.save()
    for place in range(1, units + 1):
        gmina(f"{code}01{place:02}2", f"Gmina {place}", powiat)
    city = Unit.of(code=f"{code}61", name="Miasto", kind=Kind.CITY, parent=top)
    city.save()
    part = Unit.of(code=f"{code}61011", name="Miasto", kind=Kind.GMINA_URBAN, parent=city)
    part.save()
    return top


def holder(role: Role, unit: Unit | None, *, reach: Reach = Reach.UNIT, until: dt.date | None = None) -> User:
    """A person with one role."""
    person = User.objects.create_user(f"{role}@example.org", name=f"Osoba {role}")
    Grant.objects.create(
        person=person, role=role, reach=reach, unit=unit, valid_from=dt.date(2025, 1, 1), valid_until=until
    )
    return person


def cast(unit: Unit, top: Unit | None = None) -> dict[str, User | None]:
    """The four kinds of people, the animator and the operator, by what they are to the unit."""
    return {
        "editor": holder(Role.DATA_EDITOR, unit),
        "approver": holder(Role.APPROVER, unit),
        "animator": holder(Role.ANIMATOR, unit),
        "administrator": administrator(),
        "outsider": outsider(),
        "operator": None,
        **({"rops": holder(Role.ROPS_REVIEWER, top, reach=Reach.REGION)} if top else {}),
    }


def opened(unit: Unit | None = None, *, year: int = YEAR, at: dt.datetime = DECEMBER) -> Cycle:
    """A cycle in which data are being gathered."""
    return actions.open_cycle(unit=unit or gmina(), year=year, actor=None, at=at)


def filled(unit: Unit, year: int, edition: str, cells: dict[str, int], *, status: str = "public") -> Assessment:
    """An assessment with these numbers, by `row@c-1`; without a column they are of the assessed year."""
    made = Assessment.objects.create(
        unit=unit,
        year=year,
        edition=edition,
        status=status,
        locked=status != "draft",
        created_at=NOVEMBER,
        changed_at=NOVEMBER,
    )
    for address, number in cells.items():
        row, _at, column = address.partition("@c")
        put(made, row, int(column or 0), number)
    return made


def put(assessment: Assessment, row: str, offset: int, number: int, state: State = State.VALUE) -> Cell:
    """A cell with the first line of its journal."""
    assessment.changes.create(row=row, offset=offset, version=1, state=state, number=number, at=NOVEMBER)
    return Cell.objects.create(
        assessment=assessment, row=row, offset=offset, state=state, number=number, changed_at=NOVEMBER
    )
