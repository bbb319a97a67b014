"""The pages of consultations, for everybody, for the team, for somebody else's team."""

import datetime as dt

import pytest
from cycles import holder, put
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar
from participation.consultation.consulted import (
    ADVICE,
    KEPT,
    ROW,
    Consulted,
    announced,
    prepared,
    running,
    spoken,
)
from people import outsider

from drogowskaz.organisations.enums import Role
from drogowskaz.participation.actions.consultation import announce_consultation, cancel_consultation
from drogowskaz.participation.actions.consultation_running import end_consultation, open_consultation
from drogowskaz.participation.actions.consultation_section import add_section
from drogowskaz.participation.models import Consultation
from drogowskaz.participation.queries.consultation_text import recommendation_bound

pytestmark = pytest.mark.django_db
LIST = "/en/jednostka/9901012/cykl/2026/konsultacje/"


def now_running(parts: int = 3) -> Consulted:
    """A consultation that is open at the moment the pages look at the clock."""
    there = prepared(
        parts,
        opens_on=timezone.localdate(),
        closes_on=timezone.localdate() + dt.timedelta(days=30),
        short_reason="Tak.",
    )
    announce_consultation(consultation=there.consultation, actor=there.animator, at=timezone.now())
    open_consultation(consultation=there.consultation, actor=None, at=timezone.now())
    return there


def test_a_cycle_without_consultations_says_what_can_be_done(client: Client) -> None:
    there = prepared()
    cancel_consultation(consultation=there.consultation, reason="Tak.", actor=None, at=timezone.now())
    page = client.get(LIST)
    assert page.status_code == 200
    assert "No consultation has been announced for this year yet." in page.content.decode()


def test_what_is_being_prepared_is_there_for_its_team_alone(client: Client) -> None:
    there = prepared()
    address = f"{LIST}1/"
    people = [None, outsider(), holder(Role.APPROVER, there.cycle.unit), there.animator]
    seen = []
    for person in people:
        client.logout()
        if person is not None:
            client.force_login(person)
        seen.append((there.consultation.title in client.get(LIST).content.decode(), client.get(address).status_code))
    assert seen == [(False, 404), (False, 404), (True, 200), (True, 200)]


def test_everybody_reads_the_frozen_parts_and_can_speak_about_each(client: Client) -> None:
    there = now_running()
    spoken(there, text="Nie zapomnijcie o Zmyślonej.")
    page = client.get(f"{LIST}1/").content.decode()
    for words in (ADVICE, "Roman Rachmistrz", "Kartka w urzędzie.", "Nie zapomnijcie o Zmyślonej.", "1 voice so far"):
        assert words in page
    for number in (1, 2, 3):
        assert f'/en/jednostka/9901012/cykl/2026/glosy/nowy/?czesc={number}"' in page


def test_before_the_first_day_nobody_is_asked_to_speak_about_a_part(client: Client) -> None:
    announced()
    page = client.get(f"{LIST}1/")
    assert (page.status_code, "?czesc=" in page.content.decode()) == (200, False)


def test_hidden_words_are_not_shown_under_a_part(client: Client) -> None:
    there = now_running()
    for state in ("submitted", "hidden", "spam", "withdrawn"):
        spoken(there, text=f"Tajne słowo {state}.", state=state)
    assert "Tajne" not in client.get(f"{LIST}1/").content.decode()


def test_hostile_words_are_shown_and_never_obeyed(client: Client) -> None:
    there = now_running()
    spoken(there, text="<script>alert(1)</script>")
    page = client.get(f"{LIST}1/").content.decode()
    assert ("<script>alert(1)" in page, "&lt;script&gt;alert(1)" in page) == (False, True)


def test_after_the_end_everybody_sees_how_much_is_answered(client: Client) -> None:
    there = running()
    spoken(there)
    spoken(there, number=2, state="answered")
    end_consultation(consultation=there.consultation, actor=None, at=dt.datetime(2027, 4, 7, 6, tzinfo=dt.UTC))
    page = client.get(f"{LIST}1/").content.decode()
    assert ("Answered: 1 of 2." in page, "1 waits for an answer" in page) == (True, True)


def test_the_days_are_a_calendar_file(client: Client) -> None:
    there = announced()
    answer = client.get(f"{LIST}1/kalendarz/")
    entries = list(Calendar.from_ical(answer.content).walk("VEVENT"))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert [(str(one["uid"]), one["dtstart"].dt) for one in entries] == [
        (f"consultation-{there.consultation.pk}-opens@drogowskaz", dt.date(2027, 3, 15)),
        (f"consultation-{there.consultation.pk}-closes@drogowskaz", dt.date(2027, 4, 6)),
    ]


def test_the_whole_way_of_preparing_goes_through_the_pages(client: Client) -> None:
    seed = prepared(0)
    client.force_login(seed.animator)
    desk = f"{LIST}2/przygotowanie/"
    made = client.post(f"{LIST}nowe/", {"title": "Konsultacje"})
    assert (made.status_code, made["Location"]) == (302, f"{desk}#parts")
    refused = client.post(desk, {"move": "announce"})
    assert refused.status_code == 422
    day = timezone.localdate() + dt.timedelta(days=10)
    described = {
        "move": "save", "seen": 1, "title": "Konsultacje", "opens_on": day.isoformat(),
        "closes_on": (day + dt.timedelta(days=21)).isoformat(), "host": "Roman", "contact": "pokój 1",
        "can_change": "Wnioski", "offline": "Kartka",
    }  # fmt: skip
    principles = {"move": "principles"}
    for one, (met, how) in KEPT.items():
        principles |= {f"p-{one.value}-met": met.value, f"p-{one.value}-how": how}
    pressed = (
        {"move": "chapter", "chapter": "1", "question": "Czego brakuje?"},
        {"move": "row", "row": ROW},
        {"move": "recommendation", "chosen": [ADVICE], "own": "Własna rekomendacja."},
        {"move": "up", "number": 2},
        {"move": "remove", "number": 3},
        {"move": "question", "number": 1, "question": "Czy to dobra liczba?"},
        described,
        principles,
        {"move": "announce"},
    )
    assert [client.post(desk, data).status_code for data in pressed] == [302] * len(pressed)
    found = Consultation.objects.get(number=2)
    assert (found.state, found.opens_on) == ("announced", day)
    assert list(found.sections.values_list("kind", "question")) == [
        ("row", "Czy to dobra liczba?"),
        ("chapter", "Czego brakuje?"),
        ("recommendation", ""),
    ]


@pytest.mark.parametrize(
    "data",
    [
        {"move": "chapter", "chapter": "99"},
        {"move": "row", "row": ""},
        {"move": "recommendation", "own": "  "},
        {"move": "remove", "number": "7"},
        {"move": "up", "number": "siedem"},
        {"move": "save", "seen": "1", "title": ""},
        {"move": "save", "seen": "9", "title": "Inny"},
        {"move": "principles", "p-good_faith-met": "yes"},
        {"move": "principles", "p-good_faith-how": "Tak."},
        {"move": "extend", "time-closes_on": "2030-01-01", "time-reason": "Tak."},
        {"move": "host", "host-host": "Ktoś", "host-contact": "tel.", "host-seen": "1"},
        {"move": "cancel", "reason": " "},
        {"move": "open"},
        {"move": "end"},
    ],
    ids=lambda data: "-".join(str(part) for part in data.values())[:40],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(client: Client, data: dict[str, str]) -> None:
    there = prepared()
    client.force_login(there.animator)
    before = Consultation.objects.values().get()
    answer = client.post(f"{LIST}1/przygotowanie/", data)
    assert (answer.status_code, 'role="alert"' in answer.content.decode()) == (422, True)
    assert Consultation.objects.values().get() == before


def test_an_unknown_button_is_misread(client: Client) -> None:
    there = prepared()
    client.force_login(there.animator)
    assert client.post(f"{LIST}1/przygotowanie/", {"move": "close"}).status_code == 400


def test_what_was_typed_stays_when_somebody_else_was_quicker(client: Client) -> None:
    there = prepared()
    client.force_login(there.animator)
    desk = f"{LIST}1/przygotowanie/"
    client.post(desk, {"move": "save", "seen": "1", "title": "Pierwszy"})
    refused = client.post(desk, {"move": "save", "seen": "1", "title": "Drugi"})
    page = refused.content.decode()
    assert ('value="Drugi"' in page, '<input type="hidden" name="seen" value="2"' in page) == (True, True)
    assert client.post(desk, {"move": "save", "seen": "2", "title": "Drugi"}).status_code == 302


def test_more_time_and_another_host_go_through_the_desk(client: Client) -> None:
    there = now_running()
    client.force_login(there.animator)
    desk = f"{LIST}1/przygotowanie/"
    later = timezone.localdate() + dt.timedelta(days=40)
    version = there.again().version
    host = {"move": "host", "host-host": "Ktoś", "host-contact": "tel.", "host-seen": str(version)}
    more = {"move": "extend", "time-closes_on": later.isoformat(), "time-reason": "Ferie w szkole."}
    assert [client.post(desk, data).status_code for data in (host, more)] == [302, 302]
    assert (there.again().host, there.again().closes_on) == ("Ktoś", later)
    assert "Ferie w szkole." in client.get(f"{LIST}1/").content.decode()


def test_others_are_told_who_runs_it(client: Client) -> None:
    announced()
    desk = f"{LIST}1/przygotowanie/"
    assert client.get(desk).status_code == 302
    client.force_login(outsider())
    assert [client.get(desk).status_code, client.get(f"{LIST}nowe/").status_code] == [403, 403]


def asked(client: Client, address: str) -> int:
    """How many queries a page takes, once what is kept for later has been read."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("path", ["1/", "1/przygotowanie/"])
@pytest.mark.parametrize("is_draft", [True, False], ids=["draft", "running"])
def test_three_parts_cost_as_much_as_one(client: Client, path: str, is_draft: bool) -> None:
    there = prepared(2)
    put(there.cycle.assessment, ROW, 0, 4012)  # type: ignore[arg-type]
    client.force_login(there.animator)

    def more(number: int) -> None:
        bound = recommendation_bound(f"Rekomendacja {number}.")
        Consultation.objects.update(state="draft")
        add_section(consultation=there.consultation, bound=bound, actor=there.animator, at=timezone.now())
        if not is_draft:
            Consultation.objects.update(state="open", announced_at=timezone.now())
        spoken(there, number=2 + number)
        spoken(there, number=2 + number, state="answered")

    more(1)
    once = asked(client, LIST + path)
    more(2)
    more(3)
    assert asked(client, LIST + path) == once


def test_three_consultations_cost_as_much_as_one(client: Client) -> None:
    there = announced()
    client.force_login(there.animator)
    once = asked(client, LIST)
    for _number in range(2):
        cancel_consultation(
            consultation=Consultation.objects.latest("pk"), reason="Tak.", actor=None, at=timezone.now()
        )
        other = prepared(cycle=there.cycle, animator=there.animator)
        announce_consultation(
            consultation=other.consultation, actor=there.animator, at=dt.datetime(2027, 3, 1, 11, tzinfo=dt.UTC)
        )
    assert asked(client, LIST) == once
