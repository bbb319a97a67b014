"""The benchmark edition: as many rows, checks and indicators as a large form has, and nothing about people.

It is made in memory, the same every time, so that measurements of different days are about the same work.
"""

from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.editions.indicators import GROUPS
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import (
    Chapter,
    Check,
    Direction,
    Edition,
    Indicator,
    Missing,
    Parts,
    Row,
    Severity,
    Table,
    Texts,
)
from drogowskaz.engine.expressions.nodes import Cell, Comparison, Sum, Term
from drogowskaz.engine.teryt import Level
from drogowskaz.engine.values import Kind

BENCH = "bench-1000"
LOCAL = (Level.GMINA, Level.POWIAT, Level.CITY)
"""The units that fill the benchmark: a real edition is for one kind of unit, this one for all 2,793 local ones."""
BASIS = "benchmark"
YEARS = tuple(range(2016, 2026))
OFFSETS = (-2, -1, 0, 1, 2)
CHAPTERS = 10
TABLES = 5
"""In a chapter; each table has twenty rows, four sums and four inequalities."""
UNITS = {Kind.COUNT: "person", Kind.MONEY: "pln", Kind.FTE: "fte"}
INDICATORS = 120
TREE = {
    2: (1, Parts.ALL),
    3: (1, Parts.ALL),
    4: (1, Parts.ALL),
    5: (1, Parts.ALL),
    6: (2, Parts.ALL),
    7: (2, Parts.ALL),
    8: (3, Parts.ALL),
    9: (3, Parts.ALL),
    10: (3, Parts.ALL),
    11: (4, Parts.SOME),
    12: (5, Parts.SOME),
    13: (5, Parts.SOME),
    15: (14, Parts.ALL),
    16: (14, Parts.ALL),
    17: (14, Parts.SOME),
    18: (1, Parts.NONE),
    20: (1, Parts.NONE),
}
"""The tree of every table: row → its whole and how it belongs to it. Row 19 stands alone."""
SUMS = ((1, (2, 3, 4, 5)), (2, (6, 7)), (3, (8, 9, 10)), (14, (15, 16)))
BELOW = ((4, (11,), "1"), (5, (12, 13), "1"), (14, (17,), "1"), (1, (18, 20), "0.5"))
"""Whole, parts that may not exceed it, and how much of the whole they may be."""
WAYS = (Missing.ZERO_UNLESS_ALL, Missing.ZERO_UNLESS_ALL, Missing.ZERO_UNLESS_ALL, Missing.SKIP_ANY, Missing.ZERO)
"""In turn over the checks: 60 % zero-unless-all, 20 % skip-any, 20 % zero."""
GRAVITY = (Severity.ERROR, Severity.JUSTIFY, Severity.WARNING, Severity.NOTE)
FACTORS = ("100", "1", "1000", "10000")


def edition_for(name: str) -> Edition:
    """The benchmark edition or an installed one. Raises Unusable, naming those that are installed."""
    return bench_edition() if name == BENCH else edition_named(name)


def levels_of(edition: Edition) -> tuple[Level, ...]:
    """The kinds of unit whose forms on this edition belong together."""
    return LOCAL if edition.id == BENCH else (edition.level,)


@cache
def bench_edition() -> Edition:
    """1,000 rows in five columns, 400 checks, 120 indicators."""
    chapters = tuple(_chapter(number) for number in range(CHAPTERS))
    return Edition(
        id=BENCH,
        level=Level.GMINA,
        years=YEARS,
        label={"pl": "Edycja do pomiarów", "en": "Edition for measurements"},
        basis=BASIS,
        chapters=chapters,
        checks=tuple(_checks()),
        largest={Kind.COUNT: 40_000_000, Kind.MONEY: 1_000_000_000_000, Kind.FTE: 1_000_000},
        rows=tuple(row for chapter in chapters for row in chapter.rows),
        indicators=tuple(_indicator(place) for place in range(INDICATORS)),
    )


def _kind(chapter: int) -> Kind:
    """Of ten chapters six count, three are about money and one about posts."""
    return Kind.COUNT if chapter < 6 else Kind.MONEY if chapter < 9 else Kind.FTE


def _table_key(chapter: int, table: int) -> str:
    return f"b{chapter + 1:02}.t{table + 1}"


def _key(chapter: int, table: int, row: int) -> str:
    return f"{_table_key(chapter, table)}.r{row:02}"


def _told(pl: str, en: str, what: str) -> Texts:
    return {"pl": f"{pl} {what}", "en": f"{en} {what}"}


def _chapter(chapter: int) -> Chapter:
    tables = tuple(_table(chapter, table) for table in range(TABLES))
    label = _told("Rozdział próbny", "Trial chapter", str(chapter + 1))
    return Chapter(str(chapter + 1), label, Certainty.WORKING, {}, tables)


def _table(chapter: int, table: int) -> Table:
    key = _table_key(chapter, table)
    rows = tuple(_row(chapter, table, row) for row in range(1, 21))
    return Table(key, str(chapter + 1), _told("Tabela próbna", "Trial table", key), rows)


def _row(chapter: int, table: int, row: int) -> Row:
    whole, parts = TREE.get(row, (None, Parts.NONE))
    key = _key(chapter, table, row)
    return Row(
        key=key,
        table=_table_key(chapter, table),
        number=None,
        label=_told("Wiersz próbny", "Trial row", key),
        short={},
        unit=UNITS[_kind(chapter)],
        kind=_kind(chapter),
        offsets=OFFSETS,
        parent=None if whole is None else _key(chapter, table, whole),
        parts=parts,
        source="own",
        certainty=Certainty.WORKING,
        basis=BASIS,
        ngo=0,
        note={},
    )


def _checks() -> Iterator[Check]:
    """200 sums, ten of them over a whole chapter, and 200 inequalities."""
    place = 0
    for chapter in range(CHAPTERS):
        for table in range(TABLES):
            for whole, parts in SUMS:
                keys = tuple(_key(chapter, table, part) for part in parts)
                if table == TABLES - 1 and whole == 14:
                    keys = _grand_total(chapter)
                yield _check(chapter, table, whole, place, Comparison(_cell(chapter, table, whole), "=", _sum(keys)))
                place += 1
            for whole, members, share in BELOW:
                keys = tuple(_key(chapter, table, part) for part in members)
                most = Sum(((Fraction(share), _cell(chapter, table, whole)),))
                yield _check(chapter, table, whole, place, Comparison(_sum(keys), "<=", most))
                place += 1


def _grand_total(chapter: int) -> tuple[str, ...]:
    """From four to twelve rows of the chapter's tables, none of them a part of another."""
    over = [(table, row) for row in (1, 14, 19) for table in range(TABLES - 1)]
    return tuple(_key(chapter, table, row) for table, row in over[: 4 + chapter % 9])


def _cell(chapter: int, table: int, row: int) -> Cell:
    return Cell(_key(chapter, table, row), None)


def _sum(keys: tuple[str, ...]) -> Sum:
    return Sum(tuple((Fraction(1), Cell(key, None)) for key in keys))


def _check(chapter: int, table: int, row: int, place: int, claim: Comparison) -> Check:
    return Check(
        id=f"bench.{place:03}",
        claim=claim,
        missing=WAYS[place % len(WAYS)],
        severity=Severity.ERROR if claim.operator == "=" else GRAVITY[place % len(GRAVITY)],
        message=_told("Nie zachodzi warunek", "The condition does not hold:", f"{place:03}"),
        instruction={},
        basis=BASIS,
        table=_table_key(chapter, table),
        row=_key(chapter, table, row),
        offsets=OFFSETS,
    )


def _indicator(place: int) -> Indicator:
    """A sum of one to four rows over a sum of one to three."""
    chapter, below = place % CHAPTERS, (place * 3 + 1) % CHAPTERS
    table = place % TABLES
    numerator = _over(chapter, table, [1 + (place * 7 + step * 5) % 20 for step in range(1 + place % 4)])
    denominator = _over(below, (table + 2) % TABLES, [(1, 14, 19)[(place + step) % 3] for step in range(1 + place % 3)])
    return Indicator(
        id=f"bench.i{place:03}",
        group=tuple(GROUPS)[place % 9],
        label=_told("Wskaźnik próbny", "Trial indicator", f"{place:03}"),
        numerator=numerator,
        denominator=denominator,
        factor=Fraction(FACTORS[place % len(FACTORS)]),
        unit={"pl": "", "en": ""},
        decimals=2,
        direction=Direction.NEUTRAL,
        norm={},
        meaning={},
        certainty=Certainty.WORKING,
        basis=BASIS,
        offsets=OFFSETS,
    )


def _over(chapter: int, table: int, rows: list[int]) -> Term:
    return _sum(tuple(_key(chapter, table, row) for row in rows))
