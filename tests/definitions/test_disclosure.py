"""Public copies of real forms: the invented gmina and Drobin, alone and as two years together."""

from dataclasses import replace

import pytest
from engine.disclosure.copies import published

from drogowskaz.engine.crosswalk.carry import carry
from drogowskaz.engine.crosswalk.ways import unchanged
from drogowskaz.engine.disclosure.audit import Audit, audit
from drogowskaz.engine.disclosure.proof import unproven
from drogowskaz.engine.disclosure.small import RECIPIENTS, SHARES, group_of, is_received, small_cells
from drogowskaz.engine.disclosure.withholding import Withheld, withheld
from drogowskaz.engine.editions.loader import EDITIONS, edition_ids, edition_named
from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import Kind, State, Value

PAID_TO_ORGANISATIONS = {
    "projects.value", "projects.value_eu", "projects.own_contribution", "ngo.own_contribution", "ngo.own_money",
}  # fmt: skip
"""Money in groups of rows that count people, but not paid to them."""
NAMED_OTHERWISE = {
    "own.total.amount", "delegated.total.amount", "pfron.wtz.amount", "pfron.sport.amount",
}  # fmt: skip
"""Amounts in groups of rows that count nobody."""


def case(edition: str, name: str) -> Sheet:
    return read_case(EDITIONS / edition / "cases" / f"{name}.yaml").sheet


GMINA = case("ozps-gmina-2025", "wymyslona-2025")
DROBIN = case("ozps-gmina-2014", "drobin-2014")
CASES = [
    GMINA,
    DROBIN,
    case("ozps-city-2025", "wymyslona-2025"),
    case("ozps-powiat-2025", "wymyslona-2025"),
    case("ozps-voivodeship-2025", "wymyslona-2025"),
]


def with_numbers(sheet: Sheet, numbers: dict[CellKey, int]) -> Sheet:
    changed = {cell: Value(State.VALUE, number) for cell, number in numbers.items()}
    return replace(sheet, values={**sheet.values, **changed})


def a_year_later(sheet: Sheet) -> Sheet:
    """The next form on the same edition: past columns carried over, the forecasts come true."""
    carried = carry(sheet, unchanged(sheet.edition), year=sheet.year + 1).sheet
    values = dict(carried.values)
    for (row, offset), value in sheet.values.items():
        if offset >= 0:
            values[row, offset] = sheet.values.get((row, offset + 1), value)
    return replace(carried, values=values, last=sheet.values)


def careless(found: Withheld) -> Withheld:
    """Nothing hidden but the small numbers themselves."""
    return replace(found, cells=found.small, figures=frozenset(), silent=frozenset())


def computed(audited: Audit) -> set[tuple[str, int, int]]:
    return {(one.place[1], one.least, one.most) for one in audited.recomputed}


@pytest.mark.parametrize("sheet", CASES, ids=lambda sheet: sheet.edition.id)
def test_every_small_number_of_a_form_is_proven_safe_and_nobody_computes_one(sheet: Sheet) -> None:
    found = withheld([sheet])
    assert {place[1:] for place in found.small} == small_cells(sheet, 5)
    assert (found.narrowed, found.exposed, found.silent) == (frozenset(), frozenset(), frozenset())
    assert unproven([sheet], found) == frozenset()
    assert audit(published([sheet], found), found.threshold) == Audit((), (), ())


@pytest.mark.parametrize("sheet", [GMINA, DROBIN], ids=lambda sheet: sheet.edition.id)
def test_the_forms_of_two_years_together_are_safe(sheet: Sheet) -> None:
    sheets = [sheet, a_year_later(sheet)]
    found = withheld(sheets)
    assert (found.narrowed, found.exposed) == (frozenset(), frozenset())
    assert unproven(sheets, found) == frozenset()
    assert audit(published(sheets, found), found.threshold) == Audit((), (), ())


def test_without_complements_numbers_of_the_invented_gmina_can_be_computed() -> None:
    audited = audit(published([GMINA], careless(withheld([GMINA]))), 5)
    assert computed(audited) == {("refusals.appeals_upheld", 2, 2), ("homeless.programme.persons", 2, 2)}


def test_a_small_part_of_a_printed_sum_is_covered_by_the_other_part() -> None:
    total = GMINA.value("users.support.persons", 0).number
    sheet = with_numbers(GMINA, {("users.support.women", 0): 3, ("users.support.men", 0): total - 3})
    found = withheld([sheet])
    assert found.cells >= {(2025, "users.support.women", 0), (2025, "users.support.men", 0)}
    assert (2025, "users.support.persons", 0) not in found.cells
    assert unproven([sheet], found) == frozenset()
    assert audit(published([sheet], found), 5) == Audit((), (), ())
    assert ("users.support.women", 3, 3) in computed(audit(published([sheet], careless(found)), 5))


def test_small_numbers_planted_in_drobin_are_hidden_in_both_years_that_tell_them() -> None:
    sheet = with_numbers(DROBIN, {("childcare.nursery.refused", 0): 4, ("childcare.nursery.refused_for_reason", 0): 2})
    sheets = [sheet, a_year_later(sheet)]
    found = withheld(sheets)
    rows = ("childcare.nursery.refused", "childcare.nursery.refused_for_reason")
    assert {(2014, row, 0) for row in rows} | {(2015, row, -1) for row in rows} <= found.cells
    assert unproven(sheets, found) == frozenset()
    assert audit(published(sheets, found), 5) == Audit((), (), ())


@pytest.mark.parametrize("name", edition_ids())
def test_money_beside_people_helped_is_either_what_they_were_given_or_known_not_to_be(name: str) -> None:
    """What is hidden with very few recipients is told by the keys of rows; a new key must not go unnoticed."""
    edition = edition_named(name)
    helped = {group_of(row.key) for row in edition.rows if row.sensitive and row.unit in RECIPIENTS}
    beside = {row.key for row in edition.rows if row.kind is Kind.MONEY and group_of(row.key) in helped}
    assert {key for key in beside if not is_received(edition.row_by_key[key])} <= PAID_TO_ORGANISATIONS
    assert {row.key for row in edition.rows if is_received(row)} - beside <= NAMED_OTHERWISE | {
        row.key for row in edition.rows if row.unit in SHARES
    }
