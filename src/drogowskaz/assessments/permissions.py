"""Who may do what to an assessment and to an entry of the crosswalk.

Each function returns nothing, or a refusal with its sentence.
"""

import datetime as dt

from drogowskaz.assessments.enums import CycleState, Status
from drogowskaz.assessments.models import Assessment, CrosswalkEntry
from drogowskaz.assessments.workflow import ASSESSMENT, CYCLE
from drogowskaz.documents.assessment.copies import Copy
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.models import User
from drogowskaz.organisations.permissions import Actor, may_enter, may_review_region
from drogowskaz.territory.models import Unit


def _administers(actor: Actor) -> bool:
    return actor is None or (actor.is_active and getattr(actor, "is_staff", False))


def may_publish(actor: Actor) -> Refusal | None:
    """Publishing and withdrawing belong to administrators and to the operator."""
    if _administers(actor):
        return None
    return Refusal(_("Only an administrator can change what is public."))


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
    if assessment.status != Status.DRAFT:
        state = ASSESSMENT.states[assessment.status]
        return Refusal(_("This form is closed: it is {state}."), {"state": state}, ("state",))
    closed = cycle_refusal(assessment)
    if closed:
        return closed
    return may_enter(actor, assessment.unit, assessment.year, at)


def may_read_copy(actor: Actor, assessment: Assessment, copy: Copy) -> Refusal | None:
    """The public copy of a public assessment is for everyone; a copy with every number for administrators."""
    if copy is Copy.COUNCIL:
        if _administers(actor):
            return None
        return Refusal(_("Only an administrator can read the council's copy, in which nothing is hidden."))
    if assessment.status != Status.PUBLIC:
        return Refusal(_("There is no public copy, because the assessment is not public."))
    return None


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


def cycle_refusal(assessment: Assessment) -> Refusal | None:
    """Why no value can be written into the assessment now: its cycle is not open. None when it may be.

    An assessment without a cycle (loaded from a publication) says nothing here.
    """
    cycle = getattr(assessment, "cycle", None)
    if cycle is None or cycle.state == CycleState.OPEN:
        return None
    message = _("The cycle for {year} is now: {state}. Values can be written only while data are being gathered.")
    return Refusal(message, {"year": cycle.year, "state": CYCLE.states[cycle.state]}, ("state",))
