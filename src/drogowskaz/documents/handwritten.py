"""A sheet to be printed and written on by hand: lines, boxes for signatures, large letters for a wall. Set by typst as
PDF/UA-1, like every paper of ours."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import typst

from drogowskaz.documents.pdf import with_known_signs
from drogowskaz.documents.pictures import fonts
from drogowskaz.documents.plain import breakable, cleaned, isolated
from drogowskaz.engine.polish import bind
from drogowskaz.engine.words import _, say

TEMPLATE = Path(__file__).parent / "templates" / "handwritten.typ"


@dataclass(frozen=True)
class Title:
    """The beginning of a part; `again` begins it on a new page."""

    text: str
    again: bool = False


@dataclass(frozen=True)
class Telling:
    """A paragraph; a line break in it is kept."""

    text: str
    small: bool = False


@dataclass(frozen=True)
class Listing:
    """Points one under another, with numbers or without."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Ruled:
    """A table to be filled in: columns with their share of the width, so many rows as high as a hand needs."""

    columns: tuple[tuple[str, int], ...]
    rows: int


@dataclass(frozen=True)
class Lines:
    """Lines to write on, under what is asked."""

    asked: str
    lines: int


@dataclass(frozen=True)
class Ticks:
    """Boxes to tick beside each other, under what is asked."""

    asked: str
    labels: tuple[str, ...]


Part: TypeAlias = Title | Telling | Listing | Ruled | Lines | Ticks


@dataclass(frozen=True)
class HandSheet:
    """A sheet. `code` stands at the head of every page, so that what comes back is known; `large` is for a wall."""

    title: str
    code: str
    parts: tuple[Part, ...]
    lang: str = "pl"
    large: bool = False


def render_sheet(sheet: HandSheet) -> bytes:
    """The file."""
    return with_known_signs(lambda swapped: _compiled(cleaned(sheet, swapped)))


def _compiled(sheet: HandSheet) -> bytes:
    compiler = typst.Compiler(TEMPLATE, font_paths=fonts(), sys_inputs={"sheet": json.dumps(_data(sheet))})
    compiled = compiler.compile(format="pdf", pdf_standards=["ua-1"])
    assert isinstance(compiled, bytes), "a PDF is one file"
    return compiled


def _data(sheet: HandSheet) -> dict[str, object]:
    def line(text: str) -> str:
        return isolated(breakable(bind(text) if sheet.lang == "pl" else text))

    def part(one: Part) -> dict[str, object]:
        match one:
            case Title():
                return {"kind": "title", "text": line(one.text), "again": one.again}
            case Telling():
                return {"kind": "telling", "lines": [line(text) for text in one.text.split("\n")], "small": one.small}
            case Listing():
                return {"kind": "listing", "items": [line(item) for item in one.items], "numbered": one.numbered}
            case Ruled():
                columns = [[line(label), share] for label, share in one.columns]
                return {"kind": "ruled", "columns": columns, "rows": one.rows}
            case Lines():
                return {"kind": "lines", "asked": line(one.asked), "lines": one.lines}
            case Ticks():
                return {"kind": "ticks", "asked": line(one.asked), "labels": [line(label) for label in one.labels]}

    return {
        "title": line(sheet.title),
        "code": sheet.code,
        "codeSaid": say(_("code {code}"), sheet.lang, code=sheet.code),
        "lang": sheet.lang,
        "large": sheet.large,
        # The numbers stand where typst finds these two signs.
        "pages": say(_("page {page} of {pages}"), sheet.lang, page="#", pages="$"),
        "parts": [part(one) for one in sheet.parts],
    }
