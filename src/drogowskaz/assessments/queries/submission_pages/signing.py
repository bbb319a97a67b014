"""Everything the page shows on which a form is signed and sent."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.timezone import localdate

from drogowskaz.assessments.enums import Way
from drogowskaz.assessments.models import Assessment, Submission, SubmissionStep
from drogowskaz.assessments.permissions import (
    may_note_outside,
    may_note_signature,
    may_publish,
    may_run_cycle,
    may_send,
    may_sign,
    may_take_back,
    may_write,
)
from drogowskaz.assessments.queries.calendar import ShownDate, shown_calendar
from drogowskaz.assessments.queries.cycles import level
from drogowskaz.assessments.queries.packages import frozen
from drogowskaz.assessments.queries.pages import ShownFinding, shown_finding
from drogowskaz.assessments.queries.publication import Copy
from drogowskaz.assessments.queries.submission import Readiness, last_return, readiness, state_of, submission_of
from drogowskaz.assessments.queries.submission_pages.objections import ShownObjection, shown_objections
from drogowskaz.assessments.queries.submission_pages.places import Place, place_in, text_in
from drogowskaz.assessments.queries.submission_pages.steps import TURNS, ShownStep, timeline
from drogowskaz.assessments.workflow import signing
from drogowskaz.documents.assessment.copies import NOTHING_HIDDEN
from drogowskaz.engine.checks.run import Finding
from drogowskaz.engine.disclosure.publication import texts_to_read
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.words import say
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.permissions import Actor

AT_HOME = (Way.WORK, Way.RETURNED, Way.CORRECTION)
"""The form is with the unit, which works on it."""
DEADLINE = "rops"
"""The date of the calendar by which the form goes to the regional centre."""


@dataclass(frozen=True)
class Move:
    """Something that can be done here in the present state; `refusal` says why this person may not, or is empty.
    `label` is said beside the decision and stored with it."""

    refusal: str
    label: str = ""


@dataclass(frozen=True)
class InTheWay:
    """A finding that keeps the form from being signed, where it stands, and the year of its column."""

    finding: ShownFinding
    check: str
    year: int
    place: Place | None


@dataclass(frozen=True)
class ToRead:
    """A text of the form with digits in it."""

    place: Place
    text: str


@dataclass(frozen=True)
class ShownReadiness:
    """What a signature would meet: `refusals` sum it up, the rest names every place."""

    refusals: tuple[str, ...]
    errors: tuple[InTheWay, ...]
    unexplained: tuple[InTheWay, ...]
    questions: int
    read: tuple[ToRead, ...]
    stamp: str

    @property
    def clear(self) -> bool:
        return not self.refusals


@dataclass(frozen=True)
class SigningPage:
    """The page. `ready` is there while the unit works on the form; `returned` is the return to be answered, with its
    `objections`. `to_read` are texts of a signed form that a person should read before it is published. `broken` says
    what is wrong with a frozen version that was needed for it."""

    state: Way
    label: str
    who: str
    what: str
    date: ShownDate | None
    submission: Submission | None
    moves: dict[str, Move]
    may_write: bool
    ready: ShownReadiness | None
    returned: SubmissionStep | None
    objections: tuple[ShownObjection, ...]
    to_read: tuple[ToRead, ...]
    steps: tuple[ShownStep, ...]
    broken: tuple[str, ...]


def signing_page(form: Assessment, actor: Actor, at: dt.datetime, lang: str) -> SigningPage:
    """A fixed number of queries, whatever is in the way and however often the form was returned."""
    state, submission = state_of(form), submission_of(form)
    named = may_run_cycle(actor, form.unit, form.year, at) is None
    returned = last_return(form)
    ready: ShownReadiness | None = None
    objections: tuple[ShownObjection, ...] = ()
    to_read: tuple[ToRead, ...] = ()
    broken: tuple[str, ...] = ()
    try:
        if state in AT_HOME:
            found = readiness(form)
            ready = _shown(found, form, lang)
            sheet: Sheet | None = found.sheet
        else:
            sheet = frozen(submission.package).sheet if submission and submission.package else None
            to_read = _to_read(texts_to_read(sheet), sheet, lang) if sheet else ()
        objections = _objections(returned, sheet, lang)
    except Unusable as unfit:
        broken = tuple(problem.sentence(lang) for problem in unfit.problems)
    return SigningPage(
        state=state,
        label=str(state.label),
        who=say(TURNS[state].who, lang),
        what=say(TURNS[state].what, lang),
        date=deadline(form, at, lang),
        submission=submission,
        moves=_moves(form, state, actor, at, lang),
        may_write=may_write(actor, form, at) is None,
        ready=ready,
        returned=returned,
        objections=objections,
        to_read=to_read,
        steps=timeline(submission, lang, named=named),
        broken=broken,
    )


def deadline(form: Assessment, at: dt.datetime, lang: str) -> ShownDate | None:
    """The day by which the form goes to the regional centre; None for a level that sends none. One query."""
    cycle = getattr(form, "cycle", None)
    local = list(cycle.local_dates.all()) if cycle else []
    dates = shown_calendar(level(form.unit), form.year, lang, today=localdate(at), local=local)
    return next((one for one in dates if one.key == DEADLINE), None)


def _objections(returned: SubmissionStep | None, sheet: Sheet | None, lang: str) -> tuple[ShownObjection, ...]:
    if returned is None or returned.package is None or sheet is None:
        return ()
    asked = returned.objections.select_related("by", "answered_by")
    return shown_objections(asked, frozen(returned.package).sheet, sheet, lang)


def _shown(found: Readiness, form: Assessment, lang: str) -> ShownReadiness:
    copy = Copy(form, found.result, found.result, NOTHING_HIDDEN)
    return ShownReadiness(
        refusals=tuple(one.sentence(lang) for one in (*found.refusals, *signing.refusals(form))),
        errors=tuple(_in_the_way(one, copy, lang) for one in found.errors),
        unexplained=tuple(_in_the_way(one, copy, lang) for one in found.unexplained),
        questions=found.questions,
        read=_to_read(found.read, found.sheet, lang),
        stamp=found.stamp,
    )


def _to_read(cells: Iterable[CellKey], sheet: Sheet, lang: str) -> tuple[ToRead, ...]:
    return tuple(
        ToRead(place_in(sheet.edition, row, offset, sheet.year), text_in(sheet, (row, offset), lang))
        for row, offset in cells
    )


def _in_the_way(finding: Finding, copy: Copy, lang: str) -> InTheWay:
    edition, year = copy.sheet.edition, copy.sheet.year
    rows = edition.tables[finding.check.table].rows
    row = finding.check.row or (rows[-1].key if rows else "")
    place = place_in(edition, row, finding.offset, year) if row else None
    return InTheWay(shown_finding(finding, copy, lang), finding.check.id, year + finding.offset, place)


def _moves(form: Assessment, state: Way, actor: Actor, at: dt.datetime, lang: str) -> dict[str, Move]:
    """What the state allows, each with why this person may not do it."""

    def move(refusal: Refusal | None, label: str = "") -> Move:
        return Move(refusal.sentence(lang) if refusal else "", say(label, lang) if label else "")

    if state in AT_HOME:
        verdict, working = may_sign(actor, form, at), move(may_send(actor, form, at))
        return {
            "sign": move(verdict.refusal, verdict.label),
            "note_signature": move(may_note_signature(actor, form, at)),
            "share": working,
            "answer": working,
        }
    head = move(may_take_back(actor, form, at))
    publishes = {"publish": move(may_publish(actor, form, at))}
    if state is Way.ACCEPTED:
        return {"correct": head, "note_return": move(may_note_outside(actor, form, at)), **publishes}
    if state is Way.SENT:
        noted = move(may_note_outside(actor, form, at))
        return {"take_back": head, "note_acceptance": noted, "note_return": noted, **publishes}
    return {"send": move(may_send(actor, form, at)), "take_back": head, **publishes}
