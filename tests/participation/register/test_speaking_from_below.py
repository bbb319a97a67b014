"""From a number and from a chapter of a public assessment a quiet link leads to saying something about it."""

import pytest
from cycles import opened
from django.test import Client

from drogowskaz.assessments.enums import CycleState, Status
from drogowskaz.assessments.models import Assessment, Cycle

pytestmark = pytest.mark.django_db
CHAPTER = "/en/jednostka/9901012/ocena/2026/rozdzial/1/"
CELL = "/en/jednostka/9901012/ocena/2026/komorka/population.total/2026/"
NEW = "/en/jednostka/9901012/cykl/2026/glosy/nowy/"


def public() -> Cycle:
    cycle = opened()
    Assessment.objects.filter(pk=cycle.assessment_id).update(status=Status.PUBLIC)
    return cycle


@pytest.mark.parametrize(
    ("page", "link"),
    [(CHAPTER, f"{NEW}?rozdzial=1"), (CELL, f"{NEW}?wiersz=population.total")],
    ids=["chapter", "cell"],
)
def test_a_link_leads_to_speaking_while_the_year_is_worked_on(client: Client, page: str, link: str) -> None:
    cycle = public()
    assert f'href="{link}"' in client.get(page).content.decode()
    assert client.get(link).status_code == 200
    Cycle.objects.filter(pk=cycle.pk).update(state=CycleState.CLOSED)
    assert NEW not in client.get(page).content.decode()
