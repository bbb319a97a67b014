"""The worker of a centre fills in a section: types, pastes, corrects, explains, loses the connection, and goes on."""

import pytest
from assessments.entry.opened import SECTION, clerk, open_form
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from drogowskaz.assessments.models import Assessment, Cell, Explanation

pytestmark = [pytest.mark.browser, pytest.mark.journey_1, pytest.mark.django_db(transaction=True)]

TOTAL, LAST = "Mieszkańcy (w osobach) – ogółem osoby 2025 rok oceny", "Mieszkańcy (w osobach) – ogółem osoby 2024"
PASTE = """(text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const pasted = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(pasted);
}"""


@pytest.fixture
def form() -> Assessment:
    """An open form whose last year is carried over."""
    made = open_form()
    carried = {"population.total": 4000, "population.women.total": 2100, "population.men.total": 1900}
    for row, number in carried.items():
        Cell.objects.create(assessment=made, row=row, offset=-1, state=1, number=number, changed_at=timezone.now())
    return made


@pytest.fixture
def desk(form: Assessment, page: Page, live_server: LiveServer) -> Page:
    """The section, opened by somebody who may fill it in."""
    person, session = clerk(form), SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session.save()
    cookie = {"name": "sessionid", "value": session.session_key or "", "url": live_server.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    page.goto(live_server.url + SECTION)
    expect(page.locator("#status")).to_have_text("Wszystko, co wpiszesz, zapisuje się samo.")
    return page


def test_a_section_is_filled_in_with_the_keyboard_and_a_spreadsheet(desk: Page) -> None:
    total = desk.get_by_role("textbox", name=TOTAL)
    expect(desk.get_by_role("textbox", name=LAST)).to_have_value("4\N{NO-BREAK SPACE}000")
    total.click()
    desk.evaluate(PASTE, "8 000\n4 200\n")
    desk.get_by_role("dialog").get_by_role("button", name="Wstaw").click()
    desk.get_by_role("textbox", name="Mężczyźni – ogółem osoby 2025").fill("3700")
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="Wstaw 7\N{NO-BREAK SPACE}900").click()
    expect(total).to_have_value("7\N{NO-BREAK SPACE}900")
    expect(desk.get_by_text("Nie zgadza się suma.").locator("visible=true")).to_have_count(0)
    expect(desk.locator("#status")).to_contain_text("Wszystko zapisane")
    filled = dict(Cell.objects.filter(offset=0).values_list("row", "number"))
    assert filled == {"population.total": 7900, "population.women.total": 4200, "population.men.total": 3700}


def test_an_unusual_change_is_explained_and_the_explanation_stays_beside_it(desk: Page) -> None:
    desk.get_by_role("textbox", name=TOTAL).fill("8000")
    desk.keyboard.press("Enter")
    expect(desk.locator("#status")).to_contain_text("Wszystko zapisane")
    desk.get_by_role("link", name="Napisz, dlaczego tak jest").first.click()
    desk.get_by_label("Wyjaśnienie").fill("Przyłączono sześć sołectw.")
    desk.get_by_role("button", name="Zapisz wyjaśnienie").click()
    expect(desk.get_by_text("Wyjaśnienie: Przyłączono sześć sołectw.").first).to_be_visible()
    assert Explanation.objects.get().text == "Przyłączono sześć sołectw."


def test_a_lost_connection_loses_nothing(desk: Page) -> None:
    desk.context.set_offline(True)
    desk.get_by_role("textbox", name=TOTAL).fill("4010")
    desk.keyboard.press("Enter")
    expect(desk.locator("#notice")).to_contain_text("Nie ma połączenia.")
    desk.context.set_offline(False)
    expect(desk.locator("#status")).to_contain_text("Wszystko zapisane")
    assert Cell.objects.get(row="population.total", offset=0).number == 4010


def test_a_colleague_is_asked_about_a_number(desk: Page) -> None:
    desk.get_by_role("textbox", name=TOTAL).click()
    desk.keyboard.press("Control+Enter")
    desk.get_by_label("Treść").fill("Z którego dnia jest ta liczba?")
    desk.get_by_label("To jest pytanie").check()
    desk.get_by_role("button", name="Zapisz").click()
    expect(desk.get_by_text("pytanie bez odpowiedzi")).to_be_visible()
    desk.get_by_role("link", name="Wróć do formularza").click()
    expect(desk.get_by_role("link", name="uwagi")).to_be_visible()
