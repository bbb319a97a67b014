"""The public calendar of a year, and the list of days on which the form was really opened."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def test_anyone_reads_the_calendar_of_a_year_with_what_we_do_not_know(client: Client) -> None:
    html = text(client, "/en/kalendarz/2026/")
    council = html[html.index('<li id="council"') : html.index('<li id="rops"')]
    assert "set by law" in council
    assert "to be checked" not in council
    guess = html[html.index('<li id="official_form"') : html.index('<li id="rdpp_opinion"')]
    assert "customary, not law" in guess
    assert "our assumption, to be checked" in guess


def test_a_voivodeship_has_its_own_day_of_presenting(client: Client) -> None:
    html = text(client, "/en/kalendarz/2026/?poziom=wojewodztwo")
    assert "The assessment is presented to the sejmik" in html
    assert '<time datetime="2027-06-30">' in html
    assert text(client, "/en/kalendarz/2026/?poziom=obcy") == text(client, "/en/kalendarz/2026/?poziom=gmina").replace(
        "?poziom=gmina", "?poziom=obcy"
    ).replace('href="?poziom=obcy"', 'href="?poziom=gmina"')


@pytest.mark.parametrize(("year", "status"), [(2010, 404), (2011, 200), (2100, 200), (2101, 404), (0, 404)])
def test_years_out_of_reach_lead_nowhere(client: Client, year: int, status: int) -> None:
    assert client.get(f"/kalendarz/{year}/").status_code == status


def test_the_real_openings_are_told_with_the_days_that_were_left(client: Client) -> None:
    html = text(client, "/en/kalendarz/otwarcia/")
    row = html[html.index('<th scope="row">2020</th>') : html.index('<th scope="row">2017</th>')]
    assert "6 April 2021" in row
    assert "24 days" in row
    assert "nothing yet" in row
