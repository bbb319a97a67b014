"""What people say of cells and findings while a form is filled in: explanations, notes, questions and their answers."""

import datetime as dt

from django.db import transaction

from drogowskaz.assessments.actions.holding import hold
from drogowskaz.assessments.enums import RemarkState
from drogowskaz.assessments.models import Assessment, Explanation, Remark, RemarkReply
from drogowskaz.assessments.permissions import may_write
from drogowskaz.assessments.queries.entry.forms import sheet_with_last
from drogowskaz.audit.actions import record
from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.editions.schema import Severity
from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, refuse
from drogowskaz.organisations.models import User
from drogowskaz.organisations.permissions import Actor, may_enter, person_of

_SETTLED = _("This finding is no longer there, so there is nothing to explain.")
_NOTHING = _("Write what you want to say.")
_CANNOT_ANSWER = _("{name} does not fill in this form, so the question cannot be put to them.")
_IS_CLOSED = _("This has been closed already.")


@transaction.atomic
def explain(
    *, assessment: Assessment, about: str, offset: int, text: str, actor: Actor, at: dt.datetime
) -> Explanation:
    """Say why a finding is as it is, of the values that stand there now; an empty text takes it back.

    Raises Refused.
    """
    hold(assessment)
    refuse(may_write(actor, assessment, at))
    sheet = sheet_with_last(assessment)
    found = [one for one in check_sheet(sheet).of(Severity.JUSTIFY) if (one.check.id, one.offset) == (about, offset)]
    refuse(None if found or not text.strip() else Refusal(_SETTLED))
    cells = found[0].cells if found else ()
    values = [
        [row, column, int(value.state), value.number] for row, column in cells for value in [sheet.value(row, column)]
    ]
    made = Explanation.objects.create(
        assessment=assessment, about=about, offset=offset, text=text.strip(), values=values, at=at, by=person_of(actor)
    )
    record(actor=person_of(actor), verb="explanation.written", thing=assessment, at=at, about=about, offset=offset)
    return made


@transaction.atomic
def remark(
    *,
    assessment: Assessment,
    cell: CellKey,
    text: str,
    asks: bool,
    assignee: User | None,
    actor: Actor,
    at: dt.datetime,
) -> Remark:
    """Write a note to a cell, or ask a question, of somebody or of whoever knows. Raises Refused."""
    wrong = None
    if assignee is not None and may_enter(assignee, assessment.unit, assessment.year, at):
        wrong = Refusal(_CANNOT_ANSWER, {"name": assignee.name})
    refuse(may_write(actor, assessment, at), Refusal(_NOTHING) if not text.strip() else None, wrong)
    made = Remark.objects.create(
        assessment=assessment,
        row=cell[0],
        offset=cell[1],
        text=text.strip(),
        state=RemarkState.OPEN if asks else RemarkState.NOTE,
        assignee=assignee if asks else None,
        at=at,
        by=person_of(actor),
    )
    record(actor=person_of(actor), verb="remark.written", thing=made, at=at)
    return made


@transaction.atomic
def reply(*, remark: Remark, text: str, actor: Actor, at: dt.datetime) -> RemarkReply:
    """Say something further; a question counts as answered unless whoever asked adds to it. Raises Refused."""
    refuse(may_write(actor, remark.assessment, at), Refusal(_NOTHING) if not text.strip() else None)
    made = RemarkReply.objects.create(remark=remark, text=text.strip(), at=at, by=person_of(actor))
    asked_again = person_of(actor) is not None and remark.by == actor
    if remark.state != RemarkState.NOTE:
        state = RemarkState.OPEN if asked_again else RemarkState.ANSWERED
        Remark.objects.filter(pk=remark.pk).exclude(state=RemarkState.NOTE).update(state=state)
    record(actor=person_of(actor), verb="remark.answered", thing=remark, at=at)
    return made


@transaction.atomic
def close_remark(*, remark: Remark, actor: Actor, at: dt.datetime) -> None:
    """Close a note or a question; what was said stays to be read. Raises Refused."""
    refuse(may_write(actor, remark.assessment, at))
    if not Remark.objects.filter(pk=remark.pk).exclude(state=RemarkState.CLOSED).update(state=RemarkState.CLOSED):
        refuse(Refusal(_IS_CLOSED))
    record(actor=person_of(actor), verb="remark.closed", thing=remark, at=at)
