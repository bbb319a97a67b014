"""Small forms of sensitive rows for tests: `total`, `a` below it, and so on, by one short text."""

from dataclasses import replace

from engine import tiny

from drogowskaz.engine.disclosure.withholding import Withheld
from drogowskaz.engine.editions.schema import Check, Edition, Indicator, Parts, Row
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import Kind

PARTS = {"=": Parts.ALL, ">": Parts.SOME, "~": Parts.NONE}
KINDS = {"amount": Kind.MONEY, "fte": Kind.FTE}


def rows(text: str, offsets: tuple[int, ...] = (0,)) -> tuple[Row, ...]:
    """Rows of `total a=total b>total open!`: parts that are all, parts that are some, a row that is not sensitive.

    A row whose key ends in `amount` holds money and is not sensitive.
    """
    found = []
    for word in text.split():
        sign = next((sign for sign in PARTS if sign in word), None)
        key, _sign, parent = word.partition(sign) if sign else (word, "", "")
        kind = KINDS.get(key.rpartition(".")[2], Kind.COUNT)
        row = tiny.row(
            key.removesuffix("!"),
            kind=kind,
            unit="pln" if kind is Kind.MONEY else "person",
            offsets=offsets,
            parent=parent or None,
            parts=PARTS[sign] if sign else Parts.NONE,
        )
        found.append(replace(row, sensitive=kind is Kind.COUNT and not key.endswith("!")))
    return tuple(found)


def form(
    text: str,
    *checks: Check,
    indicators: tuple[Indicator, ...] = (),
    offsets: tuple[int, ...] = (0,),
) -> Edition:
    """An edition of such rows."""
    edition = tiny.edition(*rows(text, offsets), checks=checks)
    return replace(edition, indicators=indicators)


def sheet(edition: Edition, *, year: int = tiny.YEAR, last: Sheet | None = None, **numbers: object) -> Sheet:
    """The form filled in: `total=10, a__1=3` (two underscores and a number: that column)."""
    cells = {}
    for name, written in numbers.items():
        key, _sign, column = name.partition("__")
        cells[f"{key.replace('_', '.')}@c{column.replace('m', '-') or 0}"] = written
    return replace(tiny.sheet(edition, cells), year=year, last=last.values if last else None)


def hidden(withheld: Withheld, year: int = tiny.YEAR) -> set[str]:
    """The rows hidden in the assessed column of one form, for short."""
    return {row for at, row, offset in withheld.cells if at == year and offset == 0}
