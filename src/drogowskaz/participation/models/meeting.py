"""Meetings of offices with organisations: a meeting, its slots, its agenda, and who was invited."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.models import Organisation
from drogowskaz.participation.enums.meeting import PRESENCES, Audience, MeetingState, Presence, Provided, SlotKind
from drogowskaz.territory.models import Unit


class Meeting(models.Model):
    """A meeting that a unit hosts in the work on an assessed year.

    `cycle` is that of the host for the year, where there is one. `host` is the person to ask, `contact` how. What is
    known of accessibility has to be settled before the meeting is announced. `code` stands on its printed sheets.
    `version` grows with every change of the description and the agenda, so that of two people the slower one sees it.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    cycle = models.ForeignKey(Cycle, null=True, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    host = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=300, blank=True)
    step_free = models.CharField(max_length=10, choices=Provided, default=Provided.UNKNOWN)
    induction_loop = models.CharField(max_length=10, choices=Provided, default=Provided.UNKNOWN)
    sign_language = models.CharField(max_length=10, choices=Provided, default=Provided.UNKNOWN)
    access_note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.DRAFT)
    code = models.CharField(max_length=12, unique=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    announced_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(state__in=MeetingState.values), name="meeting_state_known"),
            models.CheckConstraint(
                condition=Q(state=MeetingState.CANCELLED, cancelled_at__isnull=False) & ~Q(cancel_reason="")
                | ~Q(state=MeetingState.CANCELLED) & Q(cancelled_at=None, cancel_reason=""),
                name="meeting_cancelled_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(step_free__in=Provided.values)
                & Q(induction_loop__in=Provided.values)
                & Q(sign_language__in=Provided.values),
                name="meeting_accessibility_known_words",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "unit"], name="meeting_state_unit")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Whether everybody sees it: once it was announced, or held without that."""
        return self.announced_at is not None or self.state in (MeetingState.HELD, MeetingState.ACCEPTED)

    @property
    def accessibility(self) -> tuple[Provided, ...]:
        """What is said of step-free access, an induction loop and Polish sign language."""
        return (Provided(self.step_free), Provided(self.induction_loop), Provided(self.sign_language))


class Slot(models.Model):
    """One sitting of a meeting. `number` counts from 1; a limit that is empty means that nobody is turned away.

    `link` is for online guests: only those who have a place and the team see it. `uid` is the name of the entry in
    calendars, for ever; `version` grows with every change and tells calendars which is the newer.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="slots")
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.EVERYONE)
    kind = models.CharField(max_length=10, choices=SlotKind, default=SlotKind.ON_SITE)
    place = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=300, blank=True)
    link = models.URLField(max_length=500, blank=True)
    on_site_limit = models.PositiveIntegerField(null=True)
    online_limit = models.PositiveIntegerField(null=True)
    uid = models.UUIDField(default=uuid4, unique=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["starts_at", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "number"], name="slot_number_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="slot_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="slot_audience_known"),
            models.CheckConstraint(condition=Q(kind__in=SlotKind.values), name="slot_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind=SlotKind.ONLINE) | Q(place="", address="", on_site_limit=None),
                name="slot_place_only_on_site",
            ),
            models.CheckConstraint(
                condition=~Q(kind=SlotKind.ON_SITE) | Q(link="", online_limit=None), name="slot_link_only_online"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.number}"

    @property
    def presences(self) -> tuple[Presence, ...]:
        """How it can be taken part in."""
        return PRESENCES[SlotKind(self.kind)]

    def limit(self, presence: Presence) -> int | None:
        """How many can take part in this way; None when there is no limit."""
        return self.on_site_limit if presence == Presence.ON_SITE else self.online_limit


class AgendaPoint(models.Model):
    """A point of the agenda, in the order of `number`, which counts from 1."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)

    class Meta:
        ordering: ClassVar[list[str]] = ["number", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "title"], name="agenda_point_once_in_a_meeting"),
            models.CheckConstraint(condition=~Q(title=""), name="agenda_point_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class MeetingInvitation(models.Model):
    """An organisation of the register was invited to a meeting by a letter to `email`."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["organisation__sort_key", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "organisation"], name="meeting_invitation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.meeting}"
