"""One frozen form as one canonical file, `<unit>-<year>.part`: what national and regional analysis reads.

The same form always gives the same bytes. `docs/developers/parts.md` describes the format.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from drogowskaz.engine.compiled.artefact import compiled
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.expressions.nodes import Whose
from drogowskaz.engine.national.bench import edition_for
from drogowskaz.engine.national.fitting import Numbers, States, cell_problem, whose_problems
from drogowskaz.engine.problems import Place, Problem, Unusable, unusable
from drogowskaz.engine.sheets import CellKey, Sheet, stack
from drogowskaz.engine.values import Kind, State, Value
from drogowskaz.engine.wholefile import put_whole
from drogowskaz.engine.words import _

ENDING = ".part"
FORMAT = b"drogowskaz-part "
VERSION = b"1"
FIRST_LINE = FORMAT + VERSION + b"\n"
SEAL = b"\nsha256:"
FOOTER = len(SEAL) + 64 + 1
ALIGNED = 8
"""The numbers begin at a multiple of this, for whoever maps the file into memory."""
MOST_BYTES = 100_000_000
COUNTED = {
    "value": int(State.VALUE),
    "no_information": int(State.NO_INFORMATION),
    "not_applicable": int(State.NOT_APPLICABLE),
}
"""Plain numbers: numpy asks an enumeration many questions before it compares with it."""
OWN = [Whose.OWN.value]


@dataclass(frozen=True, eq=False)
class Part:
    """A frozen form as it was read.

    `numbers` and `states` are the cells of the form itself in the order of `sheets.slot`. `artefact` names the
    compiled checks it was frozen with, `seal` is the SHA-256 of the file.
    """

    edition: Edition
    unit: str
    year: int
    artefact: str
    numbers: Numbers
    states: States
    seal: str
    texts: Mapping[CellKey, str] = field(default_factory=dict)


def part_name(unit: str, year: int) -> str:
    """What the file of a part is called."""
    return f"{unit}-{year}{ENDING}"


@cache
def layout(edition: Edition) -> str:
    """A name for the rows of an edition, their kinds and their columns: the SHA-256 of their list."""
    rows = [[row.key, row.kind.value, list(row.offsets)] for row in edition.rows]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def part_of(sheet: Sheet) -> bytes:
    """The sheet frozen. Raises Unusable when it holds what no part may hold, such as an implausible number."""
    cells = len(sheet.edition.rows) * len(sheet.edition.offsets)
    arrays = stack(sheet.edition, [sheet])
    texts = {key: value.text for key, value in sheet.values.items() if value.text}
    numbers, states = arrays.numbers[:cells, 0], arrays.states[:cells, 0]
    content = packed(sheet.edition, sheet.unit, sheet.year, numbers, states, texts)
    read_part(content, sheet.edition, part_name(sheet.unit, sheet.year))
    return content


def write_part(sheet: Sheet, folder: Path) -> Path:
    """Freeze the sheet into a file of the folder, whole or not at all; a part of that unit and year is replaced.

    Raises Unusable as `part_of` does, and where the file cannot be written.
    """
    content = part_of(sheet)
    path = folder / part_name(sheet.unit, sheet.year)
    try:
        put_whole(path, content, lasting=True)
    except OSError:
        raise unusable(_("The file cannot be written."), Place(path.name)) from None
    return path


def packed(
    edition: Edition, unit: str, year: int, numbers: Numbers, states: States, texts: Mapping[CellKey, str]
) -> bytes:
    """The bytes of a part whose cells are known to be such as `read_part` takes."""
    order = sorted(texts, key=lambda key: (edition.row_index[key[0]], key[1]))
    header = {
        "artefact": compiled(edition, year).sha256,
        "columns": list(edition.offsets),
        "counts": _counts(states),
        "edition": edition.id,
        "layout": layout(edition),
        "planes": OWN,
        "rows": len(edition.rows),
        "texts": [[row, offset, texts[row, offset]] for row, offset in order],
        "unit": unit,
        "year": year,
    }
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    blank = b" " * (-(len(FIRST_LINE) + len(text) + 1) % ALIGNED)
    body = FIRST_LINE + text + blank + b"\n" + numbers.astype("<i8", copy=False).tobytes() + states.tobytes()
    return body + SEAL + hashlib.sha256(body + SEAL[:1]).hexdigest().encode() + b"\n"


def _counts(states: States) -> dict[str, int]:
    return {name: int(np.count_nonzero(states == state)) for name, state in COUNTED.items()}


def read_part(source: bytes | Path, edition: Edition | None = None, name: str = "") -> Part:
    """A part from its bytes or file. `edition`, when given, must be the one it was frozen on; else it must be known.

    Raises Unusable, with a sentence on what is wrong; there bytes are called `name`.
    """
    if isinstance(source, Path):
        name, source = name or source.name, _content(source)
    place = Place(name) if name else None
    header, at = _opened(source, place)
    named = header["edition"]
    form = edition or edition_for(named)
    if named != form.id:
        message = _("The file is for the edition “{named}”, not “{edition}”.")
        raise unusable(message, place, named=named, edition=form.id)
    cells = len(form.rows) * len(form.offsets)
    if (header["rows"], header["columns"], header["layout"]) != (len(form.rows), list(form.offsets), layout(form)):
        message = _("The rows or columns are not those of the edition “{edition}”. Freeze the form again.")
        raise unusable(message, place, edition=form.id)
    if header["planes"] != OWN or len(source) - FOOTER - at != cells * 9:
        raise unusable(_("The form is not of the size that its first lines tell."), place)
    numbers: Numbers = np.frombuffer(source, "<i8", cells, at)
    states: States = np.frombuffer(source, np.uint8, cells, at + 8 * cells)
    part = Part(
        form,
        header["unit"],
        header["year"],
        header["artefact"],
        numbers,
        states,
        source[-65:-1].decode(),
        {(row, offset): text for row, offset, text in header["texts"]},
    )
    problems = [*whose_problems(form, part.unit, part.year, place)]
    wrong = cell_problem(form, part.year, numbers, states, place) or _told_otherwise(part, header, place)
    if problems or wrong:
        raise Unusable([*problems, wrong] if wrong else problems)
    return part


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise unusable(_("The file has more than 100 MB; no frozen form is that large."), Place(path.name))
        return path.read_bytes()
    except OSError:
        raise unusable(_("The file cannot be opened."), Place(path.name)) from None


def _opened(content: bytes, place: Place | None) -> tuple[dict[str, Any], int]:
    """The header and where the numbers begin, once the seal has been found to hold."""
    if not content.startswith(FIRST_LINE):
        if content.startswith(FORMAT):
            version = content[len(FORMAT) : len(FORMAT) + 10].split(b"\n")[0].decode("ascii", "replace")
            message = _("The frozen form is of version {version}; this program reads version {known}.")
            raise unusable(message, place, version=version, known=VERSION.decode())
        raise unusable(_("The file is not a frozen form."), place)
    if content[-FOOTER : -FOOTER + len(SEAL)] != SEAL or content[-1:] != b"\n":
        raise unusable(
            _("The file ends before its seal: it was not written or copied to the end. Copy it again."), place
        )
    found = hashlib.sha256(memoryview(content)[: 1 - FOOTER]).hexdigest().encode()
    if found != content[-65:-1]:
        raise unusable(_("The contents do not agree with the seal: something changed after the freezing."), place)
    end = content.find(b"\n", len(FIRST_LINE))
    try:
        header = json.loads(content[len(FIRST_LINE) : end])
    except ValueError:
        header = None
    if not _whole(header):
        raise unusable(_("The second line of the file does not describe a frozen form."), place)
    return header, end + 1


KINDS: dict[str, type] = {
    "artefact": str,
    "columns": list,
    "counts": dict,
    "edition": str,
    "layout": str,
    "planes": list,
    "rows": int,
    "texts": list,
    "unit": str,
    "year": int,
}


def _whole(header: Any) -> bool:
    """Whether the header has every entry, and of its kind."""
    if not isinstance(header, dict) or header.keys() != KINDS.keys():
        return False
    if any(type(header[key]) is not kind for key, kind in KINDS.items()):
        return False
    return all(type(text) is list and [type(one) for one in text] == [str, int, str] for text in header["texts"])


def _told_otherwise(part: Part, header: Mapping[str, Any], place: Place | None) -> Problem | None:
    """Whether the counts or the texts are not those of the cells."""
    if header["counts"] != _counts(part.states):
        return Problem(_("The counts of filled cells are not those of the cells."), place)
    said = text_slots(part.edition)
    if len(said) or part.texts:
        cells = {cell for cell, at in said.items() if part.states[at] == State.VALUE}
        if cells != part.texts.keys() or not all(part.texts.values()):
            return Problem(_("The texts are not those of the cells that hold texts."), place)
    return None


@cache
def text_slots(edition: Edition) -> dict[CellKey, int]:
    """The cells of text rows, and where they stand."""
    width = len(edition.offsets)
    return {
        (row.key, offset): place * width + edition.offset_index[offset]
        for place, row in enumerate(edition.rows)
        if row.kind is Kind.TEXT
        for offset in row.offsets
    }


def sheet_of(part: Part) -> Sheet:
    """The sheet that was frozen."""
    width = len(part.edition.offsets)
    filled = np.flatnonzero(part.states)
    values = {}
    for at, number, state in zip(
        filled.tolist(), part.numbers[filled].tolist(), part.states[filled].tolist(), strict=True
    ):
        row, column = divmod(at, width)
        key = part.edition.rows[row].key, part.edition.offsets[column]
        values[key] = Value(State(state), number, part.texts.get(key, ""))
    return Sheet(part.edition, part.unit, part.year, values)
