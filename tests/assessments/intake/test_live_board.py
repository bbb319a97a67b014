"""The board in a browser: it follows what clerks type without being loaded anew, and works for everyone."""

from accounts import take_over
from assessments.intake.arrived import CODE, REGION, YEAR, arrive_at_desk
from browser import violations
from cycles import put
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from drogowskaz.assessments.actions.intake.keeping import keep
from drogowskaz.assessments.models import Assessment, Cycle

ADDRESS = f"/en/wojewodztwo/{REGION}/formularze/{YEAR}/"


def desk(page: Page, site: str) -> Assessment:
    client = Client()
    arrive_at_desk(client)
    take_over(page.context, client, site)
    form = Assessment.objects.get(unit__code=CODE, year=YEAR)
    keep(assessments=[form.pk], at=timezone.now())
    return form


def test_what_is_typed_appears_without_loading_and_a_new_state_is_said_once(page: Page, site: str) -> None:
    form = desk(page, site)
    page.goto(site + ADDRESS)
    row = page.locator(f'tr[data-unit="{CODE}"]')
    before = row.locator(".touched").inner_text()
    expect(row).to_contain_text("being filled in")
    put(form, "hospices", 2, 3)
    keep(assessments=[form.pk], at=timezone.now())
    expect(row.locator(".touched")).not_to_have_text(before, timeout=15_000)
    expect(page.locator("#live")).to_be_empty()
    Cycle.objects.filter(assessment=form).update(state="suspended")
    expect(row.locator(".where")).to_have_text("work suspended", timeout=15_000)
    expect(page.locator("#live")).to_contain_text("work suspended")


def test_the_board_says_when_it_has_lost_the_site_and_when_it_is_back(page: Page, site: str) -> None:
    desk(page, site)
    page.goto(site + ADDRESS)
    page.context.set_offline(True)
    expect(page.locator("#live")).to_contain_text("No connection", timeout=15_000)
    page.context.set_offline(False)
    expect(page.locator("#live")).to_contain_text("up to date again", timeout=25_000)


def test_pages_of_the_desk_have_no_fault_of_accessibility(page: Page, site: str) -> None:
    desk(page, site)
    for part in ("", "uwagi/", "uwagi/?widok=kontrole", f"{CODE}/porownania/", "przypomnienie/?stan=work", "zrodla/"):
        page.goto(f"{site}{ADDRESS}{part}")
        assert violations(page) == [], part
