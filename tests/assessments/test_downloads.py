"""The documents of an assessment: who may have which copy, what is in the files, and how they come to stand there."""

import csv
import datetime as dt
import io
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import docx
import pypdf
import pytest
import python_calamine
from django.db import transaction
from django.test import Client, TestCase
from django.utils import timezone
from docx.oxml.ns import qn
from people import LATER, NOON, administrator, drobin, outsider, unit
from pytest_django import DjangoAssertNumQueries, Settings

from drogowskaz.assessments import actions
from drogowskaz.assessments.actions.downloads import ask_for_document, make_now, renew_now
from drogowskaz.assessments.actions.shelf import claim, fail
from drogowskaz.assessments.models import Assessment, Cell
from drogowskaz.assessments.queries import copy_of, sheet_of
from drogowskaz.assessments.queries.downloads import OFFERS, Series, ascii_name, series_of
from drogowskaz.assessments.queries.shelf import PATIENCE, Place, State, state_of
from drogowskaz.audit.models import Entry
from drogowskaz.engine.editions.loader import EDITIONS
from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.files.reading import Source
from drogowskaz.engine.values import show
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.models import User
from drogowskaz.territory.queries import lineage

pytestmark = pytest.mark.django_db

PAGE = "/jednostka/1419053/ocena/2014/dokumenty/"
INVENTED = EDITIONS / "ozps-gmina-2025" / "cases" / "wymyslona-2025.yaml"
NBSP = "\N{NO-BREAK SPACE}"
committed = partial(TestCase.captureOnCommitCallbacks, execute=True)
"""What follows a commit, done at the end of the block."""


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """A folder of data of its own."""
    settings.DATA = tmp_path
    return tmp_path / "documents"


@pytest.fixture
def assessment() -> Assessment:
    found, _changed = actions.load_reading(reading=drobin(), unit=unit(), actor=None, at=NOON)
    return found


@pytest.fixture
def published(assessment: Assessment) -> Assessment:
    actions.publish(assessment=assessment, actor=None, at=NOON)
    return assessment


@pytest.fixture
def invented() -> Series:
    reading = replace(read_case(INVENTED), source=Source("Zmyślony przykład"))
    gmina = unit(reading.sheet.unit, "Przykładów")
    found, _changed = actions.load_reading(reading=reading, unit=gmina, actor=None, at=NOON)
    actions.publish(assessment=found, actor=None, at=NOON)
    return series(found)


def series(assessment: Assessment) -> Series:
    found = Assessment.objects.select_related("unit", "source").get(pk=assessment.pk)
    return series_of(found, lineage(found.unit))


def make(of: Series, file: str, lang: str = "pl") -> Path:
    place = of.place(OFFERS[file], lang)
    make_now(assessment=of.assessment.pk, offer=OFFERS[file], lang=lang, stamp=of.stamp, at=NOON)
    return place.file


def visitor(who: str) -> Client:
    client = Client()
    people = {"administrator": administrator, "outsider": outsider}
    if who in people:
        person: User = people[who]()
        client.force_login(person)
    return client


# What is in the files


def lines(path: Path) -> list[tuple[str, ...]]:
    """The lines of a CSV: table, row, column, value, unit."""
    return [tuple(line) for line in csv.reader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";")]


def cells(path: Path) -> list[str]:
    """The texts of all cells of all tables, read by a library that had no part in writing them."""
    match path.suffix:
        case ".docx":
            body = docx.Document(str(path)).element.body
            return ["".join(text.text or "" for text in cell.iter(qn("w:t"))) for cell in body.iter(qn("w:tc"))]
        case ".csv":
            return [cell for line in lines(path) for cell in line]
    book = python_calamine.CalamineWorkbook.from_path(path)
    sheets = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    return [str(cell) for sheet in sheets for row in sheet for cell in row]


def test_every_format_of_the_public_copy_marks_what_is_hidden_and_the_council_copy_marks_nothing(
    invented: Series,
) -> None:
    hidden = copy_of(invented.assessment, invented.units, "pl").hidden
    formats = ("docx", "xlsx", "ods", "csv")
    marks = {
        (copy, ending): cells(make(invented, f"{copy}.{ending}")).count(hidden.mark)
        for copy in ("ocena", "ocena-dla-rady")
        for ending in formats
    }
    expected = len(hidden.cells) + len(hidden.indicators)
    assert expected > 100
    assert marks == {
        **{("ocena", ending): expected for ending in formats},
        **{("ocena-dla-rady", ending): 0 for ending in formats},
    }


def test_the_pdf_marks_every_hidden_number(invented: Series) -> None:
    hidden = copy_of(invented.assessment, invented.units, "pl").hidden
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(make(invented, "ocena.pdf")).pages)
    # The rest of the marks stands in the sentences that explain them.
    assert text.count(hidden.mark) >= len(hidden.cells) + len(hidden.indicators)
    assert "publiczny" in text


def test_the_public_copy_tells_nothing_that_the_councils_does_not_and_no_hidden_number(invented: Series) -> None:
    hidden = copy_of(invented.assessment, invented.units, "pl").hidden
    sheet = sheet_of(invented.assessment)
    rows = sheet.edition.row_by_key
    public, council = (Counter(lines(make(invented, f"{name}.csv"))) for name in ("ocena", "ocena-dla-rady"))
    marked = {line for line in public if line[3] == hidden.mark}
    assert public - council == Counter({line: public[line] for line in marked})
    untold = {line[:4] for line in council - public}
    for key, offset in hidden.cells:
        row = rows[key]
        number = show(sheet.value(key, offset), row.kind, "pl")
        places = {line for line in untold if row.label["pl"] in line[1] and line[2][:4] == str(2025 + offset)}
        assert number.replace(NBSP, "") in {line[3].replace(NBSP, "").removesuffix(",00") for line in places}


@pytest.mark.parametrize("file", OFFERS)
def test_every_document_is_offered_made_and_given(published: Assessment, file: str) -> None:
    make(series(published), file)
    response = visitor("administrator").get(PAGE + file)
    content = b"".join(response.streaming_content)
    assert (response.status_code, len(content) > 1000) == (200, True)
    assert response["Content-Length"] == str(len(content))


def test_the_english_page_gives_the_english_document(client: Client, published: Assessment) -> None:
    make(series(published), "ocena.csv", "en")
    make(series(published), "ocena.csv", "pl")
    english, polish = (
        b"".join(client.get(prefix + PAGE + "ocena.csv").streaming_content).decode() for prefix in ("/en", "")
    )
    assert "Unemployed" in english
    assert "Bezrobotni" in polish


# The headers


def test_a_file_says_what_it_is_called_how_long_it_is_and_when_it_was_made(
    client: Client, published: Assessment
) -> None:
    path = make(series(published), "ocena.pdf")
    response = client.get("/en" + PAGE.replace("dokumenty/", "dokumenty/ocena.pdf"))
    assert response.status_code == 302
    response = client.get(PAGE + "ocena.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Length"] == str(path.stat().st_size)
    assert response["Last-Modified"].endswith("GMT")
    disposition = response["Content-Disposition"]
    assert disposition.startswith('attachment; filename="')
    assert disposition.isascii()
    b"".join(response.streaming_content)


def test_who_has_the_file_already_is_not_sent_it_again(client: Client, published: Assessment) -> None:
    make(series(published), "ocena.pdf")
    first = client.get(PAGE + "ocena.pdf")
    b"".join(first.streaming_content)
    again = client.get(PAGE + "ocena.pdf", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_polish_name_is_given_with_its_letters_and_without() -> None:
    assert ascii_name("ocena-zasobów-łódź-2014.pdf") == "ocena-zasobow-lodz-2014.pdf"


# Who may have what


@pytest.mark.parametrize("file", ["ocena.pdf", "ocena-dla-rady.pdf"])
@pytest.mark.parametrize("who", ["anonymous", "outsider"])
@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_nothing_of_what_is_not_public_is_given_to_an_outsider(
    published: Assessment, status: str, who: str, file: str
) -> None:
    make(series(published), file)
    Assessment.objects.update(status=status)
    client = visitor(who)
    assert [client.get(PAGE).status_code, client.get(PAGE + file).status_code] == [404, 404]
    assert client.post(PAGE, {"file": file}).status_code == 404


@pytest.mark.parametrize("who", ["anonymous", "outsider"])
def test_the_council_copy_is_not_offered_given_or_made_for_others(published: Assessment, who: str) -> None:
    place = series(published).place(OFFERS["ocena-dla-rady.pdf"], "pl")
    client = visitor(who)
    assert "ocena-dla-rady" not in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"file": "ocena-dla-rady.pdf"}).status_code == 403
    assert state_of(place, NOON) is State.ABSENT
    make(series(published), "ocena-dla-rady.pdf")
    assert client.get(PAGE + "ocena-dla-rady.pdf").status_code == 403


def test_fetching_the_council_copy_is_written_down_under_the_name_of_who_did(published: Assessment) -> None:
    make(series(published), "ocena-dla-rady.pdf")
    response = visitor("administrator").get(PAGE + "ocena-dla-rady.pdf")
    b"".join(response.streaming_content)
    assert response["Cache-Control"] == "private, no-store"
    traced = Entry.objects.filter(verb="assessment.council_copy")
    assert list(traced.values_list("actor_name", "thing_id", "details")) == [
        ("Ada Administratorka", str(published.pk), {"document": "ocena-dla-rady.pdf", "lang": "pl"})
    ]


def test_of_a_draft_an_administrator_gets_the_council_copy_and_is_told_why_there_is_no_public_one(
    assessment: Assessment,
) -> None:
    html = visitor("administrator").get("/en" + PAGE).content.decode()
    assert "There is no public copy, because the assessment is not public." in html
    assert 'id="ask-ocena-dla-rady.pdf"' in html
    assert 'id="ask-ocena.pdf"' not in html


def test_the_public_copy_of_a_draft_is_not_made(assessment: Assessment) -> None:
    with pytest.raises(Refused):
        ask_for_document(series=series(assessment), offer=OFFERS["ocena.pdf"], lang="pl", actor=None, at=NOON)


@pytest.mark.parametrize("file", ["ocena.exe", "..%2f..%2fsecret-key", "ocena.pdf.asked"])
def test_a_document_that_is_not_offered_is_nowhere(client: Client, published: Assessment, file: str) -> None:
    assert client.get(PAGE + file).status_code == 404
    assert client.post(PAGE, {"file": file}).status_code == 404


# How they come to stand there


def test_who_asks_gets_the_page_and_then_the_file(client: Client, published: Assessment) -> None:
    assert client.get(PAGE + "ocena.docx").status_code == 302
    with committed():
        answer = client.post(PAGE, {"file": "ocena.docx"})
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}#ocena.docx")
    assert 'id="get-ocena.docx"' in client.get(PAGE).content.decode()


def test_while_a_file_is_being_prepared_the_page_says_so_and_asks_again(client: Client, published: Assessment) -> None:
    assert "hx-trigger" not in client.get(PAGE).content.decode()
    place = series(published).place(OFFERS["ocena.xlsx"], "pl")
    assert claim(place, timezone.now())
    html = client.get(PAGE).content.decode()
    assert 'hx-trigger="every 1s"' in html
    assert f'<a href="{PAGE}">' in html
    assert 'id="ask-ocena.xlsx"' not in html
    part = client.get(PAGE, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="files"')


def test_a_failure_is_told_and_can_be_tried_again(client: Client, published: Assessment) -> None:
    place = series(published).place(OFFERS["ocena.xlsx"], "pl")
    fail(place, "")
    html = client.get("/en" + PAGE).content.decode()
    assert "Something failed on our side." not in html
    fail(series(published).place(OFFERS["ocena.xlsx"], "en"), "")
    html = client.get("/en" + PAGE).content.decode()
    assert "Something failed on our side. Try again" in html
    assert "Try XLSX again" in html
    with committed():
        client.post("/en" + PAGE, {"file": "ocena.xlsx"})
    assert 'id="get-ocena.xlsx"' in client.get("/en" + PAGE).content.decode()


def test_an_order_that_nobody_carries_out_can_be_given_again(published: Assessment) -> None:
    place = series(published).place(OFFERS["ocena.pdf"], "pl")
    assert claim(place, NOON)
    assert state_of(place, NOON + PATIENCE) is State.ASKED
    assert not claim(place, NOON + PATIENCE)
    late = NOON + PATIENCE + dt.timedelta(seconds=1)
    assert state_of(place, late) is State.FAILED
    assert claim(place, late)


def test_of_many_who_ask_at_once_one_gets_to_order() -> None:
    place = Place(1, "stamp", "ocena.pl.pdf")
    with ThreadPoolExecutor(8) as askers:
        answers = list(askers.map(lambda _turn: claim(place, NOON), range(64)))
    assert answers.count(True) == 1


def test_the_second_click_orders_nothing(published: Assessment) -> None:
    of, offer = series(published), OFFERS["ocena.csv"]
    for _click in range(2):
        with committed():
            ask_for_document(series=of, offer=offer, lang="pl", actor=None, at=NOON)
    made = of.place(offer, "pl").file
    moment = made.stat().st_mtime_ns
    with committed():
        ask_for_document(series=of, offer=offer, lang="pl", actor=None, at=LATER)
    assert made.stat().st_mtime_ns == moment


def test_publishing_makes_every_public_document_in_polish(assessment: Assessment) -> None:
    with committed():
        actions.publish(assessment=assessment, actor=None, at=NOON)
    of = series(assessment)
    stand = {file for file, offer in OFFERS.items() if of.place(offer, "pl").file.exists()}
    assert stand == {file for file, offer in OFFERS.items() if offer.copy.value == "public"}


def test_a_publication_that_is_rolled_back_orders_nothing(assessment: Assessment, folder: Path) -> None:
    with committed(), transaction.atomic():
        actions.publish(assessment=assessment, actor=None, at=NOON)
        transaction.set_rollback(True)
    assert not folder.exists()


def test_withdrawing_removes_the_files(published: Assessment, folder: Path) -> None:
    path = make(series(published), "ocena.pdf")
    with committed():
        actions.withdraw(assessment=published, reason="Pomyłka", actor=None, at=LATER)
    assert not path.exists()
    assert list((folder / str(published.pk)).iterdir()) == []


def test_a_changed_form_has_new_files_and_the_old_ones_go(published: Assessment) -> None:
    old = make(series(published), "ocena.csv")
    Cell.objects.filter(row="population.total", offset=0).update(number=8280, version=2)
    new = make(series(published), "ocena.csv")
    assert (old.exists(), new.exists()) == (False, True)


def test_a_file_ordered_before_a_change_is_made_of_the_new_state(published: Assessment) -> None:
    before = series(published)
    assert claim(before.place(OFFERS["ocena.csv"], "pl"), NOON)
    Cell.objects.filter(row="population.total", offset=0).update(number=8280, version=2)
    assert not make(before, "ocena.csv").exists()
    after = series(published)
    assert state_of(after.place(OFFERS["ocena.csv"], "pl"), NOON) is State.READY
    assert state_of(before.place(OFFERS["ocena.csv"], "pl"), NOON) is State.ABSENT


def test_what_was_withdrawn_meanwhile_is_not_made(published: Assessment, folder: Path) -> None:
    before = series(published)
    Assessment.objects.update(status="withdrawn")
    make(before, "ocena.pdf")
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_an_assessment_that_is_gone_is_passed_over(folder: Path) -> None:
    renew_now(changed=404, series=[404], at=NOON)
    make_now(assessment=404, offer=OFFERS["ocena.pdf"], lang="pl", stamp="0", at=NOON)
    assert not folder.exists()


@pytest.mark.parametrize("years", [1, 3])
def test_the_page_costs_the_same_with_one_year_and_with_three(
    client: Client, published: Assessment, years: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for earlier in range(1, years):
        reading = drobin()
        sheet = replace(reading.sheet, year=2014 - earlier)
        one, _changed = actions.load_reading(
            reading=replace(reading, sheet=sheet), unit=published.unit, actor=None, at=NOON
        )
        actions.publish(assessment=one, actor=None, at=NOON)
    with django_assert_num_queries(7):
        client.get(PAGE)
