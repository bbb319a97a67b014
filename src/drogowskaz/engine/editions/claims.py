"""The written checks of an edition: read, bound to its rows and columns, refused where they do not fit."""

from drogowskaz.engine.editions.schema import Check, Edition, Missing, Severity, Stage
from drogowskaz.engine.editions.structure import GENERATED
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.expressions.parser import Misspelt, parse
from drogowskaz.engine.parameters import parameters
from drogowskaz.engine.problems import Problem
from drogowskaz.engine.values import Kind
from drogowskaz.engine.words import _
from drogowskaz.engine.yamlfile import Node


def read_checks(top: Node, edition: Edition, problems: list[Problem]) -> list[Check]:
    """The checks of `checks.yaml`; what cannot be used goes to `problems`."""
    found: dict[str, Check] = {}
    for node in top.items(problems, "checks"):
        check = _check(node, edition, problems)
        if check is None:
            continue
        if check.id in found:
            problems.append(node.problem(_("The check “{id}” stands twice."), "id", id=check.id))
        if check.id.startswith(GENERATED):
            message = _("Names beginning with “{start}” belong to the checks that follow from the rows.")
            problems.append(node.problem(message, "id", start=GENERATED))
        found[check.id] = check
    top.refuse_unknown(problems)
    return list(found.values())


def _check(node: Node, edition: Edition, problems: list[Problem]) -> Check | None:
    text = node.text("expect", problems)
    claim = None
    try:
        claim = parse(text) if text else None
    except Misspelt as error:
        problems.append(node.problem(error.message, "expect", at=error.at))
    offsets = _bind(claim, edition, node, problems) if claim else ()
    anchor = node.optional("at")
    if anchor and anchor not in edition.row_by_key:
        problems.append(node.problem(_("The edition has no row “{key}”."), "at", key=anchor))
    values = {
        "id": node.text("id", problems),
        "missing": node.choice("missing", Missing, problems, Missing.SKIP_ANY),
        "severity": node.choice("severity", Severity, problems, Severity.ERROR),
        "stage": node.choice("stage", Stage, problems, Stage.ENTRY),
        "message": node.texts("message", problems),
        "instruction": node.texts("instruction", problems),
        "basis": node.text("basis", problems),
        "passing": node.text("passing", problems),
        "failing": node.text("failing", problems),
    }
    if not values["message"]:
        problems.append(node.problem(_("The key “{key}” is missing."), key="message"))
    node.refuse_unknown(problems)
    place = _anchor(claim, anchor, edition) if claim else None
    if offsets and not any(isinstance(inner, nodes.Cell | nodes.Block) for inner in nodes.walk(claim or nodes.Claim())):
        problems.append(node.problem(_("A check must speak of a cell or a table."), "expect"))
    if claim is None or place is None or not offsets:
        return None
    return Check(claim=claim, table=place[0], row=place[1], offsets=offsets, **values)  # type: ignore[arg-type]


def _bind(claim: nodes.Claim, edition: Edition, node: Node, problems: list[Problem]) -> tuple[int, ...]:
    """The columns the check is asked in: those that all its `c*` cells share, or just the assessed year's."""
    before = len(problems)
    shared: set[int] | None = None
    codes = {parameter.code for parameter in parameters()}
    for inner in nodes.walk(claim):
        offsets: set[int] = set()
        if isinstance(inner, nodes.Cell):
            row = edition.row_by_key.get(inner.row)
            if row is None:
                problems.append(node.problem(_("The edition has no row “{key}”."), "expect", key=inner.row))
                continue
            offsets = {*row.offsets}
        elif isinstance(inner, nodes.Block):
            table = edition.tables.get(inner.table)
            if table is None:
                problems.append(node.problem(_("The edition has no table “{key}”."), "expect", key=inner.table))
                continue
            offsets = {offset for row in table.rows if row.kind is not Kind.TEXT for offset in row.offsets}
        elif isinstance(inner, nodes.ParameterRef) and inner.code not in codes:
            problems.append(node.problem(_("There is no parameter “{code}”."), "expect", code=inner.code))
            continue
        else:
            continue
        if inner.offset is None:
            shared = offsets if shared is None else shared & offsets
        elif inner.offset not in offsets:
            message = _("“{key}” has no numbers in the column {column}.")
            problems.append(node.problem(message, "expect", key=_name(inner), column=nodes.column(inner.offset)))
    _refuse_texts(claim, edition, node, problems)
    if len(problems) > before:
        return ()
    if shared == set():
        problems.append(node.problem(_("The cells of this check share no column."), "expect"))
    return (0,) if shared is None else tuple(sorted(shared))


def _refuse_texts(claim: nodes.Claim, edition: Edition, node: Node, problems: list[Problem]) -> None:
    """A text is no number, not even zero."""
    for inner in nodes.read_as_numbers(claim):
        row = edition.row_by_key.get(inner.row) if isinstance(inner, nodes.Cell) else None
        if row is not None and row.kind is Kind.TEXT:
            message = _("The row “{key}” holds a text; only “present” and “absent” can ask about it.")
            problems.append(node.problem(message, "expect", key=row.key))


def _name(node: nodes.Cell | nodes.Block) -> str:
    return node.row if isinstance(node, nodes.Cell) else f"@{node.table}"


def _anchor(claim: nodes.Claim, named: str, edition: Edition) -> tuple[str, str | None] | None:
    """Table and row where findings are shown: the row named by `at`, else the first cell, else the whole block."""
    for inner in nodes.walk(claim):
        if named in edition.row_by_key:
            return edition.row_by_key[named].table, named
        if isinstance(inner, nodes.Cell) and inner.row in edition.row_by_key:
            return edition.row_by_key[inner.row].table, inner.row
        if isinstance(inner, nodes.Block) and inner.table in edition.tables:
            return inner.table, None
    return None
