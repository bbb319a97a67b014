"""Totals of powiats, voivodeships and the country: those of plain addition, however large, and of how many units."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from engine.national import small

from drogowskaz.engine.editions.schema import Aggregation, Edition
from drogowskaz.engine.national import bench
from drogowskaz.engine.national.levels import COUNTRY, Totals, level_of_territory, totals
from drogowskaz.engine.national.matrix import Matrix
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.teryt import Level
from drogowskaz.engine.values import Kind, State, Value

FORM = small.edition()


def sheets(form: Edition = FORM, units: Iterable[str] = small.GMINAS) -> dict[tuple[int, str], Sheet]:
    return {(year, unit): small.sheet(form, unit, year, 3) for year in small.YEARS for unit in units}


def at(found: Totals, form: Edition, territory: str, key: CellKey) -> tuple[int, int]:
    """The sum of a cell and of how many units it is."""
    cell = form.row_index[key[0]] * len(form.offsets) + form.offset_index[key[1]]
    place = found.territories.index(territory)
    return int(found.sums[cell, place]), int(found.units[cell, place])


def by_hand(filled: Iterable[Sheet], territory: str, key: CellKey) -> tuple[int, int]:
    inside = [one for one in filled if territory == COUNTRY or one.unit.startswith(territory)]
    numbers = [one.value(*key).number for one in inside if one.value(*key).state is State.VALUE]
    return sum(numbers), len(numbers)


@pytest.mark.parametrize("most_forms", [2, 3, 100])
def test_totals_are_those_of_plain_addition_whether_a_powiat_lies_in_one_panel_or_in_two(most_forms: int) -> None:
    filled = sheets()
    found = totals(small.matrix(FORM, filled, most_forms))
    assert [one.year for one in found] == [2014, 2015]
    for one in found:
        assert one.territories == ("0101", "0102", "0301", "01", "03", COUNTRY)
        here = [sheet for (year, _unit), sheet in filled.items() if year == one.year]
        for row in FORM.rows:
            for offset in row.offsets if row.key not in ("mean", "why") else ():
                for territory in one.territories:
                    key = row.key, offset
                    assert at(one, FORM, territory, key) == by_hand(here, territory, key)


def test_texts_rows_that_are_not_added_up_and_cells_not_on_the_form_have_no_total() -> None:
    for one in totals(small.matrix(FORM, sheets())):
        for key in (("mean", 0), ("why", 0), ("spent", -1)):
            assert at(one, FORM, COUNTRY, key) == (0, 0)
        assert at(one, FORM, COUNTRY, ("spent", 0))[1] > 0
    assert FORM.row_by_key["mean"].aggregation is Aggregation.NONE


def test_totals_past_64_bits_are_exact_and_those_below_too() -> None:
    form = small.edition(largest=9 * 10**18)
    values = {("all", 0): Value(State.VALUE, 9 * 10**18), ("spent", 0): Value(State.VALUE, 5)}
    large = {(2014, unit): Sheet(form, unit, 2014, values) for unit in small.GMINAS}
    (found,) = totals(small.matrix(form, large, 2))
    assert at(found, form, "0102", ("all", 0)) == (9 * 10**18, 1)
    assert at(found, form, "0101", ("all", 0)) == (27 * 10**18, 3)
    assert at(found, form, "03", ("all", 0)) == (18 * 10**18, 2)
    assert at(found, form, COUNTRY, ("all", 0)) == (54 * 10**18, 6)
    assert at(found, form, COUNTRY, ("spent", 0)) == (30, 6)


def test_a_city_with_powiat_rights_is_a_powiat_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    form = replace(FORM, level=Level.CITY)
    city = Sheet(form, "0361011", 2014, {("all", 0): Value(State.VALUE, 7)})
    (found,) = totals(small.matrix(form, {(2014, "0361011"): city}))
    assert found.territories == ("0361", "03", COUNTRY)
    assert at(found, form, "0361", ("all", 0)) == (7, 1)


def test_the_forms_of_voivodeships_lie_in_no_powiat() -> None:
    form = replace(FORM, level=Level.VOIVODESHIP)
    filled = {(2014, unit): small.sheet(form, unit, 2014, 1) for unit in ("01", "03")}
    (found,) = totals(small.matrix(form, filled))
    assert found.territories == ("01", "03", COUNTRY)
    assert at(found, form, COUNTRY, ("all", 0)) == by_hand(filled.values(), COUNTRY, ("all", 0))


def test_a_powiats_own_form_goes_with_those_of_its_gminas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drogowskaz.engine.national.fitting.levels_of", lambda _edition: bench.LOCAL)
    units = ("0101", "0101011", "0102", "0361011")
    filled = {(2014, unit): small.sheet(FORM, unit, 2014, 2) for unit in units}
    (found,) = totals(small.matrix(FORM, filled))
    assert found.territories == ("0101", "0102", "0361", "01", "03", COUNTRY)
    for territory in found.territories:
        assert at(found, FORM, territory, ("all", 0)) == by_hand(filled.values(), territory, ("all", 0))


def test_a_territory_is_of_the_level_its_code_says() -> None:
    assert [level_of_territory(code) for code in ("0101", "01", COUNTRY)] == ["powiat", "voivodeship", "country"]


def test_sums_are_64_bit_wherever_they_fit() -> None:
    (found, _later) = totals(small.matrix(FORM, sheets()))
    assert found.sums.dtype == np.int64
    assert found.units.dtype == np.int32
    assert FORM.largest[Kind.MONEY] > 10**11


def test_an_empty_matrix_has_no_totals() -> None:
    assert totals(Matrix(FORM)) == ()
