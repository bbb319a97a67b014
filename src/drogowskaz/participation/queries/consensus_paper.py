"""A consensus map on paper: its sheets to be marked by hand, and its results as a document."""

from django.utils.timezone import localdate
from django.utils.translation import override

from drogowskaz.documents.ballot.results import ResultsHeading
from drogowskaz.documents.ballot.sheet import MOST_SHEETS as MOST_AT_ONCE
from drogowskaz.documents.ballot.sheet import BallotContent, Sheet
from drogowskaz.notifications.formats import whole_address
from drogowskaz.participation.enums.minutes import Sector
from drogowskaz.participation.models import ConsensusMap
from drogowskaz.participation.models.consensus import sheet_code
from drogowskaz.participation.queries.consensus import MOST_SHEETS, asked_of
from drogowskaz.participation.queries.consensus_results import names_in

AT_ONCE = 30
"""Sheets that are printed when nobody says how many."""


def sheet_content(asked: ConsensusMap, lang: str) -> BallotContent:
    """What stands on every sheet of a map, beside its number and code; one query."""
    unit = asked.cycle.unit
    with override(lang):
        sectors, name = tuple(str(sector.label) for sector in Sector), unit.full_name
    return BallotContent(
        title=asked.title,
        unit=name,
        year=asked.cycle.year,
        code=asked.code,
        statements=tuple((one.number, one.text) for one in asked_of(asked)),
        sectors=sectors,
        purpose=asked.purpose,
        address=whole_address("participation:ballot", language=lang),
        closes=asked.closes_on,
        invented=unit.is_invented,
    )


def sheets_from(asked: ConsensusMap, first: int, many: int) -> list[Sheet]:
    """So many sheets from a number on, as far as there are numbers and a printer takes them at once."""
    first = min(max(first, 1), MOST_SHEETS)
    last = min(first + min(max(many, 1), MOST_AT_ONCE) - 1, MOST_SHEETS)
    return [Sheet(number, spaced(sheet_code(asked.code, number))) for number in range(first, last + 1)]


def spaced(code: str) -> str:
    """A code in two halves, which are easier to copy."""
    return f"{code[:4]} {code[4:]}"


def results_heading(asked: ConsensusMap, lang: str) -> ResultsHeading:
    """Which map the document of the results is about; no query."""
    unit = asked.cycle.unit
    with override(lang):
        name = unit.full_name
    assert asked.results is not None, "only closed maps have results"
    return ResultsHeading(
        title=asked.title,
        unit=name,
        year=asked.cycle.year,
        code=asked.code,
        names=names_in(lang),
        numbers=tuple(one["number"] for one in asked.results["statements"]),
        closed=localdate(asked.closed_at) if asked.closed_at else None,
        address=whole_address("participation:consensus_map", unit.code, asked.cycle.year, asked.number, language=lang),
        invented=unit.is_invented,
    )
