"""The work of one unit on one assessed year: where it stands, its own dates, and what really happened."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from drogowskaz.assessments.enums import CycleState, Event
from drogowskaz.assessments.models.assessment import Assessment
from drogowskaz.assessments.models.campaign import Campaign
from drogowskaz.territory.models import Unit


class Cycle(models.Model):
    """The cycle of a unit for an assessed year. From its opening on it has an assessment and an edition.

    `provisional` while the edition is not the official one of this year: it is then the newest that is known.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=CycleState, default=CycleState.PLANNED)
    edition = models.CharField(max_length=60, blank=True)
    provisional = models.BooleanField(default=False)
    assessment = models.OneToOneField(Assessment, null=True, on_delete=models.PROTECT, related_name="cycle")
    campaign = models.ForeignKey(Campaign, null=True, on_delete=models.PROTECT, related_name="cycles")
    planned_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-year"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "year"], name="cycle_once_a_year"),
            models.CheckConstraint(condition=Q(state__in=CycleState.values), name="cycle_state_known"),
            models.CheckConstraint(
                condition=Q(state=CycleState.PLANNED)
                | Q(assessment__isnull=False, opened_at__isnull=False) & ~Q(edition=""),
                name="cycle_has_its_form_once_opened",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.year}"


class LocalDate(models.Model):
    """A day the unit chose instead of the computed one, with its reason. `key` names the date of the calendar."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="local_dates")
    key = models.CharField(max_length=60)
    day = models.DateField()
    reason = models.CharField(max_length=500)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cycle", "key"], name="local_date_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="local_date_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.day}"


class CycleEvent(models.Model):
    """Something that happened in a cycle. Rows are only ever added.

    `day` is when it happened, which may be earlier than `at`, when it was written down. `key` names the date of the
    calendar it belongs to, where there is one. `details` are numbers and names for the sentence of the page.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=20, choices=Event)
    key = models.CharField(max_length=60, blank=True)
    day = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(kind__in=Event.values), name="cycle_event_kind_known"),
            models.UniqueConstraint(fields=["cycle"], condition=Q(kind=Event.OPENED), name="cycle_event_opened_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["kind", "day"], name="cycle_event_kind_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"


class UnplacedCell(models.Model):
    """A value that had no place in the official form when the cycle moved to it. It is kept, never dropped.

    `outcome` says what became of it (a word of the crosswalk); `told` is the sentence in each language.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="unplaced")
    edition = models.CharField(max_length=60)
    row = models.CharField(max_length=100)
    offset = models.SmallIntegerField()
    state = models.PositiveSmallIntegerField()
    number = models.BigIntegerField(default=0)
    text = models.TextField(blank=True)
    outcome = models.CharField(max_length=20)
    told = models.JSONField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cycle", "edition", "row", "offset"], name="unplaced_cell_once"),
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.row} c{self.offset:+d}"
