"""Giving and ending roles, handing over, closing an account."""

import datetime as dt

import pytest
from django.test import Client
from organisations.cast import (
    AFTER,
    BEFORE,
    DAY,
    LATER,
    NOON,
    grant,
    holder,
    manager,
    mandate,
    member,
    organisation,
    place,
    reasons,
    someone,
)
from people import administrator

from drogowskaz.audit.models import Entry
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations import actions
from drogowskaz.organisations.enums import Act, Kind, Position, Reach, Role
from drogowskaz.organisations.models import Grant, Mandate, Membership, User
from drogowskaz.organisations.permissions import may_act_for, roles_of
from drogowskaz.organisations.queries.holdings import held_at
from drogowskaz.organisations.workflow import Leaving, Place
from drogowskaz.ui.waiting import Waiting

pytestmark = pytest.mark.django_db


def give(person: User, role: Role = Role.DATA_EDITOR, **changes: object) -> Grant:
    given = {
        "reach": Reach.UNIT, "unit": place(), "year": None, "organisation": None, "valid_until": None, "actor": None,
        "at": NOON, **changes,
    }  # fmt: skip
    return actions.give_role(person=person, role=role, **given)  # type: ignore[arg-type]


class TestRoles:
    def test_an_administrator_of_the_unit_gives_a_role_and_it_is_logged(self) -> None:
        admin, person = holder(Role.TENANT_ADMIN), someone()
        made = give(person, actor=admin, valid_until=AFTER)
        assert (made.granted_by, made.valid_from, made.valid_until) == (admin, DAY, AFTER)
        assert Entry.objects.get().details == {"role": "data_editor", "reach": "unit"}

    def test_nobody_gives_a_role_to_themselves(self) -> None:
        admin = holder(Role.TENANT_ADMIN)
        with pytest.raises(Refused) as caught:
            give(admin, actor=admin)
        assert reasons(caught.value) == ["Nobody gives a role to themselves. Ask another administrator."]

    def test_a_second_click_is_refused(self) -> None:
        person = someone("Ewa")
        give(person)
        with pytest.raises(Refused) as caught:
            give(person)
        assert reasons(caught.value) == ["Ewa already has this role here: data editor."]
        assert Grant.objects.count() == 1

    def test_a_role_is_given_only_as_far_as_it_goes(self) -> None:
        with pytest.raises(Refused) as caught:
            give(someone(), Role.DATA_EDITOR, reach=Reach.PLATFORM, unit=None)
        assert reasons(caught.value) == ["This role cannot be given for: the whole installation."]

    @pytest.mark.parametrize(
        ("giver", "reach"),
        [
            (Role.DATA_EDITOR, Reach.UNIT),
            (Role.APPROVER, Reach.UNIT),
            (Role.AUDITOR, Reach.REGION),
            (Role.ROPS_REVIEWER, Reach.REGION),
        ],
    )
    def test_other_roles_give_none(self, giver: Role, reach: Reach) -> None:
        with pytest.raises(Refused):
            give(someone(), actor=holder(giver, reach))

    def test_an_administrator_of_a_unit_gives_nothing_in_its_region(self) -> None:
        with pytest.raises(Refused):
            give(
                someone(), Role.ANIMATOR, reach=Reach.REGION, unit=place("99"),
                actor=holder(Role.TENANT_ADMIN, Reach.UNIT, place("99")),
            )  # fmt: skip

    def test_a_coordinator_gives_the_role_of_an_animator(self) -> None:
        assert give(someone(), Role.ANIMATOR, actor=holder(Role.COORDINATOR)).role == Role.ANIMATOR

    def test_a_closed_account_gets_no_role(self) -> None:
        with pytest.raises(Refused):
            give(someone(is_active=False))

    def test_an_ended_role_stays_ended_and_the_person_can_give_it_back(self) -> None:
        person = someone()
        made = give(person)
        actions.end_role(grant=made, reason="urlop", actor=person, at=LATER)
        assert Role.DATA_EDITOR not in roles_of(person, place(), 2025, LATER)
        with pytest.raises(Refused) as caught:
            actions.end_role(grant=made, reason="znowu", actor=None, at=LATER)
        assert reasons(caught.value) == ["This has already been ended."]

    def test_an_outsider_ends_no_role(self) -> None:
        made = give(someone())
        with pytest.raises(Refused):
            actions.end_role(grant=made, reason="bo tak", actor=someone(), at=LATER)


def hand_over(person: User, where: Place, **changes: object) -> None:
    given = {
        "last_day": DAY, "successor": None, "passed_on": (), "reason": "nowa praca", "actor": None, "at": NOON,
        **changes,
    }  # fmt: skip
    actions.hand_over(person=person, place=where, **given)  # type: ignore[arg-type]


class TestHandover:
    def test_everything_in_the_unit_ends_with_the_last_day(self) -> None:
        centre = organisation("GOPS", Kind.OPS, place())
        person = holder(Role.APPROVER)
        manager(centre, person)
        mandate(centre, person)
        hand_over(person, place(), last_day=AFTER)
        for model in (Grant, Membership, Mandate):
            assert list(model.objects.values_list("valid_until", "ended_at")) == [(AFTER, None)]
        after = NOON + dt.timedelta(days=31)
        assert Role.APPROVER in roles_of(person, place(), 2025, NOON)
        assert Role.APPROVER not in roles_of(person, place(), 2025, after)
        assert may_act_for(person, centre, Act.SIGN, None, None, after) is not None

    def test_a_last_day_makes_nothing_longer_and_what_would_begin_after_it_ends_now(self) -> None:
        person = holder(Role.APPROVER, valid_until=DAY)
        grant(person, Role.DATA_EDITOR, valid_from=AFTER + dt.timedelta(days=1))
        hand_over(person, place(), last_day=AFTER)
        assert list(Grant.objects.order_by("pk").values_list("valid_until", "ended_at")) == [(DAY, None), (None, NOON)]

    def test_a_last_day_in_the_past_ends_it_at_once(self) -> None:
        person = holder(Role.APPROVER)
        hand_over(person, place(), last_day=BEFORE)
        assert Grant.objects.get().ended_at == NOON

    def test_the_successor_gets_the_chosen_roles_and_not_the_mandate(self) -> None:
        centre = organisation("GOPS", Kind.OPS, place())
        person, successor = holder(Role.APPROVER), someone()
        grant(person, Role.DATA_EDITOR)
        manager(centre, person)
        mandate(centre, person)
        chosen = Grant.objects.get(role=Role.APPROVER).pk
        hand_over(person, place(), successor=successor, passed_on=[chosen])
        assert list(Grant.objects.filter(person=successor).values_list("role", flat=True)) == ["approver"]
        assert Membership.objects.get(person=successor).position == Position.MANAGER
        assert not Mandate.objects.filter(person=successor).exists()

    def test_what_was_done_stays_attributed(self) -> None:
        person = holder(Role.APPROVER)
        held = Grant.objects.get()
        hand_over(person, place())
        held.refresh_from_db()
        assert held.person == person
        left = Entry.objects.get(verb="person.left")
        assert left.details["person"] == person.pk

    def test_roles_and_organisations_elsewhere_stay(self) -> None:
        person = holder(Role.APPROVER)
        grant(person, Role.APPROVER, unit=place("9901022"))
        circle = organisation(unit=place())
        member(circle, person)
        hand_over(person, place())
        kept = held_at(person, place("9901022"), LATER)
        assert [one.role for one in kept.grants] == ["approver"]
        assert held_at(person, circle, LATER).memberships

    def test_an_organisation_is_not_left_without_a_manager(self) -> None:
        circle = organisation()
        owner = manager(circle)
        other = member(circle)
        with pytest.raises(Refused) as caught:
            hand_over(owner, circle, actor=owner)
        assert reasons(caught.value) == ["KGW Zmyślone would be left without a manager. Name a successor."]
        hand_over(owner, circle, actor=owner, successor=other)
        assert Membership.objects.get(person=other).position == Position.MANAGER

    def test_a_second_click_finds_nothing_left(self) -> None:
        person = holder(Role.APPROVER)
        hand_over(person, place(), last_day=BEFORE)
        with pytest.raises(Refused) as caught:
            hand_over(person, place(), last_day=BEFORE)
        assert reasons(caught.value) == ["Osoba z rolą approver holds nothing here any more."]

    def test_an_administrator_cannot_take_over_themselves(self) -> None:
        person, admin = holder(Role.APPROVER), holder(Role.TENANT_ADMIN)
        chosen = Grant.objects.get(person=person).pk
        with pytest.raises(Refused) as caught:
            hand_over(person, place(), actor=admin, successor=admin, passed_on=[chosen])
        assert reasons(caught.value) == ["Nobody gives a role to themselves. Ask another administrator."]
        assert Grant.objects.lasting(NOON).filter(valid_until=None).count() == 2

    def test_colleagues_and_outsiders_cannot_hand_somebody_over(self) -> None:
        person = holder(Role.APPROVER)
        for actor in (someone(), holder(Role.DATA_EDITOR)):
            with pytest.raises(Refused):
                hand_over(person, place(), actor=actor)


class TestWaiting:
    def test_areas_above_tell_what_waits_in_the_order_of_registration(self) -> None:
        leaving, person = Leaving(), someone("Ola")

        def answers(who: User, where: Place, at: dt.datetime) -> list[Waiting]:
            return [Waiting(f"2 – {who.name}", "Asked of them.", "/odpowiedzi/")]

        def cells(who: User, where: Place, at: dt.datetime) -> list[Waiting]:
            return []

        for keeper in (answers, cells, answers):
            leaving.register(keeper)
        assert leaving.waiting(person, place(), NOON) == [Waiting("2 – Ola", "Asked of them.", "/odpowiedzi/")]


class TestClosing:
    def test_a_closed_account_is_signed_out_and_holds_nothing(self) -> None:
        person = holder(Role.APPROVER)
        client = Client()
        client.force_login(person)
        assert client.get("/en/organizacje/moje/").context["mine"] is not None
        actions.close_account(person=person, reason="odejście", actor=administrator(), at=LATER)
        assert client.get("/en/organizacje/moje/").context["mine"] is None
        assert not Grant.objects.in_force(LATER).exists()

    def test_only_the_operator_closes_accounts_and_never_their_own(self) -> None:
        person, admin = someone(), administrator()
        with pytest.raises(Refused):
            actions.close_account(person=person, reason="x", actor=holder(Role.TENANT_ADMIN), at=LATER)
        with pytest.raises(Refused) as caught:
            actions.close_account(person=admin, reason="x", actor=admin, at=LATER)
        assert reasons(caught.value) == ["You cannot close your own account here."]

    def test_a_second_click_is_refused(self) -> None:
        person = someone()
        actions.close_account(person=person, reason="x", actor=None, at=LATER)
        with pytest.raises(Refused) as caught:
            actions.close_account(person=person, reason="x", actor=None, at=LATER)
        assert reasons(caught.value) == ["This account is already closed."]
