"""The parts of a draft that can be asked about, and how they read now: texts of chapters, rows with their values,
recommendations of the conclusions."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from drogowskaz.assessments.enums import Status
from drogowskaz.assessments.models import Assessment, Cycle
from drogowskaz.assessments.queries.assessment import told_sheet
from drogowskaz.assessments.queries.pages import shown_cell
from drogowskaz.assessments.queries.publication import Copy, copy_of, find, once_public
from drogowskaz.assessments.queries.texts import CONCLUSIONS, texts_of
from drogowskaz.documents.assessment.chapters import written
from drogowskaz.documents.assessment.hiding import hidden_by
from drogowskaz.documents.content import Items
from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.disclosure.publication import public_result
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Chapter, Row, Table
from drogowskaz.engine.words import _, say
from drogowskaz.participation.enums.consultation import SectionKind
from drogowskaz.participation.models import Consultation, ConsultationSection
from drogowskaz.territory.queries import lineage

OFFICIAL = "pl"
"""The language of what is frozen with a consultation: that of the assessment itself."""
LONGEST_TITLE = 300
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-ząćęłńóśźż])")
_NOTHING_HERE = _("Nothing is written in this row yet.")


@dataclass(frozen=True)
class Bound:
    """A part of the draft that a section can be bound to. `text` only of a recommendation: it is kept as it is."""

    kind: SectionKind
    chapter: str
    title: str
    row: str = ""
    text: str = ""


def chapter_bound(cycle: Cycle, number: str) -> Bound | None:
    """A chapter of the form of the cycle; None where there is no such one."""
    chapter = next((one for one in chapters(cycle) if one.number == number), None)
    if chapter is None:
        return None
    return Bound(SectionKind.CHAPTER, number, f"{number}. {chapter.label[OFFICIAL]}")


def row_bound(cycle: Cycle, key: str) -> Bound | None:
    """A row of the form of the cycle; None where there is no such one."""
    edition = edition_named(cycle.edition)
    row = edition.row_by_key.get(key)
    if row is None:
        return None
    return Bound(SectionKind.ROW, edition.tables[row.table].chapter, row.label[OFFICIAL], row=key)


def recommendation_bound(text: str) -> Bound:
    """A recommendation in these words."""
    words = text.strip()
    return Bound(SectionKind.RECOMMENDATION, CONCLUSIONS, _titled(words), text=words)


def _titled(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1].rstrip()}…"


def chapters(cycle: Cycle) -> tuple[Chapter, ...]:
    """The chapters of the form the cycle works on."""
    return edition_named(cycle.edition).chapters if cycle.edition else ()


def rows_by_table(cycle: Cycle) -> list[tuple[Chapter, Table, tuple[Row, ...]]]:
    """Every row of the form, under its table and chapter, in the order of the print."""
    return [(chapter, table, table.rows) for chapter in chapters(cycle) for table in chapter.tables]


def recommendations(cycle: Cycle) -> list[str]:
    """What the conclusions of the draft say, point by point and sentence by sentence; one query."""
    if cycle.assessment is None:
        return []
    text = texts_of(cycle.assessment).get(CONCLUSIONS, "")
    return list(dict.fromkeys(_points(text)))


def _points(text: str) -> Iterator[str]:
    for block in written(text):
        if isinstance(block, Items):
            yield from (str(item) for item in block.items)
        else:
            yield from (one.strip() for one in _SENTENCES.split(str(block.text)) if one.strip())


def texts_now(consultation: Consultation) -> list[tuple[ConsultationSection, str]]:
    """Each section with how its part of the draft reads now, as everybody may read it: small counts are hidden as in
    public copies. A chapter in which nobody has written is empty. Raises Unusable like `find`."""
    sections = list(consultation.sections.all())
    assessment = consultation.cycle.assessment
    assert assessment is not None, "an open cycle has its assessment"
    texts = texts_of(assessment)
    copy = _told(assessment) if any(one.kind == SectionKind.ROW for one in sections) else None
    return [(one, _text(one, texts, copy)) for one in sections]


def _text(section: ConsultationSection, texts: dict[str, str], copy: Copy | None) -> str:
    if section.kind == SectionKind.RECOMMENDATION:
        return section.text
    if section.kind == SectionKind.CHAPTER:
        return texts.get(section.chapter, "")
    assert copy is not None, "there is a row"
    row = copy.sheet.edition.row_by_key.get(section.row)
    return _row_text(copy, row) if row else ""


def _row_text(copy: Copy, row: Row) -> str:
    """The values of a row by year, the newest last, as public copies show them."""
    cells = [shown_cell(copy, row, offset, OFFICIAL) for offset in sorted(row.offsets)]
    told = [f"- {cell.year}: {cell.text}" for cell in cells if not cell.is_empty]
    hidden = [copy.hidden.reason] if any(cell.hidden for cell in cells) else []
    return "\n\n".join(["\n".join(told), *hidden]) if told else say(_NOTHING_HERE, OFFICIAL)


def _told(assessment: Assessment) -> Copy:
    """The draft as a public copy of it would tell it now, beside those that are public already."""
    units = lineage(assessment.unit)
    if assessment.status == Status.PUBLIC:
        return copy_of(assessment, units, OFFICIAL)
    others = (one for one in once_public(units) if one.pk != assessment.pk)
    found = find(sorted([*others, assessment], key=lambda one: one.year))
    result = check_sheet(told_sheet(assessment))
    hidden = hidden_by(found, result, OFFICIAL)
    return Copy(assessment, result, public_result(result, found), hidden)


def empty_chapters(sections: Iterable[ConsultationSection], texts: dict[str, str]) -> list[ConsultationSection]:
    """The sections about chapters in which nobody has written."""
    return [one for one in sections if one.kind == SectionKind.CHAPTER and not texts.get(one.chapter)]
