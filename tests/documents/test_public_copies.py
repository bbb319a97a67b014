"""No small number can be computed from the public files of one form, or of two years together."""

from collections.abc import Iterable
from dataclasses import replace
from types import ModuleType

import pytest
from documents.told import LANG, ROWS, docx_text, pdf_text, told_in

from drogowskaz.documents import docx, pdf
from drogowskaz.documents.assessment.build import assessment_document, summary_document
from drogowskaz.documents.assessment.copies import Copy, Hidden
from drogowskaz.documents.assessment.hiding import hidden_by
from drogowskaz.documents.content import Document, Heading, Items, Paragraph, runs
from drogowskaz.documents.sheets import long_csv, xlsx
from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.disclosure.audit import Audit, Published, audit
from drogowskaz.engine.disclosure.forms import Place
from drogowskaz.engine.disclosure.publication import earlier
from drogowskaz.engine.disclosure.withholding import Withheld, withheld
from drogowskaz.engine.editions.loader import EDITIONS
from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.files.reading import Reading
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import Kind, State, Value

READING = read_case(EDITIONS / "ozps-gmina-2025/cases/wymyslona-2025.yaml")
MAKERS: dict[str, ModuleType] = {"csv": long_csv, "docx": docx, "pdf": pdf, "xlsx": xlsx}
TURNS = (-2, -1, 0, 1, 2, 1)
"""Which column of the invented form stands for a calendar year, one after another, from 2023 on."""


def form_of(year: int, last: Sheet | None = None) -> Sheet:
    """The invented gmina's form of this year: each calendar year has the same numbers in every form that tells it."""
    values = {}
    for row in READING.sheet.edition.rows:
        for offset in row.offsets:
            turn = TURNS[(year + offset - 2023) % len(TURNS)]
            told = READING.sheet.values.get((row.key, turn if turn in row.offsets else 0))
            if told is not None:
                values[row.key, offset] = told
    return replace(READING.sheet, year=year, values=values, last=last.values if last else None)


ONE = form_of(2025)
TWO = form_of(2026, ONE)
BOTH = [ONE, TWO]


@pytest.fixture(scope="module")
def found() -> Withheld:
    return withheld(BOTH)


def hidden_of(sheet: Sheet, found: Withheld) -> Hidden:
    return hidden_by(found, check_sheet(sheet), LANG)


def documents(sheet: Sheet, found: Withheld) -> tuple[Document, Document]:
    """The whole public copy, and its summary."""
    reading: Reading = replace(READING, sheet=sheet)
    hidden = hidden_of(sheet, found)
    made = (assessment_document, summary_document)
    whole, summary = (make(reading, LANG, copy=Copy.PUBLIC, hidden=hidden) for make in made)
    return whole, summary


def read_back(sheet: Sheet, found: Withheld, kind: str) -> Published:
    """What a file of this kind tells of the form's cells and figures, and of the findings if it is one to be read."""
    content = MAKERS[kind].render(documents(sheet, found)[0])
    text = {"docx": docx_text, "pdf": pdf_text}.get(kind)
    return told_in(ROWS[kind](content), text(content) if text else "", sheet, hidden_of(sheet, found))


def shown_of(sheet: Sheet, found: Withheld) -> dict[Place, Value | None]:
    """What should stand in the cells: a mark where they are hidden, and the numbers elsewhere."""
    rows = sheet.edition.row_by_key
    told = {(sheet.year, *cell): value for cell, value in sheet.values.items() if rows[cell[0]].kind is not Kind.TEXT}
    return {place: None if place in found.cells else value for place, value in told.items()}


def careless(found: Withheld) -> Withheld:
    """Nothing hidden but the small numbers themselves."""
    return replace(found, cells=found.small, figures=frozenset(), silent=frozenset())


@pytest.mark.parametrize("kind", sorted(MAKERS))
@pytest.mark.parametrize("sheet", BOTH, ids=lambda sheet: sheet.year)
def test_every_kind_of_file_marks_the_hidden_cells_and_tells_the_others(
    sheet: Sheet, kind: str, found: Withheld
) -> None:
    assert read_back(sheet, found, kind).cells == shown_of(sheet, found)


@pytest.mark.parametrize("kind", ["csv", "docx"])
def test_no_small_number_of_one_year_can_be_computed_from_its_files(kind: str) -> None:
    alone = withheld([ONE])
    told = read_back(ONE, alone, kind)
    assert told.figures
    assert audit([told], alone.threshold) == Audit((), (), ())


@pytest.mark.parametrize("kind", ["csv", "docx"])
def test_no_small_number_can_be_computed_from_the_files_of_two_years(kind: str, found: Withheld) -> None:
    assert audit([read_back(sheet, found, kind) for sheet in BOTH], found.threshold) == Audit((), (), ())


def test_nor_from_last_years_file_as_it_was_read_then_and_this_years() -> None:
    before = withheld([ONE])
    told = earlier(ONE, before)
    after = withheld(BOTH, shown=told.shown, spoken=told.spoken)
    copies = [read_back(ONE, before, "docx"), read_back(TWO, after, "docx")]
    assert audit(copies, after.threshold) == Audit((), (), ())


def test_the_same_reading_finds_numbers_when_the_small_ones_alone_are_hidden(found: Withheld) -> None:
    computed = audit([read_back(sheet, careless(found), "csv") for sheet in BOTH], found.threshold).recomputed
    assert {one.place for one in computed} & found.small


def with_numbers(sheet: Sheet, numbers: dict[Place, int], last: Sheet | None = None) -> Sheet:
    changed = {place[1:]: Value(State.VALUE, number) for place, number in numbers.items() if place[0] == sheet.year}
    return replace(sheet, values={**sheet.values, **changed}, last=last.values if last else None)


def test_forms_with_other_hidden_numbers_make_the_very_same_documents(found: Withheld) -> None:
    """Of every kind of sentence, count, chart and reason: a document that tells of a hidden number would differ."""
    true = [documents(sheet, found) for sheet in BOTH]
    for numbers in found.alternatives[::50]:
        one = with_numbers(ONE, dict(numbers))
        assert [documents(one, found), documents(with_numbers(TWO, dict(numbers), one), found)] == true


def said(document: Document) -> Iterable[str]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield from (run.text for run in runs(block.text))
        elif isinstance(block, Items):
            yield from (run.text for item in block.items for run in runs(item))


def test_what_changed_most_is_chosen_among_the_shown_numbers() -> None:
    row = next(row for row in ONE.edition.rows if row.parent is None and ONE.value(row.key, 0).number > 100)
    hides = Hidden(cells=frozenset({(row.key, 0)}))
    heading = Heading(1, "What changed most", "changes")
    told = []
    for number in (101, 999_999):
        sheet = with_numbers(ONE, {(ONE.year, row.key, 0): number})
        document = summary_document(replace(READING, sheet=sheet), "en", copy=Copy.PUBLIC, hidden=hides)
        place = next(at for at, block in enumerate(document.blocks) if block == heading)
        told.append(document.blocks[place + 1])
    assert told[0] == told[1]


def test_silent_findings_are_not_counted_among_the_facts() -> None:
    sheet = read_case(EDITIONS / "ozps-gmina-2014/cases/drobin-2014.yaml").sheet
    result = check_sheet(sheet)
    hides = Hidden(silent=frozenset((one.check.id, one.offset) for one in result.findings))
    reading = replace(READING, sheet=sheet)
    told = {fact.label: fact.value for fact in assessment_document(reading, "en", hidden=hides).facts}
    assert told["Checks"] == "nothing stands out"
    assert "nothing stands out" in " ".join(said(summary_document(reading, "en", hidden=hides)))
