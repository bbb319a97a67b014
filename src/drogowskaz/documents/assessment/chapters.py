"""The chapters of the form: what people wrote, the tables with their charts, and sentences drafted from the numbers."""

from collections.abc import Iterator
from dataclasses import replace

from drogowskaz.documents.assessment.copies import Hidden
from drogowskaz.documents.assessment.indicators import indicator_blocks
from drogowskaz.documents.assessment.tables import chart_of, printed_table
from drogowskaz.documents.content import Block, Heading, Items, Mark, Paragraph, Run
from drogowskaz.engine.editions.schema import Chapter
from drogowskaz.engine.narrative.authorship import Authorship
from drogowskaz.engine.narrative.drafts import Draft, drafts
from drogowskaz.engine.narrative.summary import largest_changes
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.words import _, say

INDICATORS, CONCLUSIONS = "10", "11"
"""The chapters of the form that hold no tables: what is computed, and what people conclude."""
MOST_DRAFTS = 5
"""Sentences beside a table: the first rows are the leading ones, and the table tells the others."""
ITEM = "- "
"""Begins an item of a list in a text that people write."""


def chapter_blocks(
    chapter: Chapter, sheet: Sheet, hidden: Hidden, text: str, author: Authorship | None, lang: str
) -> Iterator[Block]:
    """A chapter; `text` is what people wrote in it, empty where nobody did, `author` the organisation that drafted
    it."""
    yield Heading(1, f"{chapter.number}. {chapter.label[lang]}", f"chapter-{chapter.number}")
    if chapter.note.get(lang):
        yield Paragraph(chapter.note[lang], Mark.NOTE)
    yield from written(text)
    if text and author:
        yield Paragraph((Run(author.sentence(lang), emphasis=True),))
    if chapter.number == INDICATORS:
        yield from indicator_blocks(sheet, hidden, lang)
    elif chapter.number == CONCLUSIONS:
        yield from () if text else _conclusions(sheet, hidden, lang)
    elif not chapter.tables and not chapter.note.get(lang):
        yield Paragraph(say(_("This edition has no rows of this chapter; only its title is known."), lang), Mark.NOTE)
    for table in chapter.tables:
        yield Heading(2, table.label[lang], f"table-{table.key}")
        told = () if text else tellable(drafts(table, sheet, lang), hidden)
        if told:
            yield Items(tuple(draft.text for draft in told[:MOST_DRAFTS]))
        yield printed_table(table, sheet, hidden, lang)
        chart = chart_of(table, sheet, hidden, lang)
        if chart:
            yield chart


def written(text: str) -> Iterator[Paragraph | Items]:
    """A text as people write it: an empty line parts paragraphs, `- ` begins an item."""
    for part in filter(None, (part.strip("\n") for part in text.split("\n\n"))):
        lines = part.split("\n")
        plain = [line for line in lines if not line.startswith(ITEM)]
        items = tuple(line.removeprefix(ITEM) for line in lines if line.startswith(ITEM))
        if plain:
            yield Paragraph("\n".join(plain))
        if items:
            yield Items(items)


def _conclusions(sheet: Sheet, hidden: Hidden, lang: str) -> Iterator[Block]:
    """What the numbers suggest, and room for what people conclude."""
    changes = largest_changes(without(sheet, hidden), lang)
    if changes:
        yield Paragraph(say(_("What changed most against the year before:"), lang))
        yield Items(tuple(draft.text for draft in changes))
    yield Paragraph(say(_("Conclusions and recommendations have not been written yet."), lang), Mark.DRAFT)


def tellable(told: tuple[Draft, ...], hidden: Hidden) -> tuple[Draft, ...]:
    """The drafts that tell of no hidden number."""
    return tuple(draft for draft in told if not {*draft.cells} & hidden.cells)


def without(sheet: Sheet, hidden: Hidden) -> Sheet:
    """The form without hidden numbers: which numbers are among the largest must not tell how large a hidden one is."""
    return replace(sheet, values={cell: value for cell, value in sheet.values.items() if cell not in hidden.cells})
