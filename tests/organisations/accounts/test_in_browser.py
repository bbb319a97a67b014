"""Signing in as people do it: through a browser, with an app for codes, and with a passkey of a pretended device."""

from collections.abc import Iterator

import pytest
from accounts import PASSWORD, SECRET, code, guarded, member
from browser import violations
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def at(live_server: LiveServer) -> str:
    """The address of an empty site in English. A passkey belongs to a name, not to a number, so it is `localhost`."""
    return f"{live_server.url.replace('127.0.0.1', 'localhost')}/en/konto"


@pytest.fixture
def device(page: Page) -> Iterator[None]:
    """A device that keeps passkeys and always agrees."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    line.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield
    line.detach()


def enter(page: Page, at: str, email: str) -> None:
    page.goto(f"{at}/wejscie/")
    way = page.get_by_role("region", name="With a password")
    way.get_by_label("E-mail address").fill(email)
    way.get_by_label("Password").fill(PASSWORD)
    way.get_by_role("button", name="Sign in").click()


def test_a_code_from_an_app_is_asked_and_enough(at: str, page: Page) -> None:
    guarded()
    enter(page, at, "gustaw@example.org")
    expect(page.get_by_role("heading", level=1)).to_have_text("The second step")
    page.get_by_role("textbox", name="Code").fill("000000")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("The code is not right.")
    assert violations(page) == []
    page.get_by_role("textbox", name="Code").fill(code())
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("link", name="Gustaw Strzeżony")).to_be_visible()


def test_a_passkey_is_added_and_then_signs_in_without_a_password(at: str, page: Page, device: None) -> None:
    member()
    enter(page, at, "maria@example.org")
    expect(page.get_by_role("link", name="Maria Zielińska")).to_be_visible()
    page.goto(f"{at}/zabezpieczenia/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Name of the passkey").fill("Laptop w biurze")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("status").first).to_have_text("The passkey was added.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.goto(f"{at}/zabezpieczenia/klucze/")
    expect(page.get_by_role("heading", name="Laptop w biurze")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{at}/wejscie/?next=/en/konto/sesje/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where you are signed in")


def test_a_passkey_serves_as_the_second_step(at: str, page: Page, device: None) -> None:
    member()
    enter(page, at, "maria@example.org")
    page.goto(f"{at}/zabezpieczenia/klucze/nowy/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.get_by_role("button", name="Sign out").click()
    enter(page, at, "maria@example.org")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("link", name="Maria Zielińska")).to_be_visible()
    page.goto(f"{at}/potwierdzenie/klucz/?next=/en/konto/zabezpieczenia/aplikacja/")
    page.get_by_role("button", name="Confirm with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Connect an app")


def test_a_browser_that_cannot_use_passkeys_says_so_and_offers_the_rest(at: str, page: Page) -> None:
    page.add_init_script("delete window.PublicKeyCredential")
    page.goto(f"{at}/wejscie/")
    expect(page.get_by_text("This browser cannot use passkeys at this address.")).to_be_visible()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    assert violations(page) == []


def test_an_app_is_connected_with_the_key_shown_beside_the_picture(at: str, page: Page) -> None:
    member()
    enter(page, at, "maria@example.org")
    page.goto(f"{at}/zabezpieczenia/aplikacja/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    key = page.locator("code.key").inner_text()
    assert key != SECRET
    page.get_by_role("textbox", name="Code").fill(code(key=key))
    page.get_by_role("button", name="Connect the app").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    expect(page.locator(".codes code")).to_have_count(10)


def test_a_session_lost_in_the_middle_leads_to_signing_in_and_back(at: str, page: Page) -> None:
    member()
    enter(page, at, "maria@example.org")
    page.goto(f"{at}/")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("link", name="Where you are signed in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    way = page.get_by_role("region", name="With a password")
    way.get_by_label("E-mail address").fill("maria@example.org")
    way.get_by_label("Password").fill(PASSWORD)
    way.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where you are signed in")
