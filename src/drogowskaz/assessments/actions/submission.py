"""What moves a form on its way to the regional centre: signing, sending, taking back, correcting, showing the draft."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from drogowskaz.assessments.actions.freezing import freeze
from drogowskaz.assessments.actions.holding import hold
from drogowskaz.assessments.actions.telling import tell_step
from drogowskaz.assessments.enums import Step, Way
from drogowskaz.assessments.models import Assessment, Package, Submission, SubmissionStep
from drogowskaz.assessments.permissions import SIGNED_ON_PAPER, may_note_signature, may_send, may_sign, may_take_back
from drogowskaz.assessments.queries.submission import readiness, stamp_of, state_of, submission_of
from drogowskaz.assessments.workflow import (
    CORRECT,
    SEND,
    SIGN,
    SUBMISSION,
    TAKE_BACK,
    TAKE_BACK_CORRECTION,
    signing,
)
from drogowskaz.audit.actions import record
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, Transition, refuse, whole
from drogowskaz.organisations.permissions import Actor, person_of

LONGEST_REASON = 1000
UNSAID = _("Give the reason; it stays with the form.")
_CHANGED = _(
    "Somebody changed the form after you opened this page. Nothing was signed; look at it once more and sign again."
)


def sign(*, assessment: Assessment, stamp: str, actor: Actor, at: dt.datetime) -> Package:
    """Freeze the form as the person saw it and lock it. `stamp` names that state; see `stamp_of`.

    The file is made first and stands whole before anything tells of it. Raises Refused with everything in the way,
    also when somebody has changed the form since or signed it first.
    """
    verdict = may_sign(actor, assessment, at)
    refuse(verdict.refusal)
    return _freeze_and_lock(assessment, stamp, _Signature(verdict.label), actor=actor, at=at)


def note_signature(
    *, assessment: Assessment, stamp: str, day: dt.date, reason: str, actor: Actor, at: dt.datetime
) -> Package:
    """Write down that the form, as the person sees it, was signed on paper by a unit none of whose approvers works
    here. `reason` names the paper the signature stands on. Nobody is kept as the one who signed. Raises Refused."""
    refuse(
        may_note_signature(actor, assessment, at),
        Refusal(_("Name the paper with the signature: whose it is, of which day, and its case sign."))
        if not reason.strip()
        else None,
        not_yet(day, at),
    )
    signature = _Signature(SIGNED_ON_PAPER, outside=True, day=day, reason=reason)
    return _freeze_and_lock(assessment, stamp, signature, actor=actor, at=at)


@dataclass(frozen=True)
class _Signature:
    """How a form is signed: here, or on paper and only written down here."""

    label: str
    outside: bool = False
    day: dt.date | None = None
    reason: str = ""


def _freeze_and_lock(
    assessment: Assessment, stamp: str, signature: _Signature, *, actor: Actor, at: dt.datetime
) -> Package:
    ready = readiness(assessment)
    refuse(
        _not_from(assessment, SIGN),
        Refusal(_CHANGED) if ready.stamp != stamp else None,
        *ready.refusals,
        *signing.refusals(assessment),
    )
    made = freeze(assessment=assessment, ready=ready, label=signature.label, at=at)
    with transaction.atomic():
        hold(assessment)
        refuse(Refusal(_CHANGED) if stamp_of(assessment) != stamp else None)
        package = made.keep(person=None if signature.outside else person_of(actor), at=at)
        move(
            assessment,
            SIGN,
            Step.SIGNED,
            package=package,
            changes={"package": package},
            reason=signature.reason,
            label=signature.label,
            outside=signature.outside,
            day=signature.day,
            actor=actor,
            at=at,
        )
    return package


@transaction.atomic
def send(*, assessment: Assessment, actor: Actor, at: dt.datetime) -> None:
    """Send the signed form to the regional centre, whether or not the council has dealt with it. Raises Refused."""
    refuse(may_send(actor, assessment, at))
    move(assessment, SEND, Step.SENT, actor=actor, at=at)


@transaction.atomic
def take_back(*, assessment: Assessment, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Open a signed or sent form again before the regional centre has decided on it. Raises Refused."""
    refuse(may_take_back(actor, assessment, at), unsaid(reason))
    submission = submission_of(assessment)
    accepted = submission is not None and submission.accepted_id is not None
    move(
        assessment,
        TAKE_BACK_CORRECTION if accepted else TAKE_BACK,
        Step.TAKEN_BACK,
        reason=reason,
        actor=actor,
        at=at,
    )


@transaction.atomic
def correct(*, assessment: Assessment, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Begin a new version of an accepted form; what was accepted, and what is public, stays as it is until then.

    Raises Refused.
    """
    refuse(may_take_back(actor, assessment, at), unsaid(reason))
    move(assessment, CORRECT, Step.CORRECTION, reason=reason, actor=actor, at=at)


@transaction.atomic
def share_draft(*, assessment: Assessment, shared: bool, actor: Actor, at: dt.datetime) -> None:
    """Show the draft to the regional centre, or no longer; a second time changes nothing. Raises Refused."""
    refuse(may_send(actor, assessment, at))
    submission = begun(assessment, at)
    if not Submission.objects.filter(pk=submission.pk, shared=not shared).update(shared=shared):
        return
    kind = Step.SHARED if shared else Step.UNSHARED
    write_step(submission, kind, package=None, actor=actor, at=at)
    record(actor=person_of(actor), verb=f"submission.{kind.value}", thing=assessment, at=at)


def begun(assessment: Assessment, at: dt.datetime) -> Submission:
    """The way of the form, begun now if it was not."""
    submission, _made = Submission.objects.get_or_create(assessment=assessment, defaults={"changed_at": at})
    assessment.submission = submission
    return submission


def not_yet(day: dt.date, at: dt.datetime) -> Refusal | None:
    """What is written down has happened."""
    return Refusal(_("That day is still to come. Write it down when it has happened.")) if day > localdate(at) else None


def unsaid(reason: str) -> Refusal | None:
    """A way back needs a reason."""
    return None if reason.strip() else Refusal(UNSAID)


def _not_from(assessment: Assessment, transition: Transition) -> Refusal | None:
    state = state_of(assessment)
    return None if state in transition.sources else _already(state)


def _already(state: str) -> Refusal:
    return Refusal(_("The form is already: {state}."), {"state": SUBMISSION.states[state]}, ("state",))


def move(
    assessment: Assessment,
    transition: Transition,
    kind: Step,
    *,
    actor: Actor,
    at: dt.datetime,
    package: Package | None = None,
    reason: str = "",
    label: str = "",
    outside: bool = False,
    day: dt.date | None = None,
    changes: dict[str, Any] | None = None,
) -> SubmissionStep:
    """Move the form only if it still stands where the move starts from: of two people the slower one is refused."""
    submission = begun(assessment, at)
    told = {"state": transition.target, "changed_at": at, "outside": outside, **(changes or {})}
    if not Submission.objects.filter(pk=submission.pk, state__in=transition.sources).update(**told):
        raise Refused([_already(Submission.objects.values_list("state", flat=True).get(pk=submission.pk))])
    submission.refresh_from_db()
    locked = transition.target in (Way.SIGNED, Way.SENT, Way.ACCEPTED)
    Assessment.objects.filter(pk=assessment.pk).update(locked=locked)
    assessment.locked = locked
    step = write_step(
        submission,
        kind,
        package=package or submission.package,
        reason=reason,
        label=label,
        outside=outside,
        day=day,
        actor=actor,
        at=at,
    )
    details = {"reason": step.reason} if step.reason else {}
    version = {"version": step.package.number, "sha256": step.package.sha256} if step.package else {}
    record(actor=person_of(actor), verb=transition.verb, thing=assessment, at=at, **version, **details)
    tell_step(step)
    return step


def write_step(
    submission: Submission,
    kind: Step,
    *,
    package: Package | None,
    actor: Actor,
    at: dt.datetime,
    reason: str = "",
    label: str = "",
    outside: bool = False,
    day: dt.date | None = None,
) -> SubmissionStep:
    """Add what happened to the log of the form's way; the day is that of `at` when none is given."""
    return SubmissionStep.objects.create(
        submission=submission,
        kind=kind,
        package=package,
        reason=whole(reason, LONGEST_REASON),
        label=label,
        outside=outside,
        day=day or localdate(at),
        at=at,
        by=person_of(actor),
    )
