"""Consensus maps for tests: a unit with its animator, statements, sheets."""

import datetime as dt
from dataclasses import dataclass

from cycles import gmina, holder, opened

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.consensus import MapDescription, add_statements, make_map, open_map
from drogowskaz.participation.actions.consensus_voice import Voice, enter_sheet
from drogowskaz.participation.enums.consensus import Choice
from drogowskaz.participation.enums.minutes import Sector
from drogowskaz.participation.models import ConsensusMap, Voter
from drogowskaz.participation.models.consensus import sheet_code
from drogowskaz.participation.queries.consensus import asked_of, map_of

NOW = dt.datetime(2026, 12, 7, 12, tzinfo=dt.UTC)
LAST_DAY = dt.date(2026, 12, 21)
LAST_MINUTE = dt.datetime(2026, 12, 21, 22, 59, tzinfo=dt.UTC)
"""One minute before midnight in Poland."""
MIDNIGHT = dt.datetime(2026, 12, 21, 23, 0, tzinfo=dt.UTC)
TEXTS = ("Dowóz do lekarza co tydzień.", "Obiady bezpłatne dla wszystkich.", "Spotykamy się raz w roku.")
DIGITS = {"1": Choice.FOR, "2": Choice.AGAINST, "3": Choice.NO_OPINION}


@dataclass(frozen=True)
class Mapped:
    """A map of the invented gmina with its animator and cycle."""

    map: ConsensusMap
    animator: User
    cycle: Cycle
    at: dt.datetime = NOW

    def again(self) -> ConsensusMap:
        found = map_of(self.cycle, self.map.number)
        assert found is not None, "maps are never deleted"
        return found

    @property
    def address(self) -> str:
        return f"/jednostka/{self.cycle.unit.code}/cykl/{self.cycle.year}/mapa/{self.map.number}/"

    def key(self, place: int) -> int:
        """The key of a statement by its place, from 1."""
        return asked_of(self.map)[place - 1].pk

    def voice(self, digits: str, sector: Sector = Sector.NGO, organisation: str = "") -> Voice:
        """A sheet by its digits, as on paper; a blank is no answer."""
        chosen = zip(asked_of(self.map), digits, strict=False)
        return Voice(sector, organisation, {one.pk: DIGITS[digit] for one, digit in chosen if digit in DIGITS})

    def code(self, number: int) -> str:
        return sheet_code(self.map.code, number)


def prepared(texts: tuple[str, ...] = TEXTS, at: dt.datetime = NOW) -> Mapped:
    """A map with statements, not open yet."""
    cycle = opened(gmina(), at=NOW)
    animator = holder(Role.ANIMATOR, cycle.unit)
    return another(cycle, animator, texts, at)


def another(cycle: Cycle, animator: User, texts: tuple[str, ...] = TEXTS, at: dt.datetime = NOW) -> Mapped:
    """One more map of the cycle, not open yet."""
    made = make_map(cycle=cycle, description=MapDescription("Co dalej", "Próba."), actor=animator, at=at)
    add_statements(asked=made, texts=texts, actor=animator, at=at)
    there = Mapped(made, animator, cycle, at)
    return Mapped(there.again(), animator, cycle, at)


def running(texts: tuple[str, ...] = TEXTS, at: dt.datetime = NOW, closes_on: dt.date = LAST_DAY) -> Mapped:
    """A map that takes voices."""
    there = prepared(texts, at)
    open_map(asked=there.map, closes_on=closes_on, actor=there.animator, at=at)
    return Mapped(there.again(), there.animator, there.cycle, at)


def enter(there: Mapped, number: int, digits: str, sector: Sector = Sector.NGO, organisation: str = "") -> Voter:
    """The animator types a sheet in."""
    return enter_sheet(
        asked=there.map,
        number=number,
        code=there.code(number),
        voice=there.voice(digits, sector, organisation),
        actor=there.animator,
        at=there.at,
    )


def fifteen(there: Mapped) -> None:
    """Eight organisations and seven institutions: all for the first statement, at odds on the second, against the
    third as far as they say."""
    for number in range(1, 9):
        enter(there, number, "112", Sector.NGO)
    for number in range(9, 16):
        enter(there, number, "12 " if number < 13 else "123", Sector.INSTITUTION)
