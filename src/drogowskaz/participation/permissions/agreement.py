"""Who speaks for which side of a cooperation agreement, and who may read one that is not signed yet.

A side is the office of the unit or an organisation; None stands for the office. Nobody speaks for another side: an
office does not sign for an organisation, and an animator only writes down what stands on a registered paper.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.enums import INSTITUTIONS, Act, Role
from drogowskaz.organisations.models import Mandate, Organisation
from drogowskaz.organisations.permissions import (
    Actor,
    may_approve,
    may_assist,
    may_audit,
    may_contribute,
    person_of,
    roles_of,
    standing,
)
from drogowskaz.participation.enums.paper import PaperKind
from drogowskaz.participation.models import Paper
from drogowskaz.territory.models import Unit

TALKS = (Act.DRAFT, Act.SIGN)
"""A mandate for either lets its holder take part in the talks."""
_OFFICE = (Role.DATA_EDITOR, Role.APPROVER)
_HELPERS = frozenset({*_OFFICE, Role.ANIMATOR, Role.COORDINATOR})


@dataclass(frozen=True)
class Voice:
    """In whose name something is said: `organisation` None is the office. Under a mandate, or on a paper that somebody
    registered; the office's own people need neither."""

    organisation: Organisation | None
    mandate: Mandate | None = None
    paper: Paper | None = None


def voice(
    actor: Actor,
    cycle: Cycle,
    organisation: Organisation | None,
    paper: Paper | None,
    at: dt.datetime,
    *,
    signs: bool = False,
) -> Voice | Refusal:
    """The right to speak for a side in the talks or, with `signs`, to sign for it; or why there is none."""
    refusal = may_contribute(actor) or (may_be_side(organisation, cycle.unit) if organisation else None)
    if refusal:
        return refusal
    if paper is not None:
        refusal = may_assist(actor, cycle.unit, cycle.year, at) or _unfit(paper, cycle, organisation, signs=signs)
        return refusal or Voice(organisation, paper=paper)
    if organisation is None:
        return _of_office(actor, cycle, at, signs=signs)
    acts = (Act.SIGN,) if signs else TALKS
    standings = [standing(actor, organisation, act, cycle.unit, cycle.year, at) for act in acts]
    for found in standings:
        if isinstance(found, Mandate):
            return Voice(organisation, mandate=found)
    return next(found for found in standings if isinstance(found, Refusal))


def _of_office(actor: Actor, cycle: Cycle, at: dt.datetime, *, signs: bool) -> Voice | Refusal:
    """The office's own people. Animators help to enter values, but they do not speak for the office."""
    if signs:
        return may_approve(actor, cycle.unit, cycle.year, at) or Voice(None)
    if roles_of(actor, cycle.unit, cycle.year, at).intersection(_OFFICE):
        return Voice(None)
    message = _("Only a data editor or approver of {unit} can speak for the office.")
    return Refusal(message, {"unit": cycle.unit.full_name})


def _unfit(paper: Paper, cycle: Cycle, organisation: Organisation | None, *, signs: bool) -> Refusal | None:
    """Why nothing of this side can rest on the paper."""
    params = {"number": paper.number}
    if paper.cycle_id != cycle.pk:
        return Refusal(_("Paper {number} belongs to another cycle."), params)
    if paper.crossed_at is not None:
        return Refusal(_("Paper {number} is crossed out, so nothing can rest on it."), params)
    if paper.organisation is not None and not paper.organisation.is_institution and paper.organisation != organisation:
        message = _("Paper {number} is from {organisation}, so it cannot speak for another side.")
        return Refusal(message, {**params, "organisation": paper.organisation.name})
    if signs and paper.kind != PaperKind.AGREEMENT:
        message = _("Paper {number} is not a signed agreement. Register the signed sheet as one, then write it down.")
        return Refusal(message, params)
    return None


def may_be_side(organisation: Organisation, unit: Unit) -> Refusal | None:
    """Whether the organisation can join here: not an institution, and at work in the unit, around it or more widely."""
    if organisation.kind in INSTITUTIONS:
        message = _("{organisation} is an institution, so it does not join as an organisation.")
        return Refusal(message, {"organisation": organisation.name})
    if organisation.unit is None or _near(organisation.unit, unit):
        return None
    message = _("{organisation} works in another place: {place}.")
    return Refusal(message, {"organisation": organisation.name, "place": organisation.unit.full_name})


def _near(one: Unit, other: Unit) -> bool:
    """Whether one lies in the other or is it; the seventh digit of a gmina tells only its kind."""
    mine, theirs = one.code[:6], other.code[:6]
    return mine.startswith(theirs) or theirs.startswith(mine)


def may_take_part(actor: Actor, cycle: Cycle, at: dt.datetime) -> Refusal | None:
    """Preparing an agreement: the office, animators, and people of organisations that are or could be a side."""
    refusal = may_contribute(actor)
    if refusal:
        return refusal
    if roles_of(actor, cycle.unit, cycle.year, at) & _HELPERS or organisations_of(actor, cycle, at):
        return None
    message = _(
        "Until it is signed, the agreement is for its sides: the people of {unit}, its animators, and people with a "
        "mandate from an organisation to draft or sign."
    )
    return Refusal(message, {"unit": cycle.unit.full_name})


def may_read_talks(actor: Actor, cycle: Cycle, at: dt.datetime) -> Refusal | None:
    """Reading an agreement that is not signed: whoever takes part, auditors, and administrators of the installation."""
    refusal = may_take_part(actor, cycle, at)
    if refusal is None or may_audit(actor, cycle.unit, at) is None:
        return None
    if Role.OPERATOR in roles_of(actor, cycle.unit, cycle.year, at) and person_of(actor) is not None:
        return None
    return refusal


def organisations_of(actor: Actor, cycle: Cycle, at: dt.datetime) -> tuple[Organisation, ...]:
    """The organisations the person may speak for in the talks of this cycle, by name; one query."""
    person = person_of(actor)
    if person is None:
        return ()
    held = (
        Mandate.objects.in_force(at)
        .filter(Q(year=None) | Q(year=cycle.year), person=person)
        .exclude(organisation__kind__in=INSTITUTIONS)
        .select_related("organisation__unit", "unit")
        .order_by("organisation__sort_key", "organisation_id")
    )
    found = {
        one.organisation_id: one.organisation
        for one in held
        if (one.unit is None or one.unit.code[:6] == cycle.unit.code[:6])
        and {act.value for act in TALKS} & set(one.acts)
        and may_be_side(one.organisation, cycle.unit) is None
    }
    return tuple(found.values())
