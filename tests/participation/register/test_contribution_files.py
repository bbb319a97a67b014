"""The files of the public register: everything everybody may read, nothing else, and nothing that computes."""

import csv
import io

import pytest
from cycles import opened
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from participation.register.voices import answered, hidden, spam, unread, voice, withdrawn

from drogowskaz.assessments.models import Cycle
from drogowskaz.participation.enums.contribution import FateCode
from drogowskaz.participation.queries import contributions_file
from drogowskaz.participation.queries.contributions_file import HEADER, contributions_csv

pytestmark = pytest.mark.django_db
FILES = "/en/jednostka/9901012/cykl/2026/glosy/pobierz/"
FORMULA = '=HYPERLINK("http://zle.example";"kliknij")'


def said() -> Cycle:
    """One answered, one joined, one hidden, and three that nobody may know of."""
    cycle = opened()
    first = voice(cycle, FORMULA, name="@SUM(1)", naming="name")
    answered(first, FateCode.PART, "+1 zdanie", change="Rozdział 9.")
    voice(cycle, "To samo\nw dwóch liniach; i ze średnikiem.", merged_into=first)
    hidden(cycle)
    unread(cycle)
    spam(cycle)
    withdrawn(cycle, published=False)
    return cycle


def rows_of_csv(client: Client) -> list[list[str]]:
    answer = client.get(f"{FILES}glosy.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="9901012-2026-glosy.csv"'
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def rows_of_xlsx(client: Client) -> list[list[str]]:
    book = load_workbook(io.BytesIO(client.get(f"{FILES}glosy.xlsx").content))
    sheet = book.active
    assert sheet is not None
    assert all(cell.data_type in "sn" for row in sheet.iter_rows() for cell in row)
    return [[str(value or "") for value in row] for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("read", [rows_of_csv, rows_of_xlsx], ids=["csv", "xlsx"])
def test_a_line_for_each_with_what_became_of_it(client: Client, read: object) -> None:
    said()
    head, first, second, tomb = read(client)  # type: ignore[operator]
    assert len(head) == len(HEADER)
    told = dict(zip(head, first, strict=True))
    assert (told["number"], told["what became of it"]) == ("1", "taken in in part")
    assert told["what was changed in the assessment"] == "Rozdział 9."
    joined = dict(zip(head, second, strict=True))
    assert (joined["joined with"], joined["what became of it"]) == ("1", "taken in in part")
    assert joined["what was said"] == "To samo\nw dwóch liniach; i ze średnikiem."
    assert tomb[1].startswith("hidden: it tells about a person")
    assert not any(tomb[2:])


def test_a_formula_in_a_csv_is_defused(client: Client) -> None:
    said()
    first = rows_of_csv(client)[1]
    assert f"'{FORMULA}" in first
    assert "'@SUM(1)" in first
    assert "'+1 zdanie" in first


def test_a_formula_in_a_spreadsheet_is_a_text(client: Client) -> None:
    said()
    assert FORMULA in rows_of_xlsx(client)[1]


@pytest.mark.parametrize("file", ["glosy.csv", "glosy.xlsx"])
def test_a_year_in_which_nobody_spoke_has_a_file_with_its_head(client: Client, file: str) -> None:
    opened()
    assert client.get(f"{FILES}{file}").status_code == 200


def test_another_name_is_no_file(client: Client) -> None:
    opened()
    assert client.get(f"{FILES}glosy.ods").status_code == 404


def test_however_many_there_are_they_are_read_a_batch_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    cycle = opened()
    for _place in range(5):
        answered(voice(cycle))
    monkeypatch.setattr(contributions_file, "AT_ONCE", 2)
    with CaptureQueriesContext(connection) as asked:
        lines = contributions_csv(cycle, "en").decode().splitlines()
    assert len(lines) == 6
    assert len(asked) <= 4 * 4
