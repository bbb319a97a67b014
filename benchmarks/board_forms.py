"""An invented voivodeship with a form for every unit, for the desk of its regional centre; Django is set up before."""

import numpy as np
from django.utils import timezone

from drogowskaz.assessments.enums import CycleState, Way
from drogowskaz.assessments.models import Assessment, Cell, Cycle, Submission
from drogowskaz.assessments.queries.cycles import level, official_form
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.national import filling, gaps
from drogowskaz.engine.teryt import Level
from drogowskaz.engine.values import Kind, State
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, User
from drogowskaz.territory.enums import Kind as UnitKind
from drogowskaz.territory.models import Unit

YEAR, CODE, SEED = 2025, "97", 7
POWIATS, CITIES, GMINAS = 20, 4, 209
"""As many units as lubelskie has."""
COLUMNS = (-1, 0)
SHOWN = 10
"""One form in so many is not shown to the centre: of it only numbers of findings are kept."""


def fill() -> tuple[Unit, User]:
    """The voivodeship with its forms, and a reviewer of its regional centre."""
    top = Unit.of(code=CODE, name="zmyślone", kind=UnitKind.VOIVODESHIP, parent=None)
    top.save()
    units = Unit.objects.bulk_create([*_powiats(top)])
    units += Unit.objects.bulk_create([*_gminas([unit for unit in units if unit.kind == UnitKind.POWIAT])])
    for of in (Level.GMINA, Level.POWIAT, Level.CITY):
        _forms(of, [unit for unit in units if level(unit) is of])
    person = User.objects.create_user("rops@example.org", name="Osoba z ROPS")
    Grant.objects.create(
        person=person, role=Role.ROPS_REVIEWER, reach=Reach.REGION, unit=top, valid_from=timezone.localdate()
    )
    return top, person


def _powiats(top: Unit) -> list[Unit]:
    named = [(f"{CODE}{place:02}", f"zmyślony {place}", UnitKind.POWIAT) for place in range(1, POWIATS + 1)]
    named += [(f"{CODE}{60 + place}", f"Miasto {place}", UnitKind.CITY) for place in range(1, CITIES + 1)]
    return [Unit.of(code=code, name=name, kind=kind, parent=top) for code, name, kind in named]


def _gminas(powiats: list[Unit]) -> list[Unit]:
    return [
        Unit.of(
            code=f"{powiats[place % POWIATS].code}{place // POWIATS + 1:02}2", name=f"Gmina {place + 1}",
            kind=UnitKind.GMINA_RURAL, parent=powiats[place % POWIATS],
        )
        for place in range(GMINAS)
    ]  # fmt: skip


def _forms(of: Level, units: list[Unit]) -> None:
    """Open forms with invented numbers in which people mistyped; drafts that are shown to the centre, but for some."""
    now, name = timezone.now(), official_form(of, YEAR)
    assert name is not None, "the official form of the year is shipped"
    edition = edition_named(name)
    forms = Assessment.objects.bulk_create(
        Assessment(unit=unit, year=YEAR, edition=name, created_at=now, changed_at=now) for unit in units
    )
    Cycle.objects.bulk_create(
        Cycle(unit=form.unit, year=YEAR, state=CycleState.OPEN, edition=name, assessment=form, planned_at=now,
              opened_at=now) for form in forms
    )  # fmt: skip
    Submission.objects.bulk_create(
        Submission(assessment=form, state=Way.WORK, shared=bool(place % SHOWN), changed_at=now)
        for place, form in enumerate(forms)
    )
    made = filling.units(edition, [of] * len(units), seed=SEED, block=0)
    chance = np.random.default_rng(SEED)
    numbers = np.ascontiguousarray(filling.numbers(made, YEAR).transpose(1, 0, 2))
    states = gaps.states(edition, len(units), chance)
    gaps.mistype(edition, numbers, states, chance)
    rows = [row for row in edition.rows if row.kind is not Kind.TEXT]
    Cell.objects.bulk_create(
        (
            Cell(assessment=form, row=row.key, offset=offset, state=held, changed_at=now,
                 number=int(numbers[place, edition.row_index[row.key], edition.offset_index[offset]])
                 if held == State.VALUE else 0)
            for place, form in enumerate(forms)
            for row in rows
            for offset in COLUMNS
            if (held := int(states[place, edition.row_index[row.key], edition.offset_index[offset]])) != State.EMPTY
        ),
        batch_size=5000,
    )  # fmt: skip
