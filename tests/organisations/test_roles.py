"""The table of roles: what it says of every role is what the questions answer."""

import datetime as dt
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase
from organisations.cast import AFTER, BEFORE, DAY, NOON, english, grant, holder, place, someone
from people import administrator
from pytest_django import DjangoAssertNumQueries

from drogowskaz.organisations import permissions
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import User
from drogowskaz.organisations.permissions import may_enter, roles_of
from drogowskaz.organisations.permissions.roles import GRANTABLE, RULES, Held
from drogowskaz.territory.models import Unit

YEAR = 2025
HERE, NEIGHBOUR, POWIAT, REGION, ELSEWHERE = "9901012", "9901022", "9901", "99", "9701012"
COVERED = {
    Reach.PLATFORM: {HERE, NEIGHBOUR, POWIAT, REGION, ELSEWHERE, None},
    Reach.REGION: {HERE, NEIGHBOUR, POWIAT, REGION},
    Reach.UNIT: {HERE},
    Reach.CYCLE: {HERE},
}
"""Where a role given for the gmina 9901012, its region or everything is held; None is no unit at all."""
ASKS_WITHOUT_YEAR = {
    "may_review_region", "may_advise", "may_edit_library", "may_organise", "may_administer", "may_audit",
}  # fmt: skip


def asked(role: Role, person: User | AnonymousUser | None, unit: Unit | None) -> bool:
    """What the question that belongs to the role answers."""
    question = getattr(permissions, RULES[role].asked_by)
    if role is Role.OPERATOR:
        return question(person, NOON) is None
    if RULES[role].asked_by in ASKS_WITHOUT_YEAR:
        return question(person, unit, NOON) is None
    return question(person, unit, YEAR, NOON) is None


def test_every_role_is_in_the_table_with_its_question() -> None:
    assert set(RULES) == set(Role)
    assert [role for role, rule in RULES.items() if not callable(getattr(permissions, rule.asked_by, None))] == []


def test_no_two_roles_share_a_question() -> None:
    assert len({rule.asked_by for rule in RULES.values()}) == len(Role)


def test_only_given_roles_have_a_reach_and_somebody_who_gives_them() -> None:
    for role, rule in RULES.items():
        assert (role, bool(rule.reaches), bool(rule.given_by)) == (
            role,
            rule.held is Held.GRANT,
            rule.held is Held.GRANT,
        )


def test_every_role_is_given_by_somebody_the_first_of_whom_is_the_operator() -> None:
    reached = {Role.OPERATOR}
    while True:
        more = {role for role in GRANTABLE if reached & set(RULES[role].given_by)} - reached
        if not more:
            break
        reached |= more
    assert reached == set(GRANTABLE)


@pytest.mark.django_db
@pytest.mark.parametrize("role", GRANTABLE)
def test_a_role_lets_its_holder_do_what_it_is_for_and_nobody_else(role: Role) -> None:
    reach = RULES[role].reaches[-1]
    unit = place(REGION if reach == Reach.REGION else HERE)
    person = holder(role, reach, None if reach == Reach.PLATFORM else unit, year=YEAR if reach == Reach.CYCLE else None)
    if reach == Reach.CYCLE and RULES[role].asked_by in ASKS_WITHOUT_YEAR:
        grant(person, role, Reach.UNIT, unit)
    assert asked(role, person, unit)
    assert not asked(role, someone(), unit)
    assert not asked(role, AnonymousUser(), unit)


class Reaching(TestCase):
    """A role is held exactly where its reach says, on its days, whatever the role."""

    @settings(max_examples=60, deadline=None)
    @given(
        pair=some.sampled_from(
            [(role, reach) for role, reach in product(GRANTABLE, Reach) if reach in RULES[role].reaches]
        ),
        code=some.sampled_from([HERE, NEIGHBOUR, POWIAT, REGION, ELSEWHERE, None]),
        year=some.sampled_from([YEAR, YEAR + 1, None]),
        first=some.integers(-3, 3),
        length=some.integers(0, 4) | some.none(),
        ended=some.booleans(),
        active=some.booleans(),
    )
    def test_a_role_is_held_exactly_where_and_when_it_was_given(
        self, pair: tuple[Role, Reach], code: str | None, year: int | None, first: int, length: int | None,
        ended: bool, active: bool,
    ) -> None:  # fmt: skip
        role, reach = pair
        begins = DAY + dt.timedelta(days=first)
        ends = None if length is None else begins + dt.timedelta(days=length)
        person = someone(is_active=active)
        grant(
            person, role, reach, place(REGION if reach == Reach.REGION else HERE), valid_from=begins, valid_until=ends,
            ended_at=NOON if ended else None, year=YEAR if reach == Reach.CYCLE else None,
        )  # fmt: skip
        held = (
            code in COVERED[reach]
            and (reach != Reach.CYCLE or year == YEAR)
            and begins <= DAY
            and (ends is None or ends >= DAY)
            and not ended
            and active
        )
        found = roles_of(person, place(code) if code else None, year, NOON)
        assert (role in found) == held
        assert found <= {Role.VISITOR, Role.PERSON, role}


@pytest.mark.django_db
class TestRolesOf:
    def test_a_visitor_and_a_closed_account_only_read(self) -> None:
        closed = holder(Role.APPROVER)
        closed.is_active = False
        assert roles_of(AnonymousUser(), place(), YEAR, NOON) == {Role.VISITOR}
        assert roles_of(closed, place(), YEAR, NOON) == {Role.VISITOR}

    def test_the_operator_at_the_command_line_and_the_administrator_operate(self) -> None:
        assert Role.OPERATOR in roles_of(None, place(), YEAR, NOON)
        assert Role.OPERATOR in roles_of(administrator(), place(), YEAR, NOON)

    def test_a_gmina_that_became_a_town_keeps_its_team(self) -> None:
        person = holder(Role.DATA_EDITOR, unit=place("9901012"))
        town = Unit.of(code="9901013", name="Nibylandia", kind="gmina_mixed", parent=None)  # type: ignore[arg-type]
        assert Role.DATA_EDITOR in roles_of(person, town, YEAR, NOON)

    def test_the_team_of_a_powiat_has_no_role_in_its_gminas(self) -> None:
        person = holder(Role.DATA_EDITOR, unit=place(POWIAT))
        assert Role.DATA_EDITOR not in roles_of(person, place(HERE), YEAR, NOON)

    @pytest.mark.parametrize("grants", [1, 3])
    def test_it_costs_one_query(self, grants: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        person = someone()
        for role in GRANTABLE[:grants]:
            grant(person, role)
        unit = place()
        with django_assert_num_queries(1):
            assert len(roles_of(person, unit, YEAR, NOON)) == grants + 2


@pytest.mark.django_db
class TestSentences:
    def test_a_stranger_is_told_whose_matter_it_is(self) -> None:
        assert english(may_enter(someone(), place(), YEAR, NOON)) == (
            "Only a data editor or approver of gmina Nibylandia 9901012, or an animator, can enter values."
        )

    def test_a_visitor_is_told_to_sign_in(self) -> None:
        assert english(may_enter(AnonymousUser(), place(), YEAR, NOON)) == "Sign in first."

    def test_a_closed_account_is_told_so(self) -> None:
        assert english(may_enter(someone(is_active=False), place(), YEAR, NOON)) == (
            "This account is closed. Nothing can be done with it."
        )

    @pytest.mark.parametrize("role", [Role.DATA_EDITOR, Role.APPROVER, Role.ANIMATOR, Role.COORDINATOR])
    def test_editors_approvers_and_animators_enter(self, role: Role) -> None:
        assert may_enter(holder(role), place(), YEAR, NOON) is None

    @pytest.mark.parametrize("days", [{"valid_until": BEFORE}, {"valid_from": AFTER}, {"ended_at": NOON}])
    def test_a_role_that_is_over_or_has_not_begun_lets_nobody_enter(self, days: dict[str, object]) -> None:
        assert may_enter(holder(Role.DATA_EDITOR, **days), place(), YEAR, NOON) is not None
