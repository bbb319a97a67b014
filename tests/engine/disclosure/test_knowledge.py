"""Numbers within all bounds that a check puts on them change nothing of what the check says."""

import pytest
from engine import random_forms, tiny
from engine.disclosure import forests
from engine.disclosure.trees import form, sheet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drogowskaz.engine.disclosure.effects import Changes, Effects, effects
from drogowskaz.engine.disclosure.forms import Joint, joint
from drogowskaz.engine.disclosure.knowledge import Knowledge
from drogowskaz.engine.disclosure.twins import Shared
from drogowskaz.engine.editions.schema import Severity

ALONE = Shared((), ())
NOTHING = Effects(frozenset(), frozenset(), frozenset())


def allowed(together: Joint, changes: Changes) -> bool:
    return all(bound.allows(changes) for bound in Knowledge(together).about(changes))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_random_changes_within_the_bounds_leave_every_answer_as_it_is(data: st.DataObject) -> None:
    one = data.draw(random_forms.sheets(data.draw(random_forms.editions())))
    together = joint([one], ALONE)
    changes = {}
    for quantity, known in enumerate(together.quantities):
        if known.number > 0 and data.draw(st.booleans()):
            changes[quantity] = data.draw(st.integers(1 - known.number, 4))
        elif known.number <= 0:
            known.least = known.most = known.number
    if allowed(together, changes):
        assert effects(together, [changes]) == [NOTHING]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_random_changes_within_the_bounds_leave_every_figure_that_was_told(data: st.DataObject) -> None:
    one = data.draw(forests.sheets(data.draw(forests.editions())))
    spoken = {(one.year, ratio.id, offset) for ratio in one.edition.indicators for offset in ratio.offsets}
    together = joint([one], ALONE, spoken)
    for known in together.quantities:
        known.least = 0
    changes = {
        quantity: data.draw(st.integers(-known.number, 4))
        for quantity, known in enumerate(together.quantities)
        if data.draw(st.booleans())
    }
    if allowed(together, changes):
        assert effects(together, [changes]) == [NOTHING]


@pytest.mark.parametrize(("numbers", "decimals", "kept", "broken"), [
    ((3, 100), 0, [0], [1, -1]),
    ((30, 1000), 0, [4, -5], [5, -6]),
    ((-30, 1000), 0, [5, -4], [6, -5]),
    ((0, 1000), 0, [4, -4], [5, -5]),
    ((3, 1000), 2, [0], [1, -1]),
])  # fmt: skip
def test_the_bounds_of_a_figure_are_as_wide_as_its_rounding(
    numbers: tuple[int, int], decimals: int, kept: list[int], broken: list[int]
) -> None:
    """A half is rounded away from zero: 2.5 % to 3 %, 3.5 % to 4 %."""
    edition = form("a all", indicators=(forests.indicator("share", "{a}", "{all}", (0,), decimals=decimals),))
    together = joint([sheet(edition, a=numbers[0], all=numbers[1])], ALONE, {(tiny.YEAR, "share", 0)})
    place = {known.places[0][1]: quantity for quantity, known in enumerate(together.quantities)}
    together.quantities[place["a"]].least = -100
    assert [allowed(together, {place["a"]: change}) for change in kept] == [True] * len(kept)
    assert [allowed(together, {place["a"]: change}) for change in broken] == [False] * len(broken)
    assert effects(together, [{place["a"]: change} for change in kept]) == [NOTHING] * len(kept)


def test_a_dash_for_a_denominator_of_zero_keeps_it_zero() -> None:
    edition = form("a all", indicators=(forests.indicator("share", "{a}", "{all}", (0,)),))
    together = joint([sheet(edition, a=3, all=0)], ALONE, {(tiny.YEAR, "share", 0)})
    place = {known.places[0][1]: quantity for quantity, known in enumerate(together.quantities)}
    assert allowed(together, {place["a"]: 1})
    assert not allowed(together, {place["all"]: 1})


@pytest.mark.parametrize(("claim", "numbers", "kept", "broken"), [
    ("{a, c0} <= {b, c0}", (3, 7), [{"a": 4}, {"b": -4}, {"a": 9, "b": 5}], [{"a": 5}, {"b": -5}]),
    ("{a, c0} < {b, c0}", (3, 7), [{"a": 3}], [{"a": 4}]),
    ("{a, c0} = {b, c0}", (3, 3), [{"a": 1, "b": 1}], [{"a": 1}, {"b": -1}]),
    ("{a, c0} = {b, c0}", (3, 5), [{"a": 1}, {"b": 9}], [{"a": 2}]),
    ("2 * {a, c0} - 1 = {b, c0}", (3, 5), [{"a": 1, "b": 2}], [{"a": 1, "b": 1}]),
    ("abs({a, c0} - {b, c0}) <= 5", (3, 1), [{"a": 3}, {"b": 7}], [{"a": 4}, {"b": 8}]),
    ("abs({a, c0} - {b, c0}) >= 2", (5, 1), [{"b": 2}, {"a": 30}], [{"b": 3}]),
    ("abs({a, c0} - {b, c0}) >= 2", (1, 5), [{"a": 2}, {"b": 30}], [{"a": 3}]),
    ("abs({a, c0} - {b, c0}) <= 5", (9, 1), [{"b": 2}], [{"b": 3}]),
    ("if({a, c0} > 2, {b, c0} > 4)", (3, 5), [{"b": 9}], [{"b": -1}]),
    ("{a, c0} > 4 and {b, c0} > 4", (3, 9), [{"b": -8}, {"a": 1}], [{"a": 2}]),
])  # fmt: skip
def test_the_bounds_of_a_check_are_as_wide_as_its_answer(
    claim: str, numbers: tuple[int, int], kept: list[dict[str, int]], broken: list[dict[str, int]]
) -> None:
    check = tiny.check(claim, severity=Severity.WARNING)
    together = joint([sheet(form("a b", check), a=numbers[0], b=numbers[1])], ALONE)
    place = {known.places[0][1]: quantity for quantity, known in enumerate(together.quantities)}
    for changes in kept:
        assert allowed(together, {place[key]: change for key, change in changes.items()})
    for changes in broken:
        assert not allowed(together, {place[key]: change for key, change in changes.items()})


def test_an_answer_that_cannot_be_said_for_want_of_a_number_puts_no_bounds() -> None:
    check = tiny.check("{a, c0} = {b, c0}", severity=Severity.WARNING)
    together = joint([sheet(form("a b", check), a=3, b=".")], ALONE)
    assert Knowledge(together).about([0]) == ()


def test_two_columns_that_are_copies_keep_every_pair_equal() -> None:
    edition = form("a b c d", tiny.check("same({@t, c0}, {@t, c-1})"), offsets=(-1, 0))
    numbers = {f"{key}{column}": 5 for key in "abcd" for column in ("", "__m1")}
    together = joint([sheet(edition, **numbers)], ALONE)
    place = {known.places[0][1:]: quantity for quantity, known in enumerate(together.quantities)}
    assert not allowed(together, {place["a", 0]: 1})
    assert allowed(together, {place["a", 0]: 1, place["a", -1]: 1})


def test_two_columns_that_are_no_copies_keep_one_difference() -> None:
    edition = form("a b c d", tiny.check("not same({@t, c0}, {@t, c-1})"), offsets=(-1, 0))
    numbers = {f"{key}{column}": 5 for key in "abcd" for column in ("", "__m1")}
    together = joint([sheet(edition, **{**numbers, "a": 7})], ALONE)
    place = {known.places[0][1:]: quantity for quantity, known in enumerate(together.quantities)}
    assert allowed(together, {place["a", 0]: -1})
    assert not allowed(together, {place["a", 0]: -2})
