"""The agreement in a browser: on a phone, without a script and with one."""

import pytest
from browser import PHONE, violations, wider_than_screen
from django.test import Client
from participation.agreement.sides import PAGE, signed, talks
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from drogowskaz.organisations.models import User
from drogowskaz.participation.enums.agreement import ScopeLevel

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def enter(page: Page, address: str, person: User) -> None:
    """Be signed in as this person."""
    client = Client()
    client.force_login(person)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])


def test_a_leader_proposes_disputes_and_signs_on_a_phone(live_server: LiveServer, page: Page) -> None:
    found = talks()
    enter(page, live_server.url, found.leader)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(live_server.url + PAGE)
    assert (violations(page), wider_than_screen(page)) == ([], False)
    chapter = page.locator(f"#scope-{found.chapter('5').pk}")
    chapter.get_by_role("radio", name="3 drafts a part").check()
    chapter.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_have_text("The chapter is saved.")
    assert found.chapter("5").level == ScopeLevel.DRAFTS
    other = page.locator(f"#scope-{found.chapter('6').pk}")
    other.get_by_text("Dispute").first.click()
    other.get_by_label("What you want instead").fill("Bez wolontariuszy.")
    other.get_by_role("button", name="Dispute").click()
    expect(page.get_by_role("heading", name="What is still disputed")).to_be_visible()
    page.get_by_role("button", name="Agree with all the rest").click()
    expect(page.get_by_role("status")).to_have_text("Agreed with 9 points.")
    page.get_by_label("Function of the signer").fill("przewodnicząca")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Sign for: KGW Zmyślone").click()
    expect(page.get_by_role("status")).to_have_text("Signed. The other sides can sign now.")
    assert (violations(page), wider_than_screen(page)) == ([], False)


def test_a_refusal_is_seen_where_the_reader_looks(live_server: LiveServer, page: Page) -> None:
    found = talks()
    enter(page, live_server.url, found.leader)
    page.goto(live_server.url + PAGE)
    found.propose("5", None, gives="Coś innego")
    chapter = page.locator(f"#scope-{found.chapter('5').pk}")
    chapter.get_by_role("radio", name="0 does not take part").check()
    chapter.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Somebody changed this point after you opened the page.")
    expect(page.get_by_role("alert")).to_be_in_viewport()
    expect(chapter.get_by_role("radio", name="0 does not take part")).to_be_checked()


def test_without_a_script_everything_works(live_server: LiveServer, browser: Browser) -> None:
    found = talks()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    enter(page, live_server.url, found.leader)
    page.goto(live_server.url + PAGE)
    chapter = page.locator(f"#scope-{found.chapter('5').pk}")
    chapter.get_by_role("radio", name="3 drafts a part").check()
    chapter.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_have_text("The chapter is saved.")
    context.close()
    assert found.chapter("5").level == ScopeLevel.DRAFTS


def test_the_signed_agreement_is_readable_for_everyone_on_every_screen(live_server: LiveServer, page: Page) -> None:
    found = signed()
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        for address in (PAGE, f"{PAGE}wersja/1/"):
            page.goto(live_server.url + address)
            assert (violations(page), wider_than_screen(page)) == ([], False)
    expect(page.get_by_text(found.agreement.digest)).to_be_visible()


def test_an_animator_writes_down_a_paper_without_a_fault_of_access(live_server: LiveServer, page: Page) -> None:
    found = talks()
    found.paper()
    enter(page, live_server.url, found.animator)
    page.goto(live_server.url + PAGE)
    page.get_by_label("Write down for").select_option(label="KGW Zmyślone")
    page.get_by_role("button", name="Choose").click()
    assert violations(page) == []
    page.get_by_label("Who signed on the paper").fill("Kazia Kołowa")
    page.get_by_role("button", name="Sign for: KGW Zmyślone").click()
    expect(page.get_by_role("status")).to_have_text("Signed. The other sides can sign now.")
