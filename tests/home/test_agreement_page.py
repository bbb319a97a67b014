"""The page that says how many published figures this program computes to the last place."""

import re
from html import unescape

from django.test import Client

from drogowskaz.engine.agreement import agreements


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def test_the_page_lists_every_count_that_is_kept(client: Client) -> None:
    html = client.get("/en/zgodnosc/").content.decode()
    (found,) = agreements()
    rows = re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", html, re.S)
    assert [words(row).split()[-4:] for row in rows] == [
        [str(number) for number in (one.rows, one.exact, one.close, one.apart)] for one in found.tallies
    ]
    assert words(rows[1]) == "Residents per social worker [persons] 11 powiats, 2007–2024 198 197 1 0"


def test_the_page_says_how_many_agree_why_some_do_not_and_names_the_source(client: Client) -> None:
    html = client.get("/en/zgodnosc/").content.decode()
    text = words(html)
    assert "472 published figures were computed again; exactly equal after rounding: 463." in text
    assert "9 figures one unit off are exact halves: the publication rounds them to the even number" in text
    assert 'href="https://obserwator.rops.krakow.pl/"' in html
