"""Nobody decides on what they submitted, except where only one person works, and then it is said."""

import datetime as dt
from dataclasses import dataclass

from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, User
from drogowskaz.organisations.permissions.holding import Actor, of_place, person_of, reaching
from drogowskaz.territory.models import Unit

SINGLE_PERSON = _("One person entered and approved this: only one person works on it in this office.")
"""Shown beside what was decided, and stored with it."""


def decides_on_own(actor: Actor, submitter: User | int | None) -> Refusal | None:
    """Refuses the person who submitted; `submitter` is that person or their key, None when nobody is known."""
    person = person_of(actor)
    key = submitter.pk if isinstance(submitter, User) else submitter
    if person is None or key is None or person.pk != key:
        return None
    return Refusal(_("You submitted this yourself. Another person must decide."))


def works_alone(actor: Actor, unit: Unit, year: int | None, at: dt.datetime) -> bool:
    """Whether the person is the only active one in the unit's own office who edits or approves there."""
    person = person_of(actor)
    if person is None:
        return False
    office = Grant.objects.in_force(at).filter(
        reaching(unit, year),
        of_place(unit),
        reach__in=[Reach.UNIT, Reach.CYCLE],
        role__in=[Role.DATA_EDITOR, Role.APPROVER],
        person__is_active=True,
    )
    held = set(office.values_list("person_id", "role"))
    return held == {(person.pk, Role.DATA_EDITOR.value), (person.pk, Role.APPROVER.value)}


@dataclass(frozen=True)
class Verdict:
    """Whether a person may decide. `label` is a marked sentence to be shown and stored, empty in the usual case."""

    refusal: Refusal | None = None
    label: str = ""


def may_decide(actor: Actor, submitter: User | int | None, unit: Unit, year: int | None, at: dt.datetime) -> Verdict:
    """Whether the person may decide on what `submitter` submitted in the unit; the role is asked separately."""
    own = decides_on_own(actor, submitter)
    if own is None:
        return Verdict()
    return Verdict(label=SINGLE_PERSON) if works_alone(actor, unit, year, at) else Verdict(refusal=own)
