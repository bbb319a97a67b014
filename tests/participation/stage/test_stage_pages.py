"""The page of stages and its files: for everybody, with the method, hostile names as names."""

import csv
import io

import openpyxl
import pytest
from cycles import gmina, opened
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from participation.stage.test_stage_table import organisation, said
from people import outsider

from drogowskaz.assessments.models import Cycle

pytestmark = pytest.mark.django_db
PAGE = "/en/jednostka/9901012/cykl/2026/udzial/etapy/"


def cycle_with(*names: str) -> Cycle:
    cycle = opened(gmina())
    for name in names:
        said(cycle, organisation(cycle, name))
    return cycle


def test_everybody_reads_it_with_its_method_and_without_a_ranking() -> None:
    cycle_with("KGW Zmyślone", "<b>Ćma</b>")
    signed_in = Client()
    signed_in.force_login(outsider())
    for client in (Client(), signed_in):
        page = client.get(PAGE).content.decode()
        assert "KGW Zmyślone" in page
        assert "&lt;b&gt;Ćma&lt;/b&gt;" in page
        assert "Organisations are counted, never people." in page
        assert "most active" not in page


def test_an_empty_cycle_says_what_will_stand_here() -> None:
    cycle_with()
    assert "Here it will stand who supplied data" in Client().get(PAGE).content.decode()


def test_the_csv_has_a_line_for_each_thing_and_formulas_are_text() -> None:
    cycle_with("=1+1", "KGW Zmyślone")
    content = Client().get(f"{PAGE}pobierz/etapy.csv").content.decode("utf-8-sig")
    head, *lines = csv.reader(io.StringIO(content))
    assert head[0] == "Organisation or institution"
    assert [(one[0], one[2], one[4]) for one in lines] == [
        ("'=1+1", "Needs of infrastructure", "1"),
        ("KGW Zmyślone", "Needs of infrastructure", "1"),
    ]


def test_the_spreadsheet_opens_with_the_organisations() -> None:
    cycle_with("KGW Zmyślone")
    book = openpyxl.load_workbook(io.BytesIO(Client().get(f"{PAGE}pobierz/etapy.xlsx").content))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert "KGW Zmyślone\n(organisation of citizens)" in cells


@pytest.mark.parametrize("file", ["etapy.docx", "..", "ETAPY.CSV"])
def test_a_file_of_another_sort_is_not_there(file: str) -> None:
    cycle_with()
    assert Client().get(f"{PAGE}pobierz/{file}").status_code == 404


def test_the_page_takes_the_same_queries_for_one_organisation_and_for_three() -> None:
    cycle = cycle_with("Jeden")
    counts = []
    for more in ((), ("Dwa", "Trzy")):
        for name in more:
            said(cycle, organisation(cycle, name))
        with CaptureQueriesContext(connection) as queries:
            Client().get(PAGE)
        counts.append(len(queries))
    assert counts[0] == counts[1]
