"""Adding and changing organisations, members and mandates."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from organisations.cast import (
    AFTER,
    BEFORE,
    DAY,
    LATER,
    NOON,
    description,
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
from drogowskaz.organisations.models import Mandate, Membership, Organisation, User
from drogowskaz.organisations.permissions import may_manage, may_see_people
from drogowskaz.organisations.queries.organisations import listed

pytestmark = pytest.mark.django_db


def refused(**given: object) -> list[str]:
    with pytest.raises(Refused) as caught:
        actions.add_organisation(description=description(**given), actor=None, at=NOON)  # type: ignore[arg-type]
    return reasons(caught.value)


class TestAdding:
    @pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.INFORMAL])
    def test_every_kind_can_be_added_without_a_host(self, kind: Kind) -> None:
        made = actions.add_organisation(description=description(kind=kind), actor=None, at=NOON)
        assert Organisation.objects.get() == made
        assert Entry.objects.get().verb == "organisation.added"

    def test_an_informal_group_has_a_host(self) -> None:
        host = organisation()
        given = description("Grupa Sąsiadek", kind=Kind.INFORMAL, host=host)
        made = actions.add_organisation(description=given, actor=None, at=NOON)
        assert list(host.hosted.all()) == [made]

    def test_an_informal_group_without_a_host_is_refused(self) -> None:
        assert refused(kind=Kind.INFORMAL) == ["An informal group needs a host organisation. Choose one."]

    def test_an_informal_group_cannot_host(self) -> None:
        given = description("Grupa", kind=Kind.INFORMAL, host=organisation())
        group = actions.add_organisation(description=given, actor=None, at=NOON)
        assert refused(name="Inna", kind=Kind.INFORMAL, host=group) == [
            "An informal group cannot host another. Choose an organisation with its own rights."
        ]

    def test_only_an_informal_group_has_a_host(self) -> None:
        assert refused(host=organisation()) == ["Only an informal group has a host organisation."]

    def test_every_fault_is_told_at_once(self) -> None:
        assert refused(name=" – ", kind=Kind.INFORMAL, krs="12") == [
            "Write the name of the organisation.",
            "An informal group needs a host organisation. Choose one.",
            "A number in KRS has ten digits, zeros in front included.",
        ]

    def test_the_same_name_in_the_same_unit_is_refused(self) -> None:
        organisation("Koło Łąkowe", unit=place())
        assert refused(name="KOŁO ŁĄKOWE", unit=place()) == [
            "An organisation of this name is already in the list of this unit."
        ]

    def test_the_same_number_in_krs_is_refused(self) -> None:
        actions.add_organisation(description=description(krs="0000123456"), actor=None, at=NOON)
        assert refused(name="Inna", krs="0000123456") == [
            "An organisation with this number in KRS is already in the list."
        ]

    def test_the_database_itself_keeps_the_host_and_the_number(self) -> None:
        for wrong in ({"kind": Kind.INFORMAL}, {"krs": "12"}, {"kind": "club"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Organisation.objects.create(name="X", created_at=NOON, **{"kind": Kind.NGO, **wrong})

    @pytest.mark.parametrize(
        "role", [Role.TENANT_ADMIN, Role.APPROVER, Role.DATA_EDITOR, Role.ANIMATOR, Role.COORDINATOR]
    )
    def test_people_of_the_unit_add_organisations_that_work_there(self, role: Role) -> None:
        person = holder(role)
        actions.add_organisation(description=description(unit=place()), actor=person, at=NOON)
        with pytest.raises(Refused):
            actions.add_organisation(description=description(unit=place("9901022")), actor=person, at=NOON)

    def test_outsiders_and_visitors_are_told_whom_to_ask(self) -> None:
        for actor, told in (
            (someone(), "Organisations are added by the office, an animator or ROPS. Ask one of them to add yours."),
            (AnonymousUser(), "Sign in first."),
        ):
            with pytest.raises(Refused) as caught:
                actions.add_organisation(description=description(unit=place()), actor=actor, at=NOON)
            assert reasons(caught.value) == [told]
        assert not Organisation.objects.exists()


class TestChanging:
    def test_a_manager_changes_and_the_log_keeps_what_was(self) -> None:
        found = organisation("Dawna nazwa")
        actions.change_organisation(
            organisation=found, description=description("Nowa nazwa", kind=Kind.KGW), actor=manager(found), at=LATER
        )
        assert Entry.objects.get(verb="organisation.changed").details == {"before": {"name": "Dawna nazwa"}}
        assert list(listed("nowa", "")) == [found]

    def test_saving_the_same_leaves_no_trace(self) -> None:
        found = organisation("Nazwa")
        actions.change_organisation(
            organisation=found, description=description("Nazwa", kind=Kind.KGW), actor=None, at=LATER
        )
        assert not Entry.objects.exists()

    def test_a_host_cannot_become_an_informal_group(self) -> None:
        host = organisation()
        given = description("Grupa", kind=Kind.INFORMAL, host=host)
        actions.add_organisation(description=given, actor=None, at=NOON)
        with pytest.raises(Refused) as caught:
            actions.change_organisation(
                organisation=host,
                description=description("Koło", kind=Kind.INFORMAL, host=organisation("Inna")),
                actor=None,
                at=LATER,
            )
        assert reasons(caught.value) == ["This organisation hosts informal groups, so it cannot become one."]


class TestManaging:
    def test_managers_manage_and_members_and_outsiders_do_not(self) -> None:
        circle = organisation(unit=place())
        owner, colleague = manager(circle), member(circle)
        assert may_manage(owner, circle, NOON) is None
        for person in (colleague, someone(), AnonymousUser(), holder(Role.TENANT_ADMIN)):
            assert may_manage(person, circle, NOON) is not None

    def test_an_organisation_without_a_manager_is_kept_by_the_people_of_its_unit(self) -> None:
        circle = organisation(unit=place())
        animator = holder(Role.ANIMATOR)
        assert may_manage(animator, circle, NOON) is None
        manager(circle)
        assert may_manage(animator, circle, NOON) is not None

    def test_an_institution_is_also_kept_by_the_administrator_of_its_unit(self) -> None:
        centre = organisation("GOPS", Kind.OPS, place())
        manager(centre)
        assert may_manage(holder(Role.TENANT_ADMIN), centre, NOON) is None
        assert may_manage(holder(Role.DATA_EDITOR), centre, NOON) is not None

    def test_names_are_shown_to_members_only(self) -> None:
        circle = organisation(unit=place())
        manager(circle)
        assert may_see_people(member(circle), circle, NOON) is None
        for person in (someone(), AnonymousUser(), administrator()):
            assert may_see_people(person, circle, NOON) is not None


class TestMemberships:
    def test_ending_a_membership_ends_its_mandates_and_keeps_the_rows(self) -> None:
        circle = organisation()
        owner, person = manager(circle), member(circle)
        held = mandate(circle, person)
        belongs = Membership.objects.get(person=person)
        actions.end_membership(membership=belongs, reason="wyprowadzka", actor=owner, at=LATER)
        held.refresh_from_db()
        assert (held.ended_at, held.ended_by, held.end_reason) == (LATER, owner, "wyprowadzka")
        assert list(Membership.objects.in_force(LATER)) == [Membership.objects.get(person=owner)]
        assert set(Entry.objects.values_list("verb", flat=True)) == {"membership.ended", "mandate.revoked"}

    def test_a_second_click_on_end_is_refused_and_leaves_one_trace(self) -> None:
        circle = organisation()
        owner, person = manager(circle), member(circle)
        first, second = Membership.objects.get(person=person), Membership.objects.get(person=person)
        actions.end_membership(membership=first, reason="raz", actor=owner, at=LATER)
        with pytest.raises(Refused) as caught:
            actions.end_membership(membership=second, reason="dwa", actor=owner, at=LATER)
        assert reasons(caught.value) == ["This has already been ended."]
        assert Entry.objects.count() == 1

    def test_anybody_leaves_by_themselves_with_a_reason(self) -> None:
        circle = organisation()
        manager(circle)
        belongs = Membership.objects.get(person=member(circle))
        with pytest.raises(Refused) as caught:
            actions.end_membership(membership=belongs, reason=" ", actor=belongs.person, at=LATER)
        assert reasons(caught.value) == ["Say why; the reason stays in the log."]
        actions.end_membership(membership=belongs, reason="brak czasu", actor=belongs.person, at=LATER)

    def test_the_only_manager_cannot_leave_the_others_alone(self) -> None:
        circle = organisation()
        owner = manager(circle)
        member(circle)
        belongs = Membership.objects.get(person=owner)
        with pytest.raises(Refused) as caught:
            actions.end_membership(membership=belongs, reason="odchodzę", actor=owner, at=LATER)
        assert reasons(caught.value) == ["This is the only manager. Make somebody else a manager first."]

    def test_an_outsider_ends_nothing(self) -> None:
        circle = organisation()
        manager(circle)
        belongs = Membership.objects.get(person=member(circle))
        with pytest.raises(Refused):
            actions.end_membership(membership=belongs, reason="bo tak", actor=someone(), at=LATER)
        belongs.refresh_from_db()
        assert belongs.ended_at is None

    def test_nobody_belongs_twice_at_a_time(self) -> None:
        circle = organisation()
        person = member(circle)
        with pytest.raises(IntegrityError), transaction.atomic():
            member(circle, person)


def give(circle: Organisation, person: User, **changes: object) -> Mandate:
    given = {
        "acts": [Act.SIGN], "unit": None, "year": None, "valid_from": DAY, "valid_until": None, "document": "uchwała 1",
        "actor": None, "at": NOON, **changes,
    }  # fmt: skip
    return actions.give_mandate(organisation=circle, person=person, **given)  # type: ignore[arg-type]


class TestMandates:
    def test_a_manager_gives_a_member_a_mandate(self) -> None:
        circle = organisation()
        owner = manager(circle)
        made = give(circle, member(circle), acts=[Act.SPEAK, Act.SUPPLY], actor=owner, valid_until=AFTER)
        assert (made.acts, made.granted_by, made.document) == (["supply", "speak"], owner, "uchwała 1")
        assert Entry.objects.get().verb == "mandate.given"

    def test_every_reason_against_a_mandate_is_told(self) -> None:
        circle = organisation()
        manager(circle)
        with pytest.raises(Refused) as caught:
            give(circle, someone(), acts=[], valid_until=BEFORE, actor=someone())
        assert reasons(caught.value) == [
            "Only a manager of KGW Zmyślone can do this.",
            "Only a member can be given a mandate. Invite the person first.",
            "Say what the mandate is for: choose at least one thing.",
            "The last day is before the first one or has passed. Nothing would be given.",
        ]
        assert not Mandate.objects.exists()

    def test_the_holder_can_give_a_mandate_back_and_an_outsider_cannot_take_it(self) -> None:
        circle = organisation()
        manager(circle)
        person = member(circle)
        held = mandate(circle, person)
        with pytest.raises(Refused):
            actions.revoke_mandate(mandate=held, reason="x", actor=someone(), at=LATER)
        actions.revoke_mandate(mandate=held, reason="rezygnuję", actor=person, at=LATER)
        with pytest.raises(Refused) as caught:
            actions.revoke_mandate(mandate=held, reason="jeszcze raz", actor=person, at=LATER)
        assert reasons(caught.value) == ["This has already been ended."]

    def test_the_database_keeps_a_mandate_for_something_and_days_in_order(self) -> None:
        circle, person = organisation(), someone()
        for wrong in ({"acts": []}, {"valid_from": AFTER, "valid_until": BEFORE}, {"end_reason": "bez końca"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                mandate(circle, person, **wrong)


class TestSearch:
    def test_words_without_polish_letters_find_beginnings_of_words(self) -> None:
        found = organisation("Koło Gospodyń Wiejskich w Łąkach")
        organisation("Inne")
        for text in ("lakach", "KOŁO gosp", "wiejskich kolo"):
            assert list(listed(text, "")) == [found]
        assert not listed("akach", "").exists()

    def test_the_kind_narrows_and_an_unknown_one_does_not(self) -> None:
        one, two = organisation("A", Kind.KGW), organisation("B", Kind.NGO)
        assert list(listed("", "ngo")) == [two]
        assert list(listed("", "klub")) == [one, two]


def test_joining_again_raises_a_member_to_manager_and_never_lowers() -> None:
    circle = organisation()
    person = member(circle)
    with transaction.atomic():
        from drogowskaz.organisations.actions.membership import join

        join(organisation=circle, person=person, position=Position.MANAGER, actor=None, at=NOON)
        join(organisation=circle, person=person, position=Position.MEMBER, actor=None, at=NOON)
    assert Membership.objects.get().position == Position.MANAGER


def test_a_role_of_the_region_reaches_organisations_of_its_gminas() -> None:
    person = holder(Role.ROPS_REVIEWER, Reach.REGION)
    actions.add_organisation(description=description(unit=place()), actor=person, at=NOON)
