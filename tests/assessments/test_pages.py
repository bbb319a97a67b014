"""Who sees an assessment, what its pages say, and at what cost."""

import pytest
from django.test import Client
from people import NOON, administrator, drobin, outsider, unit
from pytest_django import DjangoAssertNumQueries

from drogowskaz.assessments import actions
from drogowskaz.assessments.models import Assessment, Cell
from drogowskaz.assessments.queries import readable
from drogowskaz.engine.values import State
from drogowskaz.organisations.models import User

pytestmark = pytest.mark.django_db

PAGE = "/jednostka/1419053/ocena/2014/"
CHAPTER = PAGE + "rozdzial/2/"
CELL = PAGE + "komorka/population.total/2014/"
DRAFT, PUBLIC, WITHDRAWN = "draft", "public", "withdrawn"


@pytest.fixture
def assessment() -> Assessment:
    found, _changed = actions.load_reading(reading=drobin(), unit=unit(), actor=None, at=NOON)
    return found


def visitor(who: str) -> Client:
    client = Client()
    people = {"administrator": administrator, "outsider": outsider}
    if who in people:
        person: User = people[who]()
        client.force_login(person)
    return client


@pytest.mark.parametrize("address", [PAGE, CHAPTER, CELL])
@pytest.mark.parametrize(
    ("status", "who", "answer"),
    [
        (DRAFT, "anonymous", 404),
        (DRAFT, "outsider", 404),
        (DRAFT, "administrator", 200),
        (PUBLIC, "anonymous", 200),
        (PUBLIC, "outsider", 200),
        (PUBLIC, "administrator", 200),
        (WITHDRAWN, "anonymous", 404),
        (WITHDRAWN, "outsider", 404),
        (WITHDRAWN, "administrator", 200),
    ],
)
def test_only_administrators_see_what_is_not_public(
    assessment: Assessment, address: str, status: str, who: str, answer: int
) -> None:
    Assessment.objects.filter(pk=assessment.pk).update(status=status)
    assert visitor(who).get(address).status_code == answer


def test_what_a_person_may_read_and_what_the_page_shows_agree(assessment: Assessment) -> None:
    assert not readable(outsider()).exists()
    actions.publish(assessment=assessment, actor=None, at=NOON)
    assert list(readable(User.objects.get())) == [assessment]


@pytest.mark.parametrize(
    "address",
    [
        "/jednostka/1419053/ocena/2015/",
        "/jednostka/9999999/ocena/2014/",
        PAGE + "rozdzial/12/",
        PAGE + "komorka/no.such.row/2014/",
        PAGE + "komorka/population.total/1999/",
    ],
)
def test_addresses_that_lead_nowhere_say_so(client: Client, assessment: Assessment, address: str) -> None:
    actions.publish(assessment=assessment, actor=None, at=NOON)
    assert client.get(address).status_code == 404


def test_a_chapter_whose_rows_are_unknown_says_so(client: Client, assessment: Assessment) -> None:
    actions.publish(assessment=assessment, actor=None, at=NOON)
    html = client.get(PAGE + "rozdzial/7/").content.decode().replace("\xa0", " ")
    assert "Wierszy tego rozdziału nie ma w drukach, które udało się odczytać." in html


def test_an_empty_cell_says_that_nothing_was_written(client: Client, assessment: Assessment) -> None:
    actions.publish(assessment=assessment, actor=None, at=NOON)
    html = client.get(PAGE + "komorka/clubs.senior/2014/").content.decode()
    assert "Nic tu nie wpisano, więc nie ma też źródła." in html


def test_hostile_text_in_a_cell_is_shown_as_text(client: Client, assessment: Assessment) -> None:
    Cell.objects.filter(row="childcare.nursery.refusal_text").update(text="<script>alert(1)</script>")
    actions.publish(assessment=assessment, actor=None, at=NOON)
    html = client.get(PAGE).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_with_one_cell_and_with_three(
    client: Client, assessment: Assessment, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    actions.publish(assessment=assessment, actor=None, at=NOON)
    kept = Cell.objects.filter(assessment=assessment).values_list("pk", flat=True)[:rows]
    Cell.objects.exclude(pk__in=list(kept)).delete()
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(PAGE)
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(CELL)


PAGE_QUERIES = 8
"""Unit, its series (two ways), the assessment, its cells, the public series with what it hides, what was decided on
values of organisations. A chapter adds its text, a cell's page its journal."""


def test_an_error_stands_beside_its_row_with_its_arithmetic(client: Client, assessment: Assessment) -> None:
    Cell.objects.filter(row="population.total", offset=0).update(number=8297, state=State.VALUE)
    actions.publish(assessment=assessment, actor=None, at=NOON)
    html = client.get(CHAPTER).content.decode()
    row = html[html.index('<tr id="population.total"') : html.index('<tr id="population.women.total"')]
    assert "Nie zgadza się suma." in row
    assert "8\xa0297 powinno równać się 8\xa0279 (kobiety 4\xa0149\xa0+ mężczyźni 4\xa0130)." in row


def test_a_cell_leads_to_its_row_in_every_form_of_the_unit(client: Client, assessment: Assessment) -> None:
    actions.publish(assessment=assessment, actor=None, at=NOON)
    html = client.get(CELL).content.decode()
    assert 'href="/formularz/ozps-gmina-2014/wiersz/population.total/?jednostka=1419053"' in html
