"""One cell of a form that the regional centre reads, with what stands around it and what was asked about it."""

import datetime as dt
from dataclasses import dataclass

from drogowskaz.assessments.models import Assessment, Objection
from drogowskaz.assessments.permissions import may_review_form
from drogowskaz.assessments.queries.submission import submission_of
from drogowskaz.assessments.queries.submission_pages.places import Place, place_in, text_in
from drogowskaz.assessments.queries.submission_pages.reading import ReadFinding, read_form
from drogowskaz.assessments.queries.submission_pages.review import sent_version, written_of
from drogowskaz.engine.sheets import CellKey
from drogowskaz.organisations.permissions import Actor


@dataclass(frozen=True)
class AskingPage:
    """A cell: `columns` are the years of its row with what stands there. `written` is the objection being written,
    `earlier` those that were sent in earlier returns. `refusal` says why this person writes none."""

    place: Place
    columns: tuple[tuple[int, str], ...]
    findings: tuple[ReadFinding, ...]
    written: Objection | None
    earlier: tuple[Objection, ...]
    refusal: str


def asking_page(form: Assessment, key: CellKey, actor: Actor, at: dt.datetime, lang: str) -> AskingPage | None:
    """The page; None when the form has no such cell or nothing of it may be read. Raises Unusable like `frozen`."""
    written = written_of(form, sent_version(form))
    row, offset = key
    known = written.sheet.edition.row_by_key.get(row) if written else None
    if written is None or known is None or offset not in known.offsets:
        return None
    place = place_in(written.sheet.edition, row, offset, form.year)
    submission = submission_of(form)
    asked = list(submission.objections.filter(row=row, offset=offset).select_related("step")) if submission else []
    read = read_form(form, written, place.chapter.number, lang)
    rows = (one for table in read.tables for one in table.rows) if read else ()
    refusal = may_review_form(actor, form, at)
    return AskingPage(
        place=place,
        columns=tuple((form.year + one, text_in(written.sheet, (row, one), lang)) for one in sorted(known.offsets)),
        findings=next((one.findings for one in rows if one.row.key == row), ()),
        written=next((one for one in asked if one.step is None), None),
        earlier=tuple(one for one in asked if one.step is not None),
        refusal=refusal.sentence(lang) if refusal else "",
    )
