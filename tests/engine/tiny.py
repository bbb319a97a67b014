"""Small editions and sheets for tests, made in memory."""

from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.editions.schema import Chapter, Check, Edition, Missing, Parts, Row, Severity, Table
from drogowskaz.engine.editions.structure import tree_checks
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.expressions.parser import parse
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.teryt import Level
from drogowskaz.engine.values import NO_INFORMATION, NOT_APPLICABLE, Kind, State, Value

YEAR = 2014
LARGEST = {Kind.COUNT: 40_000_000, Kind.MONEY: 1_000_000_000_000, Kind.FTE: 1_000_000}


def both(text: str) -> dict[str, str]:
    """The same text in both languages."""
    return {"pl": text, "en": text}


def row(
    key: str,
    *,
    table: str = "t",
    kind: Kind = Kind.COUNT,
    offsets: tuple[int, ...] = (0,),
    number: int | None = None,
    parent: str | None = None,
    parts: Parts = Parts.NONE,
    unit: str = "person",
    short: str | None = None,
) -> Row:
    return Row(
        key=key,
        table=table,
        number=number,
        label=both(f"Label of {key}"),
        short=both(key if short is None else short) if short != "" else {},
        unit=unit,
        kind=kind,
        offsets=offsets,
        parent=parent,
        parts=parts,
        source="own",
        certainty=Certainty.CERTAIN,
        basis="a test",
        ngo=0,
        note={},
    )


def check(
    claim: str | nodes.Claim,
    *,
    id: str = "the.check",
    at: str | None = None,
    missing: Missing = Missing.SKIP_ANY,
    severity: Severity = Severity.ERROR,
    offsets: tuple[int, ...] = (0,),
    table: str = "t",
    passing: str = "",
    failing: str = "",
) -> Check:
    return Check(
        id=id,
        claim=parse(claim) if isinstance(claim, str) else claim,
        missing=missing,
        severity=severity,
        message=both("Message."),
        instruction=both("Instruction."),
        basis="a test",
        table=table,
        row=at,
        offsets=offsets,
        passing=passing,
        failing=failing,
    )


def edition(*rows: Row, checks: tuple[Check, ...] = (), years: tuple[int, ...] = (YEAR,)) -> Edition:
    """An edition with one chapter, its tables in the order in which the rows name them."""
    names = list(dict.fromkeys(row.table for row in rows))
    tables = tuple(
        Table(name, "2", both(f"Table {name}"), tuple(row for row in rows if row.table == name)) for name in names
    )
    return Edition(
        id="tiny",
        level=Level.GMINA,
        years=years,
        label=both("Tiny"),
        basis="a test",
        chapters=(Chapter("2", both("Chapter"), Certainty.CERTAIN, {}, tables),),
        checks=(*(found for table in tables for found in tree_checks(table)), *checks),
        largest=LARGEST,
        rows=rows,
    )


def sheet(form: Edition, cells: dict[str, object]) -> Sheet:
    """A sheet from `{"a": 3, "b@c-1": "."}`; numbers in the row's scale, `.`, `x`, or a text for a text row."""
    values = {}
    for address, written in cells.items():
        key, _at, column = address.partition("@c")
        values[key, int(column or 0)] = _value(written)
    return Sheet(form, "1419053", YEAR, values)


def _value(written: object) -> Value:
    if isinstance(written, int):
        return Value(State.VALUE, written)
    return {".": NO_INFORMATION, "x": NOT_APPLICABLE}.get(str(written), Value(State.VALUE, text=str(written)))
