"""The browser answers as the oracle, numpy and machine code do: random forms of random editions, in every state."""

import random
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from engine import random_forms, tiny
from engine.compiled.browser_executor import Edit, answers, ask, filled, opened
from engine.oracle import Oracle
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from drogowskaz.engine.compiled import executor, kernel
from drogowskaz.engine.compiled.artefact import Artefact, compiled
from drogowskaz.engine.compiled.program import FLAGS
from drogowskaz.engine.editions.loader import edition_ids, edition_named
from drogowskaz.engine.editions.schema import Edition, Row
from drogowskaz.engine.expressions import nodes
from drogowskaz.engine.expressions.nodes import Whose
from drogowskaz.engine.indicators import figures
from drogowskaz.engine.parameters import parameters_in
from drogowskaz.engine.sheets import CellKey, Sheet, Stack, stack
from drogowskaz.engine.values import EMPTY, NO_INFORMATION, NOT_APPLICABLE, Kind, State, Value

pytestmark = pytest.mark.browser

MEANING = {True: 1, False: 0, None: -1}
RANDOM = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
LIMIT = 2**53 - 1
SHEETS = 8
"""Forms of one random edition."""
COUNTRY = executor.FEW + 1
"""As many forms as numpy takes for a country, and works out by other means than a few."""
EDITED = """([artefact, filled, edits]) => {
    const program = checks.load(JSON.parse(artefact));
    const form = checks.form(program);
    filled.forEach((cell) => checks.set(form, ...cell));
    checks.answers(program, form);
    return edits.map((edit) => {
        checks.set(form, ...edit);
        const otherwise = checks.changed(program, form, edit[0]);
        return [otherwise, Array.from(form.answers), Array.from(checks.answers(program, form))];
    });
}"""
FOUND = """([artefact, filled]) => {
    const program = checks.load(JSON.parse(artefact));
    const form = checks.form(program);
    filled.forEach((cell) => checks.set(form, ...cell));
    checks.answers(program, form);
    const found = checks.findings(program, form, { stage: "sign", lang: "en" });
    return [found, checks.indicators(program, form)];
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser) as found:
        yield found


def rewritten(node: Any, cell: Callable[[nodes.Cell], nodes.Cell]) -> Any:
    """The claim or term with every cell in it replaced."""
    if isinstance(node, nodes.Cell):
        return cell(node)
    if isinstance(node, tuple):
        return tuple(rewritten(part, cell) for part in node)
    if not isinstance(node, nodes.Node):
        return node
    return replace(node, **{part.name: rewritten(getattr(node, part.name), cell) for part in fields(node)})  # type: ignore[type-var]


@st.composite
def asking_other_forms(draw: st.DrawFn) -> Edition:
    """A random edition; in half of them some cells are those of last year's form or of the units below."""
    form = draw(random_forms.editions())
    if draw(st.booleans()):
        return form
    whose = st.sampled_from([Whose.OWN, Whose.LAST, Whose.CHILDREN])
    checks = [
        replace(check, claim=rewritten(check.claim, lambda cell: replace(cell, whose=draw(whose))))
        for check in form.checks
    ]
    return replace(form, checks=tuple(checks))


@st.composite
def with_other_forms(draw: st.DrawFn, form: Edition) -> Sheet:
    """A random sheet with last year's form and those of the units below, where the edition asks for them."""
    sheet = draw(random_forms.sheets(form))
    last, children = None, ()
    if Whose.LAST in form.planes and draw(st.booleans()):
        last = draw(random_forms.sheets(form)).values
    if Whose.CHILDREN in form.planes:
        children = tuple(draw(random_forms.sheets(form)) for _child in range(draw(st.integers(0, 2))))
    return replace(sheet, last=last, children=children)


def name(cell: nodes.Cell) -> nodes.Cell:
    """The cell of another form as a cell of a row of this form's own, which `flat` makes."""
    return cell if cell.whose is Whose.OWN else nodes.Cell(f"{cell.whose}.{cell.row}", cell.offset)


def flat(form: Edition) -> Edition:
    """The edition with the rows of other forms beside its own, so that the oracle need not know of other forms."""
    others = [whose for whose in form.planes if whose is not Whose.OWN]
    rows = [
        replace(row, key=f"{whose}.{row.key}", table=f"{whose}.{row.table}") for whose in others for row in form.rows
    ]
    checks = [replace(check, claim=rewritten(check.claim, name)) for check in form.checks]
    return replace(form, rows=(*form.rows, *rows), checks=tuple(checks))


def flat_sheet(form: Edition, sheet: Sheet) -> Sheet:
    """The sheet on the flat edition; a form that is not known is all dots."""
    found = dict(sheet.values)
    for row in form.rows:
        for offset in row.offsets:
            last = NO_INFORMATION if sheet.last is None else sheet.last.get((row.key, offset), EMPTY)
            found[f"{Whose.LAST}.{row.key}", offset] = last
            found[f"{Whose.CHILDREN}.{row.key}", offset] = together(row, offset, sheet)
    return Sheet(form, sheet.unit, sheet.year, found)


def together(row: Row, offset: int, sheet: Sheet) -> Value:
    values = [child.values.get((row.key, offset), EMPTY) for child in sheet.children]
    if not values or row.kind is Kind.TEXT or {value.state for value in values} != {State.VALUE}:
        return NO_INFORMATION
    return Value(State.VALUE, sum(value.number for value in values))


def by_oracle(form: Edition, artefact: Artefact, sheet: Sheet) -> list[int]:
    """The answers in the order of the artefact's questions."""
    beside, known = flat(form), parameters_in(sheet.year)
    told = flat_sheet(beside, sheet) if len(form.planes) > 1 else Sheet(beside, sheet.unit, sheet.year, sheet.values)
    asked = artefact.tables["questions"]
    return [
        MEANING[Oracle(told, beside.checks[check], column, known).answer()]
        for check, column in zip(asked["check"], asked["column"], strict=True)
    ]


def by_machine(artefact: Artefact, sheets: Stack, forms: int) -> list[list[list[int]]]:
    """What numpy and machine code answer for each of so many forms, which are those of the stack over and over."""
    turn = np.arange(forms) % sheets.numbers.shape[1]
    numbers, flags = (np.ascontiguousarray(part[:, turn]) for part in (sheets.numbers, FLAGS[sheets.states]))
    runs = (executor.question_nodes, kernel.question_nodes)
    return [executor.outside(run(artefact.program, numbers, flags)).T.tolist() for run in runs]


def test_two_thousand_random_forms_are_answered_alike_by_oracle_numpy_machine_code_and_browser(page: Page) -> None:
    compared = 0

    @settings(RANDOM, max_examples=260)
    @given(st.data())
    def alike(data: st.DataObject) -> None:
        nonlocal compared
        form = data.draw(asking_other_forms())
        sheets = [data.draw(with_other_forms(form)) for _sheet in range(SHEETS)]
        artefact, together = compiled(form, tiny.YEAR), stack(form, sheets)
        expected = [by_oracle(form, artefact, sheet) for sheet in sheets]
        for forms in (SHEETS, COUNTRY):
            again = [expected[form % SHEETS] for form in range(forms)]
            assert by_machine(artefact, together, forms) == [again, again]
        assert answers(page, artefact.content, filled(together)) == expected
        compared += SHEETS

    alike()
    assert compared >= 2000


def test_numbers_up_to_the_greatest_that_a_browser_holds_are_answered_as_by_the_oracle(page: Page) -> None:
    greatest = st.sampled_from([LIMIT, -LIMIT, LIMIT - 1, LIMIT // 2, 2**52, 3, 0])

    @settings(RANDOM, max_examples=150)
    @given(st.data())
    def alike(data: st.DataObject) -> None:
        form = data.draw(random_forms.editions())
        cells = [(row.key, offset) for row in form.rows if row.kind is not Kind.TEXT for offset in row.offsets]
        sheets = [
            Sheet(form, "1419053", tiny.YEAR, {cell: Value(State.VALUE, data.draw(greatest)) for cell in cells})
            for _sheet in range(2)
        ]
        artefact = compiled(form, tiny.YEAR)
        expected = [by_oracle(form, artefact, sheet) for sheet in sheets]
        assert answers(page, artefact.content, filled(stack(form, sheets))) == expected

    alike()


def test_after_any_edits_the_answers_are_those_of_a_whole_run(page: Page) -> None:
    numbers = st.sampled_from([0, 1, 2, 3, 100, 200, LIMIT])

    @settings(RANDOM, max_examples=100)
    @given(st.data())
    def alike(data: st.DataObject) -> None:
        form = data.draw(asking_other_forms())
        together = stack(form, [data.draw(with_other_forms(form))])
        slot, state = st.integers(0, len(together.states) - 1), st.sampled_from(State)
        edits: list[Edit] = []
        for _edit in range(20):
            chosen = data.draw(state)
            edits.append((data.draw(slot), int(chosen), data.draw(numbers) if chosen is State.VALUE else 0))
        artefact = compiled(form, tiny.YEAR)
        before = answers(page, artefact.content, filled(together))[0]
        for otherwise, kept, whole in ask(page, EDITED, artefact.content.decode(), filled(together)[0], edits):
            assert kept == whole
            assert otherwise == [
                place for place, (was, now) in enumerate(zip(before, whole, strict=True)) if was != now
            ]
            before = whole

    alike()


def test_the_difference_of_a_finding_is_left_less_right_in_shown_units(page: Page) -> None:
    told = 0

    @settings(RANDOM, max_examples=150)
    @given(st.data())
    def alike(data: st.DataObject) -> None:
        nonlocal told
        form = data.draw(random_forms.editions())
        sheet = data.draw(random_forms.sheets(form))
        artefact = compiled(form, tiny.YEAR)
        found, _indicators = ask(page, FOUND, artefact.content.decode(), filled(stack(form, [sheet]))[0])
        for finding in found:
            check = form.check_by_id[finding["check"]]
            if isinstance(check.claim, nodes.Comparison):
                oracle = Oracle(sheet, check, finding["column"], parameters_in(sheet.year))
                left, right = oracle.term(check.claim.left), oracle.term(check.claim.right)
                assert left is not None
                assert right is not None
                assert as_fraction(finding["difference"]) == left - right
                told += 1

    alike()
    assert told


def as_fraction(shown: str) -> Fraction:
    return Fraction(shown.replace("\N{NO-BREAK SPACE}", "").replace("−", "-"))


def scattered(form: Edition, seed: int) -> dict[CellKey, Value]:
    """Most cells filled with small numbers, the others in any state: random, the same for a seed."""
    chance = random.Random(seed)
    found: dict[CellKey, Value] = {}
    for row in form.rows:
        for offset in row.offsets:
            number = 0 if row.kind is Kind.TEXT else chance.choice([0, 1, 2, 3, 100, chance.randrange(10**6)])
            states = [Value(State.VALUE, number)] * 30 + [EMPTY, NO_INFORMATION, NOT_APPLICABLE]
            found[row.key, offset] = chance.choice(states)
    return found


@pytest.mark.parametrize("edition", edition_ids())
def test_every_installed_edition_is_answered_and_its_indicators_computed_as_on_the_server(
    page: Page, edition: str
) -> None:
    form = edition_named(edition)
    unit, year = "1419053", form.years[-1]
    children = tuple(Sheet(form, unit, year, scattered(form, seed)) for seed in (1, 2))
    sheet = Sheet(form, unit, year, scattered(form, 3), last=scattered(form, 4), children=children)
    artefact, alone = compiled(form, year), stack(form, [sheet])
    (given,) = filled(alone)
    expected = by_oracle(form, artefact, sheet)
    assert by_machine(artefact, alone, 1) == [[expected], [expected]]
    assert answers(page, artefact.content, [given]) == [expected]
    _findings, indicators = ask(page, FOUND, artefact.content.decode(), given)
    computed = [
        (one.indicator.id, one.offset, None if one.value is None else float(one.value)) for one in figures(sheet)
    ]
    assert [(one["id"], one["column"], one["value"]) for one in indicators] == computed
