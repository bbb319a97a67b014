"""A file brought to an open form: what it holds, and what of the form it would change."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from drogowskaz.assessments.models import Assessment
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Table
from drogowskaz.engine.files.cas_print import Unmatched, read_cas_print
from drogowskaz.engine.files.longcsv import read_long_csv
from drogowskaz.engine.files.spreadsheets.template import read_template
from drogowskaz.engine.problems import Place, unusable
from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.values import EMPTY, State, Value, show
from drogowskaz.engine.words import _

PRINTS = (".txt", ".tsv", ".html", ".htm")
TEMPLATES = (".xlsx", ".ods")
MOST_BYTES = 20_000_000
LONGEST_NAME = 100


@dataclass(frozen=True)
class Upload:
    """The filled cells of a file, and the lines of a print that fit no row."""

    values: Mapping[CellKey, Value]
    unmatched: tuple[Unmatched, ...] = ()


@dataclass(frozen=True)
class ShownStep:
    """What a cell holds and what the file would put there; `seen` is the version that stands now."""

    key: CellKey
    label: str
    year: int
    now: str
    then: str
    seen: int


@dataclass(frozen=True)
class ShownDifference:
    """What a file would do to one table: fill empty cells, change others; `same` cells agree already."""

    table: Table
    fresh: tuple[ShownStep, ...]
    changed: tuple[ShownStep, ...]
    same: int


def read_upload(form: Assessment, name: str, content: bytes) -> Upload:
    """The file as the readers of `engine/files` read it, which must be of this unit and year. Raises Unusable."""
    name = PurePath(name).name[-LONGEST_NAME:]
    if len(content) > MOST_BYTES:
        raise unusable(_("The file is larger than {n} MB. Give the print of one form."), n=MOST_BYTES // 1_000_000)
    ending = PurePath(name).suffix.lower()
    if ending not in (*PRINTS, *TEMPLATES, ".csv"):
        message = _(
            "Files of this kind are not read. Give a template (.xlsx, .ods), a long CSV or a print (.txt, .html)."
        )
        raise unusable(message, Place(name))
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        if ending in PRINTS:
            match = read_cas_print(path, edition=form.edition, unit=form.unit.code, year=form.year, stands_in=form.year)
            return Upload(match.sheet.values, match.unmatched)
        # The year may be later than those of the edition: the form of this one stands in until its own is known.
        if ending in TEMPLATES:
            readings = [read_template(path, form.edition, stands_in=form.year)]
        else:
            readings = read_long_csv(path, form.edition, stands_in=form.year)
    for sheet in (reading.sheet for reading in readings):
        if (sheet.unit, sheet.year) == (form.unit.code, form.year):
            return Upload(sheet.values)
    sheet = readings[0].sheet
    message = _("The file holds the form of {unit} for {year}, which is not the one asked for.")
    raise unusable(message, Place(name), unit=sheet.unit, year=sheet.year)


def differences(form: Assessment, upload: Upload, lang: str) -> tuple[ShownDifference, ...]:
    """What the file would do, table by table, in the order of the form; one query. What it leaves empty it leaves
    alone."""
    edition = edition_named(form.edition)
    cells = {(cell.row, cell.offset): cell for cell in form.cells.all()}
    found = []
    for table in edition.tables.values():
        fresh: list[ShownStep] = []
        changed: list[ShownStep] = []
        same = 0
        for row, offset in ((one, offset) for one in table.rows for offset in one.offsets):
            value, cell = upload.values.get((row.key, offset), EMPTY), cells.get((row.key, offset))
            stands = Value(State(cell.state), cell.number, cell.text) if cell else EMPTY
            if value in (EMPTY, stands):
                same += value != EMPTY
                continue
            now, then = (show(one, row.kind, lang) for one in (stands, value))
            version = cell.version if cell else 0
            step = ShownStep((row.key, offset), row.label[lang], form.year + offset, now, then, version)
            (fresh if stands == EMPTY else changed).append(step)
        if fresh or changed or same:
            found.append(ShownDifference(table, tuple(fresh), tuple(changed), same))
    return tuple(found)
