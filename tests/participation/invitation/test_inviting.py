"""Inviting organisations: one letter each, with a mandate where nobody acts for them; reminding; saying no."""

import datetime as dt

import pytest
from participation.invitation.invited import (
    JANUARY,
    WORDS,
    cycle,
    invite,
    manager,
    organisation,
    person,
    token_of,
    worker,
)

from drogowskaz.assessments.enums import CycleState
from drogowskaz.assessments.models import Cycle
from drogowskaz.audit.models import Entry
from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.models import Message
from drogowskaz.organisations.actions import accept
from drogowskaz.organisations.enums import Act, Kind, Role
from drogowskaz.organisations.models import Invitation, Mandate, Membership
from drogowskaz.organisations.models.invitation import digest
from drogowskaz.participation.actions.invitation import (
    LetterHolder,
    Words,
    decline_invitation,
    reconsider_invitation,
    remind_organisations,
)
from drogowskaz.participation.enums.annexe import Asked
from drogowskaz.participation.enums.invitation import Stage, Way
from drogowskaz.participation.models import AnnexeInvitation
from drogowskaz.participation.queries.invitation import invitation_behind, lines_of
from drogowskaz.participation.queries.review import Counts, counts_of

pytestmark = pytest.mark.django_db
WEEK = dt.timedelta(days=7)


def remind(of: Cycle, *, at: dt.datetime, actor: object = None) -> tuple[int, int, int]:
    keys = [one.organisation.pk for one in lines_of(of, at)]
    told = remind_organisations(cycle=of, organisations=keys, language="pl", actor=actor, at=at)  # type: ignore[arg-type]
    return len(told.done), len(told.addressless), len(told.again)


class TestInviting:
    def test_one_letter_asks_for_data_and_offers_the_mandate(self) -> None:
        year = cycle()
        circle = organisation("KGW Zmyślone", year.unit, email="kgw@example.org")
        invite(year, circle)
        letter = Message.objects.get()
        asked = AnnexeInvitation.objects.get()
        offered = Invitation.objects.get()
        assert (letter.event, letter.address, letter.confidential) == (
            "participation.annexe_invited", "kgw@example.org", True,
        )  # fmt: skip
        assert asked.offered == offered
        assert digest(token_of(letter)) == asked.token_digest == offered.token_digest
        assert WORDS.contact in letter.text
        assert (offered.unit, offered.year, offered.position) == (year.unit, 2026, "manager")
        assert offered.acts == ["supply", "draft", "sign"]

    def test_accepting_it_gives_a_mandate_for_this_unit_and_year_only(self) -> None:
        year = cycle()
        invite(year, organisation("KGW Zmyślone", year.unit, email="kgw@example.org"))
        accept(invitation=Invitation.objects.get(), signed_in=None, name="Kazia", at=JANUARY)
        held = Mandate.objects.get()
        assert (held.unit, held.year, set(held.acts)) == (year.unit, 2026, {Act.SUPPLY, Act.DRAFT, Act.SIGN})
        assert Membership.objects.get().position == "manager"

    def test_where_somebody_has_a_mandate_the_letter_offers_none(self) -> None:
        year = cycle()
        circle = organisation("KGW Zmyślone", year.unit, email="kgw@example.org")
        manager(circle)
        invite(year, circle)
        assert Invitation.objects.count() == 0
        letter = Message.objects.get()
        assert invitation_behind(digest(token_of(letter))) == AnnexeInvitation.objects.get()

    def test_where_somebody_else_manages_it_the_letter_goes_without_an_offer(self) -> None:
        year = cycle()
        circle = organisation("KGW Zmyślone", year.unit, email="kgw@example.org")
        manager(circle, acts=())
        invite(year, circle, actor=worker(year.unit))
        assert (Invitation.objects.count(), Message.objects.count()) == (0, 1)

    def test_without_an_address_nobody_is_invited_by_mail_and_it_is_said(self) -> None:
        year = cycle()
        circle = organisation("KGW bez poczty", year.unit)
        told = invite(year, circle)
        assert (told.done, told.addressless, told.again) == ([], [circle], [])
        assert (AnnexeInvitation.objects.count(), Message.objects.count()) == (0, 0)

    def test_on_paper_nothing_leaves_and_a_code_is_given(self) -> None:
        year = cycle()
        circle = organisation("KGW bez poczty", year.unit)
        invite(year, circle, way=Way.PAPER)
        asked = AnnexeInvitation.objects.get()
        assert (asked.email, len(asked.code), Message.objects.count()) == ("", 9, 0)

    def test_the_second_click_changes_nothing(self) -> None:
        year = cycle()
        circle = organisation("KGW Zmyślone", year.unit, email="kgw@example.org")
        invite(year, circle)
        told = invite(year, circle)
        assert (told.done, told.again) == ([], [circle])
        assert (AnnexeInvitation.objects.count(), Message.objects.count(), Invitation.objects.count()) == (1, 1, 1)

    def test_an_invitation_on_paper_may_be_followed_by_a_letter(self) -> None:
        year = cycle()
        circle = organisation("KGW Zmyślone", year.unit, email="kgw@example.org")
        invite(year, circle, way=Way.PAPER)
        code = AnnexeInvitation.objects.get().code
        assert invite(year, circle).done == [circle]
        asked = AnnexeInvitation.objects.get()
        assert (asked.email, asked.code, Message.objects.count()) == ("kgw@example.org", code, 1)

    def test_nobody_is_invited_without_saying_whom_to_ask(self) -> None:
        year = cycle()
        circle = organisation("KGW Zmyślone", year.unit, email="kgw@example.org")
        with pytest.raises(Refused) as refused:
            invite(year, circle, words=Words(contact=" ", language="pl"))
        assert [one.sentence("en") for one in refused.value.refusals] == [
            "Write whom the organisations can ask: a name with a telephone number or an address."
        ]
        assert AnnexeInvitation.objects.count() == 0

    def test_offices_are_not_in_the_list(self) -> None:
        year = cycle()
        organisation("GOPS", year.unit, kind=Kind.OPS)
        circle = organisation("KGW Zmyślone", year.unit)
        assert [one.organisation for one in lines_of(year, JANUARY)] == [circle]

    @pytest.mark.parametrize("role", [Role.DATA_EDITOR, Role.APPROVER, Role.ANIMATOR, Role.COORDINATOR])
    def test_the_people_of_the_unit_and_its_animators_invite(self, role: Role) -> None:
        year = cycle()
        circle = organisation("KGW Zmyślone", year.unit, email="kgw@example.org")
        assert invite(year, circle, actor=worker(year.unit, role)).done == [circle]

    def test_an_outsider_invites_nobody(self) -> None:
        year = cycle()
        circle = organisation("KGW Zmyślone", year.unit, email="kgw@example.org")
        with pytest.raises(Refused):
            invite(year, circle, actor=person("Olek Postronny"))
        assert (AnnexeInvitation.objects.count(), Message.objects.count()) == (0, 0)

    def test_to_a_closed_cycle_nobody_is_invited(self) -> None:
        year = cycle()
        Cycle.objects.filter(pk=year.pk).update(state=CycleState.CLOSED)
        year.refresh_from_db()
        with pytest.raises(Refused) as refused:
            invite(year, organisation("KGW Zmyślone", year.unit, email="kgw@example.org"))
        assert [one.sentence("en") for one in refused.value.refusals] == [
            "The work of this year is closed. Nobody is invited to it any more."
        ]


class TestReminding:
    def test_a_reminder_leaves_after_seven_days_and_once(self) -> None:
        year = cycle()
        invite(year, organisation("KGW Zmyślone", year.unit, email="kgw@example.org"))
        assert remind(year, at=JANUARY + WEEK - dt.timedelta(minutes=1)) == (0, 0, 1)
        assert remind(year, at=JANUARY + WEEK) == (1, 0, 0)
        assert remind(year, at=JANUARY + WEEK + dt.timedelta(days=1)) == (0, 0, 1)
        assert remind(year, at=JANUARY + 2 * WEEK) == (1, 0, 0)
        assert Message.objects.filter(event="participation.annexe_reminded").count() == 2

    def test_its_link_replaces_the_earlier_one_and_renews_the_offer(self) -> None:
        year = cycle()
        invite(year, organisation("KGW Zmyślone", year.unit, email="kgw@example.org"))
        first = token_of(Message.objects.get())
        remind(year, at=JANUARY + WEEK)
        second = token_of(Message.objects.get(event="participation.annexe_reminded"))
        assert invitation_behind(digest(first)) is None
        asked = AnnexeInvitation.objects.get()
        assert invitation_behind(digest(second)) == asked
        offered = Invitation.objects.get()
        assert (offered.token_digest, offered.expires_at) == (digest(second), JANUARY + 3 * WEEK)
        assert asked.offered == offered

    def test_whoever_said_no_is_not_reminded(self) -> None:
        year = cycle()
        invite(year, organisation("KGW Zmyślone", year.unit, email="kgw@example.org"))
        asked = AnnexeInvitation.objects.get()
        decline_invitation(invitation=asked, note="", actor=LetterHolder("KGW"), at=JANUARY)
        assert remind(year, at=JANUARY + 2 * WEEK) == (0, 0, 1)

    def test_whoever_was_invited_on_paper_is_told_to_be_visited(self) -> None:
        year = cycle()
        invite(year, organisation("KGW Zmyślone", year.unit), way=Way.PAPER)
        assert remind(year, at=JANUARY + 2 * WEEK) == (0, 1, 0)


class TestAnswering:
    def test_saying_no_and_changing_ones_mind(self) -> None:
        year = cycle()
        invite(year, organisation("KGW Zmyślone", year.unit, email="kgw@example.org"))
        asked = AnnexeInvitation.objects.get()
        decline_invitation(invitation=asked, note="Nie mamy czasu", actor=LetterHolder("KGW"), at=JANUARY)
        assert (asked.answer, asked.note) == (Asked.DECLINED, "Nie mamy czasu")
        assert lines_of(year, JANUARY)[0].stage == Stage.DECLINED
        reconsider_invitation(invitation=asked, actor=LetterHolder("KGW"), at=JANUARY)
        assert lines_of(year, JANUARY)[0].stage == Stage.INVITED

    def test_the_same_answer_twice_is_written_once(self) -> None:
        year = cycle()
        invite(year, organisation("KGW Zmyślone", year.unit, email="kgw@example.org"))
        asked = AnnexeInvitation.objects.get()
        for _time in range(2):
            decline_invitation(invitation=asked, note="", actor=LetterHolder("KGW"), at=JANUARY)
        assert Entry.objects.filter(verb="annexe.declined").count() == 1

    def test_an_outsider_does_not_answer_for_the_office(self) -> None:
        year = cycle()
        invite(year, organisation("KGW Zmyślone", year.unit), way=Way.PAPER)
        asked = AnnexeInvitation.objects.get()
        with pytest.raises(Refused):
            decline_invitation(invitation=asked, note="", actor=person("Olek Postronny"), at=JANUARY)
        asked.refresh_from_db()
        assert asked.answer == Asked.WAITING


def test_the_counts_of_a_cycle() -> None:
    year = cycle()
    one, two, _three = (organisation(f"KGW {name}", year.unit, email="a@example.org") for name in "ABC")
    invite(year, one, two)
    asked = AnnexeInvitation.objects.get(organisation=two)
    decline_invitation(invitation=asked, note="", actor=LetterHolder("KGW"), at=JANUARY)
    assert counts_of(year, JANUARY) == Counts(
        organisations=3, invited=2, begun=0, sent=0, returned=0, done=0, declined=1, waiting=0
    )
