"""A small edition with a bit of everything a country's forms may hold, and filled forms on it."""

import random
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from engine import tiny

from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.editions.schema import (
    Aggregation,
    Direction,
    Edition,
    Indicator,
    Missing,
    Parts,
    Row,
    Severity,
)
from drogowskaz.engine.expressions.parser import parse_term
from drogowskaz.engine.national.matrix import Matrix
from drogowskaz.engine.national.parts import Part, part_of, read_part
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import NO_INFORMATION, NOT_APPLICABLE, Kind, State, Value

YEARS = (2014, 2015)
UNITS = ("0101011", "0101022", "0101033", "0102012", "0301011", "0301023", "0361011")
"""Gminas of three powiats in two invented voivodeships; the last code is a city's, which this edition is not for."""
GMINAS = UNITS[:-1]


def rows() -> tuple[Row, ...]:
    two = {"offsets": (-1, 0)}
    return (
        tiny.row("all", **two),
        tiny.row("women", parent="all", parts=Parts.ALL, **two),
        tiny.row("men", parent="all", parts=Parts.ALL, **two),
        tiny.row("old", parent="all", parts=Parts.SOME, **two),
        tiny.row("spent", table="m", kind=Kind.MONEY),
        replace(tiny.row("balance", table="m", kind=Kind.MONEY), negative=True),
        replace(tiny.row("mean", table="m", kind=Kind.FTE), aggregation=Aggregation.NONE),
        tiny.row("why", table="w", kind=Kind.TEXT),
    )


def indicator(id: str, numerator: str, denominator: str, factor: int = 1) -> Indicator:
    return Indicator(
        id=id,
        group="10.2",
        label=tiny.both(id),
        numerator=parse_term(numerator),
        denominator=parse_term(denominator),
        factor=Fraction(factor),
        unit=tiny.both("%"),
        decimals=2,
        direction=Direction.NEUTRAL,
        norm={},
        meaning={},
        certainty=Certainty.WORKING,
        basis="a test",
        offsets=(0,),
    )


def edition(*, last: bool = False, largest: int | None = None) -> Edition:
    """With `last`, a check also reads last year's form. `largest` is the greatest plausible count."""
    checks = [
        tiny.check(
            "{old, c*} <= 0.5 * {all, c*}", id="old", at="old", offsets=(-1, 0), missing=Missing.ZERO_UNLESS_ALL
        ),
        tiny.check("if({spent, c0} > 0, present({why, c0}))", id="why", at="spent", severity=Severity.WARNING),
        tiny.check("abs({all, c0} - {all, c-1}) <= {old, c0} + 10", id="jump", severity=Severity.JUSTIFY),
    ]
    if last:
        checks.append(tiny.check("{all, c-1} = {all, c0, y-1}", id="last", severity=Severity.NOTE))
    made = tiny.edition(*rows(), checks=tuple(checks), years=YEARS)
    largest_of = made.largest if largest is None else {**made.largest, Kind.COUNT: largest}
    indicators = (
        indicator("cost", "{spent, c0} - {balance, c0}", "{all, c0}"),
        indicator("share", "{women}", "{all}", 100),
    )
    return replace(made, indicators=indicators, largest=largest_of)


def sheet(form: Edition, unit: str, year: int, seed: int) -> Sheet:
    """A form with every state in it; sums hold now and then."""
    chance = random.Random(f"{unit} {year} {seed}")
    values: dict[CellKey, Value] = {}
    for row in form.rows:
        for offset in row.offsets:
            drawn = chance.random()
            if drawn < 0.1:
                continue
            if row.kind is Kind.TEXT:
                values[row.key, offset] = Value(State.VALUE, text=f"powód {seed}, zażółć\ngęślą")
            elif drawn < 0.25:
                values[row.key, offset] = NO_INFORMATION if drawn < 0.2 else NOT_APPLICABLE
            else:
                low = -500 if row.negative else 0
                values[row.key, offset] = Value(State.VALUE, chance.choice([0, 1, 2, 3, chance.randint(low, 900)]))
    return Sheet(form, unit, year, values)


def part(form: Edition, unit: str, year: int, seed: int = 0) -> Part:
    return read_part(part_of(sheet(form, unit, year, seed)), form)


def matrix(form: Edition, sheets: Mapping[tuple[int, str], Sheet], most_forms: int = 3) -> Matrix:
    """The matrix of these sheets, in panels of few forms."""
    made = Matrix(form, most_forms)
    made.change([read_part(part_of(one), form) for one in sheets.values()])
    return made


def bare() -> Edition:
    """Without a single check or indicator."""
    return tiny.edition(tiny.row("all"), years=YEARS)
