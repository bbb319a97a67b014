"""Who may answer contributions, and on whose behalf. Nobody answers what they said themselves."""

import datetime as dt
from dataclasses import dataclass

from drogowskaz.assessments.enums import CycleState
from drogowskaz.assessments.models import Cycle
from drogowskaz.assessments.permissions import WRITTEN_DOWN
from drogowskaz.assessments.workflow import CYCLE
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.enums import INSTITUTIONS, Reach, Role
from drogowskaz.organisations.models import Grant, Mandate, Membership, User
from drogowskaz.organisations.permissions import (
    SINGLE_PERSON,
    Actor,
    Verdict,
    may_enter,
    person_of,
    roles_of,
    works_alone,
)
from drogowskaz.organisations.permissions.holding import of_place, reaching
from drogowskaz.participation.enums.contribution import PUBLIC
from drogowskaz.participation.models import Contribution
from drogowskaz.participation.permissions.moderation import Ties, ties_of

OFFICE = frozenset({Role.DATA_EDITOR, Role.APPROVER})
"""Who answers in the office's own name. Animators help it, and answer nothing for it."""
NOBODY_ELSE = _("Answered by somebody tied to it: nobody else in this office could.")
"""Shown beside such an answer, and stored with it."""
_NOT_YOURS = _("Only the people of {unit} who work on its assessment, and its animators, can answer contributions.")
_NEEDS_PAPER = _(
    "You help the office and do not answer for it. Choose the paper in which it answered: a letter, a decision or "
    "minutes; your note then stands with it. A new paper is registered among the papers of the cycle."
)
_OWN = _("You wrote {number} yourself. Another person must answer it.")
_OWN_ORGANISATION = _("{number} was made for {organisation}, where you belong. Another person must answer it.")
_JOINED = _("Contribution {number} was joined with {other}. Answer that one: its answer is the answer to both.")
_NOT_AGAIN = _("The cycle for {year} is now: {state}. An answer can be corrected, but not taken back.")


def may_answer_in(actor: Actor, cycle: Cycle, at: dt.datetime) -> Refusal | None:
    """Answering in a cycle: the unit's own people, and animators who write down what it answered. In every state of
    the cycle: what is restored after the year has ended is answered too."""
    if may_enter(actor, cycle.unit, cycle.year, at) is None:
        return None
    return Refusal(_NOT_YOURS, {"unit": cycle.unit.full_name})


@dataclass(frozen=True)
class Answering:
    """What somebody may answer in a cycle: in whose name, and what ties them to contributions."""

    actor: Actor
    cycle: Cycle
    at: dt.datetime
    in_office: bool
    basis: str
    ties: Ties

    def of(self, contribution: Contribution) -> Verdict:
        """Whether this one may be answered, with the label of the answer. No query, unless the person is tied to it."""
        joined = contribution.merged_into
        if joined is not None and joined.state in PUBLIC:
            return Verdict(Refusal(_JOINED, {"number": contribution.number, "other": joined.number}))
        label = "" if self.in_office else WRITTEN_DOWN
        own = _own(self.ties, contribution)
        if own is None:
            return Verdict(label=label)
        if self.in_office and works_alone(self.actor, self.cycle.unit, self.cycle.year, self.at):
            return Verdict(label=SINGLE_PERSON)
        if self.in_office and not _others(self.actor, contribution, self.at):
            return Verdict(label=NOBODY_ELSE)
        return Verdict(own)


def answering(actor: Actor, cycle: Cycle, basis: str, at: dt.datetime) -> Answering | Refusal:
    """How the person answers in this cycle, or why not. `basis` are the words of the paper an animator needs."""
    refusal = may_answer_in(actor, cycle, at)
    if refusal:
        return refusal
    in_office = answers_for_itself(actor, cycle, at)
    if not in_office and not basis:
        return Refusal(_NEEDS_PAPER)
    return Answering(actor, cycle, at, in_office, basis, ties_of(actor, at))


def answers_for_itself(actor: Actor, cycle: Cycle, at: dt.datetime) -> bool:
    """Whether the person answers in the office's own name; the operator does."""
    return actor is None or bool(roles_of(actor, cycle.unit, cycle.year, at) & OFFICE)


def may_open_again(cycle: Cycle) -> Refusal | None:
    """Taking an answer back: while the work of the year goes on or rests. Afterwards it can only be corrected."""
    if cycle.state in (CycleState.OPEN, CycleState.SUSPENDED):
        return None
    return Refusal(_NOT_AGAIN, {"year": cycle.year, "state": CYCLE.states[cycle.state]}, ("state",))


def _own(ties: Ties, contribution: Contribution) -> Refusal | None:
    """What ties the person to it: they wrote it, or it was made for their organisation. What an institution said is
    answered by its own people too, or nobody in the office could answer it."""
    if ties.person is not None and contribution.author_id == ties.person:
        return Refusal(_OWN, {"number": contribution.number})
    of = contribution.organisation
    if of is not None and of.pk in ties.organisations and of.kind not in INSTITUTIONS:
        return Refusal(_OWN_ORGANISATION, {"number": contribution.number, "organisation": contribution.of})
    return None


def _others(actor: Actor, contribution: Contribution, at: dt.datetime) -> bool:
    """Whether somebody else of the office could answer it; four queries."""
    cycle, person = contribution.cycle, person_of(actor)
    office = Grant.objects.in_force(at).filter(
        reaching(cycle.unit, cycle.year),
        of_place(cycle.unit),
        reach__in=[Reach.UNIT, Reach.CYCLE],
        role__in=OFFICE,
        person__is_active=True,
    )
    others = User.objects.filter(pk__in=office.values("person")).exclude(pk=person.pk if person else 0)
    if contribution.author_id is not None:
        others = others.exclude(pk=contribution.author_id)
    of = contribution.organisation
    if of is not None and of.kind not in INSTITUTIONS:
        for model in (Membership, Mandate):
            tied = model.objects.in_force(at).filter(organisation=of, person__isnull=False)
            others = others.exclude(pk__in=tied.values("person"))
    return others.exists()
