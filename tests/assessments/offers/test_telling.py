"""What may be told of the parts of a published number."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drogowskaz.assessments.queries.offers.telling import Guard, Part, guard_of, is_private, tellable, tellable_alone
from drogowskaz.engine.editions.loader import edition_named

OPEN = Guard(hidden=False, private=False, counts=False, least=5)
PEOPLE = Guard(hidden=False, private=True, counts=True, least=5)
PAID = Guard(hidden=False, private=True, counts=False, least=5)
HIDDEN = Guard(hidden=True, private=False, counts=False, least=5)


def parts(*numbers: int, kept: tuple[int, ...] = ()) -> list[Part]:
    """Parts numbered from 0; those of the places `kept` are told only in sums."""
    return [Part(key, number, key not in kept) for key, number in enumerate(numbers)]


@pytest.mark.parametrize(
    ("numbers", "kept", "guard", "told"),
    [
        ((12, 20, 25), (), OPEN, {0, 1, 2}),
        ((12, 3), (), OPEN, {0, 1}),
        ((12, 20, 25), (), HIDDEN, set()),
        ((12, 20, 25), (), PAID, set()),
        ((12, 20, 25), (), PEOPLE, {0, 1, 2}),
        # A small one would be what is left of the sum, so the next one is kept with it.
        ((12, 3, 25), (), PEOPLE, {2}),
        ((12, 3), (), PEOPLE, set()),
        ((12, 1, 2), (), PEOPLE, set()),
        ((12, 3, 4, 25), (), PEOPLE, {0, 3}),
        # Who is told only in sums is not told by the rest either.
        ((12, 20, 25), (1,), OPEN, {2}),
        ((12, 20), (1,), OPEN, set()),
        ((12, 20, 25), (0, 1), OPEN, {2}),
        ((12, 0, 0), (1, 2), OPEN, set()),
        ((7,), (), PEOPLE, {0}),
        ((0, 9), (), PEOPLE, {0, 1}),
    ],
)
def test_parts_of_a_number(numbers: tuple[int, ...], kept: tuple[int, ...], guard: Guard, told: set[int]) -> None:
    assert tellable(parts(*numbers, kept=kept), guard) == told


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=6))
def test_nothing_small_or_kept_can_be_subtracted_out(values: list[tuple[int, bool]]) -> None:
    found = [Part(key, number, is_open) for key, (number, is_open) in enumerate(values)]
    told = tellable(found, PEOPLE)
    left = [one for one in found if one.key not in told]
    assert all(one.open and not 0 < one.number < 5 for one in found if one.key in told)
    if told and left:
        assert len(left) > 1
        assert sum(one.number for one in left) >= 5


@pytest.mark.parametrize(
    ("number", "is_open", "guard", "told"),
    [(12, True, OPEN, True), (12, False, OPEN, False), (3, True, OPEN, True), (3, True, PEOPLE, False)]
    + [(12, True, guard, False) for guard in (PAID, HIDDEN)],
)
def test_a_value_that_does_not_stand_in_the_form(number: int, is_open: bool, guard: Guard, told: bool) -> None:
    assert tellable_alone(Part(0, number, is_open), guard) is told


def test_what_people_of_a_sensitive_row_received_is_private_too() -> None:
    edition = edition_named("ozps-gmina-2025")
    rows = edition.row_by_key
    keys = ["delegated.spec_care." + last for last in ("persons", "families", "benefits", "amount")]
    assert [is_private(rows[key], edition) for key in keys] == [True] * 4
    assert not is_private(rows["population.total"], edition)
    guards = [guard_of(rows[key], edition, hidden=False, least=5).counts for key in keys]
    assert guards == [True, True, False, False]
