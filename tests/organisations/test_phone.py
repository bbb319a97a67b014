"""Somebody who was invited answers on a phone."""

import pytest
from browser import PHONE, violations, wider_than_screen
from django.utils import timezone
from organisations.cast import manager, organisation, tokens
from playwright.sync_api import Page, expect

from drogowskaz.organisations import actions
from drogowskaz.organisations.enums import Act, Position

pytestmark = pytest.mark.browser


def test_an_invitation_is_accepted_on_a_phone_with_a_name_alone(site: str, page: Page) -> None:
    circle = organisation("KGW Nowe")
    gathered, sending = tokens()
    actions.invite_to_organisation(
        organisation=circle, email="nowa@example.org", position=Position.MEMBER, acts=[Act.SPEAK], document="",
        valid_until=None, sending=sending, actor=manager(circle), at=timezone.now(),
    )  # fmt: skip
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{site}/en/zaproszenie/{gathered[0]}/")
    assert (violations(page), wider_than_screen(page)) == ([], False)
    page.get_by_label("Your name").fill("Nowa Osoba")
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My organisations")
    expect(page.get_by_role("link", name="KGW Nowe")).to_be_visible()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    assert (violations(page), wider_than_screen(page)) == ([], False)
    page.goto(f"{site}/en/zaproszenie/{gathered[0]}/")
    expect(page.get_by_role("status")).to_contain_text("The link works once")
