"""Every page: answers in its language, with no script or style of its own. `make look` sees them in a browser."""

import pytest
from accounts import arrive
from django.test import Client
from pages import PAGES, SIGNED_IN, STATES, VISITS, WITHOUT_A_PAGE

from drogowskaz.config.navigation import PARENTS


def test_every_route_has_a_page_to_look_at() -> None:
    assert [*PAGES.keys() & SIGNED_IN.keys()] == []
    assert PAGES.keys() | SIGNED_IN.keys() | WITHOUT_A_PAGE == PARENTS.keys()


@pytest.mark.parametrize(("lang", "prefix"), [("pl", ""), ("en", "/en")])
@pytest.mark.usefixtures("example")
def test_every_page_answers_in_its_language_without_script_or_style_of_its_own(lang: str, prefix: str) -> None:
    """The content policy would refuse such script and style."""
    for name, (address, who) in VISITS.items():
        client = Client()
        response = client.get(prefix + address.format(**arrive(client, who) if who else {}))
        html = response.content.decode()
        assert name in STATES or response.status_code == 200, name
        assert f'<html lang="{lang}">' in html, name
        assert "<style" not in html, name
        assert " style=" not in html, name
        assert html.count("<script") == html.count("<script src="), name


@pytest.mark.usefixtures("example")
def test_the_content_policy_allows_only_our_own_files(client: Client) -> None:
    policy = client.get("/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


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
