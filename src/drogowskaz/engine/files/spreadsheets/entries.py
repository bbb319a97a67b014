"""One cell of a workbook as a value of its row. What a spreadsheet makes of a number is undone, or refused."""

from datetime import date, datetime, time, timedelta
from fractions import Fraction

from drogowskaz.engine.editions.schema import Edition, Row
from drogowskaz.engine.files.reading import read_value
from drogowskaz.engine.files.spreadsheets.grids import Written
from drogowskaz.engine.problems import Place, Problem
from drogowskaz.engine.values import Kind, Value
from drogowskaz.engine.words import _

NOISE = Fraction(1, 10**6)
"""Of the smallest unit a row keeps. A sum of amounts in a spreadsheet is off by less, a typed third decimal by more."""
_DATE = _("The cell holds a date. Write the number, in a cell with the format of a number.")
_BOOLEAN = _("The cell holds TRUE or FALSE. Write a number, or one of the symbols: 0, dot, x.")


def read_entry(written: Written, row: Row, edition: Edition, place: Place, problems: list[Problem]) -> Value | None:
    """The value of a cell, or None with its problem noted."""
    if isinstance(written, bool):
        problems.append(Problem(_BOOLEAN, place))
        return None
    if isinstance(written, date | datetime | time | timedelta):
        problems.append(Problem(_DATE, place))
        return None
    if isinstance(written, int | float):
        text = _number(written, row.kind, place, problems)
        return None if text is None else read_value(text, row, edition, place, problems)
    return read_value(written, row, edition, place, problems)


def _number(written: int | float, kind: Kind, place: Place, problems: list[Problem]) -> str | None:
    """The number as a person would type it, freed of the noise of binary fractions."""
    try:
        # The shortest text of the float is what was typed or shown; its exact binary value never is.
        stored = Fraction(repr(written)) * kind.scale
    except (ValueError, OverflowError):
        problems.append(Problem(_("The cell holds no finite number."), place))
        return None
    if kind is Kind.TEXT:
        return str(int(written)) if written == int(written) else repr(written)
    nearest = round(stored)
    # Beyond fifteen digits a float has no more places to be exact in.
    if abs(stored - nearest) > max(NOISE, abs(stored) / 10**15):
        message = _("“{text}” has more than two decimal places.")
        if kind is Kind.COUNT:
            message = _("“{text}” is a fraction, and this row takes whole numbers only.")
        problems.append(Problem(message, place, {"text": repr(written)}))
        return None
    sign = "-" if nearest < 0 else ""
    whole, part = divmod(abs(nearest), kind.scale)
    return f"{sign}{whole}.{part:02}" if kind.scale > 1 else f"{sign}{whole}"
