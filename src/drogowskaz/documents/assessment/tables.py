"""The tables of the form in their printed order, and a chart beside those with enough numbers."""

from decimal import Decimal

from drogowskaz.documents.assessment.copies import Hidden
from drogowskaz.documents.content import Cell, Chart, ChartKind, Datum, Missing, Number, Row, Series, Table, heads
from drogowskaz.engine.certainty import LABELS, Certainty
from drogowskaz.engine.editions.schema import Parts
from drogowskaz.engine.editions.schema import Row as Line
from drogowskaz.engine.editions.schema import Table as Block
from drogowskaz.engine.measures import measures
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import Kind, State, Value, show
from drogowskaz.engine.words import _, say

SIGNS = {Certainty.CERTAIN: "", Certainty.INFERRED: "?", Certainty.WORKING: "??"}
"""Behind the label of a row that was not read in a filled form."""
LEAST_YEARS = 3
"""A line through fewer numbers says nothing that the table does not say better."""
MOST_LINES = 4
ABSENT = {
    State.EMPTY: Missing.NO_DATA,
    State.NO_INFORMATION: Missing.NO_DATA,
    State.NOT_APPLICABLE: Missing.NOT_APPLICABLE,
}


def printed_table(block: Block, sheet: Sheet, hidden: Hidden, lang: str) -> Table:
    """The rows of a table with a column for each year, as the form prints them."""
    offsets = sorted({offset for row in block.rows for offset in row.offsets})
    units = {row.unit for row in block.rows}
    alone = say(measures()[next(iter(units))].label[lang], lang) if len(units) == 1 else ""
    certainties = {row.certainty for row in block.rows}
    body = tuple(
        Row(
            label=_label(row, lang, marked=len(certainties) > 1),
            cells=tuple(_cell(row, offset, sheet, hidden, lang) for offset in offsets),
            level=block.depths[row.key],
            strong=row.parent is None and any(other.parent == row.key for other in block.rows),
            unit="" if alone else measures()[row.unit].label[lang],
        )
        for row in block.rows
    )
    notes = [_certainty(certainties, lang)]
    if any((row.key, offset) in hidden.cells for row in block.rows for offset in offsets):
        notes.append(hidden.reason)
    years = [year(sheet, offset, lang) for offset in offsets]
    return Table(
        caption=block.label[lang],
        head=heads(say(_("Row"), lang), *years),
        body=body,
        unit=alone,
        note=" ".join(filter(None, notes)),
    )


def year(sheet: Sheet, offset: int, lang: str) -> str:
    """The head of a column: a year, and whether it lies ahead."""
    if offset > 0:
        return say(_("{year} (forecast)"), lang, year=sheet.year + offset)
    return str(sheet.year + offset)


def _label(row: Line, lang: str, *, marked: bool) -> str:
    number = f"{row.number}. " if row.number is not None else ""
    sign = f" {SIGNS[row.certainty]}" if marked and SIGNS[row.certainty] else ""
    return f"{number}{row.label[lang]}{sign}"


def _certainty(found: set[Certainty], lang: str) -> str:
    """How sure we are of the rows: once for all, or what the signs behind their labels mean."""
    if found == {Certainty.CERTAIN}:
        return ""
    if len(found) == 1:
        return say(_("Rows: {certainty}."), lang, certainty=say(LABELS[next(iter(found))], lang))
    signs = (f"{SIGNS[one]} – {say(LABELS[one], lang)}" for one in Certainty if one in found and SIGNS[one])
    return "; ".join(signs) + "."


def _cell(row: Line, offset: int, sheet: Sheet, hidden: Hidden, lang: str) -> Cell:
    if offset not in row.offsets:
        return Cell()
    if (row.key, offset) in hidden.cells:
        return Cell(hidden.mark)
    value = sheet.value(row.key, offset)
    return Cell(show(value, row.kind, lang), exact(value, row))


def exact(value: Value, row: Line) -> Number | None:
    """The number in shown units, None where there is none."""
    if value.state is not State.VALUE or row.kind is Kind.TEXT:
        return None
    scale = row.kind.scale
    return value.number if scale == 1 else Decimal(value.number).scaleb(1 - len(str(scale)))


def datum(cell: CellKey, sheet: Sheet, hidden: Hidden) -> Datum:
    """A cell as a chart needs it."""
    if cell in hidden.cells:
        return Missing.WITHHELD
    value = sheet.value(*cell)
    found = exact(value, sheet.edition.row_by_key[cell[0]])
    return ABSENT[value.state] if found is None else found


def chart_of(block: Block, sheet: Sheet, hidden: Hidden, lang: str) -> Chart | None:
    """The leading rows of a table over the years, or what the first one consists of; None where there is little."""
    wholes = [row for row in block.rows if row.parent is None and row.kind is not Kind.TEXT]
    if not wholes:
        return None
    first = wholes[0]
    parts = [row for row in block.rows if row.parent == first.key and row.parts is Parts.ALL]
    shares = 1 < len(parts) <= MOST_LINES and all(row.offsets == first.offsets for row in parts)
    alike = [row for row in wholes if (row.unit, row.offsets) == (first.unit, first.offsets)][:MOST_LINES]
    rows = parts if shares else alike
    series = tuple(
        Series(row.short.get(lang) or row.label[lang], tuple(datum((row.key, at), sheet, hidden) for at in row.offsets))
        for row in rows
    )
    series = tuple(one for one in series if sum(not isinstance(each, Missing) for each in one.data) >= LEAST_YEARS)
    if not series or (shares and len(series) < len(parts)) or not any(any_number(one) for one in series):
        return None
    kind = ChartKind.STACKED if shares else ChartKind.LINE
    title = first.label[lang] if shares or len(series) == 1 else block.label[lang]
    return Chart(
        kind=kind,
        title=title,
        alt=_alt(title, series, sheet, first.offsets, lang),
        categories=tuple(str(sheet.year + offset) for offset in first.offsets),
        series=series,
        unit=measures()[first.unit].label[lang],
        forecast=sum(offset > 0 for offset in first.offsets),
        with_table=False,
    )


def any_number(series: Series) -> bool:
    """Whether a line has a number other than zero."""
    return any(not isinstance(one, Missing) and one != 0 for one in series.data)


def _alt(title: str, series: tuple[Series, ...], sheet: Sheet, offsets: tuple[int, ...], lang: str) -> str:
    """What is to be seen, in a sentence: the names of the lines and the years."""
    message = _("{title}, {since}–{until}: {names}. The numbers stand in the table beside.")
    names = ", ".join(one.name for one in series)
    return say(message, lang, title=title, since=sheet.year + offsets[0], until=sheet.year + offsets[-1], names=names)
