"""The page of what differs between two editions."""

import re

import pytest
from django.test import Client

from drogowskaz.engine.difference.compare import difference_between
from drogowskaz.engine.difference.pieces import Change
from drogowskaz.engine.editions.loader import edition_named

pytestmark = pytest.mark.django_db

OLD, NEW = "ozps-gmina-2014", "ozps-gmina-2025"
PAGE = f"/formularz/{NEW}/zmiany/{OLD}/"
SAME = f"/formularz/{OLD}/zmiany/{OLD}/"


def shown(client: Client, address: str) -> str:
    """The page with every kind of space as one space."""
    return re.sub(r"\s+", " ", client.get(address).content.decode())


def test_counts_stand_at_the_top_as_they_are_in_the_command(client: Client) -> None:
    html = shown(client, "/en" + PAGE)
    found = difference_between(edition_named(OLD), edition_named(NEW))
    rows = re.findall(r'<td class="n" data-label="[^"]+">(\d+)</td>', html)
    assert rows == [str(number) for numbers in found.counts.values() for number in numbers.values()]
    assert html.index('<table class="grid">') < html.index('<h2 class="chapter"')


def test_every_piece_stands_under_its_chapter_in_order(client: Client) -> None:
    html = shown(client, "/en" + PAGE)
    found = difference_between(edition_named(OLD), edition_named(NEW))
    assert re.findall(r'<h2 class="chapter" id="chapter-([^"]+)">', html) == [
        number for number, *_rest in found.chapters
    ]
    keys = [piece.key for _number, _label, pieces in found.chapters for piece in pieces]
    assert re.findall(r'</span> [^<]+<span class="small">([^<]+)</span>', html) == keys


def test_a_state_is_a_word_beside_its_icon(client: Client) -> None:
    html = shown(client, "/en" + PAGE)
    tags = re.findall(r'<span class="tag (\w+)"><svg[^>]*>.*?</svg> (\w+)</span>', html)
    assert {*tags} == {("done", "added"), ("warning", "removed"), ("note", "changed")}
    found = difference_between(edition_named(OLD), edition_named(NEW))
    assert len(tags) == sum(len(piece.changes) for piece in found.pieces)
    assert {change for piece in found.pieces for change in piece.changes} == {
        Change.ADDED, Change.REMOVED, Change.CHANGED,
    }  # fmt: skip


def test_what_differs_is_told_before_and_after(client: Client) -> None:
    html = shown(client, "/en" + PAGE)
    assert "instruction in English: Check rows 4, 8 and 10. → Correct the numbers in these rows." in html


def test_editions_that_do_not_differ_say_so_and_lead_on(client: Client) -> None:
    html = shown(client, "/en" + SAME)
    said = re.findall(r'<p class="empty-state"> (.*?) </p>', html)
    assert said == ['The two editions do not differ. <a href="/en/formularz/">Choose other editions</a>']
    assert '<h2 class="chapter"' not in html


@pytest.mark.parametrize("address", [f"/formularz/nowhere/zmiany/{OLD}/", f"/formularz/{NEW}/zmiany/nowhere/"])
def test_an_unknown_edition_is_no_page(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_trail_leads_back_over_the_edition(client: Client) -> None:
    html = shown(client, PAGE)
    trail = html[html.index('class="trail"') : html.index("</nav>", html.index('class="trail"'))]
    assert re.findall(r'href="([^"]+)"', trail)[:3] == ["/", "/formularz/", f"/formularz/{NEW}/"]


def test_the_page_of_the_edition_leads_here(client: Client) -> None:
    assert f'href="{PAGE}"' in shown(client, f"/formularz/{NEW}/")
