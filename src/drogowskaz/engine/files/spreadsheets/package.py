"""The zip around a workbook: measured and judged before anything in it is read."""

import io
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from drogowskaz.engine.problems import Place, unusable
from drogowskaz.engine.words import _

MOST_BYTES = 20_000_000
"""Of the file. The largest edition makes a template of about 250 kB."""
MOST_UNPACKED = 50_000_000
MOST_PARTS = 1_000
MOST_RATIO = 400
"""How many times smaller a part may be packed; spreadsheets reach about 50."""
SMALL = 1_000_000
"""Bytes. Parts below are not asked about their ratio: a short run of equal lines packs without end."""
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PASSWORD = _("The file has a password or is in the old format .xls. Save it without a password as .xlsx or .ods.")
_MACROS = _("The file holds macros. Save it as a plain workbook: .xlsx or .ods.")
_BOMB = _("The file unpacks to more than a form can hold, so it was not opened. Save it anew.")
_DAMAGED = _("The file is damaged: it cannot be unpacked whole.")
_NOT_ONE = _("The file is not a spreadsheet in the format .xlsx or .ods.")


class Format(StrEnum):
    """What the workbook is, by its content: the ending of the name can lie."""

    XLSX = "xlsx"
    ODS = "ods"


@dataclass(frozen=True)
class Package:
    """The parts of a workbook that hold XML, unpacked."""

    format: Format
    parts: dict[str, bytes]


def repack(parts: dict[str, bytes]) -> io.BytesIO:
    """A zip of these parts alone, stored as they are: another reader meets only what was measured here."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    stream.seek(0)
    return stream


def open_package(path: Path) -> Package:
    """The workbook in a file. Raises Unusable for what is too large, locked, damaged, or holds macros."""
    place = Place(path.name)
    raw = _raw(path)
    if raw.startswith(_OLD_OR_LOCKED):
        raise unusable(_PASSWORD, place)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
            _judge(entries, place)
            parts = {entry.filename: _unpacked(archive, entry) for entry in entries if _is_text(entry.filename)}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OverflowError):
        raise unusable(_DAMAGED if raw.startswith(b"PK") else _NOT_ONE, place) from None
    return Package(_format(parts, place), parts)


def _raw(path: Path) -> bytes:
    place = Place(path.name)
    try:
        if path.stat().st_size > MOST_BYTES:
            message = _("The file is larger than {n} MB. A filled template is many times smaller.")
            raise unusable(message, place, n=MOST_BYTES // 1_000_000)
        raw = path.read_bytes()
    except OSError:
        raise unusable(_("The file cannot be opened."), place) from None
    if not raw:
        raise unusable(_("The file is empty."), place)
    return raw


def _judge(entries: list[zipfile.ZipInfo], place: Place) -> None:
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & 1 for entry in entries):
        raise unusable(_PASSWORD, place)
    if any(name.lower().endswith("vbaproject.bin") or name.startswith(("Basic/", "Scripts/")) for name in names):
        raise unusable(_MACROS, place)
    if len(names) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise unusable(_BOMB, place)
    if any(entry.file_size > max(SMALL, MOST_RATIO * entry.compress_size) for entry in entries):
        raise unusable(_BOMB, place)
    plain = all(entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries)
    if len({*names}) < len(names) or not plain:
        raise unusable(_DAMAGED, place)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The part, never more of it than its entry promised: reading without a limit unpacks all there is first."""
    with archive.open(entry) as stream:
        return stream.read(entry.file_size + 1)


def _is_text(name: str) -> bool:
    return name == "mimetype" or name.endswith((".xml", ".rels"))


def _format(parts: dict[str, bytes], place: Place) -> Format:
    if parts.get("mimetype", b"").strip() == _ODS and "content.xml" in parts:
        if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
            raise unusable(_PASSWORD, place)
        return Format.ODS
    if "xl/workbook.xml" not in parts:
        raise unusable(_NOT_ONE, place)
    if b"macroEnabled" in parts.get("[Content_Types].xml", b""):
        raise unusable(_MACROS, place)
    return Format.XLSX
