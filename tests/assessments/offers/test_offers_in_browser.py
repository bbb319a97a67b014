"""Deciding on offered values as a person does it: on a phone, without scripts, and from the grid."""

import pytest
from accounts import arrive, take_over
from assessments.entry.opened import CLERK, EXAMPLE, YEAR
from assessments.offers.given import offered, standing
from browser import violations, wider_than_screen
from django.test import Client
from people import unit
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from drogowskaz.assessments.models import Assessment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FORM = f"/en/wpis/{EXAMPLE}/{YEAR}/"
OSP = "OSP Łęg"


@pytest.fixture
def form(live_server: LiveServer) -> Assessment:
    """An open form; the clerk is there."""
    unit(EXAMPLE, "Janów Lubelski")
    arrive(Client(), CLERK)
    return Assessment.objects.get()


def sign_in(context: BrowserContext, site: LiveServer) -> None:
    client = Client()
    arrive(client, CLERK)
    take_over(context, client, site.url)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_without_scripts_two_of_three_are_taken_with_a_reason(
    browser: Browser, live_server: LiveServer, form: Assessment, scheme: str
) -> None:
    offered(form, 12)
    offered(form, 20, OSP)
    offered(form, 25, "Caritas", double="Te same osoby co w KGW.")
    context = browser.new_context(
        java_script_enabled=False,
        viewport={"width": 320, "height": 700},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    sign_in(context, live_server)
    page = context.new_page()
    page.goto(f"{live_server.url}{FORM}podane/")
    page.get_by_text("Decide otherwise").click()
    page.get_by_label("12 – KGW Zakręcone").check()
    page.get_by_label(f"20 – {OSP}").check()
    page.get_by_label("what is ticked above").check()
    page.get_by_label("Why (whoever supplied a value will read it)").fill("Caritas liczy tych samych ludzi.")
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.get_by_text("Everything is decided.")).to_be_visible()
    context.close()
    assert standing(form) == (32, "KGW Zakręcone, OSP Łęg", 1)


@pytest.mark.parametrize("address", ["podane/", "komorka/population.total/2025/", "2/"])
def test_the_pages_with_offers_are_accessible_and_fit_a_phone(
    page: Page, live_server: LiveServer, form: Assessment, address: str
) -> None:
    offered(form, 12)
    offered(form, 20, OSP, double="Te same osoby.")
    offered(form, 7, cell=("population.women.total", 0))
    sign_in(page.context, live_server)
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(f"{live_server.url}{FORM}{address}")
    for closed in page.locator("details.otherwise").all():
        closed.locator("summary").click()
    assert (violations(page), wider_than_screen(page)) == ([], False)


def test_from_the_grid_the_only_value_is_taken_and_one_is_back_at_its_row(
    page: Page, live_server: LiveServer, form: Assessment
) -> None:
    offered(form, 7, cell=("population.women.total", 0))
    sign_in(page.context, live_server)
    page.goto(f"{live_server.url}{FORM}2/")
    page.get_by_role("button", name="Put in 7").click()
    expect(page).to_have_url(f"{live_server.url}{FORM}2/?strona=1#population.women.total")
    expect(page.locator('[name="v:population.women.total:0"]')).to_have_value("7")
    expect(page.get_by_role("button", name="Put in 7")).to_have_count(0)
    assert standing(form, ("population.women.total", 0)) == (7, "KGW Zakręcone", 1)
