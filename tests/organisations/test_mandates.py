"""Acting in the name of an organisation, and deciding on what one submitted."""

import pytest
from django.contrib.auth.models import AnonymousUser
from organisations.cast import (
    AFTER,
    BEFORE,
    LATER,
    NOON,
    english,
    grant,
    holder,
    mandate,
    member,
    organisation,
    place,
    someone,
)
from pytest_django import DjangoAssertNumQueries

from drogowskaz.organisations import actions
from drogowskaz.organisations.enums import Act, Reach, Role
from drogowskaz.organisations.permissions import (
    SINGLE_PERSON,
    Verdict,
    decides_on_own,
    may_act_for,
    may_decide,
    standing,
)

pytestmark = pytest.mark.django_db
YEAR = 2025


def test_a_mandate_lets_its_holder_do_what_it_is_for() -> None:
    circle = organisation()
    person = member(circle)
    given = mandate(circle, person, Act.SUPPLY, Act.SPEAK)
    assert standing(person, circle, Act.SUPPLY, place(), YEAR, NOON) == given
    assert may_act_for(person, circle, Act.SPEAK, None, None, NOON) is None


def test_belonging_alone_lets_nobody_act() -> None:
    circle = organisation()
    assert english(may_act_for(member(circle), circle, Act.SUPPLY, place(), YEAR, NOON)) == (
        "You have no mandate to act for KGW Zmyślone. Its manager can give you one."
    )


def test_a_mandate_of_another_organisation_does_not_help() -> None:
    other = organisation("Inne Koło")
    person = member(other)
    mandate(other, person)
    assert may_act_for(person, organisation(), Act.SIGN, place(), YEAR, NOON) is not None


def test_a_mandate_for_something_else_is_told() -> None:
    circle = organisation()
    person = member(circle)
    mandate(circle, person, Act.SUPPLY)
    refusal = may_act_for(person, circle, Act.SIGN, place(), YEAR, NOON)
    assert english(refusal) == (
        "Your mandate from KGW Zmyślone does not let you do this here: sign agreements and positions. "
        "Its manager can give a wider one."
    )


def test_a_mandate_for_one_unit_and_year_ends_there() -> None:
    circle = organisation()
    person = member(circle)
    mandate(circle, person, unit=place(), year=YEAR)
    assert may_act_for(person, circle, Act.SIGN, place(), YEAR, NOON) is None
    assert may_act_for(person, circle, Act.SIGN, place(), YEAR + 1, NOON) is not None
    assert may_act_for(person, circle, Act.SIGN, place("9901022"), YEAR, NOON) is not None
    assert may_act_for(person, circle, Act.SIGN, None, YEAR, NOON) is not None


def test_an_expired_mandate_cannot_act_and_the_day_is_told() -> None:
    circle = organisation()
    person = member(circle)
    mandate(circle, person, valid_from=BEFORE, valid_until=BEFORE)
    assert english(may_act_for(person, circle, Act.VOTE, place(), YEAR, NOON)) == (
        "Your mandate from KGW Zmyślone ended on 30.01.2026. What you did before stays yours."
    )


def test_a_mandate_that_has_not_begun_cannot_act_and_the_day_is_told() -> None:
    circle = organisation()
    person = member(circle)
    mandate(circle, person, valid_from=AFTER)
    assert english(may_act_for(person, circle, Act.VOTE, place(), YEAR, NOON)) == (
        "Your mandate from KGW Zmyślone begins on 31.03.2026."
    )


def test_a_revoked_mandate_cannot_act_from_that_moment_on_and_stays_where_acts_point() -> None:
    circle = organisation()
    person = member(circle)
    given = mandate(circle, person)
    actions.revoke_mandate(mandate=given, reason="zmiana zarządu", actor=None, at=LATER)
    assert may_act_for(person, circle, Act.SIGN, place(), YEAR, NOON) is None
    assert english(may_act_for(person, circle, Act.SIGN, place(), YEAR, LATER)) == (
        "Your mandate from KGW Zmyślone was revoked on 01.03.2026."
    )
    given.refresh_from_db()
    assert (given.person, given.organisation, given.end_reason) == (person, circle, "zmiana zarządu")


def test_a_mandate_that_holds_counts_beside_one_that_is_over() -> None:
    circle = organisation()
    person = member(circle)
    valid = mandate(circle, person)
    mandate(circle, person, valid_until=BEFORE)
    assert standing(person, circle, Act.SIGN, place(), YEAR, NOON) == valid


def test_nobody_acts_without_an_account_or_with_a_closed_one() -> None:
    circle = organisation()
    person = someone(is_active=False)
    mandate(circle, person)
    assert english(may_act_for(AnonymousUser(), circle, Act.SIGN, place(), YEAR, NOON)) == "Sign in first."
    assert english(may_act_for(person, circle, Act.SIGN, place(), YEAR, NOON)).startswith("This account is closed.")


@pytest.mark.parametrize("mandates", [1, 3])
def test_asking_for_a_mandate_costs_one_query(mandates: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    circle = organisation()
    person = member(circle)
    for _time in range(mandates):
        mandate(circle, person, valid_until=BEFORE)
    with django_assert_num_queries(1):
        may_act_for(person, circle, Act.SIGN, None, YEAR, NOON)


class TestSeparation:
    def test_nobody_decides_on_what_they_submitted(self) -> None:
        person = someone()
        assert english(decides_on_own(person, person)) == "You submitted this yourself. Another person must decide."
        assert decides_on_own(person, person.pk) is not None
        assert decides_on_own(person, someone()) is None
        assert decides_on_own(person, None) is None

    def test_a_single_person_office_decides_and_it_is_said(self) -> None:
        person = holder(Role.DATA_EDITOR)
        grant(person, Role.APPROVER)
        assert may_decide(person, person, place(), YEAR, NOON) == Verdict(label=SINGLE_PERSON)

    @pytest.mark.parametrize("role", [Role.DATA_EDITOR, Role.APPROVER])
    def test_with_a_second_person_in_the_office_nobody_decides_on_their_own(self, role: Role) -> None:
        person = holder(Role.DATA_EDITOR)
        grant(person, Role.APPROVER)
        holder(role)
        assert may_decide(person, person, place(), YEAR, NOON).refusal is not None

    def test_a_second_person_with_a_closed_account_does_not_count(self) -> None:
        person = holder(Role.DATA_EDITOR)
        grant(person, Role.APPROVER)
        grant(someone(is_active=False), Role.APPROVER)
        assert may_decide(person, person, place(), YEAR, NOON) == Verdict(label=SINGLE_PERSON)

    def test_an_approver_alone_who_does_not_edit_is_no_single_person_office(self) -> None:
        person = holder(Role.APPROVER)
        assert may_decide(person, person, place(), YEAR, NOON).refusal is not None

    def test_an_animator_never_decides_on_what_they_entered(self) -> None:
        person = holder(Role.ANIMATOR, Reach.REGION)
        assert may_decide(person, person, place(), YEAR, NOON).refusal is not None

    def test_somebody_elses_submission_is_decided_in_the_usual_way(self) -> None:
        assert may_decide(holder(Role.APPROVER), someone(), place(), YEAR, NOON) == Verdict()
