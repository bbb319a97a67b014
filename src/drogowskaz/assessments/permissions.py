"""Who may do what to an assessment and to an entry of the crosswalk.

Each function returns nothing, or a refusal with its sentence.
"""

import datetime as dt
from collections.abc import Iterable

from drogowskaz.assessments.enums import CycleState, Status, Step, Way
from drogowskaz.assessments.models import Assessment, CrosswalkEntry, Offer, SubmissionStep
from drogowskaz.assessments.workflow import ASSESSMENT, CYCLE
from drogowskaz.documents.assessment.copies import Copy
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.models import Grant, User
from drogowskaz.organisations.permissions import (
    Actor,
    Verdict,
    may_approve,
    may_assist,
    may_audit,
    may_decide,
    may_enter,
    may_review_region,
    person_of,
    roles_of,
)
from drogowskaz.organisations.permissions.holding import reaching
from drogowskaz.territory.models import Unit


def _administers(actor: Actor) -> bool:
    return actor is None or (actor.is_active and getattr(actor, "is_staff", False))


SIGNED_ON_PAPER = _("Signed on paper by the office; an animator wrote it down here.")
"""Shown beside such a signature, and stored with it."""


def may_load(actor: Actor) -> Refusal | None:
    """Putting published forms in from files belongs to administrators and to the operator."""
    if _administers(actor):
        return None
    return Refusal(_("Only an administrator can put published forms in."))


def may_publish(actor: Actor, assessment: Assessment, at: dt.datetime) -> Refusal | None:
    """Publishing and withdrawing belong to administrators and the operator, and of what was signed here to an approver
    of the unit; where none works here, to whoever may write down what the unit decided on paper."""
    if _administers(actor):
        return None
    if not assessment.packages.exists():
        return Refusal(_("Only an administrator can publish a form that was not signed here."))
    return _heads(actor, assessment, at)


def may_propose(actor: Actor) -> Refusal | None:
    """Anyone with an account can propose an entry of the crosswalk, under their own name."""
    if isinstance(actor, User) and actor.is_active:
        return None
    return Refusal(_("Sign in to propose an entry of the crosswalk."))


def may_review(actor: Actor, entry: CrosswalkEntry) -> Refusal | None:
    """Accepting, returning, publishing and withdrawing belong to an administrator who did not propose the entry."""
    if not isinstance(actor, User) or not actor.is_active or not actor.is_staff:
        return Refusal(_("Only an administrator can review entries of the crosswalk."))
    if actor.pk == entry.proposed_by_id:
        return Refusal(_("You proposed this entry. Another person must review it."))
    return None


def may_write(actor: Actor, assessment: Assessment, at: dt.datetime) -> Refusal | None:
    """Writing in a form belongs to the people of its unit and those who help them, while it is open."""
    if assessment.locked:
        return locked_because(assessment)
    closed = cycle_refusal(assessment)
    if closed:
        return closed
    return may_enter(actor, assessment.unit, assessment.year, at)


WRITTEN_DOWN = _("Written down for the office on the basis of its letter or of minutes.")
"""Shown beside a decision that an animator registered, and kept with it."""


def may_settle(actor: Actor, assessment: Assessment, taken: Iterable[Offer], basis: str, at: dt.datetime) -> Verdict:
    """Whether the person may decide on values offered to a cell and take these: the unit's own people, never what they
    offered themselves where a second person works. An animator only writes down what the office decided, and names the
    paper it stands on."""
    refusal = may_write(actor, assessment, at)
    if refusal or actor is None:
        return Verdict(refusal)
    if not decides_for_itself(actor, assessment, at):
        return Verdict(label=WRITTEN_DOWN) if basis.strip() else Verdict(Refusal(_NOT_THE_OFFICE))
    person = person_of(actor)
    own = person is not None and any(one.by_id == person.pk for one in taken)
    return may_decide(actor, person if own else None, assessment.unit, assessment.year, at)


def decides_for_itself(actor: Actor, assessment: Assessment, at: dt.datetime) -> bool:
    """Whether the person is of the unit's own office, not only somebody who helps it."""
    held = roles_of(actor, assessment.unit, assessment.year, at)
    return actor is None or bool(held & {Role.DATA_EDITOR, Role.APPROVER})


_NOT_THE_OFFICE = _(
    "An animator does not decide for the office. Name the letter or the minutes in which the office decided, and it is "
    "written down for it."
)


_WHILE_AWAY = {
    Way.SIGNED: _("This form is signed. To change something, an approver of the unit takes it back, with a reason."),
    Way.SENT: _(
        "This form is with the regional centre (ROPS). To change something, an approver of the unit takes it back, or "
        "the centre returns it."
    ),
    Way.ACCEPTED: _(
        "This form was accepted by the regional centre (ROPS). To change something, an approver of the unit begins a "
        "correction, with a reason; what was accepted stays readable."
    ),
}


def locked_because(assessment: Assessment) -> Refusal:
    """Why nothing can be written into a locked form now, and what would open it again."""
    submission = getattr(assessment, "submission", None)
    if submission is not None and submission.state in _WHILE_AWAY:
        return Refusal(_WHILE_AWAY[Way(submission.state)])
    state = ASSESSMENT.states[assessment.status]
    return Refusal(_("This form is closed: it is {state}."), {"state": state}, ("state",))


def may_read_copy(actor: Actor, assessment: Assessment, copy: Copy, at: dt.datetime) -> Refusal | None:
    """The public copy of a public assessment is for everyone; one with every number for whoever may read the form."""
    if copy is Copy.COUNCIL:
        return may_read_draft(actor, assessment, at)
    if assessment.status != Status.PUBLIC:
        return Refusal(_("There is no public copy, because the assessment is not public."))
    return None


def may_read_form(actor: Actor, assessment: Assessment, at: dt.datetime) -> Refusal | None:
    """Reading every number of a form: those who fill it in, administrators, auditors, and the regional centre once the
    form was sent to it, or while the unit shows it the draft."""
    if _reads_all(actor, assessment, at):
        return None
    unit = assessment.unit
    if may_review_region(actor, unit, at) is None:
        if may_see_draft(assessment):
            return None
        return Refusal(_("{unit} has neither sent this form nor shown its draft."), {"unit": unit.full_name})
    message = _("Only the people of {unit}, the regional centre (ROPS) and administrators can read every number.")
    return Refusal(message, {"unit": unit.full_name})


def may_read_draft(actor: Actor, assessment: Assessment, at: dt.datetime) -> Refusal | None:
    """Reading the form as it stands now, not only versions that were sent: for the regional centre only while it is the
    version it received, or while the draft is shown to it."""
    if _reads_all(actor, assessment, at):
        return None
    refusal = may_read_form(actor, assessment, at)
    if refusal:
        return refusal
    submission = getattr(assessment, "submission", None)
    if submission is not None and (submission.shared or submission.state in (Way.SENT, Way.ACCEPTED)):
        return None
    message = _("{unit} is working on this form now. What was sent can be read.")
    return Refusal(message, {"unit": assessment.unit.full_name})


def _reads_all(actor: Actor, assessment: Assessment, at: dt.datetime) -> bool:
    unit = assessment.unit
    return (
        _administers(actor) or may_enter(actor, unit, assessment.year, at) is None or may_audit(actor, unit, at) is None
    )


def may_see_draft(assessment: Assessment) -> bool:
    """Whether the regional centre may read the form: some version was sent to it, or the draft is shown."""
    submission = getattr(assessment, "submission", None)
    return submission is not None and (submission.shared or submission.steps.filter(kind=Step.SENT).exists())


def may_sign(actor: Actor, assessment: Assessment, at: dt.datetime) -> Verdict:
    """Signing belongs to an approver of the unit, and not to whoever alone wrote the whole form, except where only one
    person works in the office; then it is said with the signature."""
    refusal = cycle_refusal(assessment) or may_approve(actor, assessment.unit, assessment.year, at)
    if refusal:
        return Verdict(refusal)
    writers = set(assessment.changes.order_by().values_list("by_id", flat=True).distinct())
    person = person_of(actor)
    alone = person is not None and writers == {person.pk}
    return may_decide(actor, person if alone else None, assessment.unit, assessment.year, at)


def may_note_signature(actor: Actor, assessment: Assessment, at: dt.datetime) -> Refusal | None:
    """Where the unit has no approver who works here, an animator writes down that it signed the form on paper."""
    return cycle_refusal(assessment) or may_write_down(actor, assessment.unit, assessment.year, at)


def may_write_down(actor: Actor, unit: Unit, year: int, at: dt.datetime) -> Refusal | None:
    """An animator writes down what the office of a unit decided on paper, as long as none of its approvers works
    here."""
    approvers = Grant.objects.in_force(at).filter(
        reaching(unit, year), role=Role.APPROVER, person__isnull=False, person__is_active=True
    )
    if approvers.exists():
        return Refusal(_("{unit} has an approver who works here and decides on these pages."), {"unit": unit.full_name})
    return may_assist(actor, unit, year, at)


def may_send(actor: Actor, assessment: Assessment, at: dt.datetime) -> Refusal | None:
    """Sending what is signed, and answering what was returned, belong to those who fill the form in. A form is sent
    whether or not the council has dealt with it."""
    cycle = getattr(assessment, "cycle", None)
    with_council = cycle is not None and cycle.state == CycleState.COUNCIL
    closed = None if with_council else cycle_refusal(assessment)
    return closed or may_enter(actor, assessment.unit, assessment.year, at)


def may_take_back(actor: Actor, assessment: Assessment, at: dt.datetime) -> Refusal | None:
    """Opening a signed or accepted form again belongs to an approver of the unit; where none works here, to whoever
    may write down what the unit decided on paper."""
    return cycle_refusal(assessment) or _heads(actor, assessment, at)


def _heads(actor: Actor, assessment: Assessment, at: dt.datetime) -> Refusal | None:
    unit, year = assessment.unit, assessment.year
    refusal = may_approve(actor, unit, year, at)
    return refusal if refusal and may_write_down(actor, unit, year, at) else None


def may_review_form(actor: Actor, assessment: Assessment, at: dt.datetime) -> Refusal | None:
    """Returning and accepting belong to the regional centre, and never to whoever wrote, signed or sent the form."""
    refusal = may_review_region(actor, assessment.unit, at)
    if refusal:
        return refusal
    person = person_of(actor)
    if person is None:
        return None
    theirs = assessment.changes.filter(by=person).exists() or assessment.packages.filter(signed_by=person).exists()
    sent = SubmissionStep.objects.filter(submission__assessment=assessment, kind=Step.SENT, by=person).exists()
    return Refusal(_("You worked on this form yourself. Another person must decide on it.")) if theirs or sent else None


def may_note_outside(actor: Actor, assessment: Assessment, at: dt.datetime) -> Refusal | None:
    """Where the regional centre does not work here, an approver of the unit or an animator writes down what it decided
    in CAS or by letter."""
    unit = assessment.unit
    reviewers = Grant.objects.in_force(at).filter(reaching(unit, None), role=Role.ROPS_REVIEWER, person__is_active=True)
    if reviewers.exists():
        return Refusal(
            _("The regional centre (ROPS) works here itself: it returns and accepts forms on its own pages.")
        )
    if may_assist(actor, unit, assessment.year, at) is None:
        return None
    return may_approve(actor, unit, assessment.year, at)


def may_run_cycle(actor: Actor, unit: Unit, year: int, at: dt.datetime) -> Refusal | None:
    """Planning, opening, suspending and dating the work of a year: the unit's own people, animators, the regional
    centre and administrators."""
    if _administers(actor) or may_enter(actor, unit, year, at) is None or may_review_region(actor, unit, at) is None:
        return None
    message = _(
        "Only the people of {unit} who enter its data, an animator, the regional centre (ROPS) or an administrator "
        "can change the cycle."
    )
    return Refusal(message, {"unit": unit.full_name})


def may_open_campaign(actor: Actor, region: Unit, at: dt.datetime) -> Refusal | None:
    """Opening the cycles of a whole voivodeship belongs to its regional centre and to administrators."""
    if _administers(actor) or may_review_region(actor, region, at) is None:
        return None
    message = _("Only the regional centre (ROPS) of {region} or an administrator can open the cycles of the region.")
    return Refusal(message, {"region": region.full_name})


def may_use_desk(actor: Actor, region: Unit, at: dt.datetime) -> Refusal | None:
    """The desk that takes in the forms of a voivodeship belongs to its regional centre and to administrators."""
    if _administers(actor) or may_review_region(actor, region, at) is None:
        return None
    message = _("Only the regional centre (ROPS) of {region} or an administrator can see how forms come in.")
    return Refusal(message, {"region": region.full_name})


def cycle_refusal(assessment: Assessment) -> Refusal | None:
    """Why no value can be written into the assessment now: its cycle is not open. None when it may be.

    An assessment without a cycle (loaded from a publication) says nothing here.
    """
    cycle = getattr(assessment, "cycle", None)
    if cycle is None or cycle.state == CycleState.OPEN:
        return None
    message = _("The cycle for {year} is now: {state}. Values can be written only while data are being gathered.")
    return Refusal(message, {"year": cycle.year, "state": CYCLE.states[cycle.state]}, ("state",))
