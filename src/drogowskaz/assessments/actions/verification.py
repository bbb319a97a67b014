"""What the regional centre does with a form that was sent to it, and what the unit answers."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from drogowskaz.assessments.actions.holding import hold
from drogowskaz.assessments.actions.submission import LONGEST_REASON, move, not_yet, unsaid
from drogowskaz.assessments.enums import Step, Way
from drogowskaz.assessments.models import Assessment, Objection
from drogowskaz.assessments.permissions import may_note_outside, may_review_form, may_send
from drogowskaz.assessments.queries.packages import content_of
from drogowskaz.assessments.queries.submission import last_return, submission_of
from drogowskaz.assessments.workflow import ACCEPT_FORM, RETURN_FORM, SUBMISSION
from drogowskaz.audit.actions import record
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.packages.opening import open_package
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, refuse, whole
from drogowskaz.organisations.permissions import Actor, person_of

_NO_CELL = _("The form has no such cell.")
_NOT_HERE = _("The form is not with the regional centre now: it is {state}.")


def object_to(
    *,
    assessment: Assessment,
    row: str,
    offset: int,
    text: str,
    actor: Actor,
    at: dt.datetime,
    check_id: str = "",
) -> Objection:
    """Write down what is asked about a cell; the unit reads it only once the form is returned. A second time about the
    same cell replaces the words. Raises Refused."""
    known = edition_named(assessment.edition).row_by_key.get(row)
    refuse(
        may_review_form(actor, assessment, at),
        _not_with_the_centre(assessment),
        Refusal(_NO_CELL) if known is None or offset not in known.offsets else None,
        unsaid(text),
    )
    place: dict[str, Any] = {"submission": assessment.submission, "step": None, "row": row, "offset": offset}
    words: dict[str, Any] = {
        "text": whole(text, LONGEST_REASON),
        "check_id": check_id,
        "at": at,
        "by": person_of(actor),
    }
    try:
        with transaction.atomic():
            objection, _made = Objection.objects.update_or_create(**place, defaults=words)
    except IntegrityError:
        # Two who object to the same cell at once: the later words stand.
        objection, _made = Objection.objects.update_or_create(**place, defaults=words)
    return objection


@transaction.atomic
def drop_objection(*, assessment: Assessment, objection: int, actor: Actor, at: dt.datetime) -> None:
    """Take back one that was not sent to the unit yet; a second time changes nothing. Raises Refused."""
    refuse(may_review_form(actor, assessment, at))
    Objection.objects.filter(pk=objection, submission__assessment=assessment, step=None).delete()


@transaction.atomic
def return_form(*, assessment: Assessment, version: int, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Send the form back with its reason and everything that was objected to single cells. `version` is the one the
    person has read. Raises Refused."""
    refuse(may_review_form(actor, assessment, at), unsaid(reason))
    hold(assessment)
    refuse(_not_the_version(assessment, version))
    step = move(assessment, RETURN_FORM, Step.RETURNED, reason=reason, actor=actor, at=at)
    Objection.objects.filter(submission=step.submission, step=None).update(step=step)


@transaction.atomic
def accept_form(*, assessment: Assessment, version: int, actor: Actor, at: dt.datetime) -> None:
    """Accept the version that was sent and that the person has read. Objections that were only being written are gone
    with it. Raises Refused."""
    refuse(may_review_form(actor, assessment, at))
    hold(assessment)
    refuse(_not_the_version(assessment, version), _altered(assessment))
    _accept(assessment, actor=actor, at=at, outside=False, day=None)


@transaction.atomic
def note_acceptance(*, assessment: Assessment, day: dt.date, note: str, actor: Actor, at: dt.datetime) -> None:
    """Write down that the form was accepted in CAS or by letter, where the regional centre does not work here.

    Raises Refused.
    """
    refuse(may_note_outside(actor, assessment, at), not_yet(day, at))
    _accept(assessment, actor=actor, at=at, outside=True, day=day, reason=note)


@transaction.atomic
def note_return(*, assessment: Assessment, day: dt.date, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Write down that the form was returned in CAS or by letter. Raises Refused."""
    refuse(may_note_outside(actor, assessment, at), unsaid(reason), not_yet(day, at))
    hold(assessment)
    move(assessment, RETURN_FORM, Step.RETURNED, reason=reason, outside=True, day=day, actor=actor, at=at)


@transaction.atomic
def answer_objection(*, assessment: Assessment, objection: int, answer: str, actor: Actor, at: dt.datetime) -> None:
    """Say why a cell that was returned stays as it is; an empty answer takes the answer back. Raises Refused."""
    hold(assessment)
    returned = last_return(assessment)
    submission = submission_of(assessment)
    away = submission is None or submission.state not in (Way.RETURNED, Way.WORK, Way.CORRECTION)
    refuse(
        may_send(actor, assessment, at),
        Refusal(_("There is nothing to answer now.")) if returned is None or away else None,
    )
    said = whole(answer, LONGEST_REASON)
    changed = Objection.objects.filter(pk=objection, step=returned).update(
        answer=said, answered_at=at, answered_by=person_of(actor)
    )
    if changed:
        record(actor=person_of(actor), verb="submission.answered", thing=assessment, at=at, objection=objection)


def _accept(
    assessment: Assessment, *, actor: Actor, at: dt.datetime, outside: bool, day: dt.date | None, reason: str = ""
) -> None:
    submission = submission_of(assessment)
    package = submission.package if submission else None
    move(
        assessment,
        ACCEPT_FORM,
        Step.ACCEPTED,
        changes={"accepted": package},
        reason=reason,
        outside=outside,
        day=day,
        actor=actor,
        at=at,
    )
    Objection.objects.filter(submission__assessment=assessment, step=None).delete()


def _not_with_the_centre(assessment: Assessment) -> Refusal | None:
    submission = submission_of(assessment)
    state = submission.state if submission else Way.WORK.value
    if submission is not None and (state in (Way.SENT, Way.ACCEPTED) or submission.shared):
        return None
    return Refusal(_NOT_HERE, {"state": SUBMISSION.states[state]}, ("state",))


def _not_the_version(assessment: Assessment, version: int) -> Refusal | None:
    """The unit may have taken the form back and sent another version while this one was being read."""
    newest = assessment.packages.order_by("-number").first()
    if newest is None or newest.number == version:
        return None
    message = _("Meanwhile the unit signed version {n}. Nothing was decided; read that version first.")
    return Refusal(message, {"n": newest.number})


def _altered(assessment: Assessment) -> Refusal | None:
    """Nobody accepts a version whose file is not what was signed."""
    submission = submission_of(assessment)
    if submission is None or submission.package is None:
        return None
    try:
        open_package(content_of(submission.package.sha256), expected=submission.package.sha256)
    except Unusable as unfit:
        return Refusal(unfit.problems[0].message, unfit.problems[0].params)
    return None
