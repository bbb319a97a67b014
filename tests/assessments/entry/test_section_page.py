"""The pages of an open form without scripts: who gets in, what is saved, what is said of the rest."""

import datetime as dt

import pytest
from assessments.entry.opened import FORM, SECTION, STATE, clerk, open_form
from django.test import Client
from django.utils import timezone
from people import administrator, outsider
from pytest_django import DjangoAssertNumQueries

from drogowskaz.assessments.enums import Status
from drogowskaz.assessments.models import Assessment, Cell, CellChange

pytestmark = pytest.mark.django_db


@pytest.fixture
def form() -> Assessment:
    return open_form()


@pytest.fixture
def desk(form: Assessment, client: Client) -> Client:
    client.force_login(clerk(form))
    return client


def stored() -> dict[tuple[str, int], tuple[int, int, int]]:
    return {(cell.row, cell.offset): (cell.state, cell.number, cell.version) for cell in Cell.objects.all()}


def test_the_form_opens_at_its_first_chapter_with_rows(desk: Client) -> None:
    assert desk.get(FORM)["Location"] == SECTION


def test_a_visitor_is_sent_to_sign_in_and_back(form: Assessment, client: Client) -> None:
    assert client.get(SECTION)["Location"].endswith(f"?next={SECTION}")


def test_an_outsider_and_an_administrator_without_the_role_are_told_why_not(form: Assessment, client: Client) -> None:
    for person in (outsider(), administrator()):
        client.force_login(person)
        assert client.get(SECTION).status_code == 403
        assert client.post(SECTION, {"v:population.total:0": "1", "s:population.total:0": "0"}).status_code == 403
    assert stored() == {}


def test_a_role_that_has_ended_lets_nobody_in(form: Assessment, client: Client) -> None:
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    client.force_login(clerk(form, valid_until=yesterday))
    assert client.get(SECTION).status_code == 403


def test_a_closed_form_is_not_filled_in(form: Assessment, desk: Client) -> None:
    Assessment.objects.update(status=Status.PUBLIC, locked=True)
    assert desk.post(SECTION, {"v:population.total:0": "1", "s:population.total:0": "0"}).status_code == 403
    assert stored() == {}


@pytest.mark.parametrize("address", ["/wpis/1419053/2024/2/", "/wpis/9999999/2025/2/", FORM + "77/"])
def test_a_form_or_chapter_that_is_not_there_is_not_found(desk: Client, address: str) -> None:
    assert desk.get(address).status_code == 404


def test_the_button_saves_what_was_typed_and_nothing_else(desk: Client) -> None:
    posted = {
        "v:population.total:0": "8 269", "s:population.total:0": "0",
        "v:population.total:-1": "", "s:population.total:-1": "0",
        "v:labour.unemployed.total:1": ".", "s:labour.unemployed.total:1": "0",
    }  # fmt: skip
    assert desk.post(SECTION, posted).status_code == 302
    assert stored() == {("population.total", 0): (1, 8269, 1), ("labour.unemployed.total", 1): (2, 0, 1)}


def test_what_is_not_understood_is_kept_on_the_page_and_the_rest_is_saved(desk: Client) -> None:
    posted = {
        "v:population.total:0": "wielu", "s:population.total:0": "0",
        "v:population.women.total:0": "5", "s:population.women.total:0": "0",
    }  # fmt: skip
    answer = desk.post(SECTION, posted)
    assert answer.status_code == 422
    assert 'value="wielu"' in answer.content.decode()
    assert stored() == {("population.women.total", 0): (1, 5, 1)}


def test_a_page_left_open_does_not_undo_what_somebody_else_saved(form: Assessment, desk: Client) -> None:
    other = Client()
    other.force_login(clerk(form, "Druga Osoba"))
    other.post(SECTION, {"v:population.total:0": "7", "s:population.total:0": "0"})
    assert desk.post(SECTION, {"v:population.total:0": "", "s:population.total:0": "0"}).status_code == 302
    assert stored() == {("population.total", 0): (1, 7, 1)}


def test_a_conflict_shows_both_values_and_a_second_save_decides(form: Assessment, desk: Client) -> None:
    other = Client()
    other.force_login(clerk(form, "Druga Osoba"))
    other.post(SECTION, {"v:population.total:0": "7", "s:population.total:0": "0"})
    answer = desk.post(SECTION, {"v:population.total:0": "9", "s:population.total:0": "0"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="9"' in shown
    assert "Druga Osoba" in shown
    assert stored() == {("population.total", 0): (1, 7, 1)}
    desk.post(SECTION, {"v:population.total:0": "9", "s:population.total:0": "1"})
    assert stored() == {("population.total", 0): (1, 9, 2)}
    assert CellChange.objects.count() == 2


def test_hostile_text_is_shown_as_text(desk: Client) -> None:
    posted = {"v:population.total:0": '"><script>alert(1)</script>', "s:population.total:0": "0"}
    shown = desk.post(SECTION, posted).content.decode()
    assert "<script>alert" not in shown


@pytest.mark.parametrize("filled", [1, 3])
def test_a_page_costs_the_same_whatever_is_filled_in(
    form: Assessment, desk: Client, filled: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows = ["population.total", "population.women.total", "population.men.total"][:filled]
    desk.post(SECTION, {f"v:{row}:0": "5" for row in rows} | {f"s:{row}:0": "0" for row in rows})
    desk.get(SECTION)
    with django_assert_num_queries(11):
        desk.get(SECTION)


def test_the_state_is_for_the_people_of_the_form(desk: Client, client: Client) -> None:
    assert desk.get(STATE).status_code == 200
    assert Client().get(STATE).status_code == 401
    person = outsider()
    client.force_login(person)
    assert client.get(STATE).status_code == 403


@pytest.mark.parametrize(("query", "times"), [("", 1), ("?pusty", 0)])
def test_a_chapter_is_printed_filled_in_or_blank(form: Assessment, desk: Client, query: str, times: int) -> None:
    desk.post(SECTION, {"v:population.total:0": "8269", "s:population.total:0": "0"})
    shown = desk.get(f"{SECTION}druk/{query}").content.decode()
    assert shown.count("8\N{NO-BREAK SPACE}269") == times
    assert Client().get(f"{SECTION}druk/").status_code == 302
