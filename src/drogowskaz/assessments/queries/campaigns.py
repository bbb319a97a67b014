"""The cycles of a voivodeship for a year: the units with where each stands, and how many stand where."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q

from drogowskaz.assessments.enums import CellState, CycleState
from drogowskaz.assessments.models import Campaign, Cycle
from drogowskaz.engine import polish
from drogowskaz.territory.enums import POWIATS, Kind
from drogowskaz.territory.models import Unit, UnitSet
from drogowskaz.territory.queries import LONGEST_SEARCH

POWIAT_DIGITS = 4


def units_of(region: Unit) -> UnitSet:
    """The gminas, powiats and cities of a voivodeship, or of a powiat, that make an assessment now, in Polish order."""
    found: UnitSet = Unit.objects.current().assessed().filter(code__startswith=region.code)
    return found.exclude(kind=Kind.VOIVODESHIP)


def campaign_of(region: Unit, year: int) -> Campaign | None:
    """The campaign of the voivodeship for the assessed year; one query."""
    return Campaign.objects.filter(region__code=region.code, year=year).first()


@dataclass(frozen=True)
class Asked:
    """What the person chose to see: a powiat by code, a state, and words of the name; empty means all."""

    powiat: str = ""
    state: str = ""
    words: str = ""


@dataclass(frozen=True)
class Line:
    """A unit with its cycle (None when it has none) and how many cells of the assessed year are filled."""

    unit: Unit
    cycle: Cycle | None
    filled: int


@dataclass(frozen=True)
class Group:
    """A powiat or city with the lines of itself and of the gminas in it that were asked for; or the voivodeship, with
    those that lie in no powiat."""

    powiat: Unit
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Region:
    """The whole page: what was found by powiat, the powiats to choose from, and the counts over all units.

    `states` are (state, its word, how many); `without` counts the units that have no cycle, `without_there` those of
    them in the chosen `powiat`.
    """

    groups: tuple[Group, ...]
    powiats: tuple[Unit, ...]
    states: tuple[tuple[str, str, int], ...]
    units: int
    without: int
    begun: int
    powiat: Unit | None = None
    without_there: int = 0

    @property
    def found(self) -> int:
        """How many units were asked for."""
        return sum(len(group.lines) for group in self.groups)

    @property
    def opened(self) -> int:
        """How many units have a cycle."""
        return self.units - self.without


FILLED = Q(assessment__cells__offset=0) & ~Q(assessment__cells__state=CellState.EMPTY)
"""Cells of the assessed year that hold something; an emptied one stays stored with its version."""


def region_cycles(region: Unit, year: int, asked: Asked) -> Region:
    """Every unit of the voivodeship, filtered as asked; two queries."""
    cycles = {
        cycle.unit_id: cycle
        for cycle in Cycle.objects.filter(unit__code__startswith=region.code, year=year).annotate(
            filled=Count("assessment__cells", filter=FILLED)
        )
    }
    units = list(units_of(region))
    lines = [_line(unit, cycles.get(unit.pk)) for unit in units]
    powiats = [unit for unit in units if unit.kind in POWIATS]
    states = Counter(line.cycle.state for line in lines if line.cycle)
    return Region(
        groups=tuple(_groups(region, powiats, lines, asked)),
        powiats=tuple(powiats),
        states=tuple((state.value, str(state.label), states[state]) for state in CycleState if states[state]),
        units=len(units),
        without=sum(line.cycle is None for line in lines),
        begun=sum(line.filled > 0 for line in lines),
        powiat=next((one for one in powiats if one.code == asked.powiat), None),
        without_there=sum(
            line.cycle is None and bool(asked.powiat) and line.unit.code[:POWIAT_DIGITS] == asked.powiat
            for line in lines
        ),
    )


def _line(unit: Unit, cycle: Cycle | None) -> Line:
    return Line(unit, cycle, getattr(cycle, "filled", 0))


def _groups(region: Unit, powiats: list[Unit], lines: list[Line], asked: Asked) -> Iterator[Group]:
    words = polish.fold(asked.words[:LONGEST_SEARCH]).split()
    for powiat in powiats:
        if asked.powiat not in ("", powiat.code):
            continue
        inside = tuple(
            line
            for line in lines
            if line.unit.code[:POWIAT_DIGITS] == powiat.code and _wanted(line, asked.state, words)
        )
        if inside:
            yield Group(powiat, inside)
    known = {powiat.code for powiat in powiats}
    # An invented gmina, say, lies in no powiat of the register.
    others = [line for line in lines if line.unit.code[:POWIAT_DIGITS] not in known]
    outside = tuple(line for line in others if _wanted(line, asked.state, words))
    if outside and not asked.powiat:
        yield Group(region, outside)


NONE = "none"
"""Asked as a state: the units that have no cycle."""


def _wanted(line: Line, state: str, words: list[str]) -> bool:
    if state and state != (line.cycle.state if line.cycle else NONE):
        return False
    return all(f" {word}" in f" {line.unit.search_key}" for word in words)
