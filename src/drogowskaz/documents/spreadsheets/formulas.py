"""Formulas in the spelling of each format. Inside the program texts in them are written as XLSX writes them."""

import re

from drogowskaz.documents.spreadsheets.content import address
from drogowskaz.engine.expressions.spreadsheet import Area, Formula

LONGEST = 8_192
"""Characters of a formula that every program takes."""
DEEPEST = 64
"""How many brackets may stand open."""


def as_xlsx(formula: Formula) -> str:
    """`=IF('Rozdział 2'!E5="",0,SUM(E5:E9))`."""
    return "=" + "".join(part if isinstance(part, str) else xlsx_area(part) for part in formula)


def as_ods(formula: Formula) -> str:
    """`of:=IF([$'Rozdział 2'.E5]="";0;SUM([.E5:.E9]))`."""
    return "of:=" + "".join(_semicolons(part) if isinstance(part, str) else _ods_area(part) for part in formula)


def fits(formula: Formula) -> bool:
    """Is the formula short and flat enough for every program?"""
    written = as_xlsx(formula)
    if len(written) > LONGEST:
        return False
    depth = deepest = 0
    # Brackets inside quotation marks are not brackets.
    for bracket in re.findall(r'"[^"]*"|[()]', written) if written.count("(") > DEEPEST else ():
        depth += {"(": 1, ")": -1}.get(bracket, 0)
        deepest = max(deepest, depth)
    return deepest <= DEEPEST


def quoted(text: str) -> str:
    """A text inside a formula."""
    return '"' + text.replace('"', '""') + '"'


def xlsx_area(area: Area) -> str:
    """`'Rozdział 2'!E5:E9`, also where a link leads."""
    first, last = address(*area.first), address(*area.last)
    return f"{_named(area.sheet)}!" * bool(area.sheet) + (first if first == last else f"{first}:{last}")


def _ods_area(area: Area) -> str:
    first, last = address(*area.first), address(*area.last)
    sheet = f"${_named(area.sheet)}" if area.sheet else ""
    return f"[{sheet}.{first}]" if first == last else f"[{sheet}.{first}:.{last}]"


def _named(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"


def _semicolons(part: str) -> str:
    """Commas part arguments, except inside quotation marks."""
    pieces = part.split('"')
    return '"'.join(piece if place % 2 else piece.replace(",", ";") for place, piece in enumerate(pieces))
