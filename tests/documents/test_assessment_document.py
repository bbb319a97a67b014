"""The document of an assessment: whole for the council, without hidden numbers for everybody."""

from dataclasses import replace

import pytest

from drogowskaz.documents.assessment.build import assessment_document, summary_document
from drogowskaz.documents.assessment.copies import Copy, Hidden
from drogowskaz.documents.assessment.hiding import hidden_in
from drogowskaz.documents.content import Chart, Document, Heading, Items, Mark, Missing, Paragraph, Table, runs
from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.checks.sentences import arithmetic
from drogowskaz.engine.editions.loader import EDITIONS
from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.files.reading import Reading
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import State, Value, show

REASON = "Some numbers are hidden."
MARK = "(hidden)"


@pytest.fixture(scope="module")
def drobin() -> Reading:
    return read_case(EDITIONS / "ozps-gmina-2014/cases/drobin-2014.yaml")


@pytest.fixture(scope="module")
def invented() -> Reading:
    return read_case(EDITIONS / "ozps-gmina-2025/cases/wymyslona-2025.yaml")


def texts(document: Document) -> str:
    """Everything that the document says outside of charts."""
    said = []
    for block in document.blocks:
        if isinstance(block, Heading):
            said.append(block.text)
        elif isinstance(block, Paragraph):
            said += [run.text for run in runs(block.text)]
        elif isinstance(block, Items):
            said += [run.text for item in block.items for run in runs(item)]
        elif isinstance(block, Table):
            said += [block.caption, block.note]
            said += [text for row in block.body for text in (row.label, *(cell.text for cell in row.cells))]
    return "\n".join(said)


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_every_chapter_and_table_of_the_form_is_there_in_its_order(invented: Reading, lang: str) -> None:
    document = assessment_document(invented, lang)
    edition = invented.sheet.edition
    headings = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert headings[1:-1] == [f"{chapter.number}. {chapter.label[lang]}" for chapter in edition.chapters]
    captions = [block.caption for block in document.blocks if isinstance(block, Table)]
    assert captions[: len(edition.tables)] == [table.label[lang] for table in edition.tables.values()]


def test_the_council_reads_every_filled_cell(drobin: Reading) -> None:
    tables = [block for block in assessment_document(drobin, "pl").blocks if isinstance(block, Table)]
    printed = sorted(cell.text for table in tables for row in table.body for cell in row.cells if cell.text)
    edition = drobin.sheet.edition
    filled = sorted(
        show(value, edition.row_by_key[row].kind, "pl") for (row, _offset), value in drobin.sheet.values.items()
    )
    assert printed == [text for text in filled if text]


def test_findings_are_told_with_their_arithmetic(drobin: Reading) -> None:
    said = texts(assessment_document(drobin, "pl"))
    assert "Wszystkie liczby ludności są takie same jak rok wcześniej." in said
    assert "Prognoza ludności jest kopią roku oceny." in said


def test_drafted_sentences_are_marked_as_drafts(drobin: Reading) -> None:
    for document in (assessment_document(drobin, "pl"), summary_document(drobin, "pl")):
        assert [block for block in document.blocks if isinstance(block, Paragraph) and block.mark is Mark.DRAFT]


def test_a_hidden_number_stands_nowhere_in_the_public_copy(drobin: Reading) -> None:
    planted = {**drobin.sheet.values, ("housing.social.waiting", 0): Value(State.VALUE, 31_337)}
    sheet = replace(drobin.sheet, values=planted)
    hidden = Hidden(frozenset({("housing.social.waiting", 0)}), mark=MARK, reason=REASON)
    for make in (assessment_document, summary_document):
        reading = replace(drobin, sheet=sheet)
        assert "31\N{NO-BREAK SPACE}337" in texts(make(reading, "pl"))
        document = make(reading, "pl", copy=Copy.PUBLIC, hidden=hidden)
        assert "31\N{NO-BREAK SPACE}337" not in texts(document)
        assert REASON in texts(document)
        assert 31_337 not in [one for chart in charts(document) for series in chart.series for one in series.data]


def charts(document: Document) -> list[Chart]:
    return [block for block in document.blocks if isinstance(block, Chart)]


def test_a_hidden_cell_is_marked_in_its_table_and_withheld_in_its_chart(drobin: Reading) -> None:
    hidden = Hidden(frozenset({("labour.unemployed.total", -1)}), mark=MARK, reason=REASON)
    document = assessment_document(drobin, "pl", copy=Copy.PUBLIC, hidden=hidden)
    table = next(block for block in document.blocks if isinstance(block, Table) and "Rynek pracy" in block.caption)
    assert table.body[0].cells[1].text == MARK
    assert table.note.endswith(REASON)
    chart = next(chart for chart in charts(document) if "Bezrobotni" in chart.title)
    assert chart.series[0].data[1] is Missing.WITHHELD


def test_a_hidden_indicator_has_no_value(invented: Reading) -> None:
    one = invented.sheet.edition.indicators[0]
    hidden = Hidden(indicators=frozenset({(one.id, 0)}), mark=MARK, reason=REASON)
    document = assessment_document(invented, "pl", copy=Copy.PUBLIC, hidden=hidden)
    rows = [row for block in document.blocks if isinstance(block, Table) for row in block.body]
    row = next(row for row in rows if row.label == one.label["pl"])
    assert [cell.text for cell in row.cells].count(MARK) == 1


def test_of_a_silent_check_nothing_is_told(drobin: Reading) -> None:
    findings = check_sheet(drobin.sheet).findings
    silent = frozenset((finding.check.id, finding.offset) for finding in findings)
    said = texts(
        assessment_document(drobin, "en", copy=Copy.PUBLIC, hidden=Hidden(silent=silent, mark=MARK, reason=REASON))
    )
    assert not any(finding.check.message["en"] in said for finding in findings)
    assert "Nothing stands out" not in said


def test_an_invented_unit_is_marked_on_every_page_and_a_real_one_is_no_certificate(
    drobin: Reading, invented: Reading
) -> None:
    assert assessment_document(invented, "pl").mark is Mark.INVENTED
    real = assessment_document(drobin, "en")
    assert real.mark is Mark.NONE
    assert "not an official certificate" in real.footer


@pytest.mark.parametrize("kept", [(), (0,), (-2,)])
def test_a_form_with_one_year_or_with_nothing_still_makes_both_documents(
    invented: Reading, kept: tuple[int, ...]
) -> None:
    values = {cell: value for cell, value in invented.sheet.values.items() if cell[1] in kept}
    reading = replace(invented, sheet=Sheet(invented.sheet.edition, invented.sheet.unit, invented.sheet.year, values))
    assert len(assessment_document(reading, "pl").blocks) > len(invented.sheet.edition.chapters)
    assert summary_document(reading, "pl").blocks


def test_denominators_of_zero_leave_a_dash_and_a_reason(invented: Reading) -> None:
    values = {cell: Value(State.VALUE, 0) for cell, value in invented.sheet.values.items() if not value.text}
    reading = replace(invented, sheet=replace(invented.sheet, values=values))
    said = texts(assessment_document(reading, "en"))
    assert "is zero" in said


def test_of_a_numberless_finding_the_message_is_told_and_the_numbers_are_not(drobin: Reading) -> None:
    finding = check_sheet(drobin.sheet).findings[0]
    hidden = Hidden(numberless=frozenset({(finding.check.id, finding.offset)}), finding_reason=REASON)
    said = texts(assessment_document(drobin, "en", copy=Copy.PUBLIC, hidden=hidden))
    assert f"{finding.check.message['en']} {REASON}" in said
    assert arithmetic(finding, drobin.sheet, "en") not in said


def test_the_public_copy_of_the_invented_gmina_hides_and_says_why(invented: Reading) -> None:
    hidden = hidden_in(check_sheet(invented.sheet), "en")
    assert len(hidden.cells) > 100
    document = assessment_document(invented, "en", copy=Copy.PUBLIC, hidden=hidden)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    marks = [cell.text for table in tables for row in table.body for cell in row.cells].count(hidden.mark)
    assert marks == len(hidden.cells) + len(hidden.indicators)
    assert hidden.reason in texts(document)
    assert hidden.refusal == ""


def test_what_people_wrote_stands_in_its_chapter_instead_of_what_was_drafted(invented: Reading) -> None:
    texts = {"2": "Pierwszy akapit.\nDrugi wiersz.\n\n- pierwsze\n- drugie", "11": "Wnioski."}
    plain, written = (assessment_document(invented, "pl", texts=one) for one in ({}, texts))

    def chapter(document: Document, number: str) -> list[object]:
        ids = [block.id if isinstance(block, Heading) else "" for block in document.blocks]
        start = ids.index(f"chapter-{number}")
        ends = ("chapter-", "findings")
        end = next(place for place, one in enumerate(ids) if place > start and one.startswith(ends))
        return list(document.blocks[start + 1 : end])

    two = chapter(written, "2")
    assert two[:2] == [Paragraph("Pierwszy akapit.\nDrugi wiersz."), Items(("pierwsze", "drugie"))]
    assert [block for block in two[2:] if isinstance(block, Items)] == []
    assert [block for block in chapter(plain, "2") if isinstance(block, Items)] != []
    assert chapter(written, "11")[-1:] == [Paragraph("Wnioski.")]
