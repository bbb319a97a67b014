"""The page of a cycle: where it stands, its calendar, its buttons, its calendar file and its move to another form."""

import datetime as dt

import pytest
from cycles import DECEMBER, YEAR, cast, filled, gmina, opened, put, region
from django.test import Client
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from drogowskaz.assessments import actions
from drogowskaz.assessments.enums import CycleState, Event
from drogowskaz.assessments.models import Assessment, Cycle
from drogowskaz.assessments.queries.migration import dry_run
from drogowskaz.organisations.models import User
from drogowskaz.territory.models import Unit

pytestmark = pytest.mark.django_db

PAGE = "/en/jednostka/9901012/cykl/2025/"
"""A year with its own form, so that it opens at any time."""
FILE = PAGE + "kalendarz.ics"
FORM = PAGE + "formularz/"
OUTSIDE = "Only the people of gmina Wymyślona who enter its data"


def signed_in(person: User | None) -> Client:
    client = Client()
    assert person is not None
    client.force_login(person)
    return client


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().replace("\xa0", " ").replace("&nbsp;", " ").split())


def posted(client: Client, **fields: str) -> int:
    return int(client.post(PAGE, fields).status_code)


def test_a_unit_without_a_cycle_shows_its_calendar_and_what_is_next(client: Client) -> None:
    gmina()
    html = text(client, PAGE)
    assert "not planned yet" in html
    assert "The assessment is presented to the council" in html
    assert "30 April 2026, in the year after the assessed one. It is a Thursday." in html
    assert "Article 16a(4) of the act on social assistance" in html
    assert "Nothing yet." in html


def test_a_visitor_reads_and_finds_no_button_and_why(client: Client) -> None:
    opened(year=2025)
    html = text(client, PAGE)
    assert "data are being gathered" in html
    assert 'class="offer"' not in html
    assert OUTSIDE in html
    assert posted(client, move="suspend", reason="x") == 403


@pytest.mark.parametrize("who", ["editor", "approver", "animator", "administrator", "rops"])
def test_whoever_may_run_it_opens_suspends_and_takes_it_up_again(who: str) -> None:
    top = region()
    unit = Unit.objects.get(code="9901012")
    client = signed_in(cast(unit, top)[who])
    assert [posted(client, move="open"), posted(client, move="suspend", reason="Powódź.")] == [302, 302]
    assert Cycle.objects.get().state == CycleState.SUSPENDED
    assert "Powódź." in text(Client(), PAGE)
    assert posted(client, move="resume") == 302
    assert Cycle.objects.get().state == CycleState.OPEN


def test_an_outsider_is_told_why_not_and_nothing_changes() -> None:
    cycle = opened(year=2025)
    client = signed_in(cast(cycle.unit)["outsider"])
    assert 'class="offer"' not in text(client, PAGE)
    response = client.post(PAGE, {"move": "suspend", "reason": "x"})
    assert response.status_code == 422
    assert OUTSIDE in response.content.decode()
    assert Cycle.objects.get().state == CycleState.OPEN


def test_a_second_click_is_told_as_a_sentence() -> None:
    cycle = opened(year=2025)
    client = signed_in(cast(cycle.unit)["editor"])
    response = client.post(PAGE, {"move": "open"})
    assert response.status_code == 422
    assert "The cycle is already: data are being gathered." in response.content.decode()


def test_a_button_that_cannot_be_used_yet_stands_with_its_reason() -> None:
    unit = gmina()
    client = signed_in(cast(unit)["editor"])
    html = text(client, f"/en/jednostka/9901012/cykl/{dt.date.today().year + 2}/")
    button = html[html.index('aria-disabled="true"') : html.index("Calendar for your phone")]
    assert "Open the cycle" in button
    assert "and the provisional one opens on 01.12." in button


def test_a_local_date_is_shown_with_its_reason_beside_the_computed_day_and_goes_back() -> None:
    cycle = opened(year=2025)
    client = signed_in(cast(cycle.unit)["editor"])
    fields = {"move": "set_date", "key": "council", "day": "2026-04-22", "reason": "Sesja nadzwyczajna."}
    assert posted(client, **fields) == 302
    html = text(Client(), PAGE)
    assert "Set locally; the computed day is 30 April 2026. Reason: Sesja nadzwyczajna." in html
    assert posted(client, move="clear_date", key="council") == 302
    assert "the computed day is" not in text(Client(), PAGE)


def test_what_took_place_stands_at_its_date() -> None:
    cycle = opened(year=2025)
    client = signed_in(cast(cycle.unit)["animator"])
    assert posted(client, move="happened", key="joint_meeting", day="2025-11-27", reason="12 osób") == 302
    html = text(Client(), PAGE)
    assert "It took place on 27 November 2025." in html
    assert "12 osób" in html


@pytest.mark.parametrize("fields", [
    {"key": "council", "day": "kiedyś", "reason": "x"},
    {"key": "easter", "day": "2026-04-05", "reason": "x"},
    {"key": "council", "day": "", "reason": "x"},
])  # fmt: skip
def test_a_date_that_cannot_be_read_comes_back_with_what_was_written(fields: dict[str, str]) -> None:
    cycle = opened(year=2025)
    response = signed_in(cast(cycle.unit)["editor"]).post(PAGE, {"move": "set_date", **fields})
    assert response.status_code == 422
    html = response.content.decode()
    assert "errorlist" in html
    assert 'value="x"' in html
    assert not cycle.local_dates.exists()


@pytest.mark.parametrize(("fields", "status"), [({"move": "burn"}, 400), ({}, 400)])
def test_a_move_that_is_none_is_refused(fields: dict[str, str], status: int) -> None:
    cycle = opened(year=2025)
    assert posted(signed_in(cast(cycle.unit)["editor"]), **fields) == status


def test_a_move_on_a_cycle_that_is_not_there_is_refused() -> None:
    unit = gmina()
    assert posted(signed_in(cast(unit)["editor"]), move="suspend", reason="x") == 400


@pytest.mark.parametrize("address", ["/jednostka/9999999/cykl/2025/", "/jednostka/9901012/cykl/1999/"])
def test_an_unknown_unit_and_an_impossible_year_lead_nowhere(client: Client, address: str) -> None:
    gmina()
    assert client.get(address).status_code == 404
    assert client.get(address + "kalendarz.ics").status_code == 404


def test_names_of_people_are_shown_only_to_those_who_may_run_the_cycle() -> None:
    unit = gmina()
    editor = cast(unit)["editor"]
    actions.open_cycle(unit=unit, year=2025, actor=editor, at=DECEMBER)
    assert "Osoba data_editor" not in text(Client(), PAGE)
    assert "Osoba data_editor" in text(signed_in(editor), PAGE)


def test_last_years_values_can_be_carried_over_later_by_a_button() -> None:
    cycle = opened(year=2025)
    client = signed_in(cast(cycle.unit)["editor"])
    filled(cycle.unit, 2024, "ozps-gmina-2014", {"population.total": 800})
    assert "Carry over the values of 2024" in text(client, PAGE)
    assert posted(client, move="carry") == 302
    html = text(client, PAGE)
    assert "Carry over the values" not in html
    assert "From the assessment for 2024. 1 value came from the last assessment." in html


def happenings(cycle: Cycle, number: int) -> None:
    for place in range(number):
        day = dt.date(2025, 11, 3 + place)
        actions.write_down(cycle=cycle, key="joint_meeting", day=day, note="", actor=None, at=DECEMBER)
        actions.set_date(
            cycle=cycle, key=("workshop", "agreement", "review")[place], day=dt.date(2026, 3, 2), reason="x",
            actor=None, at=DECEMBER,
        )  # fmt: skip


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_and_the_file_cost_the_same_with_one_event_and_with_three(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    happenings(opened(year=2025), number)
    with django_assert_num_queries(PAGE_QUERIES):
        assert client.get(PAGE).content.decode().count("It took place on") == number
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(FILE)


PAGE_QUERIES = 6
"""The unit, its series twice, its cycle, events and local dates."""


def test_the_file_has_every_date_once_with_its_own_name_and_the_page_to_read_more(client: Client) -> None:
    cycle = opened(year=2025)
    actions.set_date(cycle=cycle, key="council", day=dt.date(2026, 4, 22), reason="Sesja.", actor=None, at=DECEMBER)
    response = client.get(FILE.removeprefix("/en"))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="ozps-9901012-2025.ics"'
    events = list(Calendar.from_ical(response.content).walk("VEVENT"))
    names = [str(one["uid"]) for one in events]
    assert len(names) == len(set(names)) == 25
    council = next(one for one in events if one["uid"] == "9901012-2025-council@drogowskaz")
    assert council.decoded("dtstart") == dt.date(2026, 4, 22)
    assert str(council["summary"]) == "Przedstawienie oceny radzie – gmina Wymyślona"
    assert str(council["url"]) == "http://testserver/jednostka/9901012/cykl/2025/#council"
    assert int(council["sequence"]) == 1


def test_the_page_of_the_form_says_when_there_is_nothing_to_move(client: Client) -> None:
    opened(year=2025)
    assert "The cycle is on the official form ozps-gmina-2025. There is nothing to move." in text(client, FORM)
    opened(Unit.objects.get(), year=YEAR)
    later = FORM.replace("2025", str(YEAR))
    assert "The official one is not installed yet" in text(client, later)
    assert client.get(FORM.replace("2025", "2024")).status_code == 404


@pytest.fixture
def waiting() -> Cycle:
    """A cycle on the form of 2014 for which that of 2025 has come."""
    unit = gmina()
    Assessment.objects.create(unit=unit, year=2025, edition="ozps-gmina-2014", created_at=DECEMBER, changed_at=DECEMBER)
    cycle = opened(unit, year=2025)
    assert cycle.assessment is not None
    put(cycle.assessment, "population.total", 0, 800)
    return cycle


def test_the_page_offers_the_official_form_and_the_move_is_made_from_its_dry_run(waiting: Cycle) -> None:
    client = signed_in(cast(waiting.unit)["editor"])
    assert "The official form has come: ozps-gmina-2025." in text(Client(), PAGE)
    html = text(client, FORM)
    assert "1 cell stays where it is" in html
    stamp = html.split('name="stamp" value="')[1].split('"')[0]
    assert client.post(FORM, {"opened_on": "2026-03-02", "stamp": stamp}).status_code == 302
    assert Cycle.objects.get().edition == "ozps-gmina-2025"
    assert "From ozps-gmina-2014 to ozps-gmina-2025. 1 cell stays where it is." in text(client, PAGE)
    assert "2 March 2026" in text(Client(), "/en/kalendarz/otwarcia/")


def test_the_values_of_a_draft_are_not_shown_to_an_outsider_and_the_move_is_refused(waiting: Cycle) -> None:
    people = cast(waiting.unit)
    for client in (Client(), signed_in(people["outsider"])):
        html = text(client, FORM)
        assert OUTSIDE in html
        assert "1 cell stays" not in html
    outsider = signed_in(people["outsider"])
    assert outsider.post(FORM, {"opened_on": "2026-03-02", "stamp": "x"}).status_code == 422
    assert Client().post(FORM, {"opened_on": "2026-03-02", "stamp": "x"}).status_code == 403
    assert not waiting.events.filter(kind=Event.EDITION).exists()


@pytest.mark.parametrize("fields", [{"opened_on": "", "stamp": "x"}, {"opened_on": "2026-03-02", "stamp": "x"}])
def test_a_move_that_cannot_be_made_is_told_and_offers_the_list_anew(waiting: Cycle, fields: dict[str, str]) -> None:
    response = signed_in(cast(waiting.unit)["editor"]).post(FORM, fields)
    assert response.status_code == 422
    html = response.content.decode()
    assert "Nothing was changed:" in html
    assert 'name="stamp" value="x"' not in html
    assert Cycle.objects.get().provisional


@pytest.mark.parametrize("cells", [1, 3])
def test_the_dry_run_costs_the_same_with_one_cell_and_with_three(
    waiting: Cycle, cells: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert waiting.assessment is not None
    for offset in range(1, cells):
        put(waiting.assessment, "population.total", -offset, 800)
    cycle = Cycle.objects.select_related("unit", "assessment__unit").get(pk=waiting.pk)
    with django_assert_num_queries(2):
        change = dry_run(cycle)
    assert change is not None
    assert sum(len(step.cells) for step in change.steps) == cells
