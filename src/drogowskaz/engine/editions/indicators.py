"""The indicators of an edition: read, bound to its rows and columns, refused where they do not fit."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.editions.schema import Direction, Edition, Indicator, Texts
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.expressions.parser import Misspelt, parse_term
from drogowskaz.engine.parameters import parameters
from drogowskaz.engine.problems import Problem
from drogowskaz.engine.values import Kind
from drogowskaz.engine.words import LANGUAGES, _
from drogowskaz.engine.yamlfile import Node, read

GROUPS = {
    "10.1": _("Social work staff"),
    "10.2": _("Costs"),
    "10.3": _("Persons and families receiving help and support"),
    "10.4": _("Reasons for granting help"),
    "10.5": _("Help in the form of benefits"),
    "10.6": _("Help in the form of services"),
    "10.7": _("Institutional help"),
    "10.8": _("Refusals of help and support"),
    "10.9": _("Social policy budget"),
    "context": _("Residents and the labour market"),
    "ngo": _("Organisations"),
    "region": _("Region"),
}
"""The nine groups of chapter 10 of the form, by their numbers, and three of our own."""
MOST_DECIMALS = 6


def read_indicators(path: Path, edition: Edition, problems: list[Problem]) -> tuple[Indicator, ...]:
    """The indicators in a file, none when there is no file; what cannot be used goes to `problems`."""
    if not path.exists():
        return ()
    top = read(path, f"{path.parent.name}/{path.name}")
    found: dict[str, Indicator] = {}
    for node in top.items(problems, "indicators"):
        indicator = _indicator(node, edition, problems)
        if indicator is None:
            continue
        if indicator.id in found:
            problems.append(node.problem(_("The indicator “{id}” stands twice."), "id", id=indicator.id))
        found[indicator.id] = indicator
    top.refuse_unknown(problems)
    return tuple(found.values())


def _indicator(node: Node, edition: Edition, problems: list[Problem]) -> Indicator | None:
    numerator, denominator = (_term(node, half, problems) for half in ("numerator", "denominator"))
    if numerator and denominator:
        offsets = _shared({"numerator": numerator, "denominator": denominator}, edition, node, problems)
    values = {
        "id": node.text("id", problems),
        "group": _group(node, problems),
        "label": _required(node, "label", problems),
        "factor": _factor(node, problems),
        "unit": _unit(node, problems),
        "decimals": _decimals(node, problems),
        "direction": node.choice("direction", Direction, problems, Direction.NEUTRAL),
        "norm": node.texts("norm", problems),
        "meaning": _required(node, "meaning", problems),
        "certainty": node.choice("certainty", Certainty, problems, Certainty.WORKING),
        "basis": node.text("basis", problems),
    }
    node.refuse_unknown(problems)
    if numerator is None or denominator is None:
        return None
    return Indicator(numerator=numerator, denominator=denominator, offsets=offsets, **values)  # type: ignore[arg-type]


def _term(node: Node, half: str, problems: list[Problem]) -> nodes.Term | None:
    text = node.text(half, problems)
    try:
        return parse_term(text) if text else None
    except Misspelt as error:
        problems.append(node.problem(error.message, half, at=error.at))
        return None


def _shared(halves: dict[str, nodes.Term], edition: Edition, node: Node, problems: list[Problem]) -> tuple[int, ...]:
    """The columns the indicator has: those that all its `c*` cells share, or just the assessed year's."""
    before = len(problems)
    wild: list[set[int]] = []
    cells = 0
    for half, term in halves.items():
        for inner, has in _read(term, half, edition, node, problems):
            cells += 1
            if inner.offset is None:
                wild.append(has)
            elif inner.offset not in has:
                name = inner.row if isinstance(inner, nodes.Cell) else f"@{inner.table}"
                message = _("“{key}” has no numbers in the column {column}.")
                problems.append(node.problem(message, half, key=name, column=nodes.column(inner.offset)))
    if len(problems) > before:
        return ()
    if not cells:
        problems.append(node.problem(_("An indicator must speak of a cell or a table."), "numerator"))
    shared = set.intersection(*wild) if wild else {0}
    if not shared:
        problems.append(node.problem(_("The cells of this indicator share no column."), "numerator"))
    return tuple(sorted(shared))


def _read(
    term: nodes.Term, half: str, edition: Edition, node: Node, problems: list[Problem]
) -> Iterator[tuple[nodes.Cell | nodes.Block, set[int]]]:
    """The cells and blocks of one half, each with the columns in which it has numbers."""
    codes = {parameter.code for parameter in parameters()}
    for inner in nodes.walk(term):
        if isinstance(inner, nodes.ParameterRef) and inner.code not in codes:
            problems.append(node.problem(_("There is no parameter “{code}”."), half, code=inner.code))
        elif isinstance(inner, nodes.Block):
            table = edition.tables.get(inner.table)
            if table is None:
                problems.append(node.problem(_("The edition has no table “{key}”."), half, key=inner.table))
                continue
            yield inner, {offset for row in table.rows if row.kind is not Kind.TEXT for offset in row.offsets}
        elif isinstance(inner, nodes.Cell):
            row = edition.row_by_key.get(inner.row)
            if row is None:
                problems.append(node.problem(_("The edition has no row “{key}”."), half, key=inner.row))
            elif row.kind is Kind.TEXT:
                message = _("The row “{key}” holds a text; an indicator needs numbers.")
                problems.append(node.problem(message, half, key=inner.row))
            elif inner.whose is not nodes.Whose.OWN:
                message = _("An indicator reads only the unit's own form of this year.")
                problems.append(node.problem(message, half))
            else:
                yield inner, {*row.offsets}


def _required(node: Node, key: str, problems: list[Problem]) -> Texts:
    if not node.has(key):
        problems.append(node.problem(_("The key “{key}” is missing."), key=key))
    return node.texts(key, problems)


def _group(node: Node, problems: list[Problem]) -> str:
    group = node.text("group", problems)
    if group and group not in GROUPS:
        known = ", ".join(GROUPS)
        problems.append(node.problem(_("“{text}” is not one of: {known}."), "group", text=group, known=known))
    return group


def _factor(node: Node, problems: list[Problem]) -> Fraction:
    text = node.text("factor", problems) or "1"
    try:
        factor = Fraction(text)
    except (ValueError, ZeroDivisionError):
        factor = Fraction(0)
    if factor <= 0:
        problems.append(node.problem(_("The factor of an indicator must be a number above zero."), "factor"))
    return factor


def _unit(node: Node, problems: list[Problem]) -> Texts:
    """A sign that both languages share (%), or a word in each."""
    if node.inner("unit", []) is not None:
        return node.texts("unit", problems)
    return dict.fromkeys(LANGUAGES, node.text("unit", problems))


def _decimals(node: Node, problems: list[Problem]) -> int:
    decimals = node.number("decimals", problems) or 0
    if not 0 <= decimals <= MOST_DECIMALS:
        message = _("“{key}” must be a whole number from 0 to {most}.")
        problems.append(node.problem(message, "decimals", key="decimals", most=MOST_DECIMALS))
    return decimals
