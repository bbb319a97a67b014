"""Small registers, lists and maps for the tests of the territory, written as the real files are."""

import datetime as dt

from drogowskaz.territory.enums import OFFICIAL
from drogowskaz.territory.formats.changes import HEADER, ChangeList, parse_changes
from drogowskaz.territory.formats.codes import kind_of, parent_of
from drogowskaz.territory.formats.terc import COMPACT_HEADER, VOIVODESHIPS, Register, parse_register

NOON = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 1, 1)
EARLIER = dt.date(2024, 1, 1)
LATER = dt.date(2026, 7, 1)

LUKOW = {
    "06": "lubelskie",
    "0611": "łukowski",
    "0611011": "Łuków",
    "0611042": "Krzywda",
    "0663": "Lublin",
    "0663011": "Lublin",
}
"""A part of a voivodeship: a powiat with two gminas, and a city with powiat rights."""


def compact(units: dict[str, str], day: dt.date = DAY) -> str:
    """The text of a register in the compact layout."""
    lines = [COMPACT_HEADER]
    for code, name in units.items():
        kind = kind_of(code)
        assert kind, code
        lines.append(f"{code},{name},{OFFICIAL[kind]},{parent_of(code) or ''},{day}")
    return "\n".join(lines) + "\n"


def register(units: dict[str, str], day: dt.date = DAY) -> Register:
    """A register with these units and no others."""
    return parse_register(compact(units, day), "terc.csv")


def country() -> dict[str, str]:
    """A whole register, as small as one can be: in each voivodeship a powiat and a gmina; in lubelskie Łuków's."""
    units: dict[str, str] = {}
    for number in sorted(VOIVODESHIPS):
        own = {number: f"woj{number}", f"{number}01": f"pow{number}", f"{number}01012": f"Gmina{number}"}
        units |= LUKOW if number == "06" else own
    return units


def changes(*lines: str) -> ChangeList:
    """A list with these lines below its header."""
    return parse_changes("\n".join([HEADER, *lines]), "changes.csv")
