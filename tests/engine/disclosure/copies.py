"""Public copies of forms as the auditor is given them, made from the forms and from what is withheld."""

from collections.abc import Iterable

from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.disclosure.audit import Place, Published
from drogowskaz.engine.disclosure.withholding import Withheld
from drogowskaz.engine.editions.schema import Stage
from drogowskaz.engine.indicators import figures, rounded
from drogowskaz.engine.sheets import Sheet


def published(sheets: Iterable[Sheet], withheld: Withheld) -> list[Published]:
    """What the copies show: a mark in each withheld cell, the other figures, rounded, and the findings."""
    return [_copy(sheet, withheld) for sheet in sheets]


def _copy(sheet: Sheet, withheld: Withheld) -> Published:
    cells = {(sheet.year, *cell): value for cell, value in sheet.values.items()}
    found = {
        (sheet.year, one.indicator.id, one.offset): rounded(one.value, one.indicator.decimals)
        for one in figures(sheet)
        if one.value is not None
    }
    findings = {(sheet.year, one.check.id, one.offset) for one in check_sheet(sheet, Stage.SIGN).findings}
    return Published(
        edition=sheet.edition,
        cells={place: None if place in withheld.cells else value for place, value in cells.items()},
        figures={told: value for told, value in found.items() if told not in withheld.figures},
        findings=frozenset(findings - withheld.silent),
        silent=withheld.silent,
    )


def number_at(sheets: Iterable[Sheet], place: Place) -> int:
    """The true number in a cell of one of the forms."""
    year, row, offset = place
    return next(sheet.value(row, offset).number for sheet in sheets if sheet.year == year)
