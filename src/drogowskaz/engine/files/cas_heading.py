"""What a print says of itself: the years above its columns, the place and the code above its tables."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from drogowskaz.engine.files.prints import lines_of

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ASSESSED = re.compile(r"rok (?:oceny|po ocenie)", re.I)
"""Heads of columns that print no number."""
_OF_YEAR = re.compile(r"\bza (?:rok )?((?:19|20)\d\d)\b", re.I)
_CODE = re.compile(r"(?<!\d)\d{7}(?!\d)")
_PLACE = re.compile(
    r"\b(?i:gmin[ay]|gminie|miasto|miasta|mieście|powiat|powiatu|województwo|województwa)[ :]+"
    r"(?:(?i:wiejska|miejska|miejsko-wiejska)[ :]+)?"
    r"([A-ZĄĆĘŁŃÓŚŹŻ][\w-]+(?: [A-ZĄĆĘŁŃÓŚŹŻ][\w-]+){0,3})"
)
_NO_PLACES = {"zadania", "ogółem", "rok", "zasoby"}
"""Words that follow the word for a unit and are no name."""
PREVIOUS = 2
"""Columns before the assessed year."""
ENDING = 3
"""So many last letters of a name may differ: names are declined."""


@dataclass(frozen=True)
class Heading:
    """What stands above the tables: the assessed year, names of places and TERYT codes; empty where it says nothing."""

    year: int | None = None
    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    def other_place(self, name: str, code: str) -> str | None:
        """The place or code named there when it is not this one; None when it is, or when nothing is said."""
        if self.codes and not any(found == code[: len(found)] for found in self.codes):
            return self.codes[0]
        if self.names and not any(_is_name(found, name) for found in self.names):
            return self.names[0]
        return None


def heading_of(text: str) -> Heading:
    """The heading of a print; `text` is a page or a pasted block."""
    lines = lines_of(text)
    headers = (header_years(line.fields) for line in lines)
    year = next((found[1] for found in headers if found is not None and found[1] is not None), None)
    above = above_tables(text)
    said = _OF_YEAR.search(above)
    if year is None and said is not None:
        year = int(said[1])
    names = tuple(
        dict.fromkeys(found for found in _PLACE.findall(above) if found.split()[0].casefold() not in _NO_PLACES)
    )
    return Heading(year, names, tuple(dict.fromkeys(_CODE.findall(above))))


def header_years(fields: Sequence[str]) -> tuple[list[int], int | None] | None:
    """The years above the columns and the assessed one among or after them; None when the line is no such header.

    The official layout prints a number over the previous years only.
    """
    years = [int(found[0]) for found in (_YEAR.findall(field) for field in fields) if len(found) == 1]
    if len(years) < PREVIOUS or years != list(range(years[0], years[0] + len(years))):
        return None
    if any(_ASSESSED.search(field) for field in fields):
        return years, years[-1] + 1
    return years, years[PREVIOUS] if len(years) > PREVIOUS else None


def above_tables(text: str) -> str:
    """The words before the first table with numbers: of a page its title and text, of a block its first lines."""
    start = re.search(r"<table\b", text, re.I)
    if start is not None:
        plain = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", text[: start.start()], flags=re.I | re.S)
        before = [unescape(plain)]
    else:
        before = []
    for line in lines_of(text):
        filled = [field for field in line.fields if field]
        if len(filled) > PREVIOUS:
            break
        before.extend(filled)
    return "\n".join(" ".join(part.split()) for part in before)


def _is_name(printed: str, name: str) -> bool:
    ours, theirs = name.casefold().split(), printed.casefold().split()
    return len(theirs) >= len(ours) and all(
        one[: max(ENDING, len(one) - ENDING)] == other[: max(ENDING, len(one) - ENDING)]
        for one, other in zip(ours, theirs, strict=False)
    )
