"""Reading a frozen form back, and saying what is wrong with one that was changed."""

import io
import json
import zipfile
import zlib
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.national.parts import part_name, read_part
from drogowskaz.engine.packages.packing import FORM, FORMAT, MANIFEST, Answered, Explained, Frozen, Origin
from drogowskaz.engine.problems import Place, Problem, Unusable, unusable
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import State, Value
from drogowskaz.engine.words import _

MOST_BYTES = 200_000_000
"""What the files of a package may take unpacked; none of ours comes near."""
CHANGED = _("The package was changed after signing: its SHA-256 is {found}, signed was {expected}.")


@dataclass(frozen=True)
class Opened:
    """A package as it was read. `artefact` names the compiled checks it was signed with."""

    frozen: Frozen
    artefact: str
    sha256: str


def open_package(content: bytes, name: str = "", expected: str = "") -> Opened:
    """The package in these bytes; `expected` is the SHA-256 it was signed under, where that is known.

    Raises Unusable with everything that is wrong with it.
    """
    place = Place(name) if name else None
    found = sha256(content).hexdigest()
    if expected and found != expected:
        raise unusable(CHANGED, place, found=found, expected=expected)
    files = _unpacked(content, place)
    manifest = _manifest(files, place)
    problems = _changed(files, manifest, place)
    if problems:
        raise Unusable(problems)
    try:
        frozen = _frozen(files, manifest)
        artefact = str(manifest["artefact"])
    except (ValueError, LookupError, TypeError):
        raise unusable(_("The package does not hold what its first lines tell."), place) from None
    _same(frozen.sheet, files[part_name(frozen.sheet.unit, frozen.sheet.year)], place)
    return Opened(frozen, artefact, found)


def _unpacked(content: bytes, place: Place | None) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MOST_BYTES:
                raise unusable(_("The package is larger than any frozen form."), place)
            return {name: packed.read(name) for name in packed.namelist()}
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, EOFError):
        # The library's words for a method of packing it does not know and for a password, beside plain damage.
        raise unusable(_("The file is not a whole package: it was damaged or not copied to the end."), place) from None


def _manifest(files: dict[str, bytes], place: Place | None) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(files[MANIFEST])
        named = manifest["format"]
    except (ValueError, LookupError, TypeError):
        raise unusable(_("The file is not a package of a frozen form."), place) from None
    if named != FORMAT:
        message = _("The package is of the format “{named}”; this program reads “{known}”.")
        raise unusable(message, place, named=named, known=FORMAT)
    return manifest


def _changed(files: dict[str, bytes], manifest: dict[str, Any], place: Place | None) -> list[Problem]:
    try:
        told = {str(one["name"]): (int(one["bytes"]), str(one["sha256"])) for one in manifest["files"]}
    except (ValueError, LookupError, TypeError):
        raise unusable(_("The package does not hold what its first lines tell."), place) from None
    there = {name: (len(data), sha256(data).hexdigest()) for name, data in files.items() if name != MANIFEST}
    problems = [
        Problem(_("The file {file} is missing in the package."), place, {"file": name}) for name in told.keys() - there
    ]
    problems += [
        Problem(_("The file {file} was slipped into the package."), place, {"file": name})
        for name in there.keys() - told
    ]
    problems += [
        Problem(_("The file {file} in the package was changed after signing."), place, {"file": name})
        for name in sorted(told.keys() & there)
        if told[name] != there[name]
    ]
    return problems


def _frozen(files: dict[str, bytes], manifest: dict[str, Any]) -> Frozen:
    form = json.loads(files[FORM])
    edition = edition_named(str(manifest["edition"]))
    values, origins = {}, {}
    for row, offset, state, number, text, version, source, supplier in form["cells"]:
        values[row, offset] = Value(State(state), number, text)
        origins[row, offset] = Origin(version, source, supplier)
    return Frozen(
        sheet=Sheet(edition, str(manifest["unit"]), int(manifest["year"]), values),
        name=str(manifest["name"]),
        number=int(manifest["number"]),
        signed_at=str(manifest["signed_at"]),
        before=str(manifest["before"]),
        reason=str(manifest["reason"]),
        label=str(manifest["label"]),
        origins=origins,
        explained=tuple(
            Explained(about, offset, text, tuple((row, column, state, number) for row, column, state, number in places))
            for about, offset, text, places in form["explained"]
        ),
        texts=dict(form["texts"]),
        answered=tuple(Answered(*one) for one in form["answered"]),
        documents={name.partition("/")[2]: data for name, data in files.items() if name.startswith("documents/")},
    )


def _same(sheet: Sheet, part: bytes, place: Place | None) -> None:
    """The packed numbers are those of the form: analysis reads the one, people the other."""
    edition, index = sheet.edition, sheet.edition.row_index
    read = read_part(part, edition)
    for (row, offset), value in sheet.values.items():
        at = index[row] * len(edition.offsets) + edition.offset_index[offset]
        if (read.states[at], read.numbers[at]) != (int(value.state), value.number):
            raise unusable(_("The packed numbers are not those of the form: row “{row}”."), place, row=row)
    if int((read.states != int(State.EMPTY)).sum()) != len(sheet.values):
        raise unusable(_("The package does not hold what its first lines tell."), place)
