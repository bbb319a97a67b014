"""Minutes: points, attendance by organisation, versions, conclusions of a cycle."""

import datetime as dt

import pytest
from participation.meeting.meetings import AFTER, DESCRIPTION, Hosted, announced, held
from people import outsider

from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.models import News
from drogowskaz.organisations.actions.organisation import Description, add_organisation
from drogowskaz.organisations.enums import Kind
from drogowskaz.participation.actions.meeting import change_meeting
from drogowskaz.participation.actions.minutes import (
    Came,
    PointDescription,
    accept_minutes,
    correct_minutes,
    put_attendance,
    put_point,
    remove_attendance,
    remove_point,
)
from drogowskaz.participation.enums.meeting import Presence
from drogowskaz.participation.enums.minutes import Capacity, PointKind, Sector
from drogowskaz.participation.models import Attendance, MinutePoint
from drogowskaz.participation.queries.meeting import conclusions_of
from drogowskaz.participation.queries.minutes import points_of

pytestmark = pytest.mark.django_db


def write(there: Hosted, kind: PointKind, text: str, **said: object) -> MinutePoint:
    point = PointDescription(kind, text, **said)  # type: ignore[arg-type]
    return put_point(meeting=there.meeting, point=None, description=point, actor=there.animator, at=AFTER)


def test_points_stand_in_the_order_of_the_agenda_and_those_beside_it_last() -> None:
    there = held()
    one, two = there.meeting.agenda.all()
    write(there, PointKind.RECORD, "Obok.")
    write(there, PointKind.RECORD, "Drugi.", agenda_point=two)
    write(there, PointKind.RECORD, "Pierwszy.", agenda_point=one)
    assert [point.text for point in points_of(there.meeting)] == ["Pierwszy.", "Drugi.", "Obok."]


def test_the_same_point_sent_twice_is_one() -> None:
    there = held()
    assert write(there, PointKind.RECORD, "Było.").pk == write(there, PointKind.RECORD, "Było.").pk


@pytest.mark.parametrize(
    ("kind", "said", "sentence"),
    [
        (PointKind.RECORD, {"text": " "}, "Write what the point says"),
        (PointKind.TASK, {}, "who does the task"),
        (PointKind.CONTRIBUTION, {}, "in what capacity"),
        (PointKind.CONTRIBUTION, {"capacity": Capacity.ORGANISATION}, "for which organisation"),
    ],
    ids=["empty", "task-of-nobody", "no-capacity", "no-organisation"],
)
def test_a_point_that_is_not_whole_is_told(kind: PointKind, said: dict[str, object], sentence: str) -> None:
    there = held()
    with pytest.raises(Refused, match=sentence):
        write(there, kind, **{"text": "Treść.", **said})  # type: ignore[arg-type]
    assert not MinutePoint.objects.exists()


def test_a_contribution_keeps_what_a_later_part_needs_of_it() -> None:
    there = held()
    unit = there.meeting.unit
    circle = add_organisation(
        description=Description(name="KGW Zmyślone", kind=Kind.KGW, unit=unit, about=""), actor=None, at=AFTER
    )
    made = write(
        there, PointKind.CONTRIBUTION, "Obiady cały rok.", raised_by="KGW ZMYŚLONE", capacity=Capacity.ORGANISATION
    )
    assert (made.organisation, made.raised_by, made.capacity) == (circle, "KGW Zmyślone", Capacity.ORGANISATION)


def test_what_belongs_to_another_kind_is_left_out() -> None:
    there = held()
    made = write(
        there, PointKind.CONCLUSION, "Wniosek.", who="ktoś", until=dt.date(2027, 1, 1), capacity=Capacity.EXPERT
    )
    assert (made.who, made.until, made.capacity) == ("", None, "")


def test_whoever_saves_an_older_version_of_a_point_is_told_and_changes_nothing() -> None:
    there = held()
    made = write(there, PointKind.RECORD, "Było.")
    act = {"meeting": there.meeting, "actor": there.animator, "at": AFTER}
    put_point(point=made, description=PointDescription(PointKind.RECORD, "Nowe."), seen=1, **act)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="Somebody else has changed this"):
        put_point(point=made, description=PointDescription(PointKind.RECORD, "Stare."), seen=1, **act)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="Somebody else has changed this"):
        remove_point(point=made.pk, seen=1, **act)  # type: ignore[arg-type]
    assert MinutePoint.objects.get().text == "Nowe."
    for _click in range(2):
        remove_point(point=made.pk, seen=2, **act)  # type: ignore[arg-type]
    assert not MinutePoint.objects.exists()


def test_a_point_of_the_agenda_that_minutes_were_written_to_stays() -> None:
    there = held()
    write(there, PointKind.RECORD, "Było.", agenda_point=there.meeting.agenda.first())
    with pytest.raises(Refused, match="Minutes were written to this point of the agenda"):
        change_meeting(
            meeting=there.meeting, description=DESCRIPTION, agenda=["Wspólne wnioski"], seen=there.meeting.version,
            actor=there.animator, at=AFTER,
        )  # fmt: skip


def came(name: str, people: int, presence: Presence = Presence.ON_SITE) -> Came:
    return Came(name, Sector.NGO, people, presence)


def test_the_same_organisation_again_replaces_its_number() -> None:
    there = held()
    for people in (3, 5):
        put_attendance(slot=there.slot, came=came("KGW  Zmyślone", people), actor=there.animator, at=AFTER)
    put_attendance(slot=there.slot, came=came("KGW Zmyślone", 1, Presence.ONLINE), actor=there.animator, at=AFTER)
    rows = Attendance.objects.order_by("pk").values_list("name", "people", "presence")
    assert list(rows) == [("KGW Zmyślone", 5, "on_site"), ("KGW Zmyślone", 1, "online")]
    for _click in range(2):
        first = Attendance.objects.order_by("pk").first()
        remove_attendance(meeting=there.meeting, attendance=first.pk if first else 0, actor=there.animator, at=AFTER)
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(("name", "people"), [("", 3), ("KGW", 0), ("KGW", 10_000)], ids=["nobody", "none", "crowd"])
def test_an_attendance_that_cannot_be_is_told(name: str, people: int) -> None:
    there = held()
    with pytest.raises(Refused):
        put_attendance(slot=there.slot, came=came(name, people), actor=there.animator, at=AFTER)


def test_before_the_meeting_was_held_nothing_of_it_is_written_down() -> None:
    there = announced()
    with pytest.raises(Refused, match="Write down first that the meeting was held"):
        write(there, PointKind.RECORD, "Było.")
    with pytest.raises(Refused, match="Write down first that the meeting was held"):
        put_attendance(slot=there.slot, came=came("KGW", 2), actor=there.animator, at=AFTER)


def test_an_outsider_writes_and_accepts_nothing() -> None:
    there = held()
    write(there, PointKind.RECORD, "Było.")
    person = outsider()
    with pytest.raises(Refused, match="Meetings of gmina"):
        accept_minutes(meeting=there.meeting, actor=person, at=AFTER)
    with pytest.raises(Refused, match="Meetings of gmina"):
        put_attendance(slot=there.slot, came=came("KGW", 2), actor=person, at=AFTER)


def test_minutes_without_a_point_are_not_accepted() -> None:
    there = held()
    with pytest.raises(Refused, match="at least one point"):
        accept_minutes(meeting=there.meeting, actor=there.animator, at=AFTER)


def test_a_correction_is_another_version_and_the_first_stays_as_it_was() -> None:
    there = held()
    write(there, PointKind.CONCLUSION, "Raz w miesiącu.")
    accept_minutes(meeting=there.meeting, actor=there.animator, at=AFTER)
    with pytest.raises(Refused, match="Open them for a correction first"):
        write(there, PointKind.RECORD, "Dopisek.")
    with pytest.raises(Refused, match="what is to be corrected"):
        correct_minutes(meeting=there.meeting, reason="", actor=there.animator, at=AFTER)
    correct_minutes(meeting=there.meeting, reason="Pomyłka.", actor=there.animator, at=AFTER)
    assert [one.text for one in conclusions_of(there.cycle)] == ["Raz w miesiącu."]
    point = MinutePoint.objects.get()
    said = PointDescription(PointKind.CONCLUSION, "Co tydzień.")
    put_point(meeting=there.meeting, point=point, description=said, seen=1, actor=there.animator, at=AFTER)
    accept_minutes(meeting=there.meeting, actor=there.animator, at=AFTER)
    versions = [(one.number, one.reason, one.content["points"][0]["text"]) for one in there.meeting.versions.all()]
    assert versions == [(1, "Pomyłka.", "Raz w miesiącu."), (2, "", "Co tydzień.")]
    assert [(one.text, one.meeting.pk) for one in conclusions_of(there.cycle)] == [("Co tydzień.", there.meeting.pk)]
    assert News.objects.filter(event="participation.minutes_accepted").count() == 2
