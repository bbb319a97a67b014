"""The past of an indicator beyond one form: earlier public assessments of the unit, and nothing that they hide."""

import re
from dataclasses import replace
from fractions import Fraction
from urllib.parse import urljoin

import pytest
from django.test import Client
from people import NOON, unit
from pytest_django import DjangoAssertNumQueries

from drogowskaz.assessments import actions
from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.queries.history import Form, History, histories, history_of
from drogowskaz.assessments.queries.publication import copy_of
from drogowskaz.documents.content import Missing
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.files.reading import Reading, Source
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import State, Value
from drogowskaz.territory.models import Unit

pytestmark = pytest.mark.django_db

PAGE = "/en/jednostka/1419053/ocena/2025/wskazniki/"
RESIDENTS, WORKERS = "population.total", "staff.social_workers.persons"
INDICATOR = "ioss-27"
PAGE_QUERIES = 10
"""One more than without a past: the cells of the earlier forms."""


@pytest.fixture
def gmina() -> Unit:
    return unit()


def published(place: Unit, year: int, columns: dict[int, int], workers: int = 5) -> Assessment:
    """A form with the residents of some columns, and as many workers in each."""
    values = {}
    for offset, residents in columns.items():
        values[RESIDENTS, offset] = Value(State.VALUE, residents)
        values[WORKERS, offset] = Value(State.VALUE, workers)
    sheet = Sheet(edition_named("ozps-gmina-2025"), place.code, year, values)
    made, _changed = actions.load_reading(
        reading=Reading(sheet, source=Source("A test")), unit=place, actor=None, at=NOON
    )
    actions.publish(assessment=made, actor=None, at=NOON)
    return Assessment.objects.select_related("unit", "source").get(pk=made.pk)


def past(place: Unit, made: Assessment) -> History:
    return histories(copy_of(made, [place], "en"), [place], "en")[INDICATOR]


def told(found: History) -> list[tuple[int, str, int]]:
    return [(one.told.year, one.told.text, one.told.form) for one in found.years]


def test_each_year_is_told_by_its_own_form_and_the_others_by_the_nearest(gmina: Unit) -> None:
    published(gmina, 2021, {-2: 5000, -1: 6000, 0: 7000, 1: 1, 2: 1})
    made = published(gmina, 2025, {-2: 8000, -1: 8500, 0: 9000, 1: 9500, 2: 10000})
    assert told(past(gmina, made)) == [
        (2019, "1\xa0000", 2021), (2020, "1\xa0200", 2021), (2021, "1\xa0400", 2021),
        (2023, "1\xa0600", 2025), (2024, "1\xa0700", 2025), (2025, "1\xa0800", 2025),
        (2026, "1\xa0900", 2025), (2027, "2\xa0000", 2025),
    ]  # fmt: skip


def test_where_two_forms_tell_a_year_differently_both_are_told(gmina: Unit) -> None:
    published(gmina, 2024, {0: 8000})
    made = published(gmina, 2025, {-1: 8500, 0: 9000})
    year = next(one for one in past(gmina, made).years if one.told.year == 2024)
    assert (year.told.form, year.told.text) == (2024, "1\xa0600")
    assert [(one.form, one.text) for one in year.others] == [(2025, "1\xa0700")]


def test_where_they_agree_nothing_is_said(gmina: Unit) -> None:
    published(gmina, 2024, {0: 8000})
    made = published(gmina, 2025, {-1: 8000, 0: 9000})
    assert [one.others for one in past(gmina, made).years if one.told.year == 2024] == [()]


def test_a_hidden_figure_stays_hidden_in_every_year_and_in_the_line(gmina: Unit) -> None:
    published(gmina, 2023, {0: 8000})
    published(gmina, 2024, {0: 8300})
    made = published(gmina, 2025, {-2: 8400, -1: 8500, 0: 9000})
    kept = Assessment.objects.get(year=2024).public_copy
    kept.figures = [[INDICATOR, 0]]
    kept.save()
    found = past(gmina, made)
    year = next(one for one in found.years if one.told.year == 2024)
    assert (year.told.text, year.told.datum, year.others) == ("(hidden)", Missing.WITHHELD, ())
    assert found.hidden.startswith("(hidden): ")


def form(year: int, edition: Edition, numbers: dict[int, int]) -> Form:
    figures = {(INDICATOR, offset): None for offset in edition.indicator_by_id[INDICATOR].offsets}
    told = {(INDICATOR, offset): Fraction(number) for offset, number in numbers.items()}
    return Form(Sheet(edition, "1419053", year, {}), {**figures, **told}, frozenset())


def test_a_form_that_computes_it_another_way_is_told_in_words_and_not_in_the_line() -> None:
    now = edition_named("ozps-gmina-2025")
    thousandfold = (replace(one, factor=1000 * one.factor) for one in now.indicators)
    before = replace(now, indicators=tuple(thousandfold))
    forms = [form(2021, before, {-2: 5, -1: 6, 0: 7}), form(2025, now, {-2: 8, -1: 9, 0: 10})]
    found = history_of(now.indicator_by_id[INDICATOR], forms, "en")
    assert found is not None
    assert found.formulas == ((2021, "1 000 × residents ÷ social workers".replace(" ", "\xa0", 1)),)
    assert {one.told.year for one in found.years if not one.told.alike} == {2019, 2020, 2021}
    assert found.chart is not None
    assert ("2021" in found.chart.drawing, "2023" in found.chart.drawing) == (False, True)


@pytest.mark.parametrize("earlier", [1, 3])
def test_the_page_costs_the_same_with_one_earlier_form_and_with_three(
    client: Client, gmina: Unit, earlier: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for year in range(2025 - earlier, 2026):
        published(gmina, year, {0: 8000 + year})
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(PAGE)


def test_a_unit_with_one_assessment_has_a_sentence_and_no_past(client: Client, gmina: Unit) -> None:
    published(gmina, 2025, {0: 8000})
    html = client.get(PAGE).content.decode()
    assert "This is the first public assessment of this unit here" in html
    assert 'class="past"' not in html


def test_drafts_and_withdrawn_forms_are_no_past(client: Client, gmina: Unit) -> None:
    published(gmina, 2023, {0: 8000})
    published(gmina, 2024, {0: 8000})
    published(gmina, 2025, {0: 8000})
    Assessment.objects.filter(year=2023).update(status="draft")
    Assessment.objects.filter(year=2024).update(status="withdrawn")
    assert 'class="past"' not in client.get(PAGE).content.decode()


def test_the_past_stands_as_a_line_and_a_table_with_forecasts_marked(client: Client, gmina: Unit) -> None:
    published(gmina, 2023, {0: 7000})
    published(gmina, 2024, {0: 8000})
    published(gmina, 2025, {0: 9000, 1: 9500})
    html = client.get(PAGE).content.decode()
    shown = html[html.index('<details class="past">') :]
    shown = shown[: shown.index("</details>")]
    assert "<svg" in shown
    assert re.findall(r'<th scope="row">(\d+)', shown) == ["2021", "2022", "2023", "2024", "2025", "2026", "2027"]
    assert len(re.findall(r'<span class="small">forecast</span>', shown)) == 2
    links = {urljoin(PAGE, address) for address in re.findall(r'href="([^"#]+)"', shown)}
    assert links == {PAGE.replace("2025", year) for year in ("2023", "2024", "2025")}
