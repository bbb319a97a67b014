"""Mistakes that people make, planted one at a time into the invented gmina: each is found, and without them nothing is.

A planting names cells (of the assessed year where no column is named) and what is written there instead: a number,
nothing, a dot, another cell, or a short calculation with cells, from left to right. `@table@c0` is a whole column.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

import pytest

from drogowskaz.engine.checks.run import Result, check_sheet
from drogowskaz.engine.editions.loader import EDITIONS
from drogowskaz.engine.editions.schema import Severity, Stage
from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import EMPTY, NO_INFORMATION, State, Value

CASE = EDITIONS / "ozps-gmina-2025" / "cases" / "wymyslona-2025.yaml"


@dataclass(frozen=True)
class Planting:
    """What went wrong, what is written, and the check that must find it, in which column."""

    mistake: str
    cells: dict[str, str]
    check: str
    offset: int = 0


SUMS = (
    Planting("a total is mistyped", {"population.total": "population.total + 9"}, "tree.population.total.all"),
    Planting(
        "an age group is mistyped",
        {"population.women.age0_17": "population.women.age0_17 + 270"},
        "tree.population.women.total.all",
    ),
    Planting(
        "a total is wrong only in a forecast",
        {"meals.persons@c+2": "meals.persons@c+2 + 1"},
        "tree.meals.persons.all",
        2,
    ),
    Planting(
        "a kind of decision is short of one",
        {"refusals.granted": "refusals.granted - 1"},
        "tree.refusals.decisions.all",
    ),
    Planting(
        "a reason is counted twice", {"refusals.reason_funds": "refusals.reason_funds + 1"}, "tree.refusals.refused.all"
    ),
    Planting(
        "a worker stands in two positions",
        {"staff.carers.persons": "staff.carers.persons + 1"},
        "tree.staff.total.persons.all",
    ),
    Planting("a budget chapter is 10 000 off", {"money.852.85214": "money.852.85214 + 10000"}, "tree.money.852.all"),
    Planting(
        "a part of the money of organisations is off",
        {"ngo.amount.support": "ngo.amount.support + 500"},
        "tree.ngo.amount.all",
    ),
    Planting(
        "a house has two owners",
        {"inst.day_home.units.own": "inst.day_home.units.own + 1"},
        "tree.inst.day_home.units.all",
    ),
    Planting(
        "more live in villages than at all",
        {"users.support.rural": "users.support.persons + 1"},
        "tree.users.support.persons.some",
    ),
    Planting(
        "more social dwellings than municipal ones",
        {"housing.social.units": "housing.municipal.total + 1"},
        "tree.housing.municipal.total.some",
    ),
    Planting(
        "organisations run more places than there are",
        {"inst.day_support.places.ngo": "inst.day_support.places + 1"},
        "tree.inst.day_support.places.some",
    ),
    Planting(
        "carers take all posts of the centre", {"staff.carers.fte": "staff.total.fte"}, "tree.staff.total.fte.some"
    ),
    Planting(
        "the state pays more than was spent",
        {"money.852.85219.state": "money.852.85219 + 1"},
        "part.money.852.85219.state",
    ),
    Planting(
        "grades of social workers do not add up",
        {"social_workers.senior.persons": "social_workers.senior.persons + 1"},
        "sum.social_workers.positions",
    ),
)
PEOPLE = (
    Planting(
        "families and persons are swapped",
        {"reasons.poverty.families": "reasons.poverty.persons", "reasons.poverty.persons": "reasons.poverty.families"},
        "fam.reasons.poverty",
    ),
    Planting(
        "families outnumber their members", {"own.care.families": "own.care.persons_in_families + 1"}, "fam.own.care"
    ),
    Planting("persons without a family", {"users.real.families": "0"}, "fam.users.real.both"),
    Planting(
        "more recipients than persons in their families",
        {"own.periodic.persons": "own.periodic.persons_in_families + 1"},
        "all.own.periodic.in_families",
    ),
    Planting(
        "too few persons for families of that size",
        {"families.total.persons": "families.total.families + 1"},
        "min.family_sizes",
    ),
    Planting(
        "one reason exceeds all users",
        {"reasons.illness.persons": "users.real.persons + 1"},
        "reason_total.illness.persons",
    ),
    Planting(
        "one reason exceeds all families",
        {"reasons.disability.families": "users.real.families + 1"},
        "reason_total.disability.families",
    ),
    Planting(
        "families without any reason",
        {"users.real.families": "users.real.families * 20"},
        "reason_total.cover.families",
    ),
    Planting(
        "more children than persons",
        {"users.real.children": "users.real.persons + 1"},
        "sub.users.real.children.in.users.real.persons",
    ),
    Planting(
        "more long-term unemployed than unemployed",
        {"labour.unemployed.longterm": "labour.unemployed.total + 1"},
        "sub.labour.unemployed.longterm.in.labour.unemployed.total",
    ),
    Planting(
        "more contracts completed than made",
        {"contracts.completed": "contracts.count + 1"},
        "sub.contracts.completed.in.contracts.count",
    ),
    Planting(
        "more children at meals than persons",
        {"own.meal_children.persons": "own.meal.persons + 1"},
        "sub.own.meal_children.persons.in.own.meal.persons",
    ),
    Planting(
        "more single persons than households",
        {"users.single.persons": "users.real.families + 1"},
        "sub.users.single.persons.in.users.real.families",
    ),
    Planting(
        "two tables tell another number of families",
        {"families.total.families": "families.total.families + 1"},
        "eq.families_total",
    ),
    Planting(
        "large families do not agree", {"families.large.families": "families.large.families + 1"}, "eq.large_families"
    ),
    Planting(
        "single households do not agree",
        {"families.size1.families": "families.size1.families + 1"},
        "eq.single_households",
    ),
    Planting(
        "one benefit has more recipients than all decisions",
        {"own.targeted.persons": "users.decision.persons + 1"},
        "all.own.targeted.persons",
    ),
)
BENEFITS = (
    Planting(
        "fewer benefits than recipients", {"own.permanent.benefits": "own.permanent.persons - 1"}, "ben.own.permanent"
    ),
    Planting("money without benefits", {"own.special.benefits": "0"}, "zero.own.special"),
    Planting("households without money", {"housing_allowance.amount": "0"}, "zero.housing_allowance"),
    Planting("money in thousands", {"own.permanent.amount": "own.permanent.amount * 0.001"}, "band.permanent"),
    Planting("money in grosze", {"own.meal.amount": "own.meal.amount * 100"}, "band.meal"),
    Planting("hours taken for days", {"own.care.benefits": "own.care.benefits * 0.05"}, "band.care"),
    Planting("a month's cost for a year", {"housing_allowance.amount": "housing_allowance.households"}, "band.housing"),
    Planting("the total of own tasks is one of its parts", {"own.total.amount": "own.dps.amount"}, "sum.own_total"),
)
PLACES = (
    Planting("places without a house", {"inst.day_home.units": "0"}, "inst.day_home.no_units_no_places"),
    Planting(
        "users without a house",
        {"inst.family_home.users": "3", "inst.family_home.units": "0"},
        "inst.family_home.users_need_units",
    ),
    Planting("a house without places", {"inst.day_home.places": "0"}, "inst.day_home.units_have_places"),
    Planting(
        "too many users for the places", {"inst.training.users": "inst.training.places * 40"}, "inst.training.rotation"
    ),
    Planting(
        "people wait beside free places",
        {"inst.day_home.users": "inst.day_home.places - 3", "inst.day_home.waiting": "6"},
        "inst.day_home.waiting_with_free",
    ),
    Planting("an organisation's house without places", {"inst.day_home.places.ngo": "0"}, "inst.day_home.ngo_both"),
    Planting("nursery places without a nursery", {"childcare.nursery.units": "0"}, "ch2.nursery_places"),
    Planting(
        "refused without a reason",
        {"preschool.refusal_text": "", "preschool.refused": "7"},
        "ch2.preschool_refused_text",
    ),
)
STAFF = (
    Planting(
        "posts counted by the hour",
        {"staff.social_workers.fte": "staff.social_workers.persons * 4"},
        "staff.social_workers.fte",
    ),
    Planting("persons without posts", {"staff.family_assistants.fte": "0"}, "staff.family_assistants.both"),
    Planting("fewer social workers than the law asks", {"staff.social_workers.persons": "2"}, "staff.sw_min"),
    Planting(
        "too many families for an assistant",
        {"assistants.families": "staff.family_assistants.persons * 90"},
        "staff.assistant_load",
    ),
    Planting("hours of volunteers without volunteers", {"volunteers.persons": "0"}, "staff.volunteers"),
    Planting("teams without members", {"teams.persons": "0"}, "staff.teams"),
    Planting(
        "more with higher education than social workers",
        {"social_workers.higher.persons": "staff.social_workers.persons + 1"},
        "sub.social_workers.higher.persons.in.staff.social_workers.persons",
    ),
    Planting(
        "more trained than employed",
        {"training.persons": "staff.total.persons + 1"},
        "sub.training.persons.in.staff.total.persons",
    ),
    Planting(
        "the cost of the centre without three zeros", {"money.852.85219": "money.852.85219 * 0.001"}, "band.ops_cost"
    ),
)
MONEY = (
    Planting("sources do not add up", {"money.852.own": "money.852.own + 1000"}, "money.852.sources"),
    Planting("social spending is not its chapters", {"money.social": "money.social + 1"}, "money.social_sum"),
    Planting("a chapter exceeds the budget", {"money.total": "money.852 - 1"}, "sub.money.852.in.money.total"),
    Planting(
        "organisations got more than the chapter has",
        {"money.ngo.852": "money.852 + 1"},
        "sub.money.ngo.852.in.money.852",
    ),
    Planting("benefits exceed their budget chapter", {"own.dps.amount": "money.852.85202 + 1"}, "cross.own.dps.amount"),
    Planting("a project that costs nothing", {"projects.value": "0"}, "projects.value"),
)
ORGANISATIONS = (
    Planting("money without tasks", {"ngo.tasks": "0"}, "money.ngo_tasks"),
    Planting("tasks without money", {"ngo.amount": "0"}, "zero.ngo"),
    Planting("fields do not add up to tasks", {"ngo.field.other": "ngo.field.other + 1"}, "ngo.fields_sum"),
    Planting("ways of commissioning do not add up", {"ngo.tasks.entrust": "ngo.tasks.entrust + 1"}, "ngo.types_sum"),
    Planting("more organisations than tasks", {"ngo.contracted": "ngo.tasks + 1"}, "ngo.contracted_tasks"),
    Planting("two chapters tell another amount", {"money.ngo": "money.ngo + 1000"}, "ngo.amount_money"),
    Planting(
        "more partners than organisations", {"ngo.cooperating": "ngo.active + 1"}, "sub.ngo.cooperating.in.ngo.active"
    ),
    Planting(
        "small grants that are not small",
        {"ngo.amount.small_grant": "ngo.amount.small_grant * 20"},
        "band.small_grants",
    ),
)
SETTING = (
    Planting("more users than residents", {"users.support.persons": "population.total + 1"}, "band.users_population"),
    Planting("everyone lives on benefits", {"users.real.persons": "population.total"}, "band.users_share"),
    Planting(
        "more unemployed than people of working age",
        {"labour.unemployed.total": "population.women.age18_59 + population.men.age18_64 + 1"},
        "ch2.unemployed_age",
    ),
    Planting(
        "a whole is written in place of women",
        {"population.women.total": "population.total", "population.men.total": "1"},
        "ch2.sex_balance",
    ),
    Planting("the old are fewer than the oldest women and men", {"context.age60plus": "5"}, "ch2.age60_low"),
    Planting("the very old outnumber the old", {"context.age75plus": "context.age60plus + 1"}, "ch2.age75"),
    Planting("more appeals than decisions", {"refusals.appeals": "refusals.decisions + 1"}, "refusals.appeals"),
    Planting(
        "more jobless families than unemployed",
        {"reasons.unemployment.families": "labour.unemployed.total + 1"},
        "cross.unemployed_reason",
    ),
    Planting(
        "homeless people and no homelessness among the reasons",
        {"homeless.persons": "5", "reasons.homelessness.persons": "0"},
        "cross.homeless_reason",
    ),
)
TIME = (
    Planting(
        "users double in a year", {"users.real.persons@c-1": "users.real.persons * 0.5"}, "jump.users.real.persons"
    ),
    Planting("the budget doubles in a year", {"money.total@c-1": "money.total * 0.5"}, "jump.money.total"),
    Planting("a reason vanishes", {"reasons.illness.persons": "0"}, "drop.reasons.illness.persons"),
    Planting(
        "clubs vanish", {"clubs.senior@c-2": "2", "clubs.senior@c-1": "2", "clubs.senior": "0"}, "drop.clubs.senior"
    ),
    Planting(
        "last year's number is not the one submitted",
        {"population.total@c-1": "population.total@c-1 + 50"},
        "prev.population.total",
    ),
    Planting("last year's residents are copied", {"@population@c0": "@population@c-1"}, "ch2.late_gus"),
    Planting("last year's benefits are copied", {"@own_tasks@c0": "@own_tasks@c-1"}, "stale.own_tasks"),
    Planting("the forecast is this year's copy", {"@budget_852@c+1": "@budget_852@c0"}, "forecast.budget_852"),
)
UNFINISHED = (
    Planting("no residents", {"population.total": ""}, "need.population.total"),
    Planting(
        "no social workers, not even a dot", {"staff.social_workers.persons": ""}, "need.staff.social_workers.persons"
    ),
    Planting("nothing about commissioned tasks", {"ngo.tasks": ""}, "filled.ngo.tasks"),
)
PLANTINGS = (
    *SUMS, *PEOPLE, *BENEFITS, *PLACES, *STAFF, *MONEY, *ORGANISATIONS, *SETTING, *TIME, *UNFINISHED,
)  # fmt: skip


@pytest.fixture(scope="module")
def clean() -> Sheet:
    """The invented gmina, with a form of last year that says what this one says of last year."""
    sheet = read_case(CASE).sheet
    last = {(row, 0): value for (row, offset), value in sheet.values.items() if offset == -1}
    return replace(sheet, last=last)


def cell(address: str) -> CellKey:
    key, _at, column = address.partition("@c")
    return key, int(column or 0)


def calculated(text: str, sheet: Sheet) -> Fraction:
    """The calculation, in the units that the form shows."""
    first, *rest = text.split()
    total = operand(first, sheet)
    for sign, word in zip(rest[::2], rest[1::2], strict=True):
        other = operand(word, sheet)
        total = {"+": total + other, "-": total - other, "*": total * other}[sign]
    return total


def operand(word: str, sheet: Sheet) -> Fraction:
    if not word[0].isalpha():
        return Fraction(word)
    value = sheet.value(*cell(word))
    assert value.state is State.VALUE, f"{word} holds no number"
    return Fraction(value.number, sheet.edition.row_by_key[cell(word)[0]].kind.scale)


def written(text: str, key: str, sheet: Sheet) -> Value:
    if text in ("", "."):
        return NO_INFORMATION if text else EMPTY
    return Value(State.VALUE, round(calculated(text, sheet) * sheet.edition.row_by_key[key].kind.scale))


def planted(planting: Planting, sheet: Sheet) -> Sheet:
    changed = dict(sheet.values)
    for address, text in planting.cells.items():
        if address.startswith("@"):
            (table, offset), (_table, source) = cell(address[1:]), cell(text[1:])
            for row in sheet.edition.tables[table].rows:
                changed[row.key, offset] = sheet.value(row.key, source)
        else:
            changed[cell(address)] = written(text, cell(address)[0], sheet)
    return replace(sheet, values=changed)


def checked(sheet: Sheet) -> Result:
    return check_sheet(sheet, Stage.SIGN)


def test_the_clean_form_has_no_finding_at_all_and_every_check_is_computed(clean: Sheet) -> None:
    result = checked(clean)
    assert (result.findings, result.not_computable) == ((), ())
    assert clean.filled == sum(len(row.offsets) for row in clean.edition.rows)


def test_sixty_and_more_different_mistakes_are_planted_for_as_many_checks() -> None:
    assert len(PLANTINGS) >= 60
    assert len({planting.mistake for planting in PLANTINGS}) == len(PLANTINGS)
    assert len({planting.check for planting in PLANTINGS}) == len(PLANTINGS)


def test_errors_reminders_and_bands_are_all_tried(clean: Sheet) -> None:
    severities = {clean.edition.check_by_id[planting.check].severity for planting in PLANTINGS}
    assert severities == {*Severity}
    chapters = {clean.edition.tables[clean.edition.check_by_id[planting.check].table].chapter for planting in PLANTINGS}
    assert chapters == {chapter.number for chapter in clean.edition.chapters if chapter.rows}


@pytest.mark.parametrize("planting", PLANTINGS, ids=lambda planting: planting.mistake)
def test_a_planted_mistake_is_found_by_the_check_that_is_meant_for_it(planting: Planting, clean: Sheet) -> None:
    found = [(finding.check.id, finding.offset) for finding in checked(planted(planting, clean)).findings]
    assert (planting.check, planting.offset) in found
