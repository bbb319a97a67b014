"""Who gives drafting tasks, writes in them, decides on them and reads them."""

import datetime as dt
from dataclasses import dataclass

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.enums import Act, Role
from drogowskaz.organisations.models import Mandate, Membership, Organisation
from drogowskaz.organisations.permissions import (
    Actor,
    may_assist,
    may_audit,
    may_contribute,
    may_decide,
    person_of,
    roles_of,
    standing,
)
from drogowskaz.participation.enums.drafting import Side, TaskState
from drogowskaz.participation.models import DraftingTask

_OWN = frozenset({Role.DATA_EDITOR, Role.APPROVER})
_NOT_THE_OFFICE = _("Only the people of {unit} who enter or approve its data can do this, or an animator with a paper.")
_NO_PAPER = _("What an animator writes down for the office rests on a registered paper. Choose it.")
_NO_CONSENT = _("Write how {organisation} agreed that you write this for it: who said so, and when.")
_NOT_A_READER = _("Drafts are read by {unit}, by the organisation that writes, and by animators.")
CLOSED = {
    TaskState.HANDED_IN: _("The draft was handed in. To change it, take it back before the office decides."),
    TaskState.ACCEPTED: _("The draft was accepted. Later changes are made in the text of the chapter."),
    TaskState.WITHDRAWN: _("The task was withdrawn, so nothing more can be written in it. What was written stays."),
}
"""Why nothing can be written in a task that is not open for writing."""


@dataclass(frozen=True)
class Writing:
    """Whether somebody may write for the organisation: under its `mandate`, or as an animator on its `consent`."""

    refusal: Refusal | None = None
    mandate: Mandate | None = None
    consent: str = ""


def may_draft(
    actor: Actor, organisation: Organisation, cycle: Cycle, at: dt.datetime, consent: str | None = None
) -> Writing:
    """Whether the person may write for the organisation here. `consent` None asks only whether one would be enough."""
    found = standing(actor, organisation, Act.DRAFT, cycle.unit, cycle.year, at)
    if isinstance(found, Mandate):
        return Writing(mandate=found)
    if person_of(actor) is None or may_assist(actor, cycle.unit, cycle.year, at) is not None:
        return Writing(refusal=found)
    if consent is not None and not consent.strip():
        return Writing(refusal=Refusal(_NO_CONSENT, {"organisation": organisation.name}))
    return Writing(consent=(consent or "").strip())


def may_rule(actor: Actor, cycle: Cycle, at: dt.datetime, basis: str | None = None) -> Refusal | None:
    """Giving, accepting, returning and withdrawing belong to the unit's own people. An animator only writes down what
    the office decided, on the `basis` of a paper; None asks only whether one would be enough."""
    held = roles_of(actor, cycle.unit, cycle.year, at)
    if actor is None or held & _OWN:
        return None
    if may_assist(actor, cycle.unit, cycle.year, at) is None:
        return Refusal(_NO_PAPER) if basis is not None and not basis.strip() else None
    if person_of(actor) is not None and Role.PERSON not in held:
        return may_contribute(actor)
    return Refusal(_NOT_THE_OFFICE, {"unit": cycle.unit.full_name})


def rests_on_paper(actor: Actor, cycle: Cycle, at: dt.datetime) -> bool:
    """Whether the person decides only by writing down what the office decided."""
    return actor is not None and not roles_of(actor, cycle.unit, cycle.year, at) & _OWN


@dataclass(frozen=True)
class Ruling:
    """Whether somebody may decide on a draft. `label` is a marked sentence kept with the decision."""

    refusal: Refusal | None = None
    label: str = ""


def may_decide_draft(actor: Actor, task: DraftingTask, at: dt.datetime, basis: str | None = None) -> Ruling:
    """Whether the person may accept or return: one of the office, and not whoever wrote or handed in the draft."""
    refusal = may_rule(actor, task.cycle, at, basis)
    if refusal:
        return Ruling(refusal)
    person = person_of(actor)
    theirs = person is not None and (
        task.versions.filter(side=Side.ORGANISATION, by=person).exists()
        or task.steps.filter(state=TaskState.HANDED_IN, by=person).exists()
    )
    verdict = may_decide(actor, person if theirs else None, task.cycle.unit, task.cycle.year, at)
    return Ruling(verdict.refusal, verdict.label)


def may_read_task(actor: Actor, task: DraftingTask, at: dt.datetime) -> Refusal | None:
    """Reading a task with its draft: the office, animators, auditors, and people of the organisation."""
    return _reads(actor, task.cycle, [task.organisation_id], at)


def may_read_tasks(actor: Actor, cycle: Cycle, at: dt.datetime) -> Refusal | None:
    """Reading the list: whoever may read one of its tasks, or give one."""
    theirs = list(DraftingTask.objects.filter(cycle=cycle).values_list("organisation_id", flat=True).distinct())
    return _reads(actor, cycle, theirs, at)


def reads_all(actor: Actor, cycle: Cycle, at: dt.datetime) -> bool:
    """Whether the person reads every task of the cycle, not only those of their own organisations."""
    return may_rule(actor, cycle, at) is None or may_audit(actor, cycle.unit, at) is None


def organisations_of(actor: Actor, at: dt.datetime) -> set[int]:
    """Keys of the organisations the person belongs to or has a mandate of; two queries."""
    person = person_of(actor)
    if person is None or not person.is_active:
        return set()
    belongs = Membership.objects.in_force(at).filter(person=person).values_list("organisation_id", flat=True)
    mandated = Mandate.objects.in_force(at).filter(person=person).values_list("organisation_id", flat=True)
    return {*belongs, *mandated}


def _reads(actor: Actor, cycle: Cycle, organisations: list[int], at: dt.datetime) -> Refusal | None:
    if reads_all(actor, cycle, at) or organisations_of(actor, at) & set(organisations):
        return None
    if person_of(actor) is not None:
        return may_contribute(actor) or Refusal(_NOT_A_READER, {"unit": cycle.unit.full_name})
    return Refusal(_NOT_A_READER, {"unit": cycle.unit.full_name})
