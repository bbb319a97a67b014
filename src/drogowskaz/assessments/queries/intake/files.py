"""The board as a file: unit, state, dates and counts; no number of any form."""

import csv
import datetime as dt
import io
from collections.abc import Callable

from drogowskaz.assessments.queries.intake.board import Board, Line
from drogowskaz.assessments.queries.intake.live import moment
from drogowskaz.documents.content import Cell, Document, Row, Table, heads
from drogowskaz.documents.sheets import ods, xlsx
from drogowskaz.engine.files.formulas import neutralise
from drogowskaz.engine.words import _, say
from drogowskaz.territory.models import Unit

BOARD_FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
TITLE = _("Forms for {year}: {region}")
COLUMNS = (
    _("code"),
    _("unit"),
    _("state"),
    _("last step"),
    _("late"),
    _("to be sent by"),
    _("filled in, %"),
    _("errors"),
    _("to be explained"),
    _("warnings"),
    _("last change"),
)
YES = _("yes")


def board_file(found: Board, region: Unit, year: int, ending: str, at: dt.datetime, lang: str) -> bytes:
    """The lines that were asked for, in the order of the page."""
    if ending == "csv":
        return _csv(found, lang)
    render: Callable[[Document], bytes] = xlsx.render if ending == "xlsx" else ods.render
    title = say(TITLE, lang, year=year, region=region.full_name)
    body = tuple(Row(neutralise(line.unit.full_name), tuple(_cells(line, lang))) for line in found.lines)
    head = heads(say(COLUMNS[1], lang), say(COLUMNS[0], lang), *(say(name, lang) for name in COLUMNS[2:]))
    table = Table(caption=title, head=head, body=body)
    return render(Document(title=title, blocks=(table,), lang=lang, made=at.date()))


def _cells(line: Line, lang: str) -> list[Cell]:
    return [
        Cell(one) if isinstance(one, str) else Cell(str(one), one) for one in (line.unit.code, *_values(line, lang))
    ]


def _values(line: Line, lang: str) -> list[str | int]:
    """What follows the code and the name."""
    return [
        str(line.state.label),
        line.since.isoformat() if line.since else "",
        say(YES, lang) if line.late else "",
        line.due.day.isoformat(),
        "" if line.filled is None else line.filled,
        line.errors,
        line.unexplained,
        line.warnings,
        moment(line.touched),
    ]


def _csv(found: Board, lang: str) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";" if lang == "pl" else ",")
    writer.writerow([say(name, lang) for name in COLUMNS])
    for line in found.lines:
        writer.writerow([line.unit.code, neutralise(line.unit.full_name), *_values(line, lang)])
    return stream.getvalue().encode("utf-8-sig")
