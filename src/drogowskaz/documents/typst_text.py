"""A document as data for the typst template. No text becomes markup: typst reads them all from JSON as strings."""

import json
from typing import TypeAlias

from drogowskaz.documents.arrangement import (
    CONTENTS,
    EMPTY_TABLE,
    Named,
    aligned,
    head_places,
    mark_line,
    mark_word,
    sections,
)
from drogowskaz.documents.charts.draw import picture
from drogowskaz.documents.charts.lettering import shortened
from drogowskaz.documents.charts.palette import PRINT
from drogowskaz.documents.columns import TALL, columns, cut, letters, whole
from drogowskaz.documents.content import (
    Chart,
    Contents,
    Document,
    Fact,
    Facts,
    Heading,
    Items,
    Map,
    Paragraph,
    Row,
    Strip,
    Table,
    Text,
    runs,
)
from drogowskaz.documents.figures import table_of
from drogowskaz.documents.plain import breakable, isolated
from drogowskaz.documents.questions import Blank, Boxes, Question
from drogowskaz.engine.polish import bind
from drogowskaz.engine.words import _, say

Data: TypeAlias = dict[str, object]
Lines: TypeAlias = list[list[list[object]]]
"""Lines of parts; a part is its text and whether it is strong and emphasised."""

UPRIGHT, ON_ITS_SIDE = 476, 723
"""Points that a table may be wide."""
REPEATED = 600
"""Characters of a head, or of a title across the table, that are printed again on every page."""
HALF = 66
"""Characters beside a box of which two stand side by side."""


def typst_data(document: Document) -> str:
    """The document as JSON, in the shape that `templates/assessment.typ` reads."""
    writer = _Writer(document.lang)
    data: Data = {
        "title": document.title,
        "titleSize": 26 if len(document.title) <= 90 else 20 if len(document.title) <= 250 else 13,
        "titleLines": writer.lines(document.title),
        "subtitle": writer.lines(document.subtitle),
        "lang": document.lang,
        "author": document.author,
        "keywords": list(document.keywords),
        "made": [document.made.year, document.made.month, document.made.day] if document.made else None,
        "mark": document.mark,
        "markWord": mark_word(document.mark, document.lang),
        "markText": writer.lines(document.mark_text),
        "facts": writer.facts(document.facts),
        "code": writer.line(document.code),
        "header": writer.line(shortened(document.title, 560)),
        "headerMark": writer.line(shortened(mark_line(document), 330)),
        "footer": writer.line(shortened(document.footer, 560)),
        # The numbers stand where typst finds these two signs.
        "pages": say(_("page {page} of {pages}"), document.lang, page="#", pages="$"),
        "ownPage": bool(document.facts or document.subtitle),
        "sections": [
            {"wide": part.wide, "blocks": [writer.block(block, part.wide) for block in part.blocks]}
            for part in sections(document)
        ],
    }
    return json.dumps(data, ensure_ascii=False)


class _Writer:
    """Writes the parts of a document in its language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def line(self, text: str) -> str:
        return isolated(breakable(bind(text) if self.lang == "pl" else text))

    def lines(self, text: Text) -> Lines:
        """The parts of a text, line by line."""
        found: Lines = [[]]
        for run in runs(text):
            for place, line in enumerate(run.text.split("\n")):
                if place:
                    found.append([])
                if line:
                    found[-1].append([self.line(line), run.strong, run.emphasis])
        return found

    def block(self, named: Named, wide: bool) -> Data:
        """A block as the template reads it: `kind` says which."""
        match named.block:
            case Heading() as heading:
                text = " ".join(heading.text.split()) or "–"
                return {"kind": "heading", "level": heading.level, "text": self.lines(text), "id": heading.id}
            case Paragraph() as paragraph:
                word = mark_word(paragraph.mark, self.lang)
                return {
                    "kind": "paragraph", "mark": paragraph.mark, "word": word, "text": self.lines(paragraph.text)
                }  # fmt: skip
            case Items() as items:
                return {"kind": "items", "numbered": items.numbered, "items": [self.lines(one) for one in items.items]}
            case Table() as table:
                return {"kind": "table", **self.table(table, named.name, ON_ITS_SIDE if wide else UPRIGHT)}
            case Chart() | Strip() | Map() as figure:
                numbers = self.table(table_of(figure, self.lang), "", UPRIGHT) if figure.with_table else None
                drawn = picture(figure, self.lang, PRINT)
                return {
                    "kind": "figure",
                    "caption": self.caption(named.name, figure.title),
                    "alt": f"{figure.title}. {figure.alt}",
                    "svg": drawn.svg,
                    "size": [drawn.width, drawn.height],
                    "whole": len(figure.title) + len(figure.note) <= TALL,
                    "note": self.lines(figure.note),
                    "table": numbers,
                }
            case Facts() as facts:
                return {"kind": "facts", "facts": self.facts(facts.facts)}
            case Blank() | Boxes() as question:
                return self.question(question)
            case Contents() as contents:
                return {"kind": "contents", "title": say(CONTENTS, self.lang), "depth": contents.depth}
            case _:
                return {"kind": "break"}

    def facts(self, facts: tuple[Fact, ...]) -> list[list[Lines]]:
        return [[self.lines(fact.label), self.lines(fact.value)] for fact in facts]

    def question(self, question: Question) -> Data:
        about: Data = {"label": self.lines(question.label), "note": self.lines(question.note)}
        if isinstance(question, Boxes):
            short = max((len(box.label) for box in question.boxes), default=0) <= HALF
            boxes = [[self.lines(box.label), box.ticked] for box in question.boxes]
            return {"kind": "boxes", **about, "boxes": boxes, "across": 2 if short else 1}
        blank: Data = {"answer": self.lines(question.answer), "unit": self.lines(question.unit)}
        return {"kind": "blank", **about, **blank, "lines": question.lines}

    def caption(self, name: str, said: str) -> Lines:
        """`Table 3. People` with its name in strong letters."""
        begun: list[list[object]] = [[f"{name}. ", True, False]] if name else []
        first, *rest = self.lines(said)
        return [begun + first, *rest]

    def table(self, table: Table, name: str, room: float) -> Data:
        found = columns(table, room)
        return {
            "caption": self.caption(name, table.caption),
            "columns": found,
            # Where every column gives way, words of the head may be divided too.
            "tight": all(sort == "fr" for _share, sort in found),
            "size": letters(table) - 0.5,
            "align": [str(align) for align in aligned(table)],
            "head": self.head(table),
            "repeats": sum(len(cell.text) for row in table.head for cell in row) <= REPEATED,
            "body": [self.row(row, table.width) for row in table.body],
            "empty": say(EMPTY_TABLE, self.lang),
            "note": self.lines(table.note),
            "whole": whole(table) and len(table.caption) <= TALL,
        }

    def head(self, table: Table) -> list[list[Data]]:
        rows: list[list[Data]] = [[] for _row in table.head]
        for row, column, cell in head_places(table):
            spans: Data = {"across": cell.across, "down": cell.down, "column": column}
            rows[row].append({"text": self.lines(cell.text), **spans})
        return rows

    def row(self, row: Row, across: int) -> Data:
        texts = [cell.text for cell in row.cells]
        return {
            "label": self.lines(row.label),
            "level": row.level,
            "strong": row.strong,
            "title": not row.cells,
            "repeats": len(row.label) <= REPEATED,
            "breaks": cut(row),
            "cells": [self.lines(text) for text in texts] + [[[]]] * (across - 1 - len(texts)) if texts else [],
        }
