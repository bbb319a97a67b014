"""A circle fills its annexe in on a phone: saving as one writes, without a connection, beside a colleague; axe."""

import pytest
from accounts import take_over
from browser import PHONE, violations
from django.test import Client
from django.utils import timezone
from participation.annexe.filled import Scene, mandate, open_today, scene, someone, whole
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from drogowskaz.participation.actions.annexe import Save, save_answers, send_annexe, start_annexe
from drogowskaz.participation.models import Annexe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def here() -> Scene:
    made = scene()
    open_today(made.cycle)
    return made


def started(here: Scene) -> Annexe:
    return start_annexe(cycle=here.cycle, organisation=here.circle, actor=here.leader, at=timezone.now())


def phone(page: Page, here: Scene, site: str, route: str = "") -> str:
    """Open a page of the annexe on a phone; gives the address all of them begin with."""
    client = Client()
    client.force_login(here.leader)
    take_over(page.context, client, site)
    page.set_viewport_size(PHONE)
    root = f"{site}/en/zalacznik/9901012/2026/{here.circle.pk}/"
    page.goto(root + route)
    return root


def answer(annexe: Annexe, field: str, place: int = 0) -> str:
    found = annexe.items.filter(field=field, place=place).first()
    return found.text if found else ""


def test_an_answer_is_saved_when_its_field_is_left(page: Page, here: Scene, live_server: LiveServer) -> None:
    annexe = started(here)
    phone(page, here, live_server.url, "czesc/N1/")
    page.get_by_label("farmers’ wives’ circle").check()
    page.get_by_label("Number of contracts").fill("1 200")
    page.get_by_label("Number of contracts").blur()
    expect(page.locator("#saving")).to_contain_text("Everything is saved")
    assert (answer(annexe, "n1.legal_form"), answer(annexe, "n1.contracts")) == ("kgw", "1200")


def test_what_cannot_be_read_stays_with_its_reason(page: Page, here: Scene, live_server: LiveServer) -> None:
    annexe = started(here)
    phone(page, here, live_server.url, "czesc/N1/")
    field = page.get_by_label("Number of contracts")
    field.fill("dwie")
    field.blur()
    expect(page.locator("#n1_contracts-0 .said")).to_contain_text("“dwie”")
    expect(field).to_have_value("dwie")
    assert answer(annexe, "n1.contracts") == ""


def test_what_is_typed_without_a_connection_is_kept_and_sent_later(
    page: Page, here: Scene, live_server: LiveServer
) -> None:
    annexe = started(here)
    phone(page, here, live_server.url, "czesc/N6/")
    field = page.get_by_label("Services missing and where")
    page.context.set_offline(True)
    field.fill("Nie ma świetlicy.")
    field.blur()
    expect(page.locator("#saving")).to_contain_text("No connection.")
    assert answer(annexe, "n6.missing") == ""
    page.context.set_offline(False)
    expect(page.locator("#saving")).to_contain_text("Everything is saved")
    assert answer(annexe, "n6.missing") == "Nie ma świetlicy."


def test_what_was_not_saved_comes_back_with_the_page(page: Page, here: Scene, live_server: LiveServer) -> None:
    annexe = started(here)
    page.route("**/odpowiedzi/", lambda route: route.abort())
    phone(page, here, live_server.url, "czesc/N6/")
    page.get_by_label("Services missing and where").fill("Nie ma świetlicy.")
    page.get_by_label("Services missing and where").blur()
    expect(page.locator("#saving")).to_contain_text("No connection.")
    page.reload()
    expect(page.get_by_label("Services missing and where")).to_have_value("Nie ma świetlicy.")
    assert answer(annexe, "n6.missing") == ""
    page.unroute("**/odpowiedzi/")
    expect(page.locator("#saving")).to_contain_text("Everything is saved", timeout=15_000)
    assert answer(annexe, "n6.missing") == "Nie ma świetlicy."


def test_a_colleagues_answer_stands_beside_and_the_person_chooses(
    page: Page, here: Scene, live_server: LiveServer
) -> None:
    annexe, colleague = started(here), someone("Zosia")
    mandate(here.circle, colleague)
    phone(page, here, live_server.url, "czesc/N1/")
    save = Save("n1.mandate_holder", 0, "prezeska", 0)
    save_answers(annexe=annexe, saves=[save], actor=colleague, at=timezone.now())
    page.locator("#n1_mandate_holder-0-v").fill("skarbniczka")
    page.locator("#n1_mandate_holder-0-v").blur()
    told = page.locator("#n1_mandate_holder-0 .said")
    expect(told).to_contain_text("Meanwhile Zosia wrote here")
    expect(told).to_contain_text("“prezeska”")
    assert answer(annexe, "n1.mandate_holder") == "prezeska"
    told.get_by_role("button", name="Save mine").click()
    expect(page.locator("#saving")).to_contain_text("Everything is saved")
    assert answer(annexe, "n1.mandate_holder") == "skarbniczka"


def test_keeping_a_colleagues_answer_puts_it_into_the_field(page: Page, here: Scene, live_server: LiveServer) -> None:
    annexe, colleague = started(here), someone("Zosia")
    mandate(here.circle, colleague)
    phone(page, here, live_server.url, "czesc/N1/")
    save = Save("n1.mandate_holder", 0, "prezeska", 0)
    save_answers(annexe=annexe, saves=[save], actor=colleague, at=timezone.now())
    field = page.locator("#n1_mandate_holder-0-v")
    field.fill("skarbniczka")
    field.blur()
    page.get_by_role("button", name="Keep theirs").click()
    expect(field).to_have_value("prezeska")
    assert answer(annexe, "n1.mandate_holder") == "prezeska"


def test_a_service_is_added_removed_and_brought_back(page: Page, here: Scene, live_server: LiveServer) -> None:
    annexe = started(here)
    phone(page, here, live_server.url, "czesc/N2/")
    page.get_by_label("Name of the service").fill("Obiady")
    page.get_by_role("button", name="Add another entry").click()
    page.get_by_label("Name of the service").nth(1).fill("Dowóz")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Remove entry 1").click()
    expect(page.locator("fieldset.entry-of")).to_have_count(1)
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator("fieldset.entry-of")).to_have_count(2)
    assert (answer(annexe, "n2.service.name"), answer(annexe, "n2.service.name", 1)) == ("Obiady", "Dowóz")


PAGES = ["", "czesc/N1/", "czesc/N2/?dodaj=1", "przekazanie/", "losy/", "plik/"]


@pytest.mark.parametrize("handed_in", [False, True], ids=["draft", "handed in"])
def test_every_page_is_clean_and_fits_a_narrow_phone(
    page: Page, here: Scene, live_server: LiveServer, handed_in: bool
) -> None:
    annexe = started(here)
    seen = {(one.field, one.place): one.version for one in annexe.items.all()}
    saves = [Save(field, place, text, seen.get((field, place), 0)) for (field, place), text in whole(annexe).items()]
    save_answers(annexe=annexe, saves=saves, actor=here.leader, at=timezone.now())
    if handed_in:
        send_annexe(annexe=annexe, actor=here.leader, at=timezone.now())
    root = phone(page, here, live_server.url)
    page.set_viewport_size({"width": 320, "height": 700})
    found = {}
    for route in [*PAGES, "../../../"]:
        page.goto(root + route)
        wide = page.evaluate("document.documentElement.scrollWidth")
        found[route] = (violations(page), wide)
    assert found == {route: ([], 320) for route in found}
