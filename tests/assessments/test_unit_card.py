"""The card of a unit in a frame of another site, and the page that tells how to put it there."""

import re
from collections.abc import Iterator
from html import unescape
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from browser import violations, wider_than_screen
from django.test import Client
from django.utils.html import strip_tags
from people import NOON, administrator, drobin, outsider, unit
from playwright.sync_api import Page, expect
from pytest_django import DjangoAssertNumQueries

from drogowskaz.assessments import actions
from drogowskaz.assessments.models import Assessment, Source
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.files import reading as files
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import State, Value
from drogowskaz.territory.models import Unit

pytestmark = pytest.mark.django_db

CARD = "/en/jednostka/1419053/karta/"
EMBEDDING = CARD + "osadzanie/"
NUMBERS = {
    "population.total": 8279,
    "users.support.persons": 812,
    "staff.total.persons": 31,
    "own.care.persons": 58,
    "money.total": 65_014_126_00,
    "staff.social_workers.persons": 6,
    "social_workers.higher.persons": 5,
}


def form(of: Unit, year: int = 2025, **other: int) -> Assessment:
    numbers = NUMBERS | {row.replace("__", "."): number for row, number in other.items()}
    values = {(row, 0): Value(State.VALUE, number) for row, number in numbers.items()}
    sheet = Sheet(edition_named("ozps-gmina-2025"), of.code, year, values)
    found, _changed = actions.load_reading(
        reading=files.Reading(sheet, source=files.Source("A test")), unit=of, actor=None, at=NOON
    )
    actions.publish(assessment=found, actor=None, at=NOON)
    return found


def leading(client: Client, address: str = CARD) -> list[tuple[str, str]]:
    """The numbers on the card, with what they tell."""
    html = client.get(address).content.decode()
    found = re.findall(r"<dt>(.+?)</dt>\s*<dd>(.+?)</dd>", html, re.DOTALL)
    return [(unescape(name), unescape(strip_tags(text)).strip(" \n")) for name, text in found]


def policy(client: Client, address: str) -> dict[str, list[str]]:
    header = client.get(address)["Content-Security-Policy"]
    return {name: sources for name, *sources in (part.split() for part in header.split("; "))}


def test_the_card_leads_with_residents_recipients_staff_spending_and_an_indicator(client: Client) -> None:
    form(unit())
    assert leading(client) == [
        ("Residents (persons) – total", "8\xa0279\xa0persons"),
        ("Persons given help and support – total", "812\xa0persons"),
        ("Staff – total (persons)", "31\xa0persons"),
        ("Care services – total – persons granted by decision", "58\xa0persons"),
        ("Total spending of the local government budget", "65\xa0014\xa0126\xa0zł"),
        ("Residents per social worker", "1\xa0380\xa0persons"),
    ]


def test_a_number_of_the_card_leads_to_where_it_comes_from(client: Client) -> None:
    form(unit())
    page = client.get(CARD).content.decode()
    assert 'href="/en/jednostka/1419053/ocena/2025/komorka/population.total/2025/"' in page


def test_a_hidden_number_gives_its_place_to_another(client: Client) -> None:
    form(unit(), own__care__persons=3)
    labels = [label for label, _text in leading(client)]
    assert "Care services – total – persons granted by decision" not in labels
    assert len(labels) >= 4
    assert "(hidden)" not in client.get(CARD).content.decode()


def test_an_edition_with_few_rows_shows_what_it_has(client: Client) -> None:
    found, _changed = actions.load_reading(reading=drobin(), unit=unit(), actor=None, at=NOON)
    actions.publish(assessment=found, actor=None, at=NOON)
    shown = leading(client)
    assert shown[0] == ("Residents (persons) – total", "8\xa0279\xa0persons")
    assert 4 <= len(shown) <= 6


def test_the_newest_public_year_is_on_the_card(client: Client) -> None:
    here = unit()
    form(here, 2024)
    newest = form(here, 2025)
    assert 'href="/en/jednostka/1419053/ocena/2025/"' in client.get(CARD).content.decode()
    Assessment.objects.filter(pk=newest.pk).update(status="withdrawn")
    assert 'href="/en/jednostka/1419053/ocena/2024/"' in client.get(CARD).content.decode()


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_is_not_public_is_on_no_card_not_even_an_administrators(client: Client, status: str) -> None:
    Assessment.objects.filter(pk=form(unit()).pk).update(status=status)
    told = []
    for person in (None, outsider(), administrator()):
        if person:
            client.force_login(person)
        told.append(client.get(CARD).content)
    assert len(set(told)) == 1
    assert b"There is no public assessment of this unit here yet." in told[0]
    assert b"<dl>" not in told[0]


def test_any_site_may_frame_the_card_and_keep_it_for_an_hour(client: Client) -> None:
    form(unit())
    response = client.get(CARD)
    assert "X-Frame-Options" not in response
    assert response["Cache-Control"] == "public, max-age=3600"
    assert "Set-Cookie" not in response
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert policy(client, CARD) == policy(client, "/") | {"frame-ancestors": ["*"]}


def test_every_other_page_refuses_to_be_framed(client: Client) -> None:
    form(unit())
    for address in ("/en/", EMBEDDING, "/en/jednostka/1419053/", "/en/jednostka/1419053/ocena/2025/", "/en/nie-ma/"):
        assert (address, client.get(address)["X-Frame-Options"]) == (address, "DENY")
        assert (address, policy(client, address)["frame-ancestors"]) == (address, ["'none'"])


def test_only_the_page_about_the_card_may_hold_a_frame_and_only_of_ours(client: Client) -> None:
    form(unit())
    assert policy(client, EMBEDDING) == policy(client, "/") | {"frame-src": ["'self'"]}


def test_who_has_the_card_already_is_told_that_it_has_not_changed(client: Client) -> None:
    made = form(unit())
    first = client.get(CARD)
    again = client.get(CARD, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "public, max-age=3600"
    assert "X-Frame-Options" not in again
    Assessment.objects.filter(pk=made.pk).update(status="withdrawn")
    changed = client.get(CARD, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_the_card_is_only_read(client: Client) -> None:
    unit()
    assert client.post(CARD).status_code == 405
    assert client.head(CARD).status_code == 200


@pytest.mark.parametrize("address", ["/en/jednostka/9999999/karta/", "/en/jednostka/9999999/karta/osadzanie/"])
def test_an_unknown_unit_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("years", [1, 3])
def test_the_card_costs_the_same_with_one_year_and_three_and_for_the_signed_in(
    client: Client, years: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    here = unit()
    for year in range(2025 - years, 2025):
        form(here, year + 1)
    with django_assert_num_queries(CARD_QUERIES):
        client.get(CARD)
    client.force_login(outsider())
    with django_assert_num_queries(CARD_QUERIES):
        client.get(CARD)


CARD_QUERIES = 6
"""Unit, its series (two ways), the newest form, its cells, all public forms for what they hide. No session, no user."""

HOSTILE = '"><script>alert(1)</script> ‮עברית‬'


def test_hostile_names_and_sources_stay_text_on_the_card_and_in_the_snippet(client: Client) -> None:
    form(unit(name=HOSTILE))
    Source.objects.update(title=HOSTILE)
    card, embedding = client.get(CARD).content.decode(), client.get(EMBEDDING).content.decode()
    assert "<script>alert" not in card + embedding
    area = re.search(r"<textarea[^>]*>(.*?)</textarea>", embedding, re.DOTALL)
    assert area is not None
    snippet = unescape(area[1])
    assert snippet.count("<") == 2
    assert "&quot;&gt;&lt;script&gt;" in snippet
    assert 'dir="auto"' in card


@pytest.mark.parametrize(("asked", "address"), [("pl", "/jednostka/1419053/karta/"), ("en", CARD), ("xx", CARD)])
def test_the_snippet_is_in_the_language_that_was_chosen(client: Client, asked: str, address: str) -> None:
    form(unit())
    html = client.get(f"{EMBEDDING}?jezyk={asked}").content.decode()
    assert f'src="http://testserver{address}"' in unescape(html)
    assert f'<iframe class="preview" src="{address}"' in html


@pytest.fixture
def foreign(site: str) -> Iterator[str]:
    """A page of another site that frames the card and the front page."""
    html = f"""<!doctype html><html lang="en"><title>A gmina</title><main><h1>A gmina</h1>
      <iframe title="card" src="{site}/en/jednostka/9901012/karta/" width="280" height="700"></iframe>
      <iframe title="front" src="{site}/en/" width="280" height="300"></iframe></main></html>"""

    class Foreign(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Foreign)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.browser
def test_a_foreign_page_shows_the_card_and_no_other_page_of_ours(foreign: str, page: Page) -> None:
    page.goto(foreign)
    card = page.frame_locator('iframe[title="card"]')
    expect(card.get_by_role("heading", level=1)).to_have_text("Gmina Wymyślona (przykład)")
    expect(card.get_by_text("invented example")).to_be_visible()
    expect(page.frame_locator('iframe[title="front"]').get_by_role("heading", level=1)).to_have_count(0)
    assert page.context.cookies() == []
    card.get_by_role("link", name="Read the whole assessment").click()
    page.wait_for_url("**/en/jednostka/9901012/ocena/2025/")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_card_has_no_fault_at_any_width(site: str, page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for width in (280, 360, 600):
        page.set_viewport_size({"width": width, "height": 640})
        for address in ("/jednostka/9901012/karta/", "/en/jednostka/0605053/karta/"):
            page.goto(site + address)
            assert (width, address, violations(page), wider_than_screen(page)) == (width, address, [], False)


@pytest.mark.browser
def test_the_snippet_is_copied_with_one_press(site: str, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}/en/jednostka/9901012/karta/osadzanie/")
    preview = page.frame_locator("iframe.preview")
    expect(preview.get_by_role("heading", level=1)).to_have_text("Gmina Wymyślona (przykład)")
    page.get_by_role("button", name="Copy the text").click()
    expect(page.locator("#snippet-status")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.get_by_role("textbox").input_value()
    assert copied.startswith(f'<iframe src="{site}/en/jednostka/9901012/karta/" title="')
    assert (violations(page), wider_than_screen(page)) == ([], False)
