"""The front page, the search and the page of a unit."""

import datetime as dt

import pytest
from django.test import Client
from people import NOON, drobin, unit
from pytest_django import DjangoAssertNumQueries

from drogowskaz.assessments import actions
from drogowskaz.assessments.models import Assessment
from drogowskaz.territory.enums import Change, Kind
from drogowskaz.territory.models import Boundary, Succession, Unit

pytestmark = pytest.mark.django_db

SQUARE = [[[[21.0, 52.0], [22.0, 52.0], [22.0, 53.0], [21.0, 53.0], [21.0, 52.0]]]]


def made(code: str, name: str, kind: Kind, parent: Unit | None = None) -> Unit:
    new = Unit.of(code=code, name=name, kind=kind, parent=parent)
    new.save()
    return new


def published(count: int) -> None:
    """So many public assessments of as many gminas."""
    for place in range(count):
        one = unit(f"14190{place}2", f"Wymyślona {place}")
        assessment, _changed = actions.load_reading(reading=drobin(), unit=one, actor=None, at=NOON)
        actions.publish(assessment=assessment, actor=None, at=NOON)


def test_the_front_page_shows_only_public_assessments(client: Client) -> None:
    actions.load_reading(reading=drobin(), unit=unit(), actor=None, at=NOON)
    assert "gmina Drobin" not in client.get("/").content.decode()
    actions.publish(assessment=Assessment.objects.get(), actor=None, at=NOON)
    assert "gmina Drobin – ocena za 2014\xa0rok" in client.get("/").content.decode().replace("2014 rok", "2014\xa0rok")


@pytest.mark.parametrize("count", [1, 3])
def test_the_front_page_costs_the_same_with_one_assessment_and_with_three(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    published(count)
    with django_assert_num_queries(1):
        client.get("/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_search_costs_the_same_with_one_unit_and_with_three(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for place in range(count):
        unit(f"14190{place}2", f"Wymyślona {place}")
    with django_assert_num_queries(1):
        html = client.get("/jednostki/?q=wymyslona").content.decode()
    assert html.count("gmina Wymyślona") == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_unit_costs_the_same_with_one_unit_in_it_and_with_three(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    powiat = made("1419", "płocki", Kind.POWIAT)
    for place in range(count):
        made(f"14190{place}2", f"Wymyślona {place}", Kind.GMINA_RURAL, powiat)
    with django_assert_num_queries(UNIT_QUERIES):
        html = client.get("/jednostka/1419/").content.decode()
    assert html.count("gmina Wymyślona") == count


UNIT_QUERIES = 12
"""The unit, what is above and below it, its series three times, its assessments, cycles, changes and outlines."""


def test_the_search_answers_htmx_with_its_results_only(client: Client) -> None:
    unit()
    html = client.get("/jednostki/?q=drob", headers={"HX-Request": "true"}).content.decode()
    assert html.strip().startswith('<section id="results"')
    assert "gmina Drobin" in html


@pytest.mark.parametrize("text", ["%", "_", "'; DROP TABLE", "<script>", "\x00", "ł" * 5000])
def test_odd_searches_find_nothing_and_break_nothing(client: Client, text: str) -> None:
    unit()
    response = client.get("/jednostki/", {"q": text})
    assert response.status_code == 200
    assert "gmina Drobin" not in response.content.decode()
    assert "<script>" not in response.content.decode()


def test_a_gmina_that_became_a_town_shows_its_older_assessments(client: Client) -> None:
    day = dt.date(2026, 1, 1)
    old = Unit.of(code="1419142", name="Staroźreby", kind=Kind.GMINA_RURAL, parent=None, valid_to=day)
    old.save()
    new = made("1419143", "Staroźreby", Kind.GMINA_MIXED)
    Succession.objects.create(old=old, new=new, change=Change.KIND, after=dt.date(2024, 1, 1), by=day)
    assessment, _changed = actions.load_reading(reading=drobin(), unit=old, actor=None, at=NOON)
    actions.publish(assessment=assessment, actor=None, at=NOON)
    html = client.get("/jednostka/1419143/").content.decode()
    assert 'href="/jednostka/1419143/ocena/2014/"' in html
    assert "między 1\xa0stycznia 2024 a\xa01\xa0stycznia 2026" in html.replace("1 stycznia", "1\xa0stycznia")
    assert client.get("/jednostka/1419143/ocena/2014/").status_code == 200


def test_a_unit_that_left_the_register_says_since_when(client: Client) -> None:
    gone = Unit.of(code="1419142", name="Dawna", kind=Kind.GMINA_RURAL, parent=None, valid_to=dt.date(2020, 1, 1))
    gone.save()
    html = client.get("/jednostka/1419142/").content.decode()
    assert "Tej jednostki nie ma w\xa0rejestrze od 1 stycznia 2020." in html


def test_the_gmina_of_a_city_leads_to_the_city(client: Client) -> None:
    city = made("0663", "Lublin", Kind.CITY)
    made("0663011", "Lublin", Kind.GMINA_URBAN, city)
    response = client.get("/jednostka/0663011/")
    assert (response.status_code, response["Location"]) == (302, "/jednostka/0663/")


def test_a_map_stands_beside_the_list_where_boundaries_are_known(client: Client) -> None:
    powiat = made("1419", "płocki", Kind.POWIAT)
    gmina = made("1419053", "Drobin", Kind.GMINA_MIXED, powiat)
    assert '<svg class="map"' not in client.get("/jednostka/1419/").content.decode()
    for one in (powiat, gmina):
        Boundary.objects.create(unit=one, polygons=SQUARE, source="zmyślone")
    html = client.get("/jednostka/1419/").content.decode()
    assert 'aria-label="Mapa: powiat płocki"' in html
    assert html.count('href="/jednostka/1419053/"') == 2


@pytest.mark.parametrize("code", ["9999", "abc", "14190531"])
def test_an_unknown_code_is_a_page_that_does_not_exist(client: Client, code: str) -> None:
    assert client.get(f"/jednostka/{code}/").status_code == 404
