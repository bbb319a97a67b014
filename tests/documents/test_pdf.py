"""PDF, looked into with a reader that had no part in writing it."""

import io
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import absent
from documents.sample import (
    EMOJI,
    HEBREW,
    LINE,
    LINES_OF_TEXT,
    LONG,
    MAP,
    MONEY,
    PEOPLE,
    STRIP,
    TYPST,
    WORST,
    document,
    hostile,
)
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from drogowskaz.documents import pdf
from drogowskaz.documents.content import (
    Cell,
    Contents,
    Document,
    Heading,
    Items,
    Mark,
    Paragraph,
    Row,
    Run,
    Table,
    heads,
)
from drogowskaz.documents.pdf import render
from drogowskaz.documents.plain import plain
from drogowskaz.documents.typst_text import typst_data

NBSP = "\N{NO-BREAK SPACE}"
SHORT = [worst for worst in WORST if worst not in ("", *LONG)]


@pytest.fixture(scope="module")
def made() -> bytes:
    return render(document())


@pytest.fixture(scope="module")
def reader(made: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(made))


def nodes(node: DictionaryObject) -> Iterator[DictionaryObject]:
    """The tags below a tag, in the order they are read in."""
    inner = node.get("/K")
    inner = inner.get_object() if inner is not None else []
    for child in inner if isinstance(inner, ArrayObject) else [inner]:
        found = child.get_object()
        if isinstance(found, DictionaryObject) and "/S" in found:
            yield found
            yield from nodes(found)


def tags(opened: PdfReader, *names: str) -> list[DictionaryObject]:
    root = opened.trailer["/Root"]["/StructTreeRoot"].get_object()
    return [node for node in nodes(root) if not names or node["/S"] in names]


def about(cell: DictionaryObject) -> DictionaryObject:
    """What a cell says of itself as a cell of a table."""
    said = cell["/A"].get_object()
    parts = [part.get_object() for part in (said if isinstance(said, ArrayObject) else [said])]
    (found,) = [part for part in parts if part["/O"] == "/Table"]
    return found


def text(opened: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in opened.pages).replace(NBSP, " ")


def told(*blocks: object, **other: object) -> PdfReader:
    return PdfReader(io.BytesIO(render(Document("Tytuł", blocks, **other))))  # type: ignore[arg-type]


def test_the_file_says_that_it_is_accessible(reader: PdfReader) -> None:
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_object().get_data()


def test_the_file_says_its_language_title_author_keywords_and_date(reader: PdfReader) -> None:
    found = reader.metadata
    assert found is not None
    assert reader.trailer["/Root"]["/Lang"] == "pl-PL"
    assert (found.title, found.author) == (document().title, "OPS Dąbrówka")
    assert found["/Keywords"] == "ocena zasobów, pomoc społeczna, Dąbrówka"
    assert found.creation_date is not None
    assert found.creation_date.date() == date(2025, 3, 14)


def test_an_english_document_says_that_it_is_english() -> None:
    assert told(lang="en").trailer["/Root"]["/Lang"] == "en-GB"


def test_headings_are_tagged_in_order_with_their_levels(reader: PdfReader) -> None:
    found = [(node["/S"], str(node["/T"]).replace(NBSP, " ")) for node in tags(reader, "/H1", "/H2", "/H3")]
    expected = [(f"/H{block.level}", block.text) for block in document().blocks if isinstance(block, Heading)]
    assert found[1:] == expected, "the first is that of the contents"


def test_headings_are_bookmarks_too(reader: PdfReader) -> None:
    found = [one["/Title"].replace(NBSP, " ") for one in reader.outline if not isinstance(one, list)]
    assert found == ["1. Dane o korzystających z pomocy i wsparcia", "2. Zasoby gminy", "3. Na tle innych"]


def test_contents_lead_to_the_headings(reader: PdfReader) -> None:
    links = [note.get_object() for note in reader.pages[1]["/Annots"]]
    assert len(links) == sum(isinstance(block, Heading) for block in document().blocks)
    assert {note["/Subtype"] for note in links} == {"/Link"}


def test_pictures_have_alternative_texts(reader: PdfReader) -> None:
    alternatives = [str(node["/Alt"]) for node in tags(reader, "/Figure")]
    assert len(alternatives) == 7
    assert f"{LINE.title}. {LINE.alt}" in alternatives
    assert f"{MAP.title}. {MAP.alt}" in alternatives


def test_each_picture_is_followed_by_its_table(reader: PdfReader) -> None:
    order = [node["/S"] for node in tags(reader, "/Figure", "/Table")]
    assert order.count("/Figure") == 7
    assert all(order[place + 1] == "/Table" for place, tag in enumerate(order) if tag == "/Figure")


def test_a_picture_whose_table_stands_beside_has_none_of_its_own() -> None:
    assert [len(tags(told(replace(STRIP, with_table=shown)), "/Table")) for shown in (True, False)] == [1, 0]


def test_the_first_cell_of_every_row_is_its_heading_and_the_head_those_of_the_columns(reader: PdfReader) -> None:
    rows = [node for table in tags(reader, "/Table") for node in nodes(table) if node["/S"] == "/TR"]
    assert len(rows) > 60
    for row in rows:
        first, *rest = [cell for cell in nodes(row) if cell["/S"] in ("/TH", "/TD")]
        assert first["/S"] == "/TH"
        assert about(first)["/Scope"] in ("/Row", "/Column")
        for cell in rest:
            assert cell["/S"] == "/TD" or about(cell)["/Scope"] == "/Column"


def test_cells_are_headed_by_their_row_and_their_column_alike(reader: PdfReader) -> None:
    cells = tags(reader, "/TD", "/TH")
    assert len(cells) > 150
    assert not any("/Headers" in about(cell) for cell in cells)


def test_heads_over_several_columns_say_so() -> None:
    first = tags(told(MONEY), "/TR")[0]
    cells = [cell for cell in nodes(first) if cell["/S"] == "/TH"]
    assert [(about(cell).get("/ColSpan", 1), about(cell).get("/RowSpan", 1)) for cell in cells] == [
        (1, 2), (2, 1), (2, 1), (1, 2),
    ]  # fmt: skip


def test_tables_have_captions_and_lists_are_lists(reader: PdfReader) -> None:
    assert len(tags(reader, "/Caption")) == 17
    assert [sum(child["/S"] == "/LI" for child in nodes(one)) for one in tags(reader, "/L")] == [3, 2]


def test_the_head_of_a_long_table_stands_on_every_page() -> None:
    rows = tuple(Row(f"Wiersz {place}", (Cell(str(place), place),)) for place in range(120))
    opened = told(Table("Długa", heads("Wyszczególnienie", "Liczba"), rows))
    pages = [page.extract_text() for page in opened.pages]
    assert len(pages) > 2
    assert all("Wyszczególnienie" in page for page in pages)
    assert len(tags(opened, "/THead")) == 1, "a repeated head is read once"


def test_a_title_across_the_table_goes_along_to_the_next_page() -> None:
    rows = (Row("Kobiety"), *(Row(f"Wiersz {place}", (Cell("1"),)) for place in range(70)))
    opened = told(Table("Długa", heads("Wyszczególnienie", "Liczba"), rows))
    assert all("Kobiety" in page.extract_text() for page in opened.pages)


def test_no_row_is_cut_by_the_end_of_a_page() -> None:
    texts = [f"początek {place} {'słowo ' * 60} koniec {place}" for place in range(30)]
    rows = tuple(Row(f"Wiersz {place}", (Cell(said),)) for place, said in enumerate(texts))
    opened = told(Table("T", heads("Wiersz", "Opis"), rows))
    pages = [page.extract_text() for page in opened.pages]
    assert len(pages) > 3
    for place in range(30):
        (page,) = [page for page in pages if re.search(rf"początek {place}\s", page)]
        assert re.search(rf"koniec\s+{place}\b", page)


def test_a_heading_stays_with_what_follows_it() -> None:
    for lines in range(30, 44):
        blocks = (Heading(1, "Wstęp", "a"), *(Paragraph("x"),) * lines, Heading(2, "Dalej", "b"), Paragraph("Treść"))
        pages = [page.extract_text() for page in told(*blocks).pages]
        assert any("Dalej" in page and "Treść" in page for page in pages)


def test_wide_tables_lie_on_their_side_and_the_rest_stands(reader: PdfReader) -> None:
    wide = [page for page in reader.pages if page.mediabox.width > page.mediabox.height]
    assert len(wide) == 1
    found = wide[0].extract_text().replace(NBSP, " ")
    assert "Wydatki według rozdziałów" in found
    assert "Uwagi" in found


def test_every_page_says_which_of_how_many_it_is_and_what_the_document_is() -> None:
    opened = PdfReader(io.BytesIO(render(replace(document(), lang="en"))))
    pages = [page.extract_text().replace(NBSP, " ") for page in opened.pages]
    assert all(f"page {place} of {len(pages)}" in page for place, page in enumerate(pages, 1))
    assert all("Gmina i liczby są zmyślone." in page for page in pages)
    assert all("Ocena zasobów pomocy społecznej, Dąbrówka 2024" in page for page in pages)


def test_marks_are_said_in_words() -> None:
    found = text(told(*(Paragraph("coś", mark) for mark in Mark), lang="en"))
    assert [
        word for word in ("Note:", "Warning:", "Draft:", "Invented example:", "Withheld:") if word not in found
    ] == []


def test_an_empty_table_says_so() -> None:
    assert "The table is empty." in text(told(Table("T", heads("A", "B"), ()), lang="en"))


def test_polish_words_are_divided_as_polish_ones() -> None:
    words = "niezabezpieczonych przedsiębiorstw gospodarczych współpracujących międzyresortowo " * 8
    found = told(Paragraph(words)).pages[0].extract_text()
    divided = re.findall(r"(\w+)[-\N{HYPHEN}\N{SOFT HYPHEN}]\n(\w+)", found)
    assert divided
    assert all((head + tail) in words for head, tail in divided)


def test_poppler_finds_every_polish_letter(tmp_path: Path) -> None:
    program = shutil.which("pdftotext")
    if program is None:
        absent("poppler", "Poppler is not installed (Debian: apt-get install poppler-utils).")
    letters = "Zażółć gęślą jaźń, ZAŻÓŁĆ GĘŚLĄ JAŹŃ – „tak”…"
    path = tmp_path / "a.pdf"
    path.write_bytes(render(Document("Tytuł", (Heading(1, letters, "a"), Paragraph((Run(letters, strong=True),))))))
    found = subprocess.run([str(program), str(path), "-"], capture_output=True, check=True).stdout.decode()
    assert found.count(letters) == 2


def test_the_same_content_gives_the_same_file(made: bytes) -> None:
    assert render(document()) == made


def test_other_content_gives_another_file(made: bytes) -> None:
    assert render(replace(document(), footer="Inna stopka")) != made


@pytest.mark.parametrize("worst", SHORT, ids=range(len(SHORT)))
def test_the_worst_texts_come_out_as_texts(worst: str) -> None:
    opened = PdfReader(io.BytesIO(render(hostile(worst))))
    found = re.sub(r"\s+", "", text(opened))
    # Of other scripts only the letters are there in their order, and those only where the machine has a font.
    if worst not in (HEBREW, EMOJI):
        assert found.count(re.sub(r"\s+", "", plain(worst))) > 10
    assert len(tags(opened, "/Table")) == 7
    assert len(tags(opened, "/Figure")) == 5


@pytest.mark.parametrize("endless", LONG, ids=["sentences", "word"])
def test_texts_of_thousands_of_letters_are_printed_whole(endless: str) -> None:
    opened = told(Heading(1, endless, "a"), Table("T", heads(endless, "B"), (Row(endless, (Cell(endless),)),)))
    found = re.sub(r"\s+|-\n|\u200b|\u00ad", "", "\n".join(page.extract_text() for page in opened.pages))
    (letter, times), *_rest = Counter(endless.replace(" ", "")).most_common(1)
    assert found.count(letter) >= 4 * times
    assert len(opened.pages) < 40


def test_letters_from_right_to_left_are_in_the_file_and_do_not_turn_their_neighbours() -> None:
    found = text(told(Paragraph(f"przed {HEBREW} 12 po")))
    assert set(HEBREW) - {" "} <= set(found)
    assert found.index("przed") < found.index("po")


def test_a_character_of_no_font_is_shown_as_replaced_and_the_rest_stays() -> None:
    found = text(told(Paragraph("a\U0001f6d9b \U000f0000 koniec")))
    assert "a" in found
    assert "koniec" in found
    assert "�" in found


def test_a_fault_of_another_sort_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "typst_data", lambda _document: "{}")
    with pytest.raises(pdf.typst.TypstError, match="title"):
        render(document())


def test_no_text_becomes_markup_on_its_way_to_typst() -> None:
    assert TYPST not in pdf.TEMPLATE.read_text("utf-8")
    assert '"#panic(\\"x\\")' in typst_data(Document("T", (Paragraph(TYPST),), lang="en"))


def test_line_breaks_of_a_note_stay() -> None:
    found = told(Paragraph(LINES_OF_TEXT)).pages[0].extract_text()
    assert found.index("pierwsza linia\n") < found.index("druga\n") < found.index("trzecia")


def test_documents_without_anything_are_documents_too() -> None:
    assert len(told().pages) == 1
    assert len(told(Contents(), Items(()), Paragraph("")).pages) == 1
    assert len(PdfReader(io.BytesIO(render(hostile("")))).pages) > 1


def test_a_table_with_short_rows_is_filled_up() -> None:
    ragged = replace(PEOPLE, body=(Row("a", (Cell("1", 1),)),))
    assert len([cell for cell in nodes(tags(told(ragged), "/TBody")[0]) if cell["/S"] in ("/TD", "/TH")]) == 5
