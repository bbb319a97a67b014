"""DOCX, opened by python-docx and by LibreOffice, and written into templates that offices have changed."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from architecture.house import tool
from documents.conftest import Office
from documents.sample import (
    HEBREW,
    LINE,
    LINES_OF_TEXT,
    LONG,
    MONEY,
    PEOPLE,
    STRIP,
    WORST,
    document,
    hostile,
)
from docx.document import Document as Opened
from docx.oxml.ns import qn
from pypdf import PdfReader

from drogowskaz.documents.content import (
    Contents,
    Document,
    Fact,
    Heading,
    Items,
    Mark,
    PageBreak,
    Paragraph,
    Run,
    Table,
    heads,
)
from drogowskaz.documents.docx import OFFICE, render
from drogowskaz.documents.docx_styles import MARKS, PREFIX
from drogowskaz.documents.plain import plain
from drogowskaz.engine.problems import Unusable

NBSP = "\N{NO-BREAK SPACE}"
SHORT = [worst for worst in WORST if worst not in LONG]


@pytest.fixture(scope="module")
def made() -> bytes:
    return render(document())


@pytest.fixture(scope="module")
def opened(made: bytes) -> Opened:
    return docx.Document(io.BytesIO(made))


def told(*blocks: object, **other: object) -> Opened:
    return docx.Document(io.BytesIO(render(Document("Tytuł", blocks, **other))))  # type: ignore[arg-type]


def texts(found: Opened) -> list[str]:
    return [paragraph.text.replace(NBSP, " ") for paragraph in found.paragraphs]


def changed(tmp_path: Path, change: Callable[[Opened], None]) -> Path:
    """The office's template after an office has changed it."""
    template = docx.Document(str(OFFICE))
    change(template)
    template.save(str(tmp_path / "ours.docx"))
    return tmp_path / "ours.docx"


def test_headings_have_the_styles_of_headings(opened: Opened) -> None:
    found = [
        (paragraph.style.name, paragraph.text.replace(NBSP, " "))
        for paragraph in opened.paragraphs
        if paragraph.style is not None and str(paragraph.style.name).startswith("Heading")
    ]
    expected = [(f"Heading {one.level}", one.text) for one in document().blocks if isinstance(one, Heading)]
    assert found == expected


def test_the_title_page_has_the_title_the_mark_and_the_facts(opened: Opened) -> None:
    found = texts(opened)
    assert document().title in found
    assert document().subtitle in found
    assert any("Gmina i liczby są zmyślone." in text for text in found)
    assert [[cell.text for cell in row.cells] for row in opened.tables[0].rows] == [
        [fact.label, fact.value] for fact in document().facts
    ]


def test_numbers_and_labels_stand_in_the_cells_of_tables(opened: Opened) -> None:
    rows = [[cell.text for cell in row.cells] for row in opened.tables[1].rows]
    assert rows[0] == ["Wyszczególnienie", "2022", "2023", "2024", "2025 prognoza"]
    assert rows[5] == [f"w{NBSP}wieku 60 lat i{NBSP}więcej", "1 176", ".", "1 211", "x"]


def test_the_rows_of_a_head_are_repeated_on_every_page_and_no_row_is_cut(opened: Opened) -> None:
    for table in opened.tables[1:]:
        rows = table._tbl.tr_lst
        heads_of = [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
        assert heads_of
        assert heads_of == rows[: len(heads_of)]
    whole = [row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in opened.tables[1]._tbl.tr_lst]
    assert all(whole)


def test_a_head_over_several_columns_and_rows_is_merged() -> None:
    table = told(MONEY).tables[-1]
    first, second = table.rows[0].cells, table.rows[1].cells
    assert first[1]._tc is first[2]._tc
    assert first[0]._tc is second[0]._tc
    assert [cell.text for cell in second[1:5]] == ["2023", "2024", "2025", "2026"]


def test_pictures_have_alternative_texts_of_their_own(opened: Opened) -> None:
    about = [shape._inline.docPr for shape in opened.inline_shapes]
    assert about[0].get("descr") == f"{LINE.title}. {LINE.alt}"
    assert len({one.get("descr") for one in about}) == len({one.get("id") for one in about}) == len(about) == 7


def test_pictures_are_as_wide_as_the_text_and_no_taller_than_a_page(opened: Opened) -> None:
    section = opened.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    assert {round(shape.width / 1000) for shape in opened.inline_shapes} == {round(room / 1000)}
    assert all(shape.height < section.page_height * 0.75 for shape in opened.inline_shapes)


def test_marks_have_styles_that_an_office_can_change_and_are_said_in_words() -> None:
    found = told(*(Paragraph("coś", mark) for mark in Mark), lang="en").paragraphs
    styles = {str(paragraph.style.name): paragraph.text for paragraph in found if paragraph.style is not None}
    for mark, name in MARKS.items():
        assert styles[f"{PREFIX} {name}"].endswith("coś"), mark
    assert styles[f"{PREFIX} {MARKS[Mark.WARNING]}"] == "Warning: coś"


def test_strong_and_emphasised_parts_stay_parts() -> None:
    paragraph = told(Paragraph((Run("a", strong=True), Run("b", emphasis=True), Run("c")))).paragraphs[-1]
    assert [(run.text, bool(run.bold), bool(run.italic)) for run in paragraph.runs] == [
        ("a", True, False), ("b", False, True), ("c", False, False),
    ]  # fmt: skip


def test_each_numbered_list_begins_with_one() -> None:
    found = told(Items(("a", "b"), numbered=True), Paragraph("–"), Items(("c",), numbered=True))
    numbers = [paragraph._p.pPr.numPr.numId.val for paragraph in found.paragraphs if paragraph.text in ("a", "b", "c")]
    assert numbers[0] == numbers[1] != numbers[2]
    starts = found.part.numbering_part.element.findall(f"{qn('w:num')}/{qn('w:lvlOverride')}/{qn('w:startOverride')}")
    assert [start.get(qn("w:val")) for start in starts] == ["1", "1"]


def test_contents_lead_to_the_headings_and_ask_word_for_the_numbers_of_pages(opened: Opened) -> None:
    body = opened.element.body
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert len(links) == sum(isinstance(block, Heading) for block in document().blocks)
    assert set(links) <= marks
    first = next(body.iter(qn("w:fldChar")))
    assert first.get(qn("w:dirty")) == "true"
    assert "TOC" in "".join(code.text or "" for code in body.iter(qn("w:instrText")))


def test_only_the_paper_of_a_wide_table_lies_on_its_side(opened: Opened) -> None:
    assert [section.page_width > section.page_height for section in opened.sections] == [False, True, False]
    assert [section.different_first_page_header_footer for section in opened.sections] == [True, False, False]


def test_every_part_has_the_running_header_and_the_number_of_the_page(opened: Opened) -> None:
    for section in opened.sections:
        header = "\n".join(paragraph.text for paragraph in section.header.paragraphs)
        assert "Przykład. Ocena zasobów" in header
        assert "Gmina i liczby są zmyślone." in header
        assert "NUMPAGES" in section.footer._element.xml


def test_the_file_says_its_language_title_author_and_date(opened: Opened) -> None:
    found = opened.core_properties
    assert (found.title, found.author, found.language) == (document().title, "OPS Dąbrówka", "pl")
    assert found.created.date() == document().made
    assert 'w:lang w:val="pl-PL"' in opened.styles.element.xml
    assert 'w:lang w:val="en-GB"' in told(lang="en").styles.element.xml


def test_a_break_begins_the_next_paragraph_on_a_new_page() -> None:
    found = told(Paragraph("a"), PageBreak(), Paragraph("b"), Paragraph("c")).paragraphs
    broken = [paragraph.text for paragraph in found if paragraph.paragraph_format.page_break_before]
    assert broken == ["b"]


def test_the_text_begins_on_a_page_of_its_own_where_there_is_a_title_page() -> None:
    with_page = told(Paragraph("a"), facts=(Fact("Gmina", "Dąbrówka"),)).paragraphs
    assert [one.text for one in with_page if one.paragraph_format.page_break_before] == ["a"]
    assert not any(one.paragraph_format.page_break_before for one in told(Paragraph("a")).paragraphs)


def test_the_same_content_gives_the_same_file(made: bytes) -> None:
    assert render(document()) == made


def test_kept_pictures_give_the_same_file(tmp_path: Path, made: bytes) -> None:
    assert render(document(), pictures=tmp_path) == made
    assert len(list(tmp_path.iterdir())) == 7
    assert render(document(), pictures=tmp_path) == made


@pytest.mark.parametrize("worst", SHORT, ids=range(len(SHORT)))
def test_the_worst_texts_come_out_as_texts(worst: str) -> None:
    found = docx.Document(io.BytesIO(render(hostile(worst))))
    cells = [cell for table in found.tables for row in table.rows for cell in row.cells]
    said = [re.sub(r"\s+", " ", cell.text).strip() for cell in cells]
    # The one spelling that the library for templates has for itself is read as it means it, on the title page only.
    assert said.count(re.sub(r"\s+", " ", plain(worst)).strip()) > 5
    assert len(found.inline_shapes) == 5


@pytest.mark.parametrize("endless", LONG, ids=["sentences", "word"])
def test_texts_of_thousands_of_letters_are_written_whole(endless: str) -> None:
    found = docx.Document(io.BytesIO(render(hostile(endless))))
    assert any(paragraph.text.replace(NBSP, " ") == endless for paragraph in found.paragraphs)


def test_letters_from_right_to_left_say_so() -> None:
    paragraph = told(Paragraph(f"przed {HEBREW} po")).paragraphs[-1]
    assert [(run.text, run.font.rtl) for run in paragraph.runs] == [
        ("przed ", None), (HEBREW, True), (" po", None),
    ]  # fmt: skip


def test_line_breaks_of_a_note_stay() -> None:
    assert told(Paragraph(LINES_OF_TEXT)).paragraphs[-1].text.split("\n")[:3] == ["pierwsza linia", "druga", "trzecia"]


def test_an_empty_table_says_so() -> None:
    table = told(Table("T", heads("A", "B"), ()), lang="en").tables[-1]
    assert [cell.text for cell in table.rows[-1].cells] == ["The table is empty."] * 2


def test_a_document_without_anything_is_a_document_too() -> None:
    assert "Tytuł" in texts(told(Contents(), Items(())))


def test_the_template_is_the_one_that_its_tool_writes() -> None:
    files = tool("office_template").template(), OFFICE.read_bytes()
    written, kept = (zipfile.ZipFile(io.BytesIO(data)) for data in files)
    assert {name: written.read(name) for name in written.namelist()} == {
        name: kept.read(name) for name in kept.namelist()
    }


def test_an_office_may_change_the_look_and_add_words_of_its_own(tmp_path: Path) -> None:
    def change(template: Opened) -> None:
        template.styles["Heading 1"].font.name = "Papyrus"
        template.paragraphs[0].insert_paragraph_before("Herb gminy, {{ title }}")

    found = docx.Document(io.BytesIO(render(document(), template=changed(tmp_path, change))))
    assert texts(found)[0] == f"Herb gminy, {document().title}"
    assert found.styles["Heading 1"].font.name == "Papyrus"


def test_styles_are_found_by_name_whatever_word_calls_them_inside(tmp_path: Path) -> None:
    def change(template: Opened) -> None:
        template.styles["Heading 1"].element.set(qn("w:styleId"), "Nagwek1")

    found = docx.Document(io.BytesIO(render(document(), template=changed(tmp_path, change))))
    titles = [one.text for one in found.paragraphs if one.style is not None and one.style.name == "Heading 1"]
    assert titles[-1] == "3. Na tle innych"


def test_a_style_that_is_missing_is_replaced_by_the_standard_one(tmp_path: Path) -> None:
    path = changed(tmp_path, lambda template: template.styles["Caption"].delete())
    found = docx.Document(io.BytesIO(render(document(), template=path)))
    (caption,) = [one for one in found.paragraphs if one.text.startswith("Tabela 1.")]
    assert caption.style is not None
    assert caption.style.name == "Normal"


def test_a_template_without_a_place_for_the_text_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, lambda template: template.paragraphs[-1].clear() and None)
    with pytest.raises(Unusable, match=r"no place for the text. Write \{\{p body \}\}"):
        render(document(), template=path)


def test_a_template_with_a_broken_field_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, lambda template: template.add_paragraph("{{ title") and None)
    with pytest.raises(Unusable, match="A field of the template cannot be read"):
        render(document(), template=path)


def test_a_template_reaches_nothing_but_the_words_it_is_given(tmp_path: Path) -> None:
    path = changed(tmp_path, lambda template: template.add_paragraph("{{ title.__class__.__mro__ }}") and None)
    with pytest.raises(Unusable, match="A field of the template cannot be read"):
        render(document(), template=path)


def test_a_file_that_is_no_docx_is_refused(tmp_path: Path) -> None:
    (tmp_path / "note.docx").write_text("not a zip")
    with pytest.raises(Unusable, match="The template is not a DOCX file"):
        render(document(), template=tmp_path / "note.docx")


def test_libreoffice_opens_the_document_with_all_its_words_and_pictures(
    tmp_path: Path, office: Office, made: bytes
) -> None:
    (tmp_path / "a.docx").write_bytes(made)
    reader = PdfReader(office(tmp_path / "a.docx", "pdf"))
    text = "\n".join(page.extract_text() for page in reader.pages).replace(NBSP, " ")
    for words in ("Zatrudnić drugą opiekunkę.", "Wydatki według rozdziałów", "w wieku 60 lat i więcej", "1 644,3"):
        assert words in text
    assert len({image.name for page in reader.pages for image in page.images}) >= 7
    assert sum(page.mediabox.width > page.mediabox.height for page in reader.pages) == 1


def test_libreoffice_opens_the_worst_texts(tmp_path: Path, office: Office) -> None:
    worst = " ".join(text for text in SHORT if text)
    blocks = (Paragraph(worst), replace(PEOPLE, note=worst), STRIP)
    (tmp_path / "a.docx").write_bytes(render(replace(hostile(worst), blocks=blocks)))
    reader = PdfReader(office(tmp_path / "a.docx", "pdf"))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert "{{ 7*7 }}" in text
    assert "#panic" in text
    assert "</w:t></w:p>" in text
