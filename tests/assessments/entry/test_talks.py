"""What is said of a cell and of a finding: explanations, notes, questions, values that compete."""

import pytest
from assessments.entry.opened import FORM, SECTION, STATE, clerk, open_form
from django.test import Client
from django.utils import timezone
from people import outsider

from drogowskaz.assessments.actions.entry import Save, save_cells
from drogowskaz.assessments.enums import Status
from drogowskaz.assessments.models import Assessment, Cell, Decision, Explanation, Offer, Remark
from drogowskaz.assessments.queries import sheet_of
from drogowskaz.audit.models import Entry
from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.editions.schema import Severity
from drogowskaz.organisations.models import User

pytestmark = pytest.mark.django_db
PAGE = f"{FORM}komorka/population.total/2025/"


@pytest.fixture
def form() -> Assessment:
    return open_form()


@pytest.fixture
def desk(form: Assessment, client: Client) -> Client:
    client.force_login(clerk(form))
    return client


def say(desk: Client, act: str, **said: object) -> int:
    return desk.post(PAGE, {"act": act, **said}).status_code


def justified(form: Assessment) -> tuple[str, int]:
    """A finding that asks for an explanation: the population doubles within a year."""
    saves = [Save("population.total", -1, "4000", 0), Save("population.total", 0, "8000", 0)]
    save_cells(assessment=form, saves=saves, actor=None, at=timezone.now())
    found = check_sheet(sheet_of(form)).of(Severity.JUSTIFY)[0]
    return found.check.id, found.offset


def test_a_note_and_a_question_with_its_answer(form: Assessment, desk: Client) -> None:
    other = clerk(form, "Druga Osoba")
    assert say(desk, "remark", text="Z rejestru mieszkańców.") == 302
    assert say(desk, "remark", text="Skąd ta liczba?", asks="on", assignee=other.pk) == 302
    question = Remark.objects.get(state="open")
    answering = Client()
    answering.force_login(other)
    assert say(answering, "reply", remark=question.pk, text="Z GUS.") == 302
    question.refresh_from_db()
    assert (question.state, question.assignee) == ("answered", other)
    assert say(desk, "reply", remark=question.pk, text="A za który dzień?") == 302
    question.refresh_from_db()
    assert question.state == "open"
    assert say(desk, "close", chosen=question.pk) == 302
    assert say(desk, "close", chosen=question.pk) == 422
    assert list(Remark.objects.values_list("state", flat=True)) == ["note", "closed"]
    assert Entry.objects.filter(verb__startswith="remark.").count() == 5


def test_a_question_is_put_only_to_people_who_fill_in_the_form(desk: Client) -> None:
    assert say(desk, "remark", text="Skąd?", asks="on", assignee=outsider().pk) == 422
    assert say(desk, "remark", text="Skąd?", asks="on", assignee=10**6) == 404
    assert not Remark.objects.exists()


def test_a_remark_says_something(desk: Client) -> None:
    assert say(desk, "remark", text="  ") == 422
    assert say(desk, "dance") == 404


def take(person: User, offer: Offer, seen: int, **said: object) -> int:
    browser = Client()
    browser.force_login(person)
    newest = Decision.objects.values_list("pk", flat=True).last() or 0
    chosen = {"ruling": "one", "taken": offer.pk, "seen": seen, "decided": newest, "newest": 10**6}
    return say(browser, "settle", **{**chosen, **said})


def test_one_of_two_offered_values_is_accepted_and_the_other_stays(form: Assessment, desk: Client) -> None:
    assert say(desk, "offer", value="8 269", supplier="GUS", origin="BDL") == 302
    assert say(desk, "offer", value="8 300", supplier="Urząd Gminy") == 302
    first, second = Offer.objects.all()
    other = clerk(form, "Druga Osoba")
    assert take(other, first, 0, reason="Tak podaje BDL.") == 302
    cell = Cell.objects.get()
    assert (cell.number, cell.supplier, cell.version) == (8269, "GUS", 1)
    assert take(other, second, 0, reason="Meldunki.") == 422
    assert take(other, second, 1) == 422
    assert take(other, second, 1, reason="Meldunki.") == 302
    assert list(Offer.objects.values_list("number", "fate", "reason", "decision__by__name")) == [
        (8269, "considered", "Meldunki.", "Druga Osoba"),
        (8300, "taken", "", "Druga Osoba"),
    ]
    assert Cell.objects.get().supplier == "Urząd Gminy"


@pytest.mark.parametrize("value", ["wielu", "-1", " "])
def test_a_value_that_cannot_be_read_is_not_offered(desk: Client, value: str) -> None:
    assert say(desk, "offer", value=value, supplier="GUS") == 422
    assert not Offer.objects.exists()


def test_the_page_shows_hostile_text_as_text(desk: Client) -> None:
    say(desk, "remark", text="<script>alert(1)</script>")
    assert "<script>alert" not in desk.get(PAGE).content.decode()


@pytest.mark.parametrize("address", [f"{FORM}komorka/no.such/2025/", f"{FORM}komorka/population.total/1999/"])
def test_a_cell_that_is_not_there_is_not_found(desk: Client, address: str) -> None:
    assert desk.get(address).status_code == 404


def test_an_outsider_and_a_closed_form_take_no_remarks(form: Assessment, desk: Client) -> None:
    strange = Client()
    strange.force_login(outsider())
    assert say(strange, "remark", text="Dzień dobry") == 403
    Assessment.objects.update(status=Status.PUBLIC, locked=True)
    assert say(desk, "remark", text="Dzień dobry") == 403
    assert not Remark.objects.exists()


def test_a_finding_is_explained_with_the_values_it_is_about_and_taken_back(form: Assessment, desk: Client) -> None:
    check, offset = justified(form)
    page = f"{FORM}wyjasnienie/{check}/{2025 + offset}/"
    assert page in desk.get(SECTION).content.decode()
    assert desk.post(page, {"text": "Przyłączono sołectwa."}).status_code == 302
    made = Explanation.objects.get()
    assert (made.text, made.by) == ("Przyłączono sołectwa.", User.objects.get())
    assert ["population.total", 0, 1, 8000] in made.values
    assert desk.get(STATE).json()["explained"] == {f"{check}:{offset}": "Przyłączono sołectwa."}
    assert "Przyłączono sołectwa." in desk.get(SECTION).content.decode()
    assert desk.post(page, {"text": ""}).status_code == 302
    assert desk.get(STATE).json()["explained"] == {}


def test_a_finding_that_is_gone_is_not_explained(form: Assessment, desk: Client) -> None:
    check, offset = justified(form)
    Cell.objects.all().delete()
    page = f"{FORM}wyjasnienie/{check}/{2025 + offset}/"
    assert desk.post(page, {"text": "Bo tak."}).status_code == 422
    assert not Explanation.objects.exists()


def test_an_error_is_corrected_not_explained(desk: Client) -> None:
    assert desk.get(f"{FORM}wyjasnienie/tree.population.total.all/2025/").status_code == 404
