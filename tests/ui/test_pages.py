"""Every page: answers, is whole without JavaScript, has no fault that axe can find."""

import pytest
from browser import violations, wider_than_screen
from django.test import Client
from pages import EVERY, PAGES
from playwright.sync_api import Page

from drogowskaz.config.navigation import PARENTS


def test_every_route_has_a_page_to_look_at() -> None:
    assert PAGES.keys() == PARENTS.keys()


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.usefixtures("example")
def test_every_page_answers_and_names_its_language(client: Client, prefix: str) -> None:
    for name, address in PAGES.items():
        response = client.get(prefix + address)
        assert (name, response.status_code) == (name, 200)
        lang = "en" if prefix else "pl"
        assert f'<html lang="{lang}">' in response.content.decode()


@pytest.mark.usefixtures("example")
def test_no_page_carries_script_or_style_of_its_own(client: Client) -> None:
    """The content policy would refuse them."""
    for address in EVERY.values():
        html = client.get(address).content.decode()
        assert "<style" not in html
        assert " style=" not in html
        assert html.count("<script") == html.count("<script src=")


@pytest.mark.usefixtures("example")
def test_the_content_policy_allows_only_our_own_files(client: Client) -> None:
    policy = client.get("/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.browser
def test_axe_finds_nothing_on_any_page(site: str, page: Page) -> None:
    found = {}
    for name, address in EVERY.items():
        page.goto(site + address)
        wrong = violations(page)
        if wider_than_screen(page):
            wrong.append("wider than the screen")
        if wrong:
            found[name] = wrong
    assert found == {}


@pytest.mark.django_db
def test_a_page_that_does_not_exist_says_so_in_both_languages(client: Client) -> None:
    polish, english = client.get("/nie-ma/"), client.get("/en/nie-ma/")
    assert (polish.status_code, english.status_code) == (404, 404)
    assert "Nie ma takiej strony" in polish.content.decode()
    assert "There is no such page" in english.content.decode()


@pytest.mark.django_db
def test_the_front_page_of_an_empty_installation_says_what_to_do(client: Client) -> None:
    assert "Nie opublikowano tu jeszcze żadnej oceny." in client.get("/").content.decode()
    assert "Rejestr jednostek jest pusty." in client.get("/jednostki/").content.decode()
