"""The page of what organisations supplied to an open form."""

import pytest
from assessments.entry.opened import FORM
from assessments.offers.given import FEW, PEOPLE, clerk, fates, offered, open_form, settle, standing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from people import NOON, outsider

from drogowskaz.assessments.actions.offers import withdraw_offer
from drogowskaz.assessments.enums import Ruling, Status
from drogowskaz.assessments.models import Assessment, Cell, Cycle, Offer
from drogowskaz.assessments.queries.offers.grid import waiting_keys
from drogowskaz.assessments.queries.offers_page import offers_page
from drogowskaz.assessments.queries.waiting import waiting_for
from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.models import User

pytestmark = pytest.mark.django_db
PAGE = f"/en{FORM}podane/"
OSP = "OSP Łęg"


@pytest.fixture
def form() -> Assessment:
    return open_form()


@pytest.fixture
def editor(form: Assessment) -> User:
    return clerk(form, valid_from=NOON.date())


@pytest.fixture
def desk(editor: User, client: Client) -> Client:
    client.force_login(editor)
    return client


def send(desk: Client, ruling: str, *taken: Offer, cell: str = "population.total:0", **said: object) -> tuple[int, str]:
    """The answer's code and its page."""
    chosen = {"cell": cell, "ruling": ruling, "taken": [one.pk for one in taken], "seen": 0, "decided": 0}
    answer = desk.post(PAGE, {"newest": Offer.objects.last().pk, **chosen, **said})  # type: ignore[union-attr]
    return answer.status_code, answer.content.decode()


def test_before_anything_was_offered_the_page_says_where_numbers_come_from(desk: Client) -> None:
    page = desk.get(PAGE).content.decode()
    assert "No organisation has supplied a number for this form yet." in page
    assert "<section class=" not in page


def test_a_single_value_is_put_in_with_one_click(form: Assessment, desk: Client) -> None:
    one = offered(form, 12)
    page = desk.get(PAGE).content.decode()
    assert "1 cell waits for a decision." in page
    assert "Put in 12" in page
    assert send(desk, "one", one)[0] == 302
    assert standing(form) == (12, "KGW Zakręcone", 1)
    assert "Everything is decided." in desk.get(PAGE).content.decode()


def test_the_sum_of_three_is_put_in_with_one_click(form: Assessment, desk: Client) -> None:
    three = [offered(form, 12), offered(form, 20, OSP), offered(form, 25, "Caritas")]
    page = desk.get(PAGE).content.decode()
    assert "Put in the sum, 57" in page
    assert "Somebody helped by two of them would be counted twice in the sum." in page
    assert send(desk, "sum", *three)[0] == 302
    assert standing(form) == (57, "KGW Zakręcone, OSP Łęg, Caritas", 1)


def test_unlike_things_have_no_button_for_their_sum(form: Assessment, desk: Client) -> None:
    offered(form, 12)
    offered(form, 20, OSP, counted="wizyty")
    page = desk.get(PAGE).content.decode()
    assert "Put in the sum" not in page
    assert "Different things were counted: osoby, wizyty." in page


def test_what_was_typed_stays_when_a_decision_is_refused(form: Assessment, desk: Client) -> None:
    offered(form, 12)
    code, page = send(desk, "other", figure="1040")
    assert code == 422
    assert "Say why. Whoever supplied a value will read it." in page
    assert 'value="1040"' in page
    assert fates() == [("KGW Zakręcone", "waiting", "")]


def test_the_second_click_is_told_what_the_first_did(form: Assessment, desk: Client) -> None:
    one = offered(form, 12)
    assert send(desk, "one", one)[0] == 302
    code, page = send(desk, "one", one)
    assert code == 422
    assert "Meanwhile Celina Wpisująca has decided on this cell: one of the offered values." in page


@pytest.mark.parametrize("cell", ["", "no.such:0", "population.total:9", "population.total:"])
def test_a_cell_that_is_not_there_is_not_found(form: Assessment, desk: Client, cell: str) -> None:
    assert send(desk, "one", offered(form, 12), cell=cell)[0] == 404


def test_an_offer_to_another_cell_cannot_be_taken_here(form: Assessment, desk: Client) -> None:
    offered(form, 12)
    assert send(desk, "one", offered(form, 7, cell=FEW))[0] == 422
    assert standing(form) is None


def test_waiting_cells_come_first_and_are_counted(form: Assessment, editor: User) -> None:
    settle(form, editor, Ruling.ONE, offered(form, 12))
    offered(form, 7, cell=FEW)
    page = offers_page(form, "1", "en")
    assert [one.cell.row.key for one in page.cells] == [FEW[0], PEOPLE[0]]
    assert (page.waiting, page.every, len(waiting_keys(form))) == (1, 2, 1)


def test_another_number_after_the_decision_lists_the_cell_again(form: Assessment, editor: User) -> None:
    settle(form, editor, Ruling.ONE, offered(form, 12))
    offered(form, 14)
    (one,) = offers_page(form, "1", "en").cells
    assert one.cell.why == "An organisation has given another number since this cell was decided. Decide again."


def test_a_value_taken_back_stays_in_the_form_and_lists_the_cell_again(form: Assessment, editor: User) -> None:
    one = offered(form, 12)
    settle(form, editor, Ruling.ONE, one)
    withdraw_offer(offer=one, reason="Pomyłka.", actor=None, at=NOON)
    (told,) = offers_page(form, "1", "en").cells
    assert standing(form) == (12, "KGW Zakręcone", 1)
    assert told.cell.why == (
        "A value that stands in the form was taken back by who supplied it. The form keeps it until you decide again."
    )
    assert len(waiting_keys(form)) == 1
    settle(form, editor, Ruling.NONE, reason="Potwierdzone telefonicznie.")
    assert len(waiting_keys(form)) == 0


def test_a_value_taken_back_before_it_was_decided_asks_nothing(form: Assessment) -> None:
    withdraw_offer(offer=offered(form, 12), reason="Pomyłka.", actor=None, at=NOON)
    assert len(waiting_keys(form)) == 0


def test_last_years_number_stands_beside(form: Assessment) -> None:
    Cell.objects.create(assessment=form, row=PEOPLE[0], offset=-1, state=1, number=11, changed_at=NOON)
    offered(form, 12)
    (one,) = offers_page(form, "1", "en").cells
    assert (one.before, one.cell.now) == ("11", "")


def test_an_animator_is_asked_for_the_paper(form: Assessment, client: Client) -> None:
    client.force_login(clerk(form, "Anna Animatorka", Role.ANIMATOR, valid_from=NOON.date()))
    one = offered(form, 12)
    assert 'name="basis"' in client.get(PAGE).content.decode()
    assert send(client, "one", one)[0] == 422
    assert send(client, "one", one, basis="pismo 5 z 12.02.2027")[0] == 302


def test_visitors_sign_in_and_outsiders_are_refused(form: Assessment, client: Client) -> None:
    offered(form, 12)
    assert client.get(PAGE).status_code == 302
    client.force_login(outsider())
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"cell": "population.total:0"}).status_code == 403


def test_a_locked_form_is_not_decided_on(form: Assessment, desk: Client) -> None:
    one = offered(form, 12)
    Assessment.objects.update(status=Status.PUBLIC, locked=True)
    assert send(desk, "one", one)[0] == 403


@pytest.mark.parametrize("number", ["", "x", "99"])
def test_a_page_that_is_not_there_is_the_nearest_one(form: Assessment, desk: Client, number: str) -> None:
    offered(form, 12)
    assert desk.get(f"{PAGE}?strona={number}").status_code == 200


def test_names_are_shown_as_text(form: Assessment, desk: Client) -> None:
    offered(form, 12, "<b>KGW</b>", origin="<i>")
    assert "<b>KGW" not in desk.get(PAGE).content.decode()


def asked(form: Assessment) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        offers_page(form, "1", "en")
    return len(queries)


def test_three_cells_take_as_many_queries_as_one(form: Assessment, editor: User) -> None:
    settle(form, editor, Ruling.ONE, offered(form, 12))
    offered(form, 1)
    one = asked(form)
    for offset in (-1, 1):
        cell = PEOPLE[0], offset
        settle(form, editor, Ruling.SUM, offered(form, 12, cell=cell), offered(form, 9, OSP, cell=cell), cell=cell)
        offered(form, 1, "Caritas", cell=cell)
    assert asked(form) == one


def test_under_its_row_the_only_value_is_put_in_with_one_click(form: Assessment, desk: Client) -> None:
    one = offered(form, 12)
    page = desk.get(f"/en{FORM}2/").content.decode()
    assert "KGW Zakręcone gives <strong>12</strong>." in page
    assert "1 cell waits" in page
    taking = {"act": "settle", "back": "form", "ruling": "one", "taken": one.pk, "seen": 0, "decided": 0}
    answer = desk.post(f"/en{FORM}komorka/population.total/2025/", {**taking, "newest": one.pk})
    assert (answer.status_code, answer["Location"]) == (302, f"/en{FORM}2/?strona=1#population.total")
    assert standing(form) == (12, "KGW Zakręcone", 1)
    assert "KGW Zakręcone gives" not in desk.get(f"/en{FORM}2/").content.decode()


def test_under_a_row_several_values_are_only_counted(form: Assessment, desk: Client) -> None:
    offered(form, 12)
    offered(form, 20, OSP)
    page = desk.get(f"/en{FORM}2/").content.decode()
    assert "2025: 2 values of organisations wait." in page
    assert "Put in 12" not in page


def test_whoever_fills_in_the_form_finds_what_waits_among_their_tasks(form: Assessment, editor: User) -> None:
    Cycle.objects.create(
        unit=form.unit,
        year=form.year,
        state="open",
        edition=form.edition,
        assessment=form,
        planned_at=NOON,
        opened_at=NOON,
    )
    settle(form, editor, Ruling.ONE, offered(form, 12))
    for who in (OSP, "Caritas"):
        offered(form, 7, who, cell=FEW)
    (told,) = (one for one in waiting_for(editor, NOON, "en") if one.url.endswith("/podane/"))
    assert told.url.endswith(f"{FORM}podane/")
    assert not [one for one in waiting_for(outsider(), NOON, "en") if one.url.endswith("/podane/")]


def test_a_cell_whose_only_value_was_taken_back_can_still_be_decided(
    form: Assessment, editor: User, desk: Client
) -> None:
    one = offered(form, 12)
    made = settle(form, editor, Ruling.ONE, one)
    withdraw_offer(offer=one, reason="Pomyłka.", actor=None, at=NOON)
    page = desk.get(PAGE).content.decode()
    assert '<input type="radio" name="ruling" value="other"' in page
    assert '<input type="radio" name="ruling" value="part"' not in page
    assert send(desk, "other", figure="9", reason="Z rejestru.", seen=1, decided=made.pk)[0] == 302
    assert standing(form) == (9, "", 2)
