"""Charts and drafted sentences beside the tables of a chapter."""

import re
from pathlib import Path

import pytest
from django.test import Client
from people import NOON, drobin, unit
from pytest_django import Settings

from drogowskaz.assessments import actions
from drogowskaz.assessments.actions.charts import draw_now
from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.queries.charts import folder

pytestmark = pytest.mark.django_db

PAGE = "/en/jednostka/1419053/ocena/2014/rozdzial/2/"


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def assessment() -> Assessment:
    found, _changed = actions.load_reading(reading=drobin(), unit=unit(), actor=None, at=NOON)
    actions.publish(assessment=found, actor=None, at=NOON)
    return found


def kept() -> set[Path]:
    return set(folder().glob("??/*.svg"))


def figures(html: str) -> list[str]:
    return re.findall(r"<figure>.*?</figure>", html, re.DOTALL)


def test_a_chart_stands_below_its_table_says_what_is_to_be_seen_and_leads_to_the_numbers(
    client: Client, assessment: Assessment
) -> None:
    html = client.get(PAGE).content.decode()
    drawn = figures(html)
    assert drawn
    for figure in drawn:
        title, described = re.search(r'aria-labelledby="(\S+)" aria-describedby="(\S+)"', figure).groups()  # type: ignore[union-attr]
        assert re.search(rf'<title id="{title}">[^<]+</title>', figure)
        assert re.search(rf'<desc id="{described}">[^<]+</desc>', figure)
        (table,) = re.findall(r'href="#([^"]+)"', figure)
        assert html.index(f'<table class="grid" id="{table}"') < html.index(figure)


def test_a_page_keeps_the_charts_it_had_to_draw_and_takes_them_from_there_the_next_time(
    client: Client, assessment: Assessment
) -> None:
    first = client.get(PAGE).content.decode()
    assert len(kept()) == len(figures(first))
    for place in kept():
        place.write_text("<svg><!-- as it was kept --></svg>")
    assert client.get(PAGE).content.decode().count("as it was kept") == len(kept())


def test_what_is_drawn_at_publication_is_all_that_the_pages_need(client: Client, assessment: Assessment) -> None:
    assert draw_now(assessments=[assessment.pk], at=NOON) == len(kept()) > 0
    before = kept()
    for lang in ("", "/en"):
        for chapter in ("2", "3", "4", "5", "6", "7"):
            client.get(f"{lang}/jednostka/1419053/ocena/2014/rozdzial/{chapter}/")
    assert kept() == before


def test_nothing_is_drawn_of_what_is_not_public(assessment: Assessment) -> None:
    Assessment.objects.update(status="draft")
    assert draw_now(assessments=[assessment.pk, 999], at=NOON) == 0
    assert kept() == set()


def test_drafted_sentences_say_what_they_are_and_are_few(client: Client, assessment: Assessment) -> None:
    lists = re.findall(r'<div class="drafts">(.*?)</div>', client.get(PAGE).content.decode(), re.DOTALL)
    assert lists
    assert all("drafted from the numbers by a program" in one and 1 <= one.count("<li>") <= 3 for one in lists)
