"""The file of a frozen form: what was signed, whole, with the SHA-256 of every file in it.

`docs/developers/packages.md` describes the format. The same content gives the same bytes.
"""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from drogowskaz.engine.compiled.artefact import compiled
from drogowskaz.engine.national.parts import part_name, part_of
from drogowskaz.engine.sheets import CellKey, Sheet

FORMAT = "drogowskaz-package 1"
MANIFEST = "manifest.json"
FORM = "form.json"
MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip can tell: it would otherwise write down when it was made."""


@dataclass(frozen=True)
class Origin:
    """Where the value of a cell comes from: the version of the cell, the source it was read in, who supplied it."""

    version: int = 1
    source: str = ""
    supplier: str = ""


@dataclass(frozen=True)
class Explained:
    """Why a finding is as it is: `values` are the cells it was written for, as (row, column, state, number)."""

    about: str
    offset: int
    text: str
    values: tuple[tuple[str, int, int, int], ...] = ()


@dataclass(frozen=True)
class Answered:
    """What the regional centre asked about a cell of the version before, and what the unit answered."""

    row: str
    offset: int
    text: str
    answer: str


@dataclass(frozen=True)
class Frozen:
    """Everything that is signed. `number` counts the versions of the assessment, `before` is the SHA-256 of the one
    before it; `signed_at` is in ISO format with its zone. No person is named: erasing one must not break a package."""

    sheet: Sheet
    name: str
    number: int
    signed_at: str
    before: str = ""
    reason: str = ""
    label: str = ""
    origins: Mapping[CellKey, Origin] = field(default_factory=dict)
    explained: tuple[Explained, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    answered: tuple[Answered, ...] = ()
    documents: Mapping[str, bytes] = field(default_factory=dict)
    """Documents made of the form, by the names of their files."""


def pack(frozen: Frozen) -> bytes:
    """The file. Raises Unusable when the form holds what no frozen form may, such as an implausible number."""
    sheet = frozen.sheet
    files = {
        FORM: _json(_form(frozen)),
        part_name(sheet.unit, sheet.year): part_of(sheet),
        **{f"documents/{name}": content for name, content in sorted(frozen.documents.items())},
    }
    manifest = {
        "format": FORMAT,
        "unit": sheet.unit,
        "name": frozen.name,
        "year": sheet.year,
        "edition": sheet.edition.id,
        "artefact": compiled(sheet.edition, sheet.year).sha256,
        "number": frozen.number,
        "before": frozen.before,
        "reason": frozen.reason,
        "label": frozen.label,
        "signed_at": frozen.signed_at,
        "files": [
            {"name": name, "bytes": len(content), "sha256": sha256(content).hexdigest()}
            for name, content in files.items()
        ],
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in {MANIFEST: _json(manifest), **files}.items():
            packed.writestr(zipfile.ZipInfo(name, MOMENT), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _form(frozen: Frozen) -> dict[str, Any]:
    none = Origin()
    cells = []
    for key, value in sorted(frozen.sheet.values.items()):
        origin = frozen.origins.get(key, none)
        told = [*key, int(value.state), value.number, value.text]
        cells.append([*told, origin.version, origin.source, origin.supplier])
    return {
        "cells": cells,
        "explained": [
            [one.about, one.offset, one.text, [list(place) for place in one.values]] for one in frozen.explained
        ],
        "texts": dict(sorted(frozen.texts.items())),
        "answered": [[one.row, one.offset, one.text, one.answer] for one in frozen.answered],
    }


def _json(told: Any) -> bytes:
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
