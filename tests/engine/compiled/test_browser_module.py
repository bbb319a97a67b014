"""The browser's executor on small artefacts written by hand: what each table means, and what is refused."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from engine.compiled.browser_executor import MODULES, ask, opened
from engine.compiled.handmade import (
    BEYOND,
    CROSS,
    DOT,
    EMPTY,
    FALSE,
    LIMIT,
    SKIP_ANY,
    TRUE,
    UNKNOWN,
    VALUE,
    ZERO,
    Edit,
    artefact,
    numbers,
)
from playwright.sync_api import Browser, Error, Page

from drogowskaz.engine.compiled import executor
from drogowskaz.engine.values import State

pytestmark = pytest.mark.browser

RUN = """([artefact, edits]) => {
    const program = checks.load(artefact);
    const form = checks.form(program);
    edits.forEach((edit) => checks.set(form, ...edit));
    return Array.from(checks.answers(program, form));
}"""
REFUSED = """([artefact, edit]) => {
    const program = checks.load(artefact);
    const form = checks.form(program);
    checks.set(form, 0, checks.VALUE, 7);
    const before = [...form.states, ...form.numbers];
    try {
        checks.set(form, ...edit);
    } catch (error) {
        const same = before.every((one, place) => one === [...form.states, ...form.numbers][place]);
        return [error.constructor.name, error.message, same];
    }
}"""
VERIFY = """async ([text, sha256]) => {
    try {
        await checks.verify(new TextEncoder().encode(text), sha256);
        return "verified";
    } catch (error) {
        return error.message;
    }
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser) as found:
        yield found


def answers(page: Page, made: dict[str, Any], edits: Sequence[Edit]) -> list[int]:
    found: list[int] = ask(page, RUN, made, edits)
    return found


RELATIONS = {"=": (0, 1, 0), "!=": (1, 0, 1), "<": (1, 0, 0), "<=": (1, 1, 0), ">": (0, 0, 1), ">=": (0, 1, 1)}
"""Whether each relation holds for 1, 2 and 3 against 2."""


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_total_is_compared_with_zero_by_its_relation(page: Page, relation: str) -> None:
    made = artefact(2, atoms=[(({0: 1, 1: -1}, 0), relation, SKIP_ANY)])
    assert tuple(answers(page, made, numbers(left, 2))[0] for left in (1, 2, 3)) == RELATIONS[relation]


def test_factors_and_the_constant_make_the_total(page: Page) -> None:
    made = artefact(3, atoms=[(({0: 2, 1: -3, 2: 1}, 5), "=", SKIP_ANY)])
    assert answers(page, made, numbers(4, 5, 2)) == [TRUE]
    assert answers(page, made, numbers(4, 5, 3)) == [FALSE]


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        (SKIP_ANY, {EMPTY: UNKNOWN, VALUE: TRUE, DOT: UNKNOWN, CROSS: UNKNOWN}),
        (ZERO, {EMPTY: TRUE, VALUE: TRUE, DOT: UNKNOWN, CROSS: TRUE}),
    ],
)
def test_a_cell_without_a_number_is_treated_as_the_atom_asks(
    page: Page, missing: int, expected: dict[int, int]
) -> None:
    made = artefact(2, atoms=[(({0: 1, 1: 1}, 0), "=", missing)])
    edits = {state: [*numbers(0), (1, state)] for state in expected}
    assert {state: answers(page, made, edit)[0] for state, edit in edits.items()} == expected


def test_a_cell_that_cancels_out_must_still_be_known(page: Page) -> None:
    made = artefact(2, atoms=[(({0: 1, 1: 0}, 0), "=", SKIP_ANY)])
    assert answers(page, made, numbers(0)) == [UNKNOWN]
    assert answers(page, made, numbers(0, 9)) == [TRUE]


def test_a_magnitude_is_the_distance_from_zero_and_may_rest_on_another(page: Page) -> None:
    made = artefact(
        2,
        magnitudes=[({0: 1, 1: -1}, 0), ({2: 1}, -10)],
        atoms=[(({2: 1}, -4), "=", SKIP_ANY), (({3: 1}, -6), "=", SKIP_ANY)],
    )
    assert answers(page, made, numbers(1, 5)) == [TRUE, TRUE]
    assert answers(page, made, numbers(5, 1)) == [TRUE, TRUE]
    assert answers(page, made, numbers(5, 2)) == [FALSE, FALSE]


def test_a_cell_without_a_number_inside_a_magnitude_is_missing_in_the_atom(page: Page) -> None:
    made = artefact(
        2,
        magnitudes=[({0: 1}, 0), ({2: 1, 1: 1}, 0)],
        atoms=[(({3: 1}, 0), ">=", missing) for missing in (SKIP_ANY, ZERO)],
    )
    assert answers(page, made, [(0, EMPTY), (1, VALUE, 1)]) == [UNKNOWN, TRUE]
    assert answers(page, made, [(0, DOT), (1, VALUE, 1)]) == [UNKNOWN, UNKNOWN]


@pytest.mark.parametrize("state", [EMPTY, VALUE, DOT, CROSS])
def test_a_test_asks_for_one_state_or_for_any_other(page: Page, state: int) -> None:
    made = artefact(1, tests=[(0, asked, negated) for negated in (0, 1) for asked in (EMPTY, VALUE, DOT, CROSS)])
    same = [int(state == asked) for asked in (EMPTY, VALUE, DOT, CROSS)]
    assert answers(page, made, [(0, state)]) == [*same, *(1 - one for one in same)]


@pytest.mark.parametrize(
    ("first", "second", "copied"),
    [
        ([5, 6, 7, 8], [5, 6, 7, 8], True),
        ([5, 6, 7, 8, 0], [5, 6, 7, 8, 0], True),
        ([5, 6, 7, 8, None], [5, 6, 7, 8, None], True),
        ([5, 6, 7, 8], [5, 6, 7, 9], False),
        ([5, 6, 7, 0], [5, 6, 7, 0], False),
        ([5, 6, 7, 8, 0], [5, 6, 7, 8, None], False),
        ([5, 6, 7, 8, None], [5, 6, 7, 8, 0], False),
        ([], [], False),
    ],
)
def test_a_copy_has_four_pairs_of_numbers_and_no_broken_one(
    page: Page, first: list[int | None], second: list[int | None], copied: bool
) -> None:
    places = range(len(first)), range(len(first), 2 * len(first))
    made = artefact(max(2 * len(first), 1), copies=[(*places, 0), (*places, 1)])
    edits = [(slot, VALUE, number) for slot, number in enumerate([*first, *second]) if number is not None]
    assert answers(page, made, edits) == [int(copied), int(not copied)]


def test_an_empty_cell_and_a_cross_make_no_broken_pair(page: Page) -> None:
    made = artefact(10, copies=[(range(5), range(5, 10), 0)])
    edits = [(slot, VALUE, 3) for slot in (0, 1, 2, 3, 5, 6, 7, 8)]
    assert answers(page, made, [*edits, (4, CROSS), (9, EMPTY)]) == [TRUE]


def test_groups_join_three_truths_as_kleene_does(page: Page) -> None:
    atoms = [(({slot: 1}, 0), "=", SKIP_ANY) for slot in (0, 1)]
    made = artefact(2, atoms=atoms, groups=[([0, 1], 0), ([0, 1], 1)])
    edit = {TRUE: (VALUE, 0), FALSE: (VALUE, 1), UNKNOWN: (EMPTY, 0)}
    order = (FALSE, UNKNOWN, TRUE)
    for one in order:
        for other in order:
            found = answers(page, made, [(0, *edit[one]), (1, *edit[other])])
            assert found == [one, other, min(one, other, key=order.index), max(one, other, key=order.index)]


def test_a_group_may_name_an_earlier_group(page: Page) -> None:
    tests = [(slot, VALUE, 0) for slot in (0, 1, 2)]
    made = artefact(3, tests=tests, groups=[([0, 1], 0), ([3, 2], 1)])
    assert answers(page, made, numbers(1)) == [TRUE, FALSE, FALSE, FALSE, FALSE]
    assert answers(page, made, numbers(1, 1)) == [TRUE, TRUE, FALSE, TRUE, TRUE]


def test_a_guarded_question_is_unknown_until_one_guard_holds_a_value(page: Page) -> None:
    made = artefact(3, tests=[(0, VALUE, 1)], guards=[[1, 2]])
    assert answers(page, made, []) == [UNKNOWN]
    assert answers(page, made, [(1, DOT), (2, CROSS)]) == [UNKNOWN]
    assert answers(page, made, [(2, VALUE, 0)]) == [TRUE]


def test_a_question_whose_parameter_is_not_known_has_no_answer(page: Page) -> None:
    made = artefact(1, tests=[(0, EMPTY, 0)], parameter="NEVER_SET")
    assert answers(page, made, []) == [UNKNOWN]


def test_forms_of_others_are_all_dots_until_they_are_told(page: Page) -> None:
    planes = ["own", "y-1", "children"]
    made = artefact(2, columns=[-1, 0], planes=planes, tests=[(slot, EMPTY, 0) for slot in range(12)])
    assert answers(page, made, []) == [TRUE] * 4 + [FALSE] * 8
    assert answers(page, made, [(11, EMPTY)]) == [TRUE] * 4 + [FALSE] * 7 + [TRUE]
    dotted = artefact(2, columns=[-1, 0], planes=planes, tests=[(slot, DOT, 0) for slot in range(12)])
    assert answers(page, dotted, []) == [FALSE] * 4 + [TRUE] * 8


def test_a_new_form_has_been_asked_already(page: Page) -> None:
    made = artefact(2, planes=["own", "y-1"], atoms=[(({2: 1}, 0), "=", ZERO), (({0: 1}, 0), "=", ZERO)])
    script = "([artefact]) => Array.from(checks.form(checks.load(artefact)).answers)"
    assert ask(page, script, made) == [UNKNOWN, TRUE]


WIDE_ROWS = {
    "a factor that floats round": ([({0: BEYOND + 1, 1: -BEYOND}, -2)], numbers(2, 2)),
    "a constant that floats round": ([({0: -1, 1: -1}, BEYOND + 1)], numbers(LIMIT, 2)),
    "products past 2^53": ([({0: 12345676543, 1: -12345676543}, -12345676543)], numbers(10**14 + 1, 10**14)),
    "a sum past 2^53 of small products": ([({0: 1, 1: 1, 2: -1}, -LIMIT)], numbers(LIMIT, LIMIT, LIMIT)),
}


@pytest.mark.parametrize("case", WIDE_ROWS)
def test_a_row_past_what_floats_hold_is_added_up_exactly(page: Page, case: str) -> None:
    (row,), edits = WIDE_ROWS[case]
    factors, constant = row
    near = [(factors, constant + step) for step in (-1, 0, 1)]
    made = artefact(3, atoms=[(one, relation, SKIP_ANY) for one in near for relation in ("<", "=", ">")])
    expected = [TRUE, FALSE, FALSE, FALSE, TRUE, FALSE, FALSE, FALSE, TRUE]
    assert answers(page, made, edits) == expected


def test_a_magnitude_past_what_floats_hold_stays_exact_in_what_names_it(page: Page) -> None:
    times = 12345676543
    made = artefact(
        2,
        magnitudes=[({0: -times}, 0), ({2: 1}, 1)],
        atoms=[(({2: 1, 1: -times}, -step), "=", SKIP_ANY) for step in (0, times, times + 1)]
        + [(({3: 1, 1: -times}, -step), "=", SKIP_ANY) for step in (0, times, times + 1)]
        + [(({2: 0}, 0), "=", SKIP_ANY)],
    )
    assert answers(page, made, numbers(10**14 + 1, 10**14)) == [FALSE, TRUE, FALSE, FALSE, FALSE, TRUE, TRUE]
    assert answers(page, made, numbers(1, 0)) == [FALSE, TRUE, FALSE, FALSE, FALSE, TRUE, TRUE]


@pytest.mark.parametrize(
    ("edit", "name", "what"),
    [
        ((3, VALUE, 2**53), "r1, column 0", f"{2**53} is not a whole number up to {LIMIT}"),
        ((2, VALUE, -(2**53)), "r1, column -1", f"-{2**53} is not a whole number up to {LIMIT}"),
        ((5, VALUE, 2**53), "r0, column 0, y-1", f"{2**53} is not a whole number up to {LIMIT}"),
        ((0, VALUE, 1.5), "r0, column -1", f"1.5 is not a whole number up to {LIMIT}"),
        ((0, VALUE, "12"), "r0, column -1", f"12 is not a whole number up to {LIMIT}"),
        ((0, VALUE, None), "r0, column -1", f"null is not a whole number up to {LIMIT}"),
        ((0, 4, 0), "r0, column -1", "4 is no state of a cell"),
        ((0, DOT, 7), "r0, column -1", "7 is a number in a cell without a value"),
    ],
)
def test_what_no_cell_can_hold_is_refused_by_name_and_changes_nothing(
    page: Page, edit: tuple[int, int, object], name: str, what: str
) -> None:
    made = artefact(2, columns=[-1, 0], planes=["own", "y-1"])
    assert ask(page, REFUSED, made, edit) == ["RangeError", f"{name}: {what}; nothing was changed.", True]


@pytest.mark.parametrize("slot", [-1, 8, 0.5])
def test_a_slot_outside_the_form_is_refused(page: Page, slot: float) -> None:
    made = artefact(2, columns=[-1, 0], planes=["own", "y-1"])
    refusal = f"{slot} is no cell of the form; nothing was changed."
    assert ask(page, REFUSED, made, (slot, VALUE, 1)) == ["RangeError", refusal, True]


def test_the_greatest_number_that_a_browser_holds_is_taken(page: Page) -> None:
    made = artefact(2, atoms=[(({0: 1, 1: 1}, 0), "=", SKIP_ANY)])
    assert answers(page, made, numbers(LIMIT, -LIMIT)) == [TRUE]


def test_bytes_with_another_hash_are_refused(page: Page) -> None:
    text = "zażółć"
    found = hashlib.sha256(text.encode()).hexdigest()
    refusal = f"The compiled checks are not the ones asked for: their SHA-256 is {found}, not {'0' * 64}."
    assert page.evaluate(VERIFY, [text, found]) == "verified"
    assert page.evaluate(VERIFY, [text, "0" * 64]) == refusal


def test_without_https_nothing_can_be_verified_and_that_is_said(browser: Browser) -> None:
    with opened(browser, "http://checks.test") as page:
        assert page.evaluate(VERIFY, ["text", "0" * 64]) == "Without https the compiled checks cannot be verified."


@pytest.mark.parametrize("made", [{"format": "drogowskaz-artefact-2"}, {}, None])
def test_another_format_is_refused(page: Page, made: dict[str, str] | None) -> None:
    known = (made or {}).get("format", "undefined")
    with pytest.raises(Error, match=f"“{known}” cannot be run; this page runs “drogowskaz-artefact-1”"):
        ask(page, RUN, made, [])


def test_a_changed_cell_asks_again_what_it_takes_part_in_and_tells_what_is_otherwise(page: Page) -> None:
    made = artefact(2, tests=[(0, VALUE, 0), (1, VALUE, 0), (0, DOT, 0)], groups=[([0, 1], 1)])
    made["dependencies"] = {"ptr": [0, 3, 5], "question": [0, 2, 3, 1, 3]}
    script = """([artefact, edits]) => {
        const program = checks.load(artefact);
        const form = checks.form(program);
        return edits.map(([slot, state]) => {
            checks.set(form, slot, state);
            return [checks.about(program, slot), checks.changed(program, form, slot), Array.from(form.answers)];
        });
    }"""
    assert ask(page, script, made, [(0, VALUE), (1, VALUE), (0, DOT), (0, DOT)]) == [
        [[0, 2, 3], [0, 3], [TRUE, FALSE, FALSE, TRUE]],
        [[1, 3], [1], [TRUE, TRUE, FALSE, TRUE]],
        [[0, 2, 3], [0, 2], [FALSE, TRUE, TRUE, TRUE]],
        [[0, 2, 3], [], [FALSE, TRUE, TRUE, TRUE]],
    ]


@pytest.mark.parametrize("tests", [[], [(0, EMPTY, 0)]])
@pytest.mark.parametrize("copies", [[], [([0], [1], 0)]])
def test_a_changed_cell_reaches_a_group_through_atoms_and_magnitudes(
    page: Page, tests: list[tuple[int, int, int]], copies: list[tuple[list[int], list[int], int]]
) -> None:
    made = artefact(
        2,
        magnitudes=[({0: 1, 1: -1}, 0), ({2: 1}, -3)],
        atoms=[(({3: 1}, 0), "=", SKIP_ANY), *[(({1: 1}, 0), ">", SKIP_ANY)] * 8],
        tests=tests,
        copies=copies,
        groups=[([0, 1], 0), *[([2, 3], 0)] * 32],
    )
    group = 9 + len(tests) + len(copies)
    # The group alone is asked, so that nothing else brings what it joins up to date.
    made["dependencies"] = {"ptr": [0, 1, 2], "question": [group, group]}
    script = """([artefact, edits, group]) => {
        const program = checks.load(artefact);
        const form = checks.form(program);
        return edits.map((edit) => {
            checks.set(form, ...edit);
            return [checks.changed(program, form, edit[0]).length, form.answers[group]];
        });
    }"""
    edits = [(0, VALUE, 5), (1, VALUE, 2), (0, VALUE, 6), (1, VALUE, 9), (0, VALUE, -3), (1, VALUE, 0)]
    assert ask(page, script, made, edits, group) == [
        [0, UNKNOWN],
        [1, TRUE],
        [1, FALSE],
        [1, TRUE],
        [1, FALSE],
        [0, FALSE],
    ]


def test_states_and_answers_have_the_numbers_of_the_server(page: Page) -> None:
    states = "() => [checks.EMPTY, checks.VALUE, checks.NO_INFORMATION, checks.NOT_APPLICABLE]"
    answers = "() => [checks.FALSE, checks.TRUE, checks.UNKNOWN]"
    assert page.evaluate(states) == [State.EMPTY, State.VALUE, State.NO_INFORMATION, State.NOT_APPLICABLE]
    assert page.evaluate(answers) == [executor.FALSE, executor.TRUE, executor.UNKNOWN]


def test_the_modules_need_nothing_but_each_other_and_make_no_code_from_text() -> None:
    sources = [path.read_text("utf-8") for path in MODULES.glob("*.js")]
    imported = {found for source in sources for found in re.findall(r"\bfrom \"(.+)\"|\bimport\b *\(", source)}
    assert imported == {"./findings.js", "./program.js", "./rows.js"}
    # Code that a test calls is exempt from the page's policy, so that the policy itself would not tell.
    assert [re.findall(r"\b(eval|Function)\b *\(", source) for source in sources] == [[]] * len(sources)
