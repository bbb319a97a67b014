"""Writing in the diary of animators."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.timezone import localdate

from drogowskaz.assessments.models import Cycle
from drogowskaz.audit.actions import record
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, refuse
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.enums.desk import NoteKind
from drogowskaz.participation.models import FieldNote
from drogowskaz.participation.models.desk import LONGEST_WORK
from drogowskaz.participation.permissions.desk import may_change_note, may_note
from drogowskaz.territory.models import Unit


@dataclass(frozen=True)
class Work:
    """What was done: `minutes` are the time spent, travel included."""

    day: dt.date
    kind: NoteKind
    minutes: int
    text: str


@transaction.atomic
def write_note(*, unit: Unit, cycle: Cycle | None, work: Work, actor: Actor, at: dt.datetime) -> FieldNote:
    """Write down what was done in a unit. A second click writes nothing again and gives the note there is. Raises
    Refused with every reason."""
    refuse(may_note(actor, unit, cycle.year if cycle else None, at), *_faults(work, at))
    told = {"day": work.day, "kind": work.kind, "minutes": work.minutes, "text": work.text.strip()}
    person = person_of(actor)
    twice = FieldNote.objects.filter(unit=unit, cycle=cycle, by=person, at__gt=at - SAME_CLICK, **told).first()
    if twice is not None:
        return twice
    note = FieldNote.objects.create(unit=unit, cycle=cycle, by=person, at=at, **told)
    record(actor=person, verb="note.written", thing=note, at=at, minutes=work.minutes)
    return note


SAME_CLICK = dt.timedelta(minutes=1)
"""The very same note within this time is a second click; later it is another visit."""


@transaction.atomic
def change_note(*, note: FieldNote, work: Work, actor: Actor, at: dt.datetime) -> None:
    """Put one's own note right within a day. Raises Refused."""
    refuse(may_change_note(actor, note, at), *_faults(work, at))
    note.day, note.kind, note.minutes, note.text = work.day, work.kind, work.minutes, work.text.strip()
    note.changed_at = at
    note.save(update_fields=["day", "kind", "minutes", "text", "changed_at"])
    record(actor=person_of(actor), verb="note.changed", thing=note, at=at, minutes=work.minutes)


def _faults(work: Work, at: dt.datetime) -> list[Refusal | None]:
    late, length = work.day > localdate(at), 0 < work.minutes <= LONGEST_WORK
    return [
        Refusal(_("This day is still to come. The diary holds what was done.")) if late else None,
        None if length else Refusal(_("Write the minutes as a whole number from 1 to {n}."), {"n": LONGEST_WORK}),
        None if work.text.strip() else Refusal(_("Write in a sentence what was done.")),
    ]
