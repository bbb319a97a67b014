"""The sheet of a consensus map: short statements with three boxes each, to be marked by hand and typed in afterwards.

A sheet asks for no name. Its number says where it belongs in the pile; its code lets the voter type it in at home once.
"""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typst

from drogowskaz.documents.pdf import with_known_signs
from drogowskaz.documents.pdf_tags import with_row_headings
from drogowskaz.documents.pictures import fonts
from drogowskaz.documents.plain import breakable, cleaned, isolated
from drogowskaz.engine.calendar.days import day_text
from drogowskaz.engine.polish import bind
from drogowskaz.engine.words import _, say

TEMPLATE = Path(__file__).parent.parent / "templates" / "ballot.typ"
MOST_SHEETS = 100

VOLUNTARY = _(
    "Taking part is voluntary. Do not sign the sheet: no names, no PESEL, no age. Nobody is told how you chose; only "
    "sums are shown."
)
HOW = _(
    "Put a cross in one box beside each statement. A statement without a cross is counted as not answered, which is "
    "not the same as no opinion."
)
ORGANISATION = _("If you speak for an organisation, its name (an organisation is counted as one voice):")
TYPED = _("Instead of giving the sheet back you may type it in at {address} with this code, once, until {day}.")
TYPED_ONCE = _("Instead of giving the sheet back you may type it in at {address} with this code, once.")
GIVEN = _("Give the sheet back: {place}.")


@dataclass(frozen=True)
class BallotContent:
    """What stands on every sheet of a map.

    `statements` have their numbers, which need not follow one another. `sectors` are the names of the boxes, one of
    which the voter marks. `address` is where a sheet can be typed in, `bring_to` where it is given back; what is empty
    is left out. `invented` says so on every page.
    """

    title: str
    unit: str
    year: int
    code: str
    statements: tuple[tuple[int, str], ...]
    sectors: tuple[str, ...]
    purpose: str = ""
    address: str = ""
    bring_to: str = ""
    closes: dt.date | None = None
    invented: bool = False


@dataclass(frozen=True)
class Sheet:
    """One voter's sheet: its number in the pile, and the code with which it can be typed in once."""

    number: int
    code: str


def ballot_pdf(content: BallotContent, sheets: Sequence[Sheet], lang: str) -> bytes:
    """So many sheets as PDF/UA on A4, one voter to a sheet; a long list of statements takes several pages of it."""
    assert 1 <= len(sheets) <= MOST_SHEETS, "a pile that a printer takes"
    return with_known_signs(lambda swapped: with_row_headings(_compiled(cleaned(content, swapped), sheets, lang)))


def _compiled(content: BallotContent, sheets: Sequence[Sheet], lang: str) -> bytes:
    data = json.dumps(_data(content, sheets, lang), ensure_ascii=False)
    compiler = typst.Compiler(TEMPLATE, font_paths=fonts(), sys_inputs={"ballot": data})
    compiled = compiler.compile(format="pdf", pdf_standards=["ua-1"])
    assert isinstance(compiled, bytes), "a PDF is one file"
    return compiled


def _data(content: BallotContent, sheets: Sequence[Sheet], lang: str) -> dict[str, object]:
    """The sheets in the shape that `templates/ballot.typ` reads."""

    def line(text: str) -> str:
        return isolated(breakable(bind(text) if lang == "pl" else text))

    return {
        "lang": lang,
        "title": line(" ".join(content.title.split()) or "–"),
        "about": line(say(_("{unit}, assessed year {year}"), lang, unit=content.unit, year=content.year)),
        "map": line(say(_("map {code}"), lang, code=content.code)),
        "mark": say(_("Invented example"), lang) if content.invented else "",
        "purpose": [line(text) for text in content.purpose.split("\n") if text],
        "voluntary": line(say(VOLUNTARY, lang)),
        "sectorAsked": line(say(_("I speak as (one cross):"), lang)),
        "sectors": [line(sector) for sector in content.sectors],
        "organisation": line(say(ORGANISATION, lang)),
        "how": line(say(HOW, lang)),
        "head": [line(say(word, lang)) for word in (_("Statement"), _("for"), _("against"), _("no opinion"))],
        "statements": [line(f"{number}. {text}") for number, text in content.statements],
        "end": [line(text) for text in _end(content, lang)],
        "sheets": [
            {
                "number": line(say(_("sheet {number}"), lang, number=sheet.number)),
                "code": sheet.code,
                "codeSaid": line(say(_("code of this sheet"), lang)),
            }
            for sheet in sheets
        ],
        # The number stands where typst finds this sign.
        "page": line(say(_("page {page} of the sheet"), lang, page="#")),
    }


def _end(content: BallotContent, lang: str) -> list[str]:
    """What becomes of a sheet that is filled in."""
    said = []
    if content.bring_to:
        said.append(say(GIVEN, lang, place=content.bring_to))
    if content.address and content.closes:
        said.append(say(TYPED, lang, address=content.address, day=day_text(content.closes, lang)))
    elif content.address:
        said.append(say(TYPED_ONCE, lang, address=content.address))
    return said
