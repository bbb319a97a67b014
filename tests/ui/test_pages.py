"""Every page: answers, is whole without JavaScript, has no fault that axe can find."""

import pytest
from accounts import arrive, take_over
from browser import violations, wider_than_screen
from django.test import Client
from pages import EVERY, PAGES, SIGNED_IN, WITHOUT_A_PAGE
from playwright.sync_api import Page

from drogowskaz.config.navigation import PARENTS


def test_every_route_has_a_page_to_look_at() -> None:
    assert [*PAGES.keys() & SIGNED_IN.keys()] == []
    assert PAGES.keys() | SIGNED_IN.keys() | WITHOUT_A_PAGE == PARENTS.keys()


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.usefixtures("example")
def test_every_page_answers_and_names_its_language(client: Client, prefix: str) -> None:
    for name, address in PAGES.items():
        response = client.get(prefix + address)
        assert (name, response.status_code) == (name, 200)
        lang = "en" if prefix else "pl"
        assert f'<html lang="{lang}">' in response.content.decode()


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.usefixtures("example")
def test_every_page_that_asks_who_is_there_answers_the_right_person(prefix: str) -> None:
    for name, (address, who) in SIGNED_IN.items():
        client = Client()
        response = client.get(prefix + address.format(**arrive(client, who)))
        assert (name, response.status_code) == (name, 200)
        assert f'<html lang="{"en" if prefix else "pl"}">' in response.content.decode()


@pytest.mark.usefixtures("example")
def test_no_page_carries_script_or_style_of_its_own() -> None:
    """The content policy would refuse them."""
    visits = [(address, "") for address in EVERY.values()] + [*SIGNED_IN.values()]
    for address, who in visits:
        client = Client()
        html = client.get(address.format(**arrive(client, who) if who else {})).content.decode()
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


@pytest.mark.browser
def test_axe_finds_nothing_on_any_page_that_asks_who_is_there(site: str, page: Page) -> None:
    found = {}
    for name, (address, who) in SIGNED_IN.items():
        client = Client()
        words = arrive(client, who)
        page.context.clear_cookies()
        if "sessionid" in client.cookies:
            take_over(page.context, client, site)
        page.goto(site + address.format(**words))
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
