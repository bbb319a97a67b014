"""The matrix of a country: what is put into it one by one is the same as all of it at once."""

from dataclasses import dataclass

import numpy as np
import pytest
from engine.national import small
from hypothesis import given, settings
from hypothesis import strategies as st

from drogowskaz.engine.compiled.program import FLAGS
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.national.matrix import Matrix, Panel
from drogowskaz.engine.national.parts import Part
from drogowskaz.engine.sheets import Sheet, stack
from drogowskaz.engine.values import State

PLAIN, LAST = small.edition(), small.edition(last=True)
KEY = st.tuples(st.sampled_from(small.YEARS), st.sampled_from(small.GMINAS))


@dataclass
class Whole:
    """A matrix without its panels."""

    keys: list[tuple[int, str]]
    seals: list[str]
    numbers: np.ndarray
    flags: np.ndarray


def whole(matrix: Matrix) -> Whole:
    panels = matrix.panels
    return Whole(
        list(matrix.keys()),
        [form.seal for panel in panels for form in panel.forms],
        np.concatenate([panel.numbers for panel in panels], axis=1),
        np.concatenate([panel.flags for panel in panels], axis=1),
    )


def same(one: Matrix, other: Matrix) -> None:
    assert list(one.keys()) == list(other.keys())
    if not one.panels:
        return
    first, second = whole(one), whole(other)
    assert first.seals == second.seals
    assert np.array_equal(first.numbers, second.numbers)
    assert np.array_equal(first.flags, second.flags)


def in_order(matrix: Matrix) -> None:
    assert list(matrix.keys()) == sorted(matrix.keys())
    for panel in matrix.panels:
        assert 0 < len(panel.forms) <= matrix.most_forms
        assert panel.numbers.shape == panel.flags.shape == (len(matrix.edition.planes) * 16, len(panel.forms))
        assert panel.numbers.flags.c_contiguous
        assert panel.flags.flags.c_contiguous


@settings(max_examples=80, deadline=None)
@given(st.sampled_from([PLAIN, LAST]), st.lists(st.tuples(KEY, st.integers(0, 3)), max_size=14))
def test_forms_put_in_and_taken_away_one_by_one_give_the_matrix_of_what_is_left(
    form: Edition, steps: list[tuple[tuple[int, str], int]]
) -> None:
    matrix, left = Matrix(form, 3), dict[tuple[int, str], Part]()
    for (year, unit), seed in steps:
        if seed == 0 and (year, unit) in left:
            matrix.change([], [(year, unit)])
            del left[year, unit]
        else:
            left[year, unit] = small.part(form, unit, year, seed)
            matrix.put(left[year, unit])
        in_order(matrix)
    rebuilt = Matrix(form, 3)
    rebuilt.change(left.values())
    in_order(rebuilt)
    same(matrix, rebuilt)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from([PLAIN, LAST]),
    st.dictionaries(KEY, st.integers(0, 3), max_size=10),
    st.dictionaries(KEY, st.integers(4, 7), max_size=6),
    st.data(),
)
def test_many_changes_at_once_are_the_same_as_one_after_another(
    form: Edition, first: dict[tuple[int, str], int], then: dict[tuple[int, str], int], data: st.DataObject
) -> None:
    gone = {key for key in first if key not in then and data.draw(st.booleans())}
    at_once, singly = Matrix(form, 3), Matrix(form, 2)
    parts = {key: small.part(form, key[1], key[0], seed) for key, seed in first.items()}
    later = [small.part(form, unit, year, seed) for (year, unit), seed in then.items()]
    at_once.change(parts.values())
    at_once.change(later, gone)
    for part in (*parts.values(), *later):
        singly.put(part)
    for key in gone:
        singly.change([], [key])
    in_order(at_once)
    same(at_once, singly)


def test_its_arrays_are_those_of_the_sheets() -> None:
    for form in (PLAIN, LAST):
        sheets = {(year, unit): small.sheet(form, unit, year, 5) for year in small.YEARS for unit in small.GMINAS[:4]}
        for (year, unit), sheet in sheets.items():
            before = sheets.get((year - 1, unit))
            sheets[year, unit] = Sheet(form, unit, year, sheet.values, last=before.values if before else None)
        expected = stack(form, [sheets[key] for key in sorted(sheets)])
        found = whole(small.matrix(form, sheets))
        assert np.array_equal(found.numbers, expected.numbers)
        assert np.array_equal(found.flags, FLAGS[expected.states])


def test_last_years_form_is_dots_until_it_is_there_and_after_it_is_gone() -> None:
    matrix = Matrix(LAST)
    matrix.put(small.part(LAST, "0101011", 2015, 1))
    later = matrix.panels[0]
    assert (later.flags[16:] == FLAGS[State.NO_INFORMATION]).all()
    matrix.put(small.part(LAST, "0101011", 2014, 2))
    assert np.array_equal(later.flags[16:], matrix.panels[0].flags[:16])
    assert np.array_equal(later.numbers[16:], matrix.panels[0].numbers[:16])
    matrix.change([], [(2014, "0101011")])
    assert (later.flags[16:] == FLAGS[State.NO_INFORMATION]).all()
    assert not later.numbers[16:].any()


def test_a_form_that_is_replaced_or_added_moves_only_its_own_panel() -> None:
    sheets = {(2014, unit): small.sheet(PLAIN, unit, 2014, 1) for unit in small.GMINAS}
    matrix = small.matrix(PLAIN, sheets)
    before = [(panel, panel.numbers.copy()) for panel in matrix.panels]
    assert [len(panel.forms) for panel in matrix.panels] == [3, 3]
    matrix.put(small.part(PLAIN, "0101022", 2014, 9))
    assert [panel for panel, _numbers in before] == matrix.panels
    matrix.put(small.part(PLAIN, "0301042", 2014, 9))
    untouched, numbers = before[0]
    assert matrix.panels[0] is untouched
    assert [len(panel.forms) for panel in matrix.panels] == [3, 2, 2]
    assert np.array_equal(np.delete(untouched.numbers, 1, axis=1), np.delete(numbers, 1, axis=1))
    assert not np.array_equal(untouched.numbers[:, 1], numbers[:, 1])


def test_a_part_of_another_edition_object_is_a_mistake_of_the_program() -> None:
    with pytest.raises(AssertionError):
        Matrix(PLAIN).put(small.part(LAST, "0101011", 2014))


def test_a_panel_tells_its_units_in_order() -> None:
    matrix = small.matrix(
        PLAIN, {(2014, unit): small.sheet(PLAIN, unit, 2014, 1) for unit in reversed(small.GMINAS)}, 9
    )
    (panel,) = matrix.panels
    assert isinstance(panel, Panel)
    assert panel.units == [*small.GMINAS]
    assert (matrix.forms, matrix.years) == (6, (2014,))
