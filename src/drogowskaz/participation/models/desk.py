"""What animators write down of their own work."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from drogowskaz.assessments.models import Cycle
from drogowskaz.participation.enums.desk import NoteKind
from drogowskaz.territory.models import Unit

LONGEST_WORK = 1440
"""Minutes of one note: a day."""


class FieldNote(models.Model):
    """What an animator did in a unit on a day, and how many minutes it took. `cycle` is empty where the work belonged
    to no year yet. Its author changes it for a day after it was written (`at`); then it stays as it is, since the
    report of the pilot is made of it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    cycle = models.ForeignKey(Cycle, null=True, on_delete=models.PROTECT, related_name="field_notes")
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=NoteKind)
    minutes = models.PositiveIntegerField()
    text = models.TextField()
    at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-day", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(kind__in=NoteKind.values), name="field_note_kind_known"),
            models.CheckConstraint(
                condition=Q(minutes__gt=0, minutes__lte=LONGEST_WORK), name="field_note_takes_a_day_at_most"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.unit}: {self.kind}"
