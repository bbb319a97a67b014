"""The documents of the forms that come with the editions, a real one and a whole invented one: tagged as a screen
reader needs it, and opened by LibreOffice and by libraries that had no part in writing them."""

from importlib import import_module
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pytest
from documents.conftest import Office
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from python_calamine import CalamineWorkbook

from drogowskaz.documents.assessment.build import assessment_document, summary_document
from drogowskaz.documents.assessment.copies import Copy
from drogowskaz.documents.assessment.hiding import hidden_in
from drogowskaz.documents.content import Chart, Document, Heading, Table
from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.editions.loader import EDITIONS
from drogowskaz.engine.files.cases import read_case

FORMS = {
    "drobin": "ozps-gmina-2014/cases/drobin-2014.yaml",
    "invented": "ozps-gmina-2025/cases/wymyslona-2025.yaml",
}
MAKERS = {"docx": "docx", "xlsx": "sheets.xlsx", "ods": "sheets.ods"}


@pytest.fixture(scope="module", params=FORMS)
def content(request: pytest.FixtureRequest) -> Document:
    """The public copy."""
    reading = read_case(EDITIONS / FORMS[request.param])
    hidden = hidden_in(check_sheet(reading.sheet), "pl")
    return assessment_document(reading, "pl", copy=Copy.PUBLIC, hidden=hidden)


@pytest.fixture(scope="module")
def pdf(content: Document) -> bytes:
    return made(content, "pdf")


def made(content: Document, module: str) -> bytes:
    file: bytes = import_module(f"drogowskaz.documents.{module}").render(content)
    return file


def tags(pdf: bytes) -> list[DictionaryObject]:
    """Every element of the structure, in the order it is read."""
    found: list[DictionaryObject] = []
    waiting = [PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"].get_object()]
    while waiting:
        node = waiting.pop()
        if isinstance(node, DictionaryObject):
            found.append(node)
            kids = node.get("/K", [])
            kids = kids if isinstance(kids, list) else [kids]
            waiting += [kid.get_object() for kid in reversed(kids)]
    return [node for node in found if "/S" in node]


def test_the_pdf_is_one_for_everybody(content: Document, pdf: bytes) -> None:
    """PDF/UA-1 as the file says it of itself, with its language, its title and its tags."""
    with pikepdf.open(BytesIO(pdf)) as opened, opened.open_metadata() as about:
        assert about["pdfuaid:part"] == "1"
        assert str(opened.Root.Lang) == "pl-PL"
        assert bool(opened.Root.MarkInfo.Marked)
        assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)


def test_every_heading_table_and_chart_is_tagged_and_no_chart_is_without_words(content: Document, pdf: bytes) -> None:
    found = tags(pdf)
    names = [str(node["/S"]) for node in found]
    headings = [block for block in content.blocks if isinstance(block, Heading)]
    tables = [block for block in content.blocks if isinstance(block, Table)]
    charts = [block for block in content.blocks if isinstance(block, Chart)]
    assert sum(name in ("/H1", "/H2", "/H3") for name in names) >= len(headings)
    assert names.count("/Table") >= len(tables)
    assert names.count("/Figure") >= len(charts)
    assert all(str(node.get("/Alt", "")).strip() for node in found if node["/S"] == "/Figure")


def test_no_level_of_headings_is_left_out(pdf: bytes) -> None:
    levels = [int(str(node["/S"])[2:]) for node in tags(pdf) if str(node["/S"]) in ("/H1", "/H2", "/H3", "/H4")]
    assert [pair for pair in pairwise(levels) if pair[1] - pair[0] > 1] == []


def test_each_cell_of_a_head_and_each_first_cell_of_a_row_heads_its_column_or_row(pdf: bytes) -> None:
    heads = [node for node in tags(pdf) if node["/S"] == "/TH"]
    scopes = set()
    for head in heads:
        about = head["/A"].get_object()
        about = about if isinstance(about, list) else [about]
        scopes |= {str(one.get_object()["/Scope"]) for one in about if "/Scope" in one.get_object()}
    assert scopes == {"/Row", "/Column"}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", ["pl", "en"])
def test_the_public_summary_is_two_pages_at_most(form: str, lang: str) -> None:
    reading = read_case(EDITIONS / FORMS[form])
    hidden = hidden_in(check_sheet(reading.sheet), lang)
    summary = summary_document(reading, lang, copy=Copy.PUBLIC, hidden=hidden)
    assert len(PdfReader(BytesIO(made(summary, "pdf"))).pages) <= 2


@pytest.mark.parametrize("ending", MAKERS)
def test_libreoffice_and_a_second_library_open_the_same_form(
    content: Document, ending: str, office: Office, tmp_path: Path
) -> None:
    path = tmp_path / f"form.{ending}"
    path.write_bytes(made(content, MAKERS[ending]))
    captions = [block.caption for block in content.blocks if isinstance(block, Table)]
    told = second_library(path)
    assert [caption for caption in captions if caption not in told] == []
    shown = " ".join(page.extract_text() for page in PdfReader(office(path, "pdf")).pages)
    # Lines break anywhere in a cell, so words are looked for, not sentences.
    words = {word for caption in captions for word in caption.replace("\N{NO-BREAK SPACE}", " ").split()}
    assert len([word for word in words if word in shown]) > 0.9 * len(words)


def second_library(path: Path) -> str:
    """All the texts, read by a library that did not write them."""
    if path.suffix == ".docx":
        return "\n".join(one.text for one in docx.Document(str(path)).paragraphs)
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    opened = CalamineWorkbook.from_path(path)
    rows = (row for name in opened.sheet_names for row in opened.get_sheet_by_name(name).to_python())
    return "\n".join(str(cell) for row in rows for cell in row)
