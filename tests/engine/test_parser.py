"""Expressions: what is written, what it becomes, and what is refused."""

from fractions import Fraction

import pytest
from engine import random_forms, tiny
from engine.oracle import Oracle
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.expressions.nodes import (
    Absolute,
    Block,
    BlockSum,
    Both,
    Cell,
    Comparison,
    Either,
    Implies,
    Not,
    Number,
    ParameterRef,
    Sum,
)
from drogowskaz.engine.expressions.parser import Misspelt, parse
from drogowskaz.engine.words import say

A, B, C = Cell("a", 0), Cell("b", 0), Cell("c", 0)
ONE = Fraction(1)
TRUE, FALSE = Comparison(A, "=", B), Comparison(A, "<", B)


@pytest.mark.parametrize(("text", "claim"), [
    ("{a, c0} = {b, c0}", TRUE),
    (" {a,c0}={b,c0} ", TRUE),
    ("({a, c0}) = ({b, c0})", TRUE),
    ("{a.b_2.c, c-2} != {b, c*}", Comparison(Cell("a.b_2.c", -2), "!=", Cell("b", None))),
    ("{sum, c0} = {not, c+1}", Comparison(Cell("sum", 0), "=", Cell("not", 1))),
    ("{a, c0} > 0.35", Comparison(A, ">", Number(Fraction(7, 20)))),
    ("{a, c0} > -5", Comparison(A, ">", Number(Fraction(-5)))),
    ("{a, c0} > 2 * 3", Comparison(A, ">", Number(Fraction(6)))),
    ("{a, c0} = {b, c0} + {c, c0}", Comparison(A, "=", Sum(((ONE, B), (ONE, C))))),
    ("{a, c0} = {b, c0} - 2 * {c, c0}", Comparison(A, "=", Sum(((ONE, B), (Fraction(-2), C))))),
    ("{a, c0} = {b, c0} - ({c, c0} - {a, c0})", Comparison(A, "=", Sum(((ONE, B), (-ONE, C), (ONE, A))))),
    ("{a, c0} = sum({b, c0}, {c, c0})", Comparison(A, "=", Sum(((ONE, B), (ONE, C))))),
    ("{a, c0} = sum({@t, c-1})", Comparison(A, "=", BlockSum(Block("t", -1)))),
    ("{a, c0} = ({b, c0} + {c, c0}) * 3", Comparison(A, "=", Sum(((Fraction(3), B), (Fraction(3), C))))),
    ("{a, c0} < $P * {b, c0}", Comparison(A, "<", Sum(((ParameterRef("P"), B),)))),
    ("{a, c0} < {b, c0} * $P", Comparison(A, "<", Sum(((ParameterRef("P"), B),)))),
    ("{a, c0} < $P * ({b, c0} + {c, c0})", Comparison(A, "<", Sum(((ParameterRef("P"), B), (ParameterRef("P"), C))))),
    ("{a, c0} < $P", Comparison(A, "<", ParameterRef("P"))),
    ("{a, c0} < {b, c0} - $P * {c, c0}",
        Comparison(A, "<", Sum(((ONE, B), (-ONE, Sum(((ParameterRef("P"), C),))))))),
    ("{a, c0} < 2 * {b, c0} * $P", Comparison(A, "<", Sum(((ParameterRef("P"), Sum(((Fraction(2), B),))),)))),
    ("abs({a, c0} - {b, c0}) <= 5", Comparison(Absolute(Sum(((ONE, A), (-ONE, B)))), "<=", Number(Fraction(5)))),
    ("not {a, c0} = {b, c0}", Not(TRUE)),
    ("{a, c0} = {b, c0} and {a, c0} < {b, c0} or not present({a, c0})",
        Either((Both((TRUE, FALSE)), Not(nodes.Present(A))))),
    ("{a, c0} = {b, c0} and ({a, c0} < {b, c0} or absent({a, c0}))", Both((TRUE, Either((FALSE, nodes.Absent(A)))))),
    ("if({a, c0} = {b, c0}, {a, c0} < {b, c0})", Implies(TRUE, FALSE)),
    ("same({@t, c0}, {@t, c-1})", nodes.Same(Block("t", 0), Block("t", -1))),
])  # fmt: skip
def test_an_expression_becomes_its_nodes(text: str, claim: nodes.Claim) -> None:
    assert parse(text) == claim


UNREADABLE = "The expression cannot be read from character {at} on."
NEEDS_NUMBER = "A number is needed where the expression has a claim or a whole table."
NEEDS_CLAIM = "A claim is needed where the expression has only a number."


@pytest.mark.parametrize(("text", "sentence"), [
    ("", UNREADABLE.format(at=1)),
    ("{a, c0} ? 3", UNREADABLE.format(at=9)),
    ("{a, c0} = {b, c0} $", UNREADABLE.format(at=19)),
    ("{a, c0} = {b, c7x}", UNREADABLE.format(at=15)),
    ("{A, c0} = 1", UNREADABLE.format(at=2)),
    ("{a, c0} = {b, c0} = {c, c0}", UNREADABLE.format(at=19)),
    ("{a, c0} = " + "9" * 5000, UNREADABLE.format(at=71)),
    ("{a, c0} = round({b, c0})", UNREADABLE.format(at=11)),
    ("{a, c0}", "A check must claim something: use a comparison, present, absent or same."),
    ("{@t, c0}", "A check must claim something: use a comparison, present, absent or same."),
    ("{a, c0} + ({a, c0} = 1) = 2", NEEDS_NUMBER),
    ("{a, c0} = {@t, c0}", NEEDS_NUMBER),
    ("sum({@t, c0}, {a, c0}) = 2", NEEDS_NUMBER),
    ("-present({a, c0}) = 2", NEEDS_NUMBER),
    ("not {a, c0}", NEEDS_CLAIM),
    ("{a, c0} and {a, c0} = 1", NEEDS_CLAIM),
    ("{a, c0} or {a, c0} = 1", NEEDS_CLAIM),
    ("if({a, c0}, {a, c0} = 1)", NEEDS_CLAIM),
    ("{a, c0} * {b, c0} = 1", "A cell can be multiplied only by a number or a parameter."),
    ("abs({a, c0}, {b, c0}) = 1", "A function has the wrong number of arguments."),
    ("if({a, c0} = 1)", "A function has the wrong number of arguments."),
    ("present({a, c0}, {b, c0})", "A function has the wrong number of arguments."),
    ("present({a, c0} + 1)", "“present” and “absent” ask about one cell."),
    ("absent({@t, c0})", "“present” and “absent” ask about one cell."),
    ("same({a, c0}, {b, c0})", "“same” compares two columns of one table."),
    ("same({@t, c0}, {@u, c0})", "“same” compares two columns of one table."),
])  # fmt: skip
def test_what_cannot_mean_anything_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(Misspelt) as refused:
        parse(text)
    assert say(refused.value.message, "en", at=refused.value.at) == sentence


def test_a_comparison_with_an_unknown_operator_cannot_be_built() -> None:
    with pytest.raises(nodes.Nonsense):
        Comparison(A, "~", B)


def decimal(number: Fraction) -> str:
    """Exactly, in as many digits as an expression may have."""
    digits = abs(number) * 10**15
    assume(digits.denominator == 1 and digits < 10**30)
    text = f"{digits.numerator:016d}"
    return ("-" if number < 0 else "") + f"{text[:-15]}.{text[-15:]}"


def _factor(factor: Fraction | ParameterRef) -> str:
    return f"${factor.code}" if isinstance(factor, ParameterRef) else f"({decimal(factor)})"


def written(node: nodes.Node) -> str:  # noqa: C901 – one branch for each sort of node
    """The expression of a random node, with every bracket."""
    match node:
        case Cell(row, offset):
            return f"{{{row}, {nodes.column(offset)}}}"
        case Block(table, offset):
            return f"{{@{table}, {nodes.column(offset)}}}"
        case Number(value):
            return f"({decimal(value)})"
        case ParameterRef(code):
            return f"${code}"
        case Sum(parts):
            return f"sum({', '.join(f'{_factor(factor)} * {written(part)}' for factor, part in parts)})"
        case BlockSum(block):
            return f"sum({written(block)})"
        case Absolute(inner):
            return f"abs({written(inner)})"
        case Comparison(left, operator, right):
            return f"{written(left)} {operator} {written(right)}"
        case Both(claims):
            return f"({' and '.join(written(claim) for claim in claims)})"
        case Either(claims):
            return f"({' or '.join(written(claim) for claim in claims)})"
        case Not(claim):
            return f"not ({written(claim)})"
        case Implies(condition, consequence):
            return f"if({written(condition)}, {written(consequence)})"
        case nodes.Present(cell):
            return f"present({written(cell)})"
        case nodes.Absent(cell):
            return f"absent({written(cell)})"
        case nodes.Same(first, second):
            return f"same({written(first)}, {written(second)})"
    raise TypeError(node)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_random_claim_written_out_and_read_again_means_the_same(data: st.DataObject) -> None:
    rows = data.draw(random_forms.rows())
    check = data.draw(random_forms.checks(rows))
    read = parse(written(check.claim))
    form = tiny.edition(*rows, checks=(check,))
    sheet = data.draw(random_forms.sheets(form))
    parameters = dict.fromkeys(random_forms.PARAMETERS, Fraction(7, 20))
    again = tiny.check(read, missing=check.missing, table=check.table, offsets=check.offsets)
    for offset in check.offsets:
        assert Oracle(sheet, again, offset, parameters).answer() == Oracle(sheet, check, offset, parameters).answer()


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_the_opposite_of_a_claim_is_true_where_the_claim_is_false(data: st.DataObject) -> None:
    rows = data.draw(random_forms.rows())
    check = data.draw(random_forms.checks(rows))
    form = tiny.edition(*rows, checks=(check,))
    sheet = data.draw(random_forms.sheets(form))
    parameters = dict.fromkeys(random_forms.PARAMETERS, Fraction(7, 20))
    opposite = tiny.check(nodes.negated(check.claim), missing=check.missing, table=check.table, offsets=check.offsets)
    for offset in check.offsets:
        answers = [Oracle(sheet, one, offset, parameters).answer() for one in (check, opposite)]
        assert answers in ([True, False], [False, True], [None, None])


def test_a_wildcard_becomes_the_column_asked_about_everywhere_inside() -> None:
    claim = parse("if(present({a, c*}), abs({a, c*} - $P * {b, c-1}) <= sum({@t, c*}))")
    assert nodes.at(claim, 1) == parse("if(present({a, c+1}), abs({a, c+1} - $P * {b, c-1}) <= sum({@t, c+1}))")
