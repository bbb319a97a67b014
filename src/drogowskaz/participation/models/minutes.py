"""What remains of a meeting: who came, by organisation, and the points of the minutes."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from drogowskaz.organisations.models import Organisation
from drogowskaz.participation.enums.meeting import Presence
from drogowskaz.participation.enums.minutes import Capacity, PointKind, Sector
from drogowskaz.participation.models.meeting import AgendaPoint, Meeting, Slot


class Attendance(models.Model):
    """So many people of one organisation or institution took part in a slot in one way. No names of people are kept.

    `name` is how it is called, also where `organisation` is of the register.
    """

    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="attendance")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    sector = models.CharField(max_length=12, choices=Sector)
    people = models.PositiveSmallIntegerField()
    presence = models.CharField(max_length=10, choices=Presence)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["slot__starts_at", "sector", "pk"]
        verbose_name_plural = "attendance"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["slot", "name", "presence"], name="attendance_once_for_each"),
            models.CheckConstraint(condition=Q(sector__in=Sector.values), name="attendance_sector_known"),
            models.CheckConstraint(condition=Q(presence__in=Presence.values), name="attendance_presence_known"),
            models.CheckConstraint(condition=Q(people__gte=1), name="attendance_of_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.people}"


class MinutePoint(models.Model):
    """A point of the minutes: what was said, a conclusion, a contribution, or a task with who does it and until when.

    `raised_by` is who raised it as it is called; `organisation` the same where it is of the register. A contribution
    has the capacity it was made in; its channel is the meeting. The point is its author until an area above takes it
    over. `version` grows with every change: of two minute-takers the slower one sees the other's words.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="points")
    agenda_point = models.ForeignKey(AgendaPoint, null=True, on_delete=models.PROTECT, related_name="points")
    kind = models.CharField(max_length=12, choices=PointKind)
    text = models.TextField()
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    raised_by = models.CharField(max_length=200, blank=True)
    capacity = models.CharField(max_length=12, choices=Capacity, blank=True)
    who = models.CharField(max_length=200, blank=True)
    until = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(kind__in=PointKind.values) & ~Q(text=""), name="minute_point_of_a_kind"),
            models.CheckConstraint(
                condition=Q(kind=PointKind.TASK) & ~Q(who="") | ~Q(kind=PointKind.TASK) & Q(who="", until=None),
                name="minute_point_task_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(kind=PointKind.CONTRIBUTION, capacity__in=Capacity.values)
                | ~Q(kind=PointKind.CONTRIBUTION) & Q(capacity=""),
                name="minute_point_capacity_of_a_contribution",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class MinutesVersion(models.Model):
    """The minutes as they were accepted. Rows are only added: a correction is another version, with its reason.

    `content` is plain data: `points`, `attendance`, `agenda`, in the shape of `queries.minutes.content_of`.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "number"], name="minutes_version_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, {self.number}"
