"""A meeting on paper, and the demonstration of meetings."""

import io

import pikepdf
import pytest
from cycles import DECEMBER
from participation.meeting.meetings import AFTER, announced, described_slot, held, prepared
from pypdf import PdfReader

from drogowskaz.documents import pdf
from drogowskaz.documents.handwritten import HandSheet, Telling, render_sheet
from drogowskaz.participation.actions.demo_meeting import demo_meeting
from drogowskaz.participation.actions.minutes import (
    Came,
    PointDescription,
    accept_minutes,
    put_attendance,
    put_point,
)
from drogowskaz.participation.actions.slot import put_slot
from drogowskaz.participation.enums.meeting import Presence
from drogowskaz.participation.enums.minutes import PointKind, Sector
from drogowskaz.participation.models import Attendance, Meeting, MinutePoint, Registration
from drogowskaz.participation.queries.minutes_paper import minutes_document
from drogowskaz.participation.queries.sheet import SHEETS


def text_of(content: bytes) -> str:
    """The words of every page, with single spaces."""
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.django_db
@pytest.mark.parametrize("name", list(SHEETS))
def test_every_sheet_has_the_code_and_says_what_it_is_in_a_tagged_file(name: str) -> None:
    there = announced()
    content = render_sheet(SHEETS[name](there.meeting, "en"))
    assert there.meeting.code in text_of(content)
    with pikepdf.open(io.BytesIO(content)) as opened:
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang) == "en-GB"


@pytest.mark.django_db
def test_the_attendance_sheet_has_a_page_for_each_slot_and_asks_for_no_name() -> None:
    there = prepared()
    put_slot(
        meeting=there.meeting, slot=None, description=described_slot(link=""), seen=0, actor=there.animator, at=there.at
    )
    content = render_sheet(SHEETS["obecnosc"](there.meeting, "en"))
    assert len(PdfReader(io.BytesIO(content)).pages) == 2
    said = text_of(content)
    assert "Signature" in said
    assert "spotkania.example" not in said


@pytest.mark.django_db
def test_the_sheet_for_points_has_a_place_for_every_point_of_the_agenda() -> None:
    there = announced()
    said = text_of(render_sheet(SHEETS["wnioski"](there.meeting, "en")))
    assert [title in said for title in ("1. Zakres danych", "2. Wspólne wnioski", "Something else")] == [True] * 3


def test_what_looks_like_markup_or_has_no_shape_is_only_shown() -> None:
    sheet = HandSheet("#set page[x] *y*", "S-1", (Telling("$x$ <a> \\ 🎉 日"),), "pl")
    assert "#set page[x] *y*" in text_of(render_sheet(sheet))


@pytest.mark.django_db
def test_the_minutes_on_paper_say_who_came_and_what_was_concluded() -> None:
    there = held()
    put_attendance(
        slot=there.slot, came=Came("KGW Zmyślone", Sector.NGO, 3, Presence.ON_SITE), actor=there.animator, at=AFTER
    )
    for kind, text in ((PointKind.RECORD, "Było."), (PointKind.CONCLUSION, "Dowóz co tydzień.")):
        point = PointDescription(kind, text)
        put_point(meeting=there.meeting, point=None, description=point, actor=there.animator, at=AFTER)
    version = accept_minutes(meeting=there.meeting, actor=there.animator, at=AFTER)
    said = text_of(pdf.render(minutes_document(there.meeting, version, "en")))
    for words in ("KGW Zmyślone organisation of citizens on site 3", "Conclusion: Dowóz co tydzień.", "version 1"):
        assert words in said
    assert "Nothing was written to this point." in said


@pytest.mark.django_db
def test_minutes_without_attendance_say_so() -> None:
    there = held()
    said = PointDescription(PointKind.RECORD, "Było.")
    put_point(meeting=there.meeting, point=None, description=said, actor=there.animator, at=AFTER)
    version = accept_minutes(meeting=there.meeting, actor=there.animator, at=AFTER)
    assert "The attendance was not written down." in text_of(pdf.render(minutes_document(there.meeting, version, "en")))


@pytest.mark.django_db
def test_the_demonstration_has_one_meeting_to_come_and_one_with_minutes_and_stays_the_same() -> None:
    from cycles import opened

    from drogowskaz.organisations.actions import demo_people
    from drogowskaz.territory.models import Unit

    demo_people(DECEMBER)
    opened(Unit.objects.get(code="9901012"))

    def counted() -> tuple[int, ...]:
        return tuple(model.objects.count() for model in (Meeting, Registration, Attendance, MinutePoint))

    demo_meeting(at=DECEMBER)
    once = counted()
    demo_meeting(at=DECEMBER)
    assert once == counted() == (2, 2, 4, 4)
    assert sorted(Meeting.objects.values_list("state", flat=True)) == ["accepted", "announced"]


@pytest.mark.django_db
def test_without_the_cycle_of_the_demonstration_there_are_no_meetings() -> None:
    demo_meeting(at=DECEMBER)
    assert not Meeting.objects.exists()
