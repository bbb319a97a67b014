"""What a print of a report says of itself above its tables: which report, whose, of which year and period."""

import re
from dataclasses import dataclass

from drogowskaz.engine.files.cas_heading import above_tables
from drogowskaz.engine.reports.definitions import Period

_BOTH = re.compile(r"półroczn\w+ i roczn\w+", re.I)
"""The title of the report names both periods, whichever it is of."""
_HALF = re.compile(r"\bI\s*[-–—]\s*VI\b|półrocz|\b30\s*(?:VI\b|czerwca|\.\s*0?6\b)", re.I)
_WHOLE = re.compile(r"\bI\s*[-–—]\s*XII\b|\b31\s*(?:XII\b|grudnia|\.\s*12\b)|\broczne\b|\bza rok\b", re.I)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_REPORT = re.compile(r"\bMR?P?i?PS[- ]?(\d\d)\b", re.I)
_CENTRE = re.compile(r"\b(?:[MG]{0,2}OPS|MOPR|CUS)\b(?: w)? [A-ZĄĆĘŁŃÓŚŹŻ][\w-]+(?: [A-ZĄĆĘŁŃÓŚŹŻ][\w-]+){0,2}")


@dataclass(frozen=True)
class Told:
    """None and empty where the print says nothing, or more than one thing."""

    period: Period | None = None
    year: int | None = None
    number: str = ""
    reporter: str = ""


def told(text: str) -> Told:
    """What stands above the tables of a page, or in the first lines of a block."""
    above = _BOTH.sub(" ", above_tables(text))
    periods = {Period.HALF_YEAR: _HALF.search(above), Period.YEAR: _WHOLE.search(above)}
    found = [period for period, match in periods.items() if match]
    years = {int(year) for year in _YEAR.findall(above)}
    numbers = {*_REPORT.findall(above)}
    centre = _CENTRE.search(above)
    return Told(
        period=found[0] if len(found) == 1 else None,
        year=years.pop() if len(years) == 1 else None,
        number=numbers.pop() if len(numbers) == 1 else "",
        reporter=centre[0] if centre else "",
    )
