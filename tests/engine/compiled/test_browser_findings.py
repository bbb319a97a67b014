"""What the browser tells of a form: findings with their difference, and indicators."""

from collections.abc import Iterator

import pytest
from engine.compiled.browser_executor import ask, opened
from engine.compiled.handmade import BEYOND, CROSS, DOT, SKIP_ANY, VALUE, Edit, Row, artefact, numbers
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

FINDINGS = """([artefact, edits, asked]) => {
    const program = checks.load(artefact);
    const form = checks.form(program);
    edits.forEach((edit) => checks.set(form, ...edit));
    checks.answers(program, form);
    return checks.findings(program, form, asked);
}"""
INDICATORS = """([artefact, edits]) => {
    const program = checks.load(artefact);
    const form = checks.form(program);
    edits.forEach((edit) => checks.set(form, ...edit));
    return checks.indicators(program, form).map(({ value }) => value);
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser) as found:
        yield found


def test_a_finding_carries_its_texts_its_place_and_its_difference(page: Page) -> None:
    made = artefact(2, atoms=[(({0: 1, 1: -1}, 0, 100), "=", SKIP_ANY)])
    found = {
        "question": 0,
        "check": "the.check",
        "severity": "justify",
        "table": "t",
        "row": "r0",
        "column": 0,
        "message": "Nie tak.",
        "instruction": "Popraw.",
        "difference": "−12\N{NO-BREAK SPACE}345\N{NO-BREAK SPACE}678,90",
    }
    english = {
        "message": "Not so.",
        "instruction": "Correct.",
        "difference": "−12\N{NO-BREAK SPACE}345\N{NO-BREAK SPACE}678.90",
    }
    edits = numbers(10, 1_234_567_900)
    assert ask(page, FINDINGS, made, edits, {}) == [found]
    assert ask(page, FINDINGS, made, edits, {"lang": "en"}) == [found | english]
    assert ask(page, FINDINGS, made, numbers(10, 10), {}) == []


@pytest.mark.parametrize(
    ("total", "denominator", "shown"),
    [
        (1204, 1, "1\N{NO-BREAK SPACE}204"),
        (-7, 2, "−3,50"),
        (100, 100, "1"),
        (1, 10**7, "0,0000001"),
        (1234567891234567, 10**15, "1,234567891234567"),
        (2, 3, "0,666667"),
        (-1, 3 * 10**8, "0,000000"),
        (1, BEYOND * 2, "0,000000000000000055511151231257827021181583404541015625"),
    ],
)
def test_a_difference_is_exact_wherever_it_ends(page: Page, total: int, denominator: int, shown: str) -> None:
    made = artefact(1, atoms=[(({0: 1}, 0, denominator), "=", SKIP_ANY)])
    assert [one["difference"] for one in ask(page, FINDINGS, made, numbers(total), {})] == [shown]


def test_a_finding_of_a_test_or_a_group_has_no_difference(page: Page) -> None:
    made = artefact(1, tests=[(0, VALUE, 0), (0, DOT, 0)], groups=[([0, 1], 0)])
    assert [one["difference"] for one in ask(page, FINDINGS, made, [], {})] == [None, None, None]


def test_a_check_without_texts_is_told_by_its_place_alone(page: Page) -> None:
    made = artefact(1, tests=[(0, VALUE, 0)])
    made["checks"][0] |= {"message": {}, "instruction": {}}
    (found,) = ask(page, FINDINGS, made, [], {})
    assert (found["row"], found["message"], found["instruction"]) == ("r0", "", "")


def test_what_waits_for_signing_is_found_only_then(page: Page) -> None:
    made = artefact(1, tests=[(0, VALUE, 0)], stage="sign")
    assert ask(page, FINDINGS, made, [], {"stage": "entry"}) == []
    assert [one["check"] for one in ask(page, FINDINGS, made, [], {"stage": "sign"})] == ["the.check"]


@pytest.mark.parametrize(
    ("factor", "over", "under", "edits", "expected"),
    [
        ("100", ({0: 1}, 0), ({1: 1}, 0), numbers(2, 3), 200 / 3),
        ("1/3", ({0: 1}, 0, 100), ({1: 1}, 0), numbers(3, -7), -1 / 700),
        ("1", ({0: 1}, 0), ({1: 1}, 0), numbers(0, -7), 0.0),
        ("1", ({0: 1}, 0), ({1: 1}, 0), numbers(3, 0), None),
        ("1", ({0: 1}, 0), ({1: 1}, 0), numbers(3), None),
        ("1", ({0: 1}, 0), ({1: 1}, 0), [(0, CROSS), (1, VALUE, 3)], None),
        ("1", ({0: 1}, 0), ({1: 1, 2: 0}, 0), numbers(1, 2), None),
        ("1", ({0: BEYOND + 1}, 0), ({1: BEYOND - 1}, 0), numbers(3, 7), (BEYOND + 1) * 3 / ((BEYOND - 1) * 7)),
    ],
)
def test_an_indicator_is_the_float_nearest_to_its_ratio_or_nothing(
    page: Page, factor: str, over: Row, under: Row, edits: list[Edit], expected: float | None
) -> None:
    made = artefact(3, indicators=[(factor, over, under, None)])
    assert ask(page, INDICATORS, made, edits) == [expected]


def test_an_indicator_reads_magnitudes_that_no_question_names(page: Page) -> None:
    made = artefact(2, magnitudes=[({0: 1, 1: -1}, 0)], indicators=[("1", ({2: 1}, 0), ({1: 1}, 0), None)])
    assert ask(page, INDICATORS, made, numbers(1, 4)) == [0.75]


def test_an_indicator_whose_parameter_is_not_known_is_not_computable(page: Page) -> None:
    made = artefact(2, indicators=[("1", ({0: 1}, 0), ({1: 1}, 0), "NEVER_SET")])
    assert ask(page, INDICATORS, made, numbers(1, 4)) == [None]
