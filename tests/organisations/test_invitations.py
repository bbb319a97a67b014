"""Inviting, answering once, and opening a unit by an invitation."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.db import IntegrityError, transaction
from organisations.cast import (
    AFTER,
    BEFORE,
    LATER,
    NEXT_MONTH,
    NOON,
    description,
    grant,
    holder,
    manager,
    member,
    organisation,
    place,
    reasons,
    someone,
    tokens,
)
from people import administrator

from drogowskaz.audit.models import Entry
from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.models import Message
from drogowskaz.organisations import actions
from drogowskaz.organisations.enums import Act, Answer, Kind, Position, Reach, Role
from drogowskaz.organisations.models import Grant, Invitation, Mandate, Membership, Organisation, Tenancy, User
from drogowskaz.organisations.models.invitation import VALID_FOR, digest
from drogowskaz.organisations.permissions import may_act_for

pytestmark = pytest.mark.django_db
ADDRESS = "nowa@example.org"


def to_circle(circle: Organisation, **changes: object) -> Invitation:
    given = {
        "email": ADDRESS, "position": Position.MEMBER, "acts": [], "document": "", "valid_until": None,
        "sending": tokens()[1], "actor": None, "at": NOON, **changes,
    }  # fmt: skip
    return actions.invite_to_organisation(organisation=circle, **given)  # type: ignore[arg-type]


def to_team(**changes: object) -> Invitation:
    given = {
        "unit": place(), "email": ADDRESS, "roles": [Role.DATA_EDITOR], "reach": Reach.UNIT, "year": None,
        "organisation": None, "valid_until": None, "sending": tokens()[1], "actor": None, "at": NOON, **changes,
    }  # fmt: skip
    return actions.invite_to_team(**given)  # type: ignore[arg-type]


def accept(invitation: Invitation, **changes: object) -> tuple[User, bool]:
    given = {"signed_in": None, "name": "Nowa Osoba", "at": LATER, **changes}
    return actions.accept(invitation=invitation, **given)  # type: ignore[arg-type]


def told(invitation: Invitation, **changes: object) -> list[str]:
    with pytest.raises(Refused) as caught:
        accept(invitation, **changes)
    return reasons(caught.value)


class TestSending:
    def test_a_letter_holds_the_link_and_the_database_only_its_digest(self) -> None:
        gathered, sending = tokens()
        invitation = to_circle(organisation(), sending=sending)
        letter = Message.objects.get()
        assert (letter.address, letter.confidential) == (ADDRESS, True)
        assert f"https://drogowskaz.example/zaproszenie/{gathered[0]}/" in letter.text
        assert invitation.token_digest == digest(gathered[0])
        assert gathered[0] not in str(list(Invitation.objects.values()))
        assert invitation.expires_at == NOON + VALID_FOR

    def test_the_letter_says_who_invites_to_what(self) -> None:
        circle = organisation()
        owner = manager(circle)
        to_circle(circle, actor=owner, acts=[Act.SPEAK], sending=actions.Sending(lambda token: token, "en"))
        letter = Message.objects.get()
        assert letter.subject == "Invitation to KGW Zmyślone"
        assert letter.reason == "Zarządzająca invited this address."
        assert "You would act in its name: speak at the council" in letter.text

    def test_a_second_click_sends_no_second_letter(self) -> None:
        circle = organisation()
        to_circle(circle)
        with pytest.raises(Refused) as caught:
            to_circle(circle, email=ADDRESS.upper())
        assert reasons(caught.value) == [
            "An invitation to NOWA@EXAMPLE.ORG is already waiting. Take it back to send another."
        ]
        assert Message.objects.count() == 1

    def test_one_that_is_too_late_makes_room_for_another(self) -> None:
        circle = organisation()
        to_circle(circle)
        to_circle(circle, at=NEXT_MONTH)
        assert list(Invitation.objects.order_by("pk").values_list("answer", flat=True)) == ["withdrawn", "waiting"]

    def test_members_and_outsiders_cannot_invite(self) -> None:
        circle = organisation()
        manager(circle)
        for person in (member(circle), someone()):
            with pytest.raises(Refused):
                to_circle(circle, actor=person)
        assert not Message.objects.exists()

    def test_nobody_invites_themselves_and_faults_are_told_together(self) -> None:
        circle = organisation()
        owner = manager(circle)
        with pytest.raises(Refused) as caught:
            to_circle(circle, actor=owner, email=owner.email, valid_until=BEFORE)
        assert reasons(caught.value) == [
            "You cannot invite yourself. Ask another administrator.",
            "The last day is before the first one or has passed. Nothing would be given.",
        ]
        with pytest.raises(Refused) as caught:
            to_circle(circle, actor=owner, email="nie-adres")
        assert reasons(caught.value) == ["This is not an e-mail address: nie-adres."]

    def test_an_administrator_of_the_unit_invites_only_with_roles_that_are_theirs_to_give(self) -> None:
        person = holder(Role.TENANT_ADMIN)
        to_team(actor=person, roles=[Role.DATA_EDITOR, Role.APPROVER])
        for wrong in ({"roles": [Role.AUDITOR]}, {"roles": []}, {"unit": place("9901022")}, {"actor": someone()}):
            with pytest.raises(Refused):
                to_team(**{"actor": person, "email": "inna@example.org", **wrong})


class TestAccepting:
    def test_a_new_person_gets_an_account_without_a_password_and_what_was_offered(self) -> None:
        circle = organisation()
        owner = manager(circle)
        invitation = to_circle(circle, actor=owner, acts=[Act.SIGN], document="uchwała 2", valid_until=AFTER)
        person, made = accept(invitation)
        assert (person.email, person.name, made, person.has_usable_password()) == (ADDRESS, "Nowa Osoba", True, False)
        assert Membership.objects.get(person=person).position == Position.MEMBER
        held = Mandate.objects.get()
        assert (held.granted_by, held.document, held.valid_until) == (owner, "uchwała 2", AFTER)
        assert may_act_for(person, circle, Act.SIGN, None, None, LATER) is None
        invitation.refresh_from_db()
        assert (invitation.answer, invitation.accepted_by) == (Answer.ACCEPTED, person)

    def test_an_account_of_that_address_gets_it_whatever_the_letter_case(self) -> None:
        person = User.objects.create_user("Nowa@Example.org", name="Dawna")
        accepted, made = accept(to_team(), name="")
        assert (accepted, made) == (person, False)
        assert Grant.objects.get().role == Role.DATA_EDITOR

    def test_a_role_that_is_held_already_is_left_as_it_is(self) -> None:
        person = User.objects.create_user(ADDRESS, name="Dawna")
        grant(person, Role.DATA_EDITOR)
        accept(to_team(roles=[Role.DATA_EDITOR, Role.APPROVER]))
        assert list(Grant.objects.order_by("pk").values_list("role", flat=True)) == ["data_editor", "approver"]

    def test_a_name_is_needed_for_a_new_account(self) -> None:
        assert told(to_team(), name="  ") == ["Write your name, as others should see it."]
        assert not User.objects.filter(email=ADDRESS).exists()

    def test_the_link_works_once(self) -> None:
        invitation = to_team()
        accept(invitation)
        assert told(Invitation.objects.get()) == [
            "This invitation was accepted on 01.03.2026. The link works once; sign in to go on."
        ]

    def test_the_slower_of_two_acceptances_is_refused_and_gives_nothing_twice(self) -> None:
        """Both opened the page while the invitation was waiting; the answer is asked again when it is changed."""
        to_circle(organisation(), acts=[Act.SIGN])
        first, second = Invitation.objects.get(), Invitation.objects.get()
        accept(first)
        assert told(second) == ["This invitation was accepted on 01.03.2026. The link works once; sign in to go on."]
        assert (Mandate.objects.count(), Membership.objects.count()) == (1, 1)
        assert Entry.objects.filter(verb="invitation.accepted").count() == 1

    def test_a_refused_acceptance_makes_no_account(self) -> None:
        to_team()
        first, second = Invitation.objects.get(), Invitation.objects.get()
        actions.decline(invitation=first, at=LATER)
        assert told(second) == ["This invitation was declined on 01.03.2026. If that was a mistake, ask for a new one."]
        assert not User.objects.exists()

    def test_the_last_moment_is_kept(self) -> None:
        invitation = to_team()
        assert told(invitation, at=invitation.expires_at) == [
            "This invitation was valid until 15.03.2026. Ask whoever sent it for a new one; it takes a minute."
        ]
        accept(invitation, at=invitation.expires_at - dt.timedelta(seconds=1))

    def test_somebody_else_who_is_signed_in_cannot_accept(self) -> None:
        other = User.objects.create_user("inna@example.org", name="Inna")
        assert told(to_team(), signed_in=other) == [
            "The invitation is for nowa@example.org, and you are signed in as inna@example.org. "
            "Sign out, then open the link."
        ]

    def test_a_closed_account_cannot_come_back_by_an_invitation(self) -> None:
        User.objects.create_user(ADDRESS, name="Zamknięta", is_active=False)
        assert told(to_team()) == [
            "The account with this address is closed. Ask the administrator of this installation."
        ]


class TestTakingBack:
    def test_whoever_invited_and_the_managers_take_an_invitation_back(self) -> None:
        circle = organisation()
        owner = manager(circle)
        invitation = to_circle(circle, actor=owner)
        with pytest.raises(Refused):
            actions.withdraw_invitation(invitation=invitation, actor=someone(), at=LATER)
        actions.withdraw_invitation(invitation=invitation, actor=manager(circle), at=LATER)
        assert told(Invitation.objects.get()) == [
            "This invitation was taken back on 01.03.2026. If you expected it, ask whoever sent it."
        ]

    def test_an_accepted_one_is_not_taken_back(self) -> None:
        invitation = to_team()
        stale = Invitation.objects.get()
        accept(invitation)
        with pytest.raises(Refused):
            actions.withdraw_invitation(invitation=stale, actor=None, at=LATER)
        assert Grant.objects.count() == 1


class TestUnits:
    def opened(self, **changes: object) -> Invitation:
        given = {
            "unit": place(), "institution": description("GOPS Nibylandia", kind=Kind.OPS, unit=place()),
            "email": ADDRESS, "sending": tokens()[1], "actor": None, "at": NOON, **changes,
        }  # fmt: skip
        return actions.activate_unit(**given)  # type: ignore[arg-type]

    @pytest.mark.parametrize("role", [Role.ROPS_REVIEWER, Role.COORDINATOR])
    def test_the_region_opens_a_unit_by_inviting_its_first_person(self, role: Role) -> None:
        person = holder(role, Reach.REGION)
        accept(self.opened(actor=person))
        assert Tenancy.objects.get().activated_by == person
        first = User.objects.get(email=ADDRESS)
        held = set(Grant.objects.filter(person=first).values_list("role", flat=True))
        assert held == {"tenant_admin", "approver", "data_editor"}
        assert Membership.objects.get(person=first).position == Position.MANAGER

    def test_the_administrator_of_the_installation_opens_units(self) -> None:
        assert self.opened(actor=administrator()).organisation == Organisation.objects.get()

    def test_nobody_else_opens_a_unit(self) -> None:
        for person in (someone(), holder(Role.ROPS_REVIEWER, Reach.REGION, place("97"))):
            with pytest.raises(Refused) as caught:
                self.opened(actor=person)
            assert reasons(caught.value) == ["Units are opened by ROPS or by an administrator of the installation."]
        assert not Tenancy.objects.exists()

    def test_a_unit_is_opened_once_and_nothing_half_written_stays(self) -> None:
        self.opened()
        with pytest.raises(Refused) as caught:
            self.opened(email="druga@example.org", institution=description("CUS", kind=Kind.CUS, unit=place()))
        assert reasons(caught.value) == [
            "gmina Nibylandia 9901012 already works here. Its administrator can invite more people."
        ]
        assert (Invitation.objects.count(), Organisation.objects.count(), Message.objects.count()) == (1, 1, 1)

    def test_an_institution_that_is_in_the_list_is_taken_from_it(self) -> None:
        centre = organisation("GOPS Nibylandia", Kind.OPS, place())
        assert self.opened().organisation == centre

    def test_leaving_ends_roles_and_invitations_and_keeps_the_rows(self) -> None:
        accept(self.opened())
        to_team(email="druga@example.org")
        tenancy, first = Tenancy.objects.get(), User.objects.get()
        actions.leave(tenancy=tenancy, reason="rezygnacja", actor=first, at=LATER)
        assert not Grant.objects.in_force(LATER).exists()
        assert Grant.objects.count() == 3
        assert not Invitation.objects.filter(answer=Answer.WAITING).exists()
        tenancy.refresh_from_db()
        assert (tenancy.left_at, tenancy.left_by) == (LATER, first)

    def test_a_unit_leaves_once_and_can_come_back(self) -> None:
        self.opened()
        tenancy = Tenancy.objects.get()
        actions.leave(tenancy=tenancy, reason="raz", actor=None, at=LATER)
        with pytest.raises(Refused) as caught:
            actions.leave(tenancy=tenancy, reason="dwa", actor=None, at=LATER)
        assert reasons(caught.value) == ["This unit has already left."]
        self.opened(at=NEXT_MONTH)
        assert Tenancy.objects.count() == 2

    def test_an_editor_cannot_end_the_work_of_the_unit(self) -> None:
        self.opened()
        with pytest.raises(Refused):
            actions.leave(tenancy=Tenancy.objects.get(), reason="x", actor=holder(Role.DATA_EDITOR), at=LATER)


@dataclass(frozen=True)
class Wrong:
    """Fields of an invitation that the database itself refuses."""

    fields: dict[str, object]


@pytest.mark.parametrize(
    "wrong",
    [
        Wrong({"roles": []}),
        Wrong({"roles": ["approver"], "answer": "maybe"}),
        Wrong({"roles": ["approver"], "acts": ["sign"]}),
    ],
)
def test_the_database_keeps_what_an_invitation_must_be(wrong: Wrong) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(
            email=ADDRESS, unit=place(), token_digest="x", invited_at=NOON, expires_at=LATER, **wrong.fields
        )
