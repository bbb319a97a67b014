"""What the card of a unit tells: a few leading numbers of its newest public assessment, none of them hidden."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from django.contrib.auth.models import AnonymousUser

from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.queries.assessment import of_units
from drogowskaz.assessments.queries.indicators import indicator_groups
from drogowskaz.assessments.queries.publication import Copy, copy_of
from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.editions.schema import Row
from drogowskaz.engine.narrative.amounts import amount
from drogowskaz.engine.narrative.drafts import number
from drogowskaz.engine.narrative.summary import groups
from drogowskaz.territory.models import Unit

MOST_ROWS = 5
MOST = 6
"""Rows, and rows with indicators: the card must not be longer than a person looks at."""


@dataclass(frozen=True)
class Leading:
    """A number of the card with what it tells; `row` is the row of the form it stands in, empty for an indicator."""

    label: str
    text: str
    row: str = ""


@dataclass(frozen=True)
class UnitCard:
    """The newest public assessment and its leading numbers."""

    assessment: Assessment
    figures: tuple[Leading, ...]


def card_of(units: Iterable[Unit], lang: str) -> UnitCard | None:
    """The card of a unit by its lineage; None when it has no public assessment. Three queries. It is the same for
    everybody, signed in or not."""
    units = list(units)
    newest = of_units(units, AnonymousUser()).first()
    if newest is None:
        return None
    copy = copy_of(newest, units, lang)
    return UnitCard(newest, (*_rows(copy, lang), *_indicators(copy, lang))[:MOST])


def _rows(copy: Copy, lang: str) -> list[Leading]:
    """The first row of every group of the summary, then the second, until there are enough."""
    shown = []
    for row in _by_rounds(copy):
        told = None if (row.key, 0) in copy.hidden.cells else number(row, 0, copy.sheet)
        if told is not None:
            shown.append(Leading(row.label[lang], amount(told, row, lang), row.key))
    return shown[:MOST_ROWS]


def _by_rounds(copy: Copy) -> list[Row]:
    known = copy.sheet.edition.row_by_key
    rounds = zip_longest(*([key for key in group.rows if key in known] for group in groups()))
    return [known[key] for one in rounds for key in one if key is not None]


def _indicators(copy: Copy, lang: str) -> list[Leading]:
    """The first indicators of the form whose definition is certain and whose figure is shown."""
    shown = []
    for group in indicator_groups(copy, {}, lang):
        for one in group.indicators:
            text = dict(figure for figure in one.figures if figure).get(copy.sheet.year, "")
            hidden = (one.indicator.id, 0) in copy.hidden.indicators
            if text and not hidden and one.indicator.certainty is Certainty.CERTAIN:
                unit = one.indicator.unit[lang]
                said = f"{text}%" if unit == "%" else f"{text}\N{NO-BREAK SPACE}{unit}"
                shown.append(Leading(one.indicator.label[lang], said))
    return shown
