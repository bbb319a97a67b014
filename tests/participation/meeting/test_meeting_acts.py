"""The way of a meeting: preparing, announcing, inviting, copying, holding; who may, and what followers hear."""

import pytest
from cycles import cast, gmina, holder, opened, region
from hypothesis import given, settings
from hypothesis import strategies as st
from participation.meeting.meetings import AFTER, AGENDA, DESCRIPTION, NOW, announced, described_slot, held, prepared

from drogowskaz.assessments.actions import close_cycle
from drogowskaz.assessments.models import Cycle
from drogowskaz.audit.models import Entry
from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.models import Message, News
from drogowskaz.organisations.actions.organisation import Description, add_organisation
from drogowskaz.organisations.enums import Kind, Reach, Role
from drogowskaz.participation.actions.meeting import (
    MeetingDescription,
    announce_meeting,
    cancel_meeting,
    change_meeting,
    copy_meeting,
    hold_meeting,
    invite_organisations,
    make_meeting,
)
from drogowskaz.participation.actions.minutes import PointDescription, accept_minutes, correct_minutes, put_point
from drogowskaz.participation.actions.slot import put_slot, remove_slot
from drogowskaz.participation.enums.meeting import Audience, MeetingState, SlotKind
from drogowskaz.participation.enums.minutes import PointKind
from drogowskaz.participation.models import Meeting, MeetingInvitation
from drogowskaz.participation.permissions.meeting import may_run_meeting
from drogowskaz.participation.queries.meeting import meetings_of, meetings_without_minutes
from drogowskaz.participation.workflow.meeting import MEETING
from drogowskaz.territory.models import Unit


@given(st.lists(st.sampled_from([move.name for move in MEETING.transitions]), max_size=12))
@settings(max_examples=60, deadline=None)
def test_no_walk_leaves_the_table_and_nothing_comes_back_from_being_called_off(walk: list[str]) -> None:
    state = MEETING.start
    for name in walk:
        move = MEETING.move(name)
        if state in move.sources:
            assert state != MeetingState.CANCELLED
            state = move.target
        assert state in MEETING.states


def test_every_state_is_reached_from_the_start() -> None:
    reached, fresh = {MEETING.start}, {MEETING.start}
    while fresh:
        fresh = {move.target for state in fresh for move in MEETING.moves_from(state)} - reached
        reached |= fresh
    assert reached == set(MeetingState.values) == set(MEETING.states)


@pytest.mark.django_db
def test_meetings_of_a_gmina_are_run_by_its_people_and_animators() -> None:
    top = region()
    unit = gmina("9901032", "Trzecia", None)
    refused = {name: may_run_meeting(actor, unit, 2026, NOW) is not None for name, actor in cast(unit, top).items()}
    assert refused == {
        "editor": False, "approver": False, "animator": False, "administrator": True, "outsider": True,
        "operator": False, "rops": True,
    }  # fmt: skip


@pytest.mark.django_db
def test_meetings_of_a_voivodeship_are_run_by_its_regional_centre() -> None:
    top = region()
    reviewer = holder(Role.ROPS_REVIEWER, top, reach=Reach.REGION)
    assert may_run_meeting(reviewer, top, 2026, NOW) is None
    assert make_meeting(unit=top, year=2026, description=DESCRIPTION, actor=reviewer, at=NOW).cycle is None


@pytest.mark.django_db
def test_a_meeting_is_announced_only_with_a_slot_to_come_somebody_to_ask_and_accessibility() -> None:
    there = prepared()
    bare = make_meeting(
        unit=there.meeting.unit, year=2026, description=MeetingDescription(title="Puste"), actor=None, at=NOW
    )
    with pytest.raises(Refused) as refused:
        announce_meeting(meeting=bare, actor=None, at=NOW)
    assert len(refused.value.refusals) == 3
    assert Meeting.objects.get(pk=bare.pk).state == MeetingState.DRAFT


@pytest.mark.django_db
def test_an_announcement_is_told_to_followers_and_left_in_the_log_once() -> None:
    there = announced()
    with pytest.raises(Refused, match="already: announced"):
        announce_meeting(meeting=there.meeting, actor=there.animator, at=NOW)
    news = News.objects.get(event="participation.meeting_announced")
    assert (news.thing, news.context) == (
        "unit/990101/assessment/2026",
        {"title": "Spotkanie konsultacyjne", "day": "21.12.2026 10:00"},
    )
    assert Entry.objects.filter(verb="meeting.announced").count() == 1


@pytest.mark.django_db
def test_accessibility_cannot_be_unsaid_after_the_announcement() -> None:
    there = announced()
    unsaid = MeetingDescription(title="T", host="H", contact="C")
    with pytest.raises(Refused, match="Settle what there is"):
        change_meeting(
            meeting=there.meeting, description=unsaid, agenda=(), seen=there.meeting.version, actor=there.animator,
            at=NOW,
        )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ends_at": NOW}, "ends before it begins"),
        ({"kind": SlotKind.ONLINE}, "only online has no place"),
        ({"kind": SlotKind.ON_SITE}, "only on site has no link"),
        ({"place": ""}, "where the slot takes place"),
    ],
    ids=["hours", "online-with-place", "on-site-with-link", "no-place"],
)
def test_a_slot_that_contradicts_itself_is_told(changes: dict[str, object], sentence: str) -> None:
    there = prepared()
    with pytest.raises(Refused, match=sentence):
        put_slot(
            meeting=there.meeting,
            slot=None,
            description=described_slot(**changes),
            seen=0,
            actor=there.animator,
            at=NOW,
        )


@pytest.mark.django_db
def test_the_same_slot_sent_twice_is_one_and_a_slot_taken_away_twice_is_gone() -> None:
    there = prepared()
    for _click in range(2):
        put_slot(
            meeting=there.meeting, slot=None, description=described_slot(audience=Audience.POWIAT), seen=0,
            actor=there.animator, at=NOW,
        )  # fmt: skip
    assert [slot.number for slot in there.meeting.slots.all()] == [1, 2]
    for _click in range(2):
        remove_slot(meeting=there.meeting, number=2, actor=there.animator, at=NOW)
    assert [slot.number for slot in there.meeting.slots.all()] == [1]


@pytest.mark.django_db
def test_a_meeting_that_has_not_begun_was_not_held_and_one_that_has_is_not_called_off() -> None:
    there = announced()
    with pytest.raises(Refused, match="No slot of the meeting has begun"):
        hold_meeting(meeting=there.meeting, actor=there.animator, at=NOW)
    with pytest.raises(Refused, match="A slot has already begun"):
        cancel_meeting(meeting=there.meeting, reason="Nikt nie przyszedł.", actor=there.animator, at=AFTER)


@pytest.mark.django_db
def test_a_meeting_that_was_never_announced_here_is_written_down_afterwards() -> None:
    there = prepared()
    bare = MeetingDescription(title="Spotkanie w remizie")
    made = make_meeting(unit=there.meeting.unit, year=2026, description=bare, actor=there.animator, at=AFTER)
    put_slot(meeting=made, slot=None, description=described_slot(), seen=0, actor=there.animator, at=AFTER)
    hold_meeting(meeting=made, actor=there.animator, at=AFTER)
    change_meeting(meeting=made, description=bare, agenda=["Ustalenia"], seen=1, actor=there.animator, at=AFTER)
    assert Meeting.objects.get(pk=made.pk).is_public
    assert [one.pk for one in meetings_of(there.cycle)] == [made.pk]


@pytest.mark.django_db
def test_an_agenda_with_too_many_points_is_refused_and_not_cut() -> None:
    there = prepared()
    act = {"meeting": there.meeting, "description": DESCRIPTION, "actor": there.animator, "at": NOW}
    points = [f"Punkt {number}" for number in range(1, 62)]
    change_meeting(agenda=points[:60], seen=there.meeting.version, **act)
    with pytest.raises(Refused, match="has 61 points, and 60 are the most"):
        change_meeting(agenda=points, seen=there.meeting.version + 1, **act)
    assert there.meeting.agenda.count() == 60


@pytest.mark.django_db
def test_calling_off_needs_a_reason() -> None:
    there = announced()
    with pytest.raises(Refused, match="Say why"):
        cancel_meeting(meeting=there.meeting, reason="  ", actor=there.animator, at=NOW)


@pytest.mark.django_db
def test_organisations_with_an_address_are_invited_once() -> None:
    there = announced()
    unit = there.meeting.unit
    keys = [
        add_organisation(
            description=Description(name=name, kind=Kind.KGW, unit=unit, about="", email=email), actor=None, at=NOW
        ).pk
        for name, email in (("KGW Pierwsze", "kgw@example.org"), ("KGW Drugie", ""))
    ]
    sent = [
        invite_organisations(meeting=there.meeting, organisations=keys, actor=there.animator, at=NOW)
        for _click in range(2)
    ]
    assert sent == [1, 0]
    letter = Message.objects.get(event="participation.meeting_invited")
    assert (letter.address, MeetingInvitation.objects.count()) == ("kgw@example.org", 1)
    assert "Remiza" in letter.text
    assert "spotkania.example" not in letter.text


@pytest.mark.django_db
def test_before_the_announcement_nobody_is_invited() -> None:
    there = prepared()
    with pytest.raises(Refused, match="Announce the meeting first"):
        invite_organisations(meeting=there.meeting, organisations=[], actor=there.animator, at=NOW)


@pytest.mark.django_db
def test_a_copy_for_the_next_year_has_the_words_and_no_people() -> None:
    there = held()
    one, two = (copy_meeting(meeting=there.meeting, year=2027, actor=there.animator, at=AFTER) for _click in range(2))
    assert one.pk == two.pk
    assert (one.year, one.title, one.state, one.cycle) == (2027, "Spotkanie konsultacyjne", MeetingState.DRAFT, None)
    assert ([point.title for point in one.agenda.all()], one.slots.count()) == (list(AGENDA), 0)
    assert one.code != there.meeting.code


@pytest.mark.django_db
def test_a_cycle_shows_its_own_meetings_and_those_of_the_region_for_units_like_it() -> None:
    top = region()
    cycle = opened(Unit.objects.get(code="9901012"), at=NOW)
    described = {Audience.GMINA: "Dla gmin", Audience.POWIAT: "Dla powiatów"}
    for audience, title in described.items():
        made = make_meeting(
            unit=top, year=2026, description=MeetingDescription(**{**vars(DESCRIPTION), "title": title}), actor=None,
            at=NOW,
        )  # fmt: skip
        slot = described_slot(audience=audience)
        put_slot(meeting=made, slot=None, description=slot, seen=0, actor=None, at=NOW)
        announce_meeting(meeting=made, actor=None, at=NOW)
    own = make_meeting(unit=cycle.unit, year=2026, description=DESCRIPTION, actor=None, at=NOW)
    assert [one.title for one in meetings_of(cycle)] == ["Dla gmin"]
    put_slot(meeting=own, slot=None, description=described_slot(), seen=0, actor=None, at=NOW)
    announce_meeting(meeting=own, actor=None, at=NOW)
    assert [one.title for one in meetings_of(cycle)] == ["Dla gmin", "Spotkanie konsultacyjne"]


@pytest.mark.django_db
def test_a_cycle_is_not_closed_before_the_minutes_of_its_meetings_are_accepted() -> None:
    there = held()
    Cycle.objects.update(provisional=False)
    there.cycle.refresh_from_db()
    with pytest.raises(Refused, match="“Spotkanie konsultacyjne” has no accepted minutes"):
        close_cycle(cycle=there.cycle, actor=None, at=AFTER)
    said = PointDescription(PointKind.RECORD, "Było.")
    put_point(meeting=there.meeting, point=None, description=said, actor=there.animator, at=AFTER)
    accept_minutes(meeting=there.meeting, actor=there.animator, at=AFTER)
    assert list(meetings_without_minutes(there.cycle)) == []
    correct_minutes(meeting=there.meeting, reason="Pomyłka w liczbie.", actor=there.animator, at=AFTER)
    assert len(list(meetings_without_minutes(there.cycle))) == 1
