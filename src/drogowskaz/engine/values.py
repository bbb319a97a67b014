"""A value of a cell: a number in the row's scale, or one of three other states. Nothing turns into anything else.

The symbols are those of the official explanations (edition 2014/2015): `0` the phenomenon exists in a value below
the unit of the table (in practice also: none), `.` no information or no reliable information, `x` filling is
impossible or pointless. An empty cell has not been filled in yet.
"""

import re
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from fractions import Fraction

from drogowskaz.engine.words import _, grouped

SPACES = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
_NUMBER = re.compile(rf"([-−+]?)(\d{{1,3}}(?:[{SPACES}]\d{{3}})+|\d+)(?:[.,](\d+))?", re.ASCII)
_THOUSAND_OR_FRACTION = re.compile(r"[-−+]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
"""`12.500` is twelve and a half to a program and twelve thousand five hundred to many a person."""
_DASHES = {"-", "–", "—", "−"}
MOST_DIGITS = 15


class State(IntEnum):
    """The state of a cell; the numbers are those of the packed arrays."""

    EMPTY = 0
    VALUE = 1
    NO_INFORMATION = 2
    NOT_APPLICABLE = 3


class Kind(StrEnum):
    """What a row counts. Money is kept in grosze and full-time equivalents in hundredths."""

    COUNT = "count"
    MONEY = "money"
    FTE = "fte"
    TEXT = "text"

    @property
    def scale(self) -> int:
        """How many stored units make one shown unit."""
        return 100 if self in (Kind.MONEY, Kind.FTE) else 1


@dataclass(frozen=True)
class Value:
    """A filled or unfilled cell. `number` is an integer in the row's scale and zero unless the state is VALUE;
    `text` belongs to text rows only."""

    state: State
    number: int = 0
    text: str = ""


EMPTY = Value(State.EMPTY)
NO_INFORMATION = Value(State.NO_INFORMATION)
NOT_APPLICABLE = Value(State.NOT_APPLICABLE)


class Unreadable(ValueError):
    """A text that is no value of its row. `message` is a marked source string with `{text}` in it."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


def parse(text: str, kind: Kind, *, largest: int, negative: bool = False) -> Value:
    """Read what a person or a spreadsheet wrote.

    Reads `1 204`, `1 204,50` and `1204.5`, the spaces also non-breaking or narrow. `largest` is the greatest
    plausible number in shown units. Raises Unreadable with a sentence.
    """
    text = text.strip().strip(SPACES)
    if text == "":
        return EMPTY
    if text.startswith("="):
        raise Unreadable(_("“{text}” is a formula. Save the file with values instead of formulas."))
    if kind is Kind.TEXT:
        return Value(State.VALUE, text=text)
    if text == ".":
        return NO_INFORMATION
    if text in ("x", "X"):
        return NOT_APPLICABLE
    if text in _DASHES:
        raise Unreadable(_("“{text}” is ambiguous. Write 0 for none, a dot for no information, x for not applicable."))
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise Unreadable(_("“{text}” is not a number. Write digits only, or one of the symbols: 0, dot, x."))
    if _THOUSAND_OR_FRACTION.fullmatch(text):
        raise Unreadable(_("“{text}” is ambiguous: thousands or a fraction? Write thousands without a dot or comma."))
    sign, whole, fraction = match.groups()
    number = _scaled(re.sub(rf"[{SPACES}]", "", whole), (fraction or "").rstrip("0"), kind)
    if sign in ("-", "−") and number:
        if not negative:
            raise Unreadable(_("“{text}” is negative, and this row cannot be below zero."))
        number = -number
    if abs(number) > largest * kind.scale:
        raise Unreadable(_("“{text}” is impossibly large for this row. Check the number of digits."))
    return Value(State.VALUE, number)


def _scaled(whole: str, fraction: str, kind: Kind) -> int:
    places = len(str(kind.scale)) - 1
    whole = whole.lstrip("0")
    if len(whole) > MOST_DIGITS:
        raise Unreadable(_("“{text}” is impossibly large for this row. Check the number of digits."))
    if len(fraction) > places:
        if places:
            raise Unreadable(_("“{text}” has more than two decimal places."))
        raise Unreadable(_("“{text}” is a fraction, and this row takes whole numbers only."))
    return int("0" + whole + fraction.ljust(places, "0"))


def number_text(number: int, kind: Kind, lang: str = "pl") -> str:
    """A stored number as print shows it: `1 204`, `1 204,50` (in English `1 204.50`); whole numbers lose `,00`."""
    return decimal_text(Fraction(number, kind.scale), lang)


def decimal_text(number: Fraction, lang: str = "pl", places: int = 2) -> str:
    """Any number with no decimal places or with `places` of them, rounded half up, thousands apart."""
    smallest = int(abs(number) * 10**places + Fraction(1, 2))
    whole, part = divmod(smallest, 10**places)
    mark = "," if lang == "pl" else "."
    shown = grouped(whole) + (f"{mark}{part:0{places}}" if part else "")
    return f"\N{MINUS SIGN}{shown}" if number < 0 and smallest else shown


def show(value: Value, kind: Kind, lang: str = "pl") -> str:
    """The value as written on the form: a number, a text, one of the symbols, or nothing."""
    match value.state:
        case State.EMPTY:
            return ""
        case State.NO_INFORMATION:
            return "."
        case State.NOT_APPLICABLE:
            return "x"
        case State.VALUE:
            return value.text if kind is Kind.TEXT else number_text(value.number, kind, lang)
