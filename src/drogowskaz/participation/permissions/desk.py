"""Who has a desk, and who writes what in the diary."""

import datetime as dt

from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.models import Grant
from drogowskaz.organisations.permissions import Actor, may_assist, person_of
from drogowskaz.participation.models import FieldNote
from drogowskaz.territory.models import Unit

CHANGEABLE = dt.timedelta(hours=24)
"""How long a note of the diary can be changed: to the same hour of the next day, enough to put a slip right. Then it
stays, since the report of the pilot counts it."""


def may_use_desk(actor: Actor, at: dt.datetime) -> Refusal | None:
    """The desk belongs to whoever is an animator or coordinator somewhere now."""
    person = person_of(actor)
    roles = [Role.ANIMATOR, Role.COORDINATOR]
    held = person is not None and person.is_active
    if held and Grant.objects.in_force(at).filter(person=person, role__in=roles).exists():
        return None
    return Refusal(
        _("The desk is for OZPS animators and their coordinator. The administrator of a unit gives the role.")
    )


def may_note(actor: Actor, unit: Unit, year: int | None, at: dt.datetime) -> Refusal | None:
    """Writing in the diary belongs to the animators of the unit."""
    return may_assist(actor, unit, year, at)


def may_change_note(actor: Actor, note: FieldNote, at: dt.datetime) -> Refusal | None:
    """A note is changed by its author alone, and for a day."""
    person = person_of(actor)
    if person is None or note.by_id != person.pk:
        return Refusal(_("Only its author can change a note of the diary."))
    if at >= note.at + CHANGEABLE:
        return Refusal(_("This note is older than a day and stays as it is. Write another one that puts it right."))
    return None
