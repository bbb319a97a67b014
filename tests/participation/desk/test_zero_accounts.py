"""A gmina where nobody of the office has an account: what its animator alone can do, from opening to sending."""

import pytest
from cycles import DECEMBER, gmina, holder
from participation.annexe.filled import JANUARY, circle, whole, write
from participation.meeting.meetings import AFTER, AGENDA, DESCRIPTION, described_slot

from drogowskaz.assessments.actions import open_cycle
from drogowskaz.assessments.models import Cycle
from drogowskaz.assessments.permissions import may_note_outside, may_note_signature, may_send, may_sign
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.models import Grant, User
from drogowskaz.participation.actions.annexe import send_annexe, start_annexe
from drogowskaz.participation.actions.annexe.starting import Consent
from drogowskaz.participation.actions.invitation import Words, invite_organisations
from drogowskaz.participation.actions.meeting import announce_meeting, hold_meeting, make_meeting
from drogowskaz.participation.actions.minutes import PointDescription, accept_minutes, put_point
from drogowskaz.participation.actions.paper import PaperDescription, register_paper
from drogowskaz.participation.actions.review import MOVES, ItemDecision, decide_items
from drogowskaz.participation.actions.slot import put_slot
from drogowskaz.participation.enums.annexe import FilledIn, ItemState
from drogowskaz.participation.enums.invitation import Way
from drogowskaz.participation.enums.meeting import MeetingState
from drogowskaz.participation.enums.minutes import PointKind
from drogowskaz.participation.enums.paper import PaperKind
from drogowskaz.participation.models import Annexe, Paper
from drogowskaz.participation.queries.desk.steps import DONE, steps_of
from drogowskaz.participation.queries.paper import basis_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def animator() -> User:
    return holder(Role.ANIMATOR, gmina())


@pytest.fixture
def cycle(animator: User) -> Cycle:
    """Opened by the animator; nobody of the office is anywhere."""
    unit = Grant.objects.get().unit
    assert unit is not None
    return open_cycle(unit=unit, year=2026, actor=animator, at=DECEMBER)


def registered(cycle: Cycle, kind: PaperKind, animator: User) -> Paper:
    described = PaperDescription(kind, f"Pismo: {kind.value}", DECEMBER.date())
    return register_paper(cycle=cycle, description=described, scan=None, actor=animator, at=JANUARY)


def from_paper(cycle: Cycle, animator: User) -> Annexe:
    """The circle was invited on paper; its form came back and was typed in on its consent."""
    organisation = circle(cycle.unit)
    invite_organisations(
        cycle=cycle, organisations=[organisation.pk], way=Way.PAPER, words=Words("Antek, tel. 00", "pl"),
        actor=animator, at=JANUARY,
    )  # fmt: skip
    consent = Consent(
        "przewodnicząca", DECEMBER.date(), "na papierze", FilledIn.PAPER,
        registered(cycle, PaperKind.CONSENT, animator),
    )  # fmt: skip
    annexe = start_annexe(cycle=cycle, organisation=organisation, actor=animator, at=JANUARY, consent=consent)
    write(annexe, whole(annexe), animator)
    send_annexe(annexe=annexe, actor=animator, at=JANUARY)
    return annexe


def test_an_annexe_goes_from_a_paper_invitation_to_the_decision_of_the_office_on_paper(
    cycle: Cycle, animator: User
) -> None:
    annexe = from_paper(cycle, animator)
    item = annexe.items.get(field="n1.mandate_holder")
    decision = ItemDecision(item.pk, MOVES["accept"], item.version)
    with pytest.raises(Refused):
        decide_items(annexe=annexe, decisions=[decision], paper=None, actor=animator, at=JANUARY)
    letter = registered(cycle, PaperKind.DECISION, animator)
    decide_items(annexe=annexe, decisions=[decision], paper=letter, actor=animator, at=JANUARY)
    item.refresh_from_db()
    assert (item.state, item.basis) == (ItemState.ACCEPTED, basis_of(letter, "pl"))


def test_a_meeting_is_held_and_its_minutes_accepted(cycle: Cycle, animator: User) -> None:
    by = {"actor": animator, "at": DECEMBER}
    meeting = make_meeting(unit=cycle.unit, year=2026, description=DESCRIPTION, agenda=AGENDA, **by)
    put_slot(meeting=meeting, slot=None, description=described_slot(), seen=0, **by)
    announce_meeting(meeting=meeting, **by)
    hold_meeting(meeting=meeting, actor=animator, at=AFTER)
    point = PointDescription(PointKind.CONCLUSION, "Dowóz do lekarza jest pilny.")
    put_point(meeting=meeting, point=None, description=point, actor=animator, at=AFTER)
    accept_minutes(meeting=meeting, actor=animator, at=AFTER)
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.ACCEPTED
    assert {one.key: one.stands for one in steps_of(cycle, AFTER, "en")}["meeting"] == DONE


def test_the_signature_and_the_way_to_the_region_are_written_down_and_never_made(cycle: Cycle, animator: User) -> None:
    form = cycle.assessment
    assert form is not None
    assert may_sign(animator, form, JANUARY).refusal is not None
    assert may_note_signature(animator, form, JANUARY) is None
    assert may_send(animator, form, JANUARY) is None
    assert may_note_outside(animator, form, JANUARY) is None


def test_where_an_approver_works_the_animator_writes_no_signature_down(cycle: Cycle, animator: User) -> None:
    holder(Role.APPROVER, cycle.unit)
    assert cycle.assessment is not None
    assert may_note_signature(animator, cycle.assessment, JANUARY) is not None


def test_the_steps_tell_what_is_done(cycle: Cycle, animator: User) -> None:
    from_paper(cycle, animator)
    stands = {one.key: one.stands for one in steps_of(cycle, JANUARY, "en")}
    assert [key for key, how in stands.items() if how == DONE] == ["opening", "inviting", "annexes"]
