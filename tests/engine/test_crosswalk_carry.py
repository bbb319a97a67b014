"""Last year's values in a new form: what goes over, what does not and why, and that nothing is lost silently."""

from pathlib import Path

import pytest
from engine.two_editions import entry_text, two_editions
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drogowskaz.engine.crosswalk.carry import Carried, Outcome, carry
from drogowskaz.engine.crosswalk.loader import crosswalk_in
from drogowskaz.engine.crosswalk.ways import Crosswalk
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import NO_INFORMATION, NOT_APPLICABLE, State, Value

UNIT = "1419053"
OLD = "same ren mov whole one two gone people:person zloty:zloty:money"
NEW = "same ren2 mov2 part1 part2 both fresh people:family zloty:zloty:count nobody_knows"
ENTRIES = (
    entry_text("ren", "ren2", "renamed", 2015),
    entry_text("mov", "mov2", "moved", 2016),
    entry_text("whole", "[part1, part2]", "split", 2016),
    entry_text("[one, two]", "both", "merged", 2015),
    entry_text("", "fresh", "new", 2016),
    entry_text("gone", "", "removed", 2016),
)


@pytest.fixture(scope="module")
def crosswalk(tmp_path_factory: pytest.TempPathFactory) -> Crosswalk:
    found = crosswalk_in(two_editions(tmp_path_factory.mktemp("editions"), OLD, NEW, *ENTRIES))
    assert found is not None
    return found


def number(value: int) -> Value:
    return Value(State.VALUE, value)


def carried(crosswalk: Crosswalk, values: dict[tuple[str, int], Value], year: int = 2015) -> Carried:
    return carry(Sheet(crosswalk.old, UNIT, 2014, values), crosswalk, year=year)


def sentences(done: Carried) -> list[str]:
    return [done.sentence(one, "en") for one in done.listed]


def test_the_same_row_goes_over_a_column_back_for_every_year_and_is_not_listed(crosswalk: Crosswalk) -> None:
    done = carried(crosswalk, {("same", 0): number(3), ("same", -1): number(2)})
    assert done.sheet == Sheet(crosswalk.new, UNIT, 2015, {("same", -1): number(3), ("same", -2): number(2)})
    assert done.listed == ()


def test_two_years_later_the_assessed_year_is_two_columns_back(crosswalk: Crosswalk) -> None:
    assert carried(crosswalk, {("same", 0): number(3)}, year=2016).sheet.values == {("same", -2): number(3)}


def test_a_renamed_and_a_moved_row_go_over_and_are_told(crosswalk: Crosswalk) -> None:
    done = carried(crosswalk, {("ren", 0): number(1), ("mov", 0): number(2)})
    assert done.sheet.values == {("ren2", -1): number(1), ("mov2", -1): number(2)}
    assert sentences(done) == [
        "“Row ren”, 2014: 1 is carried over. 2015: “ren” is called “ren2” from now on. Reason 2015.",
        "“Row mov”, 2014: 2 is carried over. 2016: “mov” moves and is “mov2” from now on. Reason 2016.",
    ]


@pytest.mark.parametrize("value", [NO_INFORMATION, NOT_APPLICABLE, number(0)])
def test_a_dot_an_x_and_a_zero_stay_what_they_are(crosswalk: Crosswalk, value: Value) -> None:
    assert carried(crosswalk, {("same", 0): value}).sheet.values == {("same", -1): value}


def test_joined_rows_are_added_up_when_all_of_them_are_numbers(crosswalk: Crosswalk) -> None:
    done = carried(crosswalk, {("one", 0): number(3), ("two", 0): number(4)})
    assert done.sheet.values == {("both", -1): number(7)}
    assert sentences(done) == [
        "“Row one”, 2014: 3; “Row two”, 2014: 4 are added up into “Row both”. "
        "2015: “one” is joined with other rows in “both”. Reason 2015. "
        "The numbers before and after cannot be compared. "
        "2015: “two” is joined with other rows in “both”. Reason 2015. "
        "The numbers before and after cannot be compared."
    ]


@pytest.mark.parametrize("other", [NO_INFORMATION, NOT_APPLICABLE, None])
def test_joined_rows_are_not_added_up_when_one_is_no_number(crosswalk: Crosswalk, other: Value | None) -> None:
    values = {("one", 0): number(3)} | ({("two", 0): other} if other else {})
    done = carried(crosswalk, values)
    assert done.sheet.values == {}
    (carriage,) = done.carriages
    assert (carriage.outcome, carriage.cells, carriage.missing) == (Outcome.NOT_SUMMED, tuple(values), ("two",))
    assert "into “Row both”, because not every part is a number: Row two." in done.sentence(carriage, "en")


def test_a_divided_row_goes_nowhere_and_says_what_to_divide(crosswalk: Crosswalk) -> None:
    done = carried(crosswalk, {("whole", 0): number(9)})
    assert done.sheet.values == {}
    (said,) = sentences(done)
    assert said.startswith("“Row whole”, 2014: 9 has to be divided by hand among: Row part1, Row part2. 2016: ")


def test_a_removed_row_is_told(crosswalk: Crosswalk) -> None:
    assert sentences(carried(crosswalk, {("gone", 0): number(5)})) == [
        "“Row gone”, 2014: 5 has no place in the new form. 2016: “gone” is dropped from the form. Reason 2016. "
        "The numbers before and after cannot be compared."
    ]


@pytest.mark.parametrize("key", ["people", "zloty"])
def test_a_row_counted_in_another_unit_or_scale_does_not_go_over(crosswalk: Crosswalk, key: str) -> None:
    done = carried(crosswalk, {(key, 0): number(100)})
    assert done.sheet.values == {}
    (carriage,) = done.carriages
    assert (carriage.outcome, carriage.rows) == (Outcome.UNLIKE, (key,))


def test_a_year_without_a_column_and_a_year_that_is_not_past_are_told(crosswalk: Crosswalk) -> None:
    done = carried(crosswalk, {("same", -2): number(1), ("same", 1): number(4)})
    assert done.sheet.values == {}
    assert sentences(done) == [
        "“Row same”, 2012: 1 is not carried over: the new form has no column for that year in this row.",
        "“Row same”, 2015: 4 is not carried over: that year is not past in the new form, so it is filled anew.",
    ]


def test_rows_that_start_empty_say_why(crosswalk: Crosswalk) -> None:
    done = carried(crosswalk, {})
    assert [(row.key, done.reason(row, "en")) for row in done.empty] == [
        ("fresh", "2016: “fresh” comes into the form. Reason 2016."),
        ("nobody_knows", "“nobody_knows” is not in tiny-2014, and no entry says whether the form had it then."),
    ]


def test_a_row_joined_after_one_of_its_parts_was_divided_is_not_added_up(tmp_path: Path) -> None:
    lines = (
        entry_text("a", "[b, c]", "split", 2015),
        entry_text("[c, d]", "e", "merged", 2016),
    )
    found = crosswalk_in(two_editions(tmp_path, "a d", "b e", *lines))
    assert found is not None
    done = carried(found, {("a", 0): number(5), ("d", 0): number(1)})
    assert done.sheet.values == {}
    assert [(one.outcome, one.cells, one.rows) for one in done.carriages] == [
        (Outcome.TO_DIVIDE, (("a", 0),), ("b", "e")),
        (Outcome.NOT_SUMMED, (("d", 0),), ("e",)),
    ]


VALUES = st.one_of(st.integers(0, 99).map(number), st.sampled_from([NO_INFORMATION, NOT_APPLICABLE]))
CELLS = st.tuples(st.sampled_from([spec.split(":")[0] for spec in OLD.split()]), st.sampled_from([-2, -1, 0, 1]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(values=st.dictionaries(CELLS, VALUES), year=st.integers(2014, 2017))
def test_every_filled_cell_is_accounted_for_exactly_once(
    crosswalk: Crosswalk, values: dict[tuple[str, int], Value], year: int
) -> None:
    done = carried(crosswalk, values, year)
    assert sorted(cell for one in done.carriages for cell in one.cells) == sorted(values)
    arrived = [one for one in done.carriages if one.outcome in (Outcome.CARRIED, Outcome.SUMMED)]
    assert len(done.sheet.values) == len(arrived)
    assert year == 2014 or all(offset < 0 for _row, offset in done.sheet.values)


def test_for_the_same_year_the_whole_form_moves_with_the_assessed_year_and_the_forecasts(crosswalk: Crosswalk) -> None:
    values = {("same", 0): number(3), ("same", 1): number(4), ("ren", 0): number(1), ("gone", 0): number(9)}
    done = carried(crosswalk, values, year=2014)
    assert done.sheet.values == {("same", 0): number(3), ("same", 1): number(4), ("ren2", 0): number(1)}
    assert [one.outcome for one in done.carriages] == [
        Outcome.CARRIED,
        Outcome.CARRIED,
        Outcome.CARRIED,
        Outcome.REMOVED,
    ]
