"""The document of a form in which people wrote the worst they could, or next to nothing; in every kind of file."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

import docx as other_docx
import openpyxl
import pytest
from documents.sample import EMOJI, HEBREW, LONG, WORST
from engine import tiny
from engine.disclosure.forests import indicator
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from drogowskaz.documents import docx, pdf
from drogowskaz.documents.assessment.build import assessment_document, summary_document
from drogowskaz.documents.assessment.copies import Copy, Hidden
from drogowskaz.documents.content import Document
from drogowskaz.documents.plain import plain
from drogowskaz.documents.sheets import long_csv, ods, xlsx
from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.editions.schema import Chapter, Edition, Severity
from drogowskaz.engine.files.formulas import restore
from drogowskaz.engine.files.reading import Reading, Source
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import NO_INFORMATION, Kind, State, Value

ODD = tiny.check("{people, c0} = {people, c-1}", id="odd", severity=Severity.JUSTIFY)
EDITION = tiny.edition(
    tiny.row("people", offsets=(-1, 0)), tiny.row("note", kind=Kind.TEXT, unit="text", offsets=(-1, 0)), checks=(ODD,)
)
READABLE = [worst for worst in WORST if worst not in (HEBREW, EMOJI, "", *LONG)] + ["{refusal} {0} {why!r}"]
"""Of other scripts print has the letters only where the machine has a font."""


def reading(worst: str, edition: Edition = EDITION) -> Reading:
    """A form with this text as its unit's name, its source, and in both cells of its row of texts."""
    values = {("people", offset): Value(State.VALUE, 30 + offset) for offset in (-1, 0)}
    values |= {("note", offset): Value(State.VALUE, text=worst) for offset in (-1, 0)}
    sheet = Sheet(edition, "1419053", tiny.YEAR, values)
    return Reading(sheet, Source(worst, worst, worst), {"pl": worst, "en": worst})


def made(worst: str) -> tuple[Document, Document]:
    """The public copy of such a form, with the text as an explanation and as the reason of marks, and its summary."""
    hidden = Hidden(frozenset({("people", 0)}), mark="(hidden)", reason=worst)
    one = reading(worst)
    explained = {("odd", 0): worst}
    whole = assessment_document(one, "pl", copy=Copy.PUBLIC, hidden=hidden, explanations=explained)
    return whole, summary_document(one, "pl", copy=Copy.PUBLIC, hidden=hidden)


def pdf_words(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def docx_words(content: bytes) -> str:
    opened = other_docx.Document(io.BytesIO(content))
    inside = (cell.text for table in opened.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in opened.paragraphs), *inside])


def xlsx_words(content: bytes) -> str:
    cells = [cell for page in openpyxl.load_workbook(io.BytesIO(content)) for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}, "no formula"
    return "\n".join(str(cell.value) for cell in cells)


def ods_words(content: bytes) -> str:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = (row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
    return "\n".join(str(value) for row in rows for value in row)


def csv_words(content: bytes) -> str:
    lines = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    return "\n".join(restore(field) for line in lines for field in line)


FILES: dict[str, tuple[ModuleType, Callable[[bytes], str]]] = {
    "pdf": (pdf, pdf_words),
    "docx": (docx, docx_words),
    "xlsx": (xlsx, xlsx_words),
    "ods": (ods, ods_words),
    "csv": (long_csv, csv_words),
}


def bare(text: str) -> str:
    """Without the spaces and hyphens that print adds or takes."""
    return re.sub(r"[\s\u00ad\u200b\u2066-\u2069-]", "", text)


@pytest.mark.parametrize("kind", sorted(FILES))
@pytest.mark.parametrize("worst", READABLE, ids=range(len(READABLE)))
def test_what_people_wrote_is_read_as_they_wrote_it(worst: str, kind: str) -> None:
    maker, words = FILES[kind]
    said = bare(words(maker.render(made(worst)[0])))
    # Both cells of the row; in files to be read also the source, the reason and the explanation.
    least = 5 if kind in ("pdf", "docx") else 2
    assert said.count(bare(plain(worst))) >= least
    assert bare("Label of people") in said


@pytest.mark.parametrize("kind", sorted(FILES))
@pytest.mark.parametrize("worst", [HEBREW, EMOJI, *LONG], ids=["hebrew", "emoji", "sentences", "word"])
def test_other_scripts_and_endless_texts_leave_a_file_that_opens(worst: str, kind: str) -> None:
    maker, words = FILES[kind]
    for document in made(worst):
        said = bare(words(maker.render(document)))
        assert bare("Label of people") in said or document.facts == ()


@pytest.mark.parametrize("kind", sorted(FILES))
@pytest.mark.parametrize("kept", [(), (0,), (-1,)], ids=["nothing", "one year", "the year before"])
def test_a_form_with_gaps_makes_files_that_open(kept: tuple[int, ...], kind: str) -> None:
    one = reading("x")
    values = {cell: value for cell, value in one.sheet.values.items() if cell[1] in kept}
    gaps = replace(one, sheet=replace(one.sheet, values={**values, ("people", -1): NO_INFORMATION}))
    maker, words = FILES[kind]
    assert bare("Label of people") in bare(words(maker.render(assessment_document(gaps, "pl"))))
    assert maker.render(summary_document(gaps, "pl"))


@pytest.mark.parametrize("kind", sorted(FILES))
def test_an_edition_without_tables_or_chapters_makes_files_that_open(kind: str) -> None:
    maker, words = FILES[kind]
    empty = Sheet(replace(tiny.edition(), chapters=()), "1419053", tiny.YEAR)
    for make in (assessment_document, summary_document):
        assert isinstance(words(maker.render(make(Reading(empty), "pl"))), str)


ROWS = tiny.edition(tiny.row("people"), tiny.row("none"))
NONE = replace(
    ROWS,
    chapters=(*ROWS.chapters, Chapter("10", tiny.both("Indicators"), Certainty.CERTAIN, {}, ())),
    indicators=(indicator("share", "{people}", "{none}", (0,)),),
)
ZERO = Reading(tiny.sheet(NONE, {"people": 30, "none": 0}))


@pytest.mark.parametrize("kind", sorted(FILES))
def test_an_indicator_divided_by_zero_is_a_dash(kind: str) -> None:
    maker, words = FILES[kind]
    assert "–" in words(maker.render(assessment_document(ZERO, "en")))


def test_that_a_hidden_indicator_is_divided_by_zero_is_not_told() -> None:
    assert "none (2014) is zero" in docx_words(docx.render(assessment_document(ZERO, "en")))
    hidden = Hidden(indicators=frozenset({("share", 0)}), mark="(hidden)")
    said = docx_words(docx.render(assessment_document(ZERO, "en", copy=Copy.PUBLIC, hidden=hidden)))
    assert "is zero" not in said
    assert "(hidden)" in said.splitlines()


# Explanations


def explained(explanations: dict[tuple[str, int], str], lang: str = "en") -> str:
    return docx_words(docx.render(assessment_document(reading("x"), lang, explanations=explanations)))


def test_a_finding_that_was_explained_is_followed_by_its_explanation() -> None:
    assert [(one.check.id, one.offset) for one in check_sheet(reading("x").sheet).findings] == [("odd", 0)]
    said = explained({("odd", 0): " A block of flats was opened. "})
    assert "Explanation: A block of flats was opened." in said
    assert "Not explained yet." not in said


@pytest.mark.parametrize("others", [{}, {("odd", 0): "  "}, {("odd", -1): "x"}, {("even", 0): "x"}])
def test_a_finding_to_be_explained_that_was_not_says_so(others: dict[tuple[str, int], str]) -> None:
    assert "Not explained yet." in explained(others)


def test_findings_that_need_no_explanation_do_not_ask_for_one() -> None:
    check = replace(ODD, severity=Severity.WARNING)
    edition = replace(EDITION, checks=(check,))
    said = docx_words(docx.render(assessment_document(reading("x", edition), "en", explanations={("odd", 0): "Why."})))
    assert "Why." not in said
    assert "explained" not in said
