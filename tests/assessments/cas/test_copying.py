"""Copying a section's block in the browser, and the block of a page without scripts."""

import pytest
from assessments.cas.desks import DROBIN, SECTION, drobin_form, fill
from assessments.entry.opened import clerk
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from drogowskaz.organisations.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIRST = "8316\t8279\t8279\t8279\t8279"


@pytest.fixture
def address(live_server: LiveServer, transactional_db: None) -> str:
    form = drobin_form()
    fill(form, dict(DROBIN.values))
    clerk(form)
    return f"{live_server.url}/en{SECTION}"


def visit(browser: Browser, address: str, **context: object) -> Page:
    """The section, opened by the clerk."""
    client = Client()
    client.force_login(User.objects.get(name="Celina Wpisująca"))
    opened = browser.new_context(**context)  # type: ignore[arg-type]
    name = settings.SESSION_COOKIE_NAME
    opened.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])
    page = opened.new_page()
    page.goto(address)
    return page


def test_the_button_puts_the_block_into_the_clipboard(browser: Browser, address: str) -> None:
    page = visit(browser, address, permissions=["clipboard-read", "clipboard-write"])
    page.click("button[data-block='b-population']")
    page.wait_for_function("document.getElementById('b-population-status').textContent !== ''")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.replace("\r\n", "\n").split("\n")[0] == FIRST
    page.context.close()


def test_where_the_browser_forbids_it_the_block_is_opened_and_selected(browser: Browser, address: str) -> None:
    page = visit(browser, address)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')) }")
    page.click("button[data-block='b-population']")
    page.wait_for_function("document.getElementById('b-population-status').textContent !== ''")
    chosen = page.evaluate(
        "(() => { const f = document.activeElement; return f.value.slice(f.selectionStart, f.selectionEnd) })()"
    )
    assert chosen.split("\n")[0] == FIRST
    page.context.close()


def test_without_scripts_the_block_stands_in_a_field(browser: Browser, address: str) -> None:
    page = visit(browser, address, java_script_enabled=False)
    assert page.locator("button[data-block]:visible").count() == 0
    page.locator("summary").first.click()
    assert page.locator("#b-population").input_value().split("\n")[0] == FIRST
    page.context.close()
