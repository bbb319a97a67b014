"""The page of an assessment's indicators: who sees it, what it says, at what cost."""

import re
from html import unescape

import pytest
from django.test import Client
from people import NOON, administrator, drobin, outsider, unit
from pytest_django import DjangoAssertNumQueries

from drogowskaz.assessments import actions
from drogowskaz.assessments.models import Assessment
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.files.reading import Reading, Source
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import NO_INFORMATION, State, Value

pytestmark = pytest.mark.django_db

PAGE = "/en/jednostka/1419053/ocena/2025/wskazniki/"
OLD = "/en/jednostka/1419053/ocena/2014/wskazniki/"
CELLS = {
    ("population.total", 0): 8279,
    ("population.total", -1): 8300,
    ("staff.social_workers.persons", 0): 5,
    ("staff.social_workers.persons", -1): 0,
    ("staff.social_workers.fte", 0): 405,
    ("social_work.families", 0): 201,
    ("social_workers.higher.persons", 0): 4,
}


@pytest.fixture
def assessment() -> Assessment:
    values = {key: Value(State.VALUE, number) for key, number in CELLS.items()}
    values["users.real.persons", 0] = NO_INFORMATION
    sheet = Sheet(edition_named("ozps-gmina-2025"), "1419053", 2025, values)
    found, _changed = actions.load_reading(
        reading=Reading(sheet, source=Source("A test")), unit=unit(), actor=None, at=NOON
    )
    actions.publish(assessment=found, actor=None, at=NOON)
    return found


def words(html: str) -> str:
    """The text of a page or a part of it, its spaces made single."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def part(html: str, begins: str, ends: str) -> str:
    start = html.index(begins)
    return words(html[start : html.index(ends, start)])


def shown(client: Client, indicator: str) -> str:
    """The row of one indicator, with what stands beneath it."""
    html = client.get(PAGE).content.decode()
    return part(html, f'<tr id="{indicator}"', "</dl>")


def test_a_computed_indicator_stands_with_its_figures_meaning_and_formula(
    client: Client, assessment: Assessment
) -> None:
    assert shown(client, "ioss-27") == (
        "Residents per social worker [persons]"
        " no figure no figure 1 656 no figure no figure"
        " Not computable (2023, 2024, 2026, 2027) because residents (2023) is empty; social workers (2023) is empty."
        " What it means Counted in persons, not full-time equivalents; rounded to whole numbers, halves up."
        " How to read it the higher, the heavier the load"
        " How it is computed residents ÷ social workers"
        " Where its numbers come from Residents (persons) – total ; Social workers – total (persons)"
        " Norm 1 full-time equivalent per 2,000 residents or per 50 families"
        " (art. 110(11) of the act on social assistance)"
        " How sure the definition is certain"
        " Basis IOSS 27: wzór opublikowany, przeliczony zgodnie (396/396, 150/150)"
    )


def test_a_figure_that_is_not_computable_says_why_for_the_assessed_year(client: Client, assessment: Assessment) -> None:
    assert "because persons in aided families (2025) has a dot (no information)." in shown(client, "ioss-17")


def test_what_is_our_assumption_is_marked_beside_its_name(client: Client, assessment: Assessment) -> None:
    assert shown(client, "g2011-01").startswith(
        "Education of social workers [%] our assumption, to be checked no figure no figure 80.0 "
    )


def test_every_indicator_of_the_edition_stands_once_under_its_group(client: Client, assessment: Assessment) -> None:
    html = client.get(PAGE).content.decode()
    edition = edition_named("ozps-gmina-2025")
    rows = re.findall(r'<tr id="([^"]+)"', html)
    assert sorted(rows) == sorted(one.id for one in edition.indicators)
    groups = re.findall(r"<caption>([^<]+)</caption>", html)
    assert groups[0] == "Social work staff"
    assert len(groups) == len({one.group for one in edition.indicators})


def test_the_norm_stands_with_its_arithmetic_basis_and_certainty(client: Client, assessment: Assessment) -> None:
    html = client.get(PAGE).content.decode()
    norm = part(html, '<h2 id="norm">', "</section>")
    assert norm.startswith(
        "Statutory norm for social workers The statutory norm is met."
        " By residents (8 279, one post for 2 000) 4.14 posts are needed, 4.05 filled: too few."
        " By social work – families (201, one post for 50) 4.02 posts are needed, 4.05 filled: enough."
        " At least 3 persons are needed in any case, 5 employed: enough."
        " Art. 110 ust. 11 ustawy o pomocy społecznej"
    )
    assert norm.endswith("inferred, to be checked")


def test_an_edition_without_indicators_says_so_and_asks_no_norm(client: Client) -> None:
    found, _changed = actions.load_reading(reading=drobin(), unit=unit(), actor=None, at=NOON)
    actions.publish(assessment=found, actor=None, at=NOON)
    html = client.get(OLD).content.decode()
    assert "This edition of the form has no indicators" in html
    assert 'id="norm"' not in html
    assert "<table" not in html


@pytest.mark.parametrize(("who", "answer"), [("anonymous", 404), ("outsider", 404), ("administrator", 200)])
def test_the_indicators_of_a_draft_are_for_administrators(assessment: Assessment, who: str, answer: int) -> None:
    Assessment.objects.update(status="draft")
    client = Client()
    people = {"administrator": administrator, "outsider": outsider}
    if who in people:
        client.force_login(people[who]())
    assert client.get(PAGE).status_code == answer


@pytest.mark.parametrize("address", [PAGE.replace("2025", "2024"), PAGE.replace("1419053", "9999999")])
def test_addresses_that_lead_nowhere_say_so(client: Client, assessment: Assessment, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_assessment_leads_to_its_indicators(client: Client, assessment: Assessment) -> None:
    assert f'href="{PAGE}"' in client.get(PAGE.removesuffix("wskazniki/")).content.decode()


@pytest.mark.parametrize("cells", [1, 3])
def test_the_page_costs_the_same_with_one_cell_and_with_three(
    client: Client, assessment: Assessment, cells: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    kept = assessment.cells.values_list("pk", flat=True)[:cells]
    assessment.cells.exclude(pk__in=list(kept)).delete()
    with django_assert_num_queries(9):
        client.get(PAGE)
