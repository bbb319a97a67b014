"""The diary: a person's own notes, and for a coordinator those of the team."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from drogowskaz.organisations.models import Grant
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.enums.desk import NoteKind
from drogowskaz.participation.models import FieldNote
from drogowskaz.participation.queries.desk.reach import coordinating, units_within


@dataclass(frozen=True)
class Spent:
    """How many minutes went into one kind of work."""

    kind: NoteKind
    notes: int
    minutes: int

    @property
    def hours(self) -> str:
        """As hours and minutes."""
        return f"{self.minutes // 60}:{self.minutes % 60:02}"


def notes_of(actor: Actor, grants: Sequence[Grant]) -> QuerySet[FieldNote]:
    """The person's own notes, and those about units they coordinate, newest day first; one query."""
    seen = Q(by=person_of(actor))
    over = coordinating(grants)
    if over:
        seen |= units_within(over, "unit__")
    joined = FieldNote.objects.filter(seen).select_related("unit__parent", "cycle", "by")
    return joined.order_by("-day", "-pk")


def spent(notes: QuerySet[FieldNote]) -> list[Spent]:
    """The minutes by kind of work, in the order of the kinds; one query."""
    rows = notes.order_by().values("kind").annotate(minutes=Sum("minutes"), notes=Count("pk"))
    found = {row["kind"]: row for row in rows}
    return [Spent(kind, found[kind]["notes"], found[kind]["minutes"]) for kind in NoteKind if kind in found]
