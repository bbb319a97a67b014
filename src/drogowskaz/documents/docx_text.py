"""The text of a document as WordprocessingML: paragraphs, tables and pictures in the styles of a template."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from drogowskaz.documents.arrangement import (
    CONTENTS,
    EMPTY_TABLE,
    Named,
    Section,
    aligned,
    head_places,
    mark_word,
    sections,
)
from drogowskaz.documents.columns import Column, columns, cut, whole
from drogowskaz.documents.content import (
    Align,
    Chart,
    Contents,
    Document,
    Facts,
    Figure,
    Heading,
    Items,
    Map,
    Mark,
    PageBreak,
    Paragraph,
    Row,
    Strip,
    Table,
    Text,
    runs,
)
from drogowskaz.documents.docx_styles import (
    MARKS,
    PICTURE,
    REMARK,
    TABLE,
    TABLE_HEAD,
    TABLE_TEXT,
    TABLE_TITLE,
    Styles,
)
from drogowskaz.documents.figures import table_of
from drogowskaz.documents.plain import directed
from drogowskaz.documents.questions import Blank, Boxes, Question, room_in_signs
from drogowskaz.documents.spreadsheets.markup import element, escaped
from drogowskaz.engine.polish import bind
from drogowskaz.engine.words import say

KEPT = element("w:keepNext")
INDENT = 220
"""Twentieths of a point that a level of labels is indented by."""
TWENTIETHS = 20
STRETCH = 1.15
"""The fonts that offices have are wider than ours."""


@dataclass
class Writer:
    """Writes the blocks one after another. `room` is the width of the text in points, upright and on its side."""

    document: Document
    styles: Styles
    room: tuple[float, float]
    pictures: Iterator[str]
    """The XML of each figure's picture, in their order."""
    lists: int = 0
    """How many numbered lists there are so far; each begins with one."""
    headings: int = 0
    broken: bool = False
    """Does the next paragraph begin a page?"""
    kept: bool = False
    """Do the texts of the table hold on to the row below?"""

    def sections(self) -> list[tuple[Section, str]]:
        """Each part of the paper with its text."""
        return [(part, "".join(self._block(one, part.wide) for one in part.blocks)) for part in sections(self.document)]

    def _block(self, named: Named, wide: bool) -> str:
        match named.block:
            case Heading() as heading:
                return self._heading(heading)
            case Paragraph() as paragraph:
                return self._paragraph(paragraph)
            case Items() as items:
                return self._items(items)
            case Table() as table:
                return self._table(table, named.name, self.room[wide]) + self._remark(table.note)
            case Chart() | Strip() | Map() as figure:
                return self._figure(figure, named.name)
            case Contents() as contents:
                return self._contents(contents)
            case Facts() as facts:
                return self._items(facts.listed)
            case Blank() | Boxes() as question:
                return self._question(question)
            case PageBreak():
                self.broken = True
        return ""

    def paragraph(self, inner: str, style: str, about: Iterable[str] = ()) -> str:
        """A paragraph of a style; a page is broken before it where that was asked for."""
        named = [element("w:pStyle", {"w:val": style})] if style else []
        # The format wants these in this order.
        kept = [part for part in about if part == KEPT]
        rest = [part for part in about if part != KEPT]
        begun = [element("w:pageBreakBefore")] if self.broken else []
        self.broken = False
        return element("w:p", {}, element("w:pPr", {}, *named, *kept, *begun, *rest), inner)

    def text(self, text: Text, *, strong: bool = False) -> str:
        """The runs of a text; parts that run from right to left say so."""
        return "".join(
            self._run(piece, strong=strong or run.strong, emphasis=run.emphasis, turned=turned)
            for run in runs(text)
            for piece, turned in directed(bind(run.text) if self.document.lang == "pl" else run.text)
        )

    def _run(self, text: str, *, strong: bool = False, emphasis: bool = False, turned: bool = False) -> str:
        about = [
            element("w:b") + element("w:bCs") if strong else "",
            element("w:i") + element("w:iCs") if emphasis else "",
            element("w:rtl") if turned else "",
        ]
        said = element("w:br").join(
            element("w:t", {"xml:space": "preserve"}, escaped(line)) if line else "" for line in text.split("\n")
        )
        return element("w:r", {}, element("w:rPr", {}, *about), said)

    def _heading(self, heading: Heading) -> str:
        self.headings += 1
        here = {"w:id": str(self.headings)}
        mark = element("w:bookmarkStart", {**here, "w:name": _bookmark(self.headings)})
        said = self.text(" ".join(heading.text.split()) or "–")
        style = self.styles.common(f"heading {heading.level}")
        return self.paragraph(mark + said + element("w:bookmarkEnd", here), style)

    def _paragraph(self, paragraph: Paragraph) -> str:
        style = self.styles.common("quote") if paragraph.mark is Mark.QUOTE else ""
        if paragraph.mark in MARKS:
            style = self.styles.own(MARKS[paragraph.mark])
        word = mark_word(paragraph.mark, self.document.lang)
        return self.paragraph((self.text(f"{word}: ", strong=True) if word else "") + self.text(paragraph.text), style)

    def _question(self, question: Question) -> str:
        """What is asked, and below it the boxes, the answer, or dots to write on."""
        asked = self.paragraph(self.text(question.label, strong=True), "", [KEPT])
        asked += self._remark(question.note, [KEPT]) if question.note else ""
        return asked + "".join(self.paragraph(self.text(line), "") for line in room_in_signs(question))

    def _items(self, items: Items) -> str:
        about: list[str] = []
        if items.numbered and self.styles.numbering is not None:
            self.lists += 1
            level = element("w:ilvl", {"w:val": "0"})
            about = [element("w:numPr", {}, level, element("w:numId", {"w:val": str(list_number(self.lists))}))]
        style = self.styles.common("list number" if items.numbered else "list bullet")
        return "".join(self.paragraph(self.text(item), style, about) for item in items.items)

    def _caption(self, name: str, said: str) -> str:
        begun = self.text(f"{name}. ", strong=True) if name else ""
        return self.paragraph(begun + self.text(said), self.styles.common("caption"))

    def _remark(self, note: str, about: Iterable[str] = ()) -> str:
        return self.paragraph(self.text(note), self.styles.own(REMARK), about)

    def _figure(self, figure: Figure, name: str) -> str:
        kept = [KEPT] if figure.with_table or figure.note else []
        drawn = self._caption(name, figure.title)
        drawn += self.paragraph(element("w:r", {}, next(self.pictures)), self.styles.own(PICTURE), kept)
        if figure.note:
            drawn += self._remark(figure.note, [KEPT] if figure.with_table else [])
        if figure.with_table:
            drawn += self._table(table_of(figure, self.document.lang), "", self.room[False]) + self._remark("")
        return drawn

    def _contents(self, contents: Contents) -> str:
        """A field that Word fills with page numbers when the file is opened; until then names that lead there."""
        headings = [block for block in self.document.blocks if isinstance(block, Heading)]
        code = f' TOC \\o "1-{contents.depth}" \\h \\z \\u '
        begin = _field("begin", dirty=True)
        begin += element("w:r", {}, element("w:instrText", {"xml:space": "preserve"}, code)) + _field("separate")
        drawn = self.paragraph(self.text(say(CONTENTS, self.document.lang)), self.styles.common("toc heading"))
        for place, heading in enumerate(headings, 1):
            if heading.level <= contents.depth:
                said = self.text(" ".join(heading.text.split()) or "–")
                link = element("w:hyperlink", {"w:anchor": _bookmark(place), "w:history": "1"}, said)
                drawn += self.paragraph(begin + link, self.styles.common(f"toc {heading.level}"))
                begin = ""
        return drawn + self.paragraph(begin + _field("end"), "")

    def _table(self, table: Table, name: str, room: float) -> str:
        widths = _twentieths(columns(table, room, STRETCH), room)
        about = element(
            "w:tblPr",
            {},
            element("w:tblStyle", {"w:val": self.styles.own(TABLE)}),
            element("w:tblW", {"w:w": str(sum(widths)), "w:type": "dxa"}),
            element("w:tblLayout", {"w:type": "fixed"}),
            element("w:tblLook", {"w:val": "0420", "w:firstRow": "1", "w:firstColumn": "0", "w:noVBand": "1"}),
            element("w:tblCaption", {"w:val": escaped_attribute(table.caption)}),
        )
        grid = element("w:tblGrid", {}, *(element("w:gridCol", {"w:w": str(width)}) for width in widths))
        caption = self._caption(name, table.caption)
        rows = [*self._head(table, widths), *self._rows(table, widths)]
        if not table.body:
            said = self.paragraph(self.text(say(EMPTY_TABLE, self.document.lang)), self.styles.own(TABLE_TEXT))
            rows.append(element("w:tr", {}, _cell(said, sum(widths), across=table.width)))
        return caption + element("w:tbl", {}, about, grid, *rows)

    def _head(self, table: Table, widths: list[int]) -> Iterator[str]:
        """The rows of the head, repeated on every page. A cell that reaches down goes on in the rows below it."""
        aligns = aligned(table)
        cells: list[dict[int, str]] = [{} for _row in table.head]
        for row, column, head in head_places(table):
            wide = sum(widths[column : column + head.across])
            align = "center" if head.across > 1 else _side(aligns[column])
            said = self._table_text(head.text, TABLE_HEAD, align=align)
            merged = "restart" if head.down > 1 else ""
            cells[row][column] = _cell(said, wide, across=head.across, merged=merged)
            for below in range(row + 1, min(row + head.down, len(cells))):
                empty = self._table_text("", TABLE_HEAD)
                cells[below][column] = _cell(empty, wide, across=head.across, merged="continue")
        for found in cells:
            about = element("w:trPr", {}, element("w:cantSplit"), element("w:tblHeader"))
            yield element("w:tr", {}, about, *(found[column] for column in sorted(found)))

    def _rows(self, table: Table, widths: list[int]) -> Iterator[str]:
        """The rows of the body; those of a short table hold on to the row below them."""
        together = whole(table)
        for place, row in enumerate(table.body, 1):
            self.kept = together and place < len(table.body)
            yield self._row(row, table, widths)
        self.kept = False

    def _row(self, row: Row, table: Table, widths: list[int]) -> str:
        aligns = aligned(table)
        if not row.cells:
            said = self._table_text(row.label, TABLE_TITLE, indent=row.level)
            return element("w:tr", {}, _whole(), _cell(said, sum(widths), across=table.width))
        texts = [cell.text for cell in row.cells] + [""] * (table.width - 1 - len(row.cells))
        cells = [_cell(self._table_text(row.label, TABLE_TEXT, indent=row.level, strong=row.strong), widths[0])]
        cells += [
            _cell(self._table_text(text, TABLE_TEXT, align=_side(align), strong=row.strong), width)
            for text, align, width in zip(texts, aligns[1:], widths[1:], strict=True)
        ]
        return element("w:tr", {}, "" if cut(row) else _whole(), *cells)

    def _table_text(self, text: str, style: str, *, align: str = "left", indent: int = 0, strong: bool = False) -> str:
        about = [KEPT] if self.kept else []
        about += [element("w:ind", {"w:left": str(indent * INDENT)})] if indent else []
        about += [element("w:jc", {"w:val": align})] if align != "left" else []
        return self.paragraph(self.text(text, strong=strong), self.styles.own(style), about)


def list_number(place: int) -> int:
    """The number by which the paragraphs of the n-th numbered list belong together; templates use small ones."""
    return 10_000 + place


def escaped_attribute(text: str) -> str:
    """A text in an attribute, on one line and not longer than programs take."""
    return " ".join(text.split())[:1000]


def _bookmark(place: int) -> str:
    return f"_Toc{place:08}"


def _field(kind: str, *, dirty: bool = False) -> str:
    about = {"w:fldCharType": kind} | ({"w:dirty": "true"} if dirty else {})
    return element("w:r", {}, element("w:fldChar", about))


def _side(align: Align) -> str:
    return "right" if align is Align.END else "left"


def _whole() -> str:
    """A row that no end of a page cuts."""
    return element("w:trPr", {}, element("w:cantSplit"))


def _cell(said: str, width: int, *, across: int = 1, merged: str = "") -> str:
    about = [element("w:tcW", {"w:w": str(width), "w:type": "dxa"})]
    about += [element("w:gridSpan", {"w:val": str(across)})] if across > 1 else []
    about += [element("w:vMerge", {"w:val": merged})] if merged else []
    return element("w:tc", {}, element("w:tcPr", {}, *about), said)


def _twentieths(found: list[Column], room: float) -> list[int]:
    """The widths of the columns in twentieths of a point; shares part what the fixed ones leave."""
    fixed = sum(width for width, sort in found if sort == "pt")
    shares = sum(width for width, sort in found if sort == "fr")
    return [round(TWENTIETHS * (width if sort == "pt" else (room - fixed) * width / shares)) for width, sort in found]
