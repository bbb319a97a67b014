"""Who may moderate contributions. Nobody moderates what they said, or what was said for their organisation."""

import datetime as dt
from dataclasses import dataclass

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.models import Grant, Mandate, Membership
from drogowskaz.organisations.permissions import (
    Actor,
    Verdict,
    may_audit,
    may_enter,
    may_moderate,
    person_of,
)
from drogowskaz.organisations.permissions.holding import reaching
from drogowskaz.participation.enums.moderation import ModerationStep
from drogowskaz.participation.models import Appeal, Contribution, ModerationAct

MODERATING = (Role.MODERATOR, Role.DATA_EDITOR, Role.APPROVER, Role.ANIMATOR, Role.COORDINATOR)
"""Who moderates within the reach of their role."""
NOBODY_ELSE = _("Whoever hid it decided on the appeal too: nobody else moderates in this unit.")
"""Shown beside such a decision, and stored with it."""
_NOT_YOURS = _("Only a moderator, the people of {unit} who work on its assessment, and its animators can moderate.")
_OWN = _("You wrote {number} yourself. Another person must moderate it.")
_OWN_ORGANISATION = _("{number} was made for {organisation}, where you belong. Another person must moderate it.")
_HIDDEN_BY_YOU = _("You hid {number} yourself. Another person must decide on the appeal.")
_OUT_OF_REACH = _(
    "The author of {number} has no page of their own on which they could correct it. Publish it as it is, or hide it "
    "with a ground."
)


def may_moderate_in(actor: Actor, cycle: Cycle, at: dt.datetime) -> Refusal | None:
    """Moderating in a cycle: moderators, the unit's own people, animators. The state of the cycle does not matter:
    what tells about a person has to be hidden after the year is closed, too."""
    if may_enter(actor, cycle.unit, cycle.year, at) is None:
        return None
    if may_moderate(actor, cycle.unit, cycle.year, at) is None:
        return None
    return Refusal(_NOT_YOURS, {"unit": cycle.unit.full_name})


def may_see_moderation(actor: Actor, cycle: Cycle, at: dt.datetime) -> Refusal | None:
    """Reading what waits and what was done: whoever moderates, and an auditor."""
    refusal = may_moderate_in(actor, cycle, at)
    return None if refusal and may_audit(actor, cycle.unit, at) is None else refusal


@dataclass(frozen=True)
class Ties:
    """What ties a person to contributions: their key (None for the operator) and the keys of their organisations."""

    person: int | None = None
    organisations: frozenset[int] = frozenset()

    def own(self, contribution: Contribution) -> Refusal | None:
        """Why the person must leave this one to somebody else; None when nothing ties them to it."""
        if self.person is not None and contribution.author_id == self.person:
            return Refusal(_OWN, {"number": contribution.number})
        if contribution.organisation_id in self.organisations:
            return Refusal(_OWN_ORGANISATION, {"number": contribution.number, "organisation": contribution.of})
        return None


def ties_of(actor: Actor, at: dt.datetime) -> Ties:
    """The ties of a person now: organisations they belong to or hold a mandate from. Two queries."""
    person = person_of(actor)
    if person is None:
        return Ties()
    theirs = {
        key
        for model in (Membership, Mandate)
        for key in model.objects.in_force(at).filter(person=person).values_list("organisation_id", flat=True)
    }
    return Ties(person.pk, frozenset(theirs))


def may_moderate_this(actor: Actor, contribution: Contribution, at: dt.datetime) -> Refusal | None:
    """Moderating this one: never one's own, nor one of an organisation the person belongs to or speaks for."""
    return may_moderate_in(actor, contribution.cycle, at) or ties_of(actor, at).own(contribution)


def may_return(contribution: Contribution) -> Refusal | None:
    """Returning for correction: only to an author who can learn of it and correct it. Their own page serves for both;
    a confirmed address tells them sooner."""
    if has_own_page(contribution):
        return None
    return Refusal(_OUT_OF_REACH, {"number": contribution.number})


def is_written_to(contribution: Contribution) -> bool:
    """Whether the author gets letters about it."""
    return bool(contribution.email) and contribution.confirmed_at is not None


def has_own_page(contribution: Contribution) -> bool:
    """Whether the author has a link to a page of their own, or will get it by letter: for what somebody typed in for
    them, only a letter brings it."""
    return bool(contribution.token_digest) and (contribution.entered_by_id is None or is_written_to(contribution))


def may_decide_appeal(actor: Actor, appeal: Appeal, at: dt.datetime) -> Verdict:
    """Whether the person may decide on an appeal: not who hid it, except where nobody else could."""
    contribution = appeal.contribution
    refusal = may_moderate_this(actor, contribution, at)
    if refusal:
        return Verdict(refusal)
    hidden_by = hider_of(contribution)
    person = person_of(actor)
    if person is None or hidden_by != person.pk:
        return Verdict()
    if others_moderate(contribution, person.pk, at):
        return Verdict(Refusal(_HIDDEN_BY_YOU, {"number": contribution.number}))
    return Verdict(label=NOBODY_ELSE)


def hider_of(contribution: Contribution) -> int | None:
    """The key of whoever hid it last; None for the operator and for somebody who was forgotten."""
    hidden = ModerationAct.objects.filter(contribution=contribution, step=ModerationStep.HIDDEN)
    return hidden.order_by("-at", "-pk").values_list("by_id", flat=True).first()


def others_moderate(contribution: Contribution, person: int, at: dt.datetime) -> bool:
    """Whether somebody other than this person could moderate it: holds such a role and is not tied to it."""
    cycle = contribution.cycle
    held = Grant.objects.in_force(at).filter(
        reaching(cycle.unit, cycle.year), role__in=MODERATING, person__is_active=True
    )
    people = set(held.exclude(person_id__in=[person, contribution.author_id or 0]).values_list("person_id", flat=True))
    if contribution.organisation_id is None or not people:
        return bool(people)
    tied = {
        key
        for model in (Membership, Mandate)
        for key in model.objects.in_force(at)
        .filter(person_id__in=people, organisation_id=contribution.organisation_id)
        .values_list("person_id", flat=True)
    }
    return bool(people - tied)
