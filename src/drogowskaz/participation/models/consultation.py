"""Consultations of the draft: their sections, dates and principles, the opinion of the public-benefit council."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from drogowskaz.assessments.models import Cycle
from drogowskaz.participation.enums.consultation import (
    ConsultationState,
    Met,
    OpinionKind,
    Principle,
    SectionKind,
)
from drogowskaz.participation.models.paper import Paper

RUNNING = (ConsultationState.ANNOUNCED, ConsultationState.OPEN, ConsultationState.ENDED)
"""States of a consultation that was announced and is not over."""


class Consultation(models.Model):
    """A consultation of the draft assessment. `number` counts those of the cycle from 1.

    It lasts from the beginning of `opens_on` to the end of `closes_on`, both as days of Polish clocks. `basis` is a
    provision or resolution that asks for it, empty where it is voluntary. `host` is the person to ask, `contact` how.
    `can_change` and `fixed` say what can still be changed and what cannot, `offline` how to take part without the
    internet. `short_reason` is the public reason for a shorter announcement or a shorter time than the standard.
    The moments `announced_at` to `closed_at` are what really happened. `version` grows with every change.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="consultations")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    basis = models.CharField(max_length=300, blank=True)
    host = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=300, blank=True)
    can_change = models.TextField(blank=True)
    fixed = models.TextField(blank=True)
    offline = models.TextField(blank=True)
    opens_on = models.DateField(null=True)
    closes_on = models.DateField(null=True)
    short_reason = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=ConsultationState, default=ConsultationState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    announced_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cycle", "number"], name="consultation_number_once"),
            models.UniqueConstraint(
                fields=["cycle"], condition=Q(state__in=RUNNING), name="consultation_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(state__in=ConsultationState.values), name="consultation_state_known"),
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(closes_on=None) | Q(closes_on__gte=F("opens_on")),
                name="consultation_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ConsultationState.DRAFT, ConsultationState.CANCELLED])
                | Q(announced_at__isnull=False, opens_on__isnull=False, closes_on__isnull=False)
                & ~Q(host="")
                & ~Q(can_change="")
                & ~Q(offline=""),
                name="consultation_announced_whole",
            ),
            models.CheckConstraint(
                condition=Q(state=ConsultationState.CANCELLED, cancelled_at__isnull=False) & ~Q(cancel_reason="")
                | ~Q(state=ConsultationState.CANCELLED) & Q(cancelled_at=None, cancel_reason=""),
                name="consultation_cancelled_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ConsultationSection(models.Model):
    """A part of the draft that is asked about, bound to a chapter, a row or a recommendation of it.

    `text` is how the part read when the consultation was announced: what everybody speaks about stays the same.
    `row` is the key of the row; `question` what is asked of this part.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="sections")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=15, choices=SectionKind)
    chapter = models.CharField(max_length=10)
    row = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    question = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["consultation", "number"], name="consultation_section_number_once"),
            models.CheckConstraint(
                condition=Q(kind=SectionKind.ROW) & ~Q(row="")
                | Q(kind__in=[SectionKind.CHAPTER, SectionKind.RECOMMENDATION], row=""),
                name="consultation_section_bound",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class ConsultationExtension(models.Model):
    """A consultation was given more time. Rows are only added; `before` is the last day until then."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="extensions")
    before = models.DateField()
    closes_on = models.DateField()
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(closes_on__gt=F("before")), name="consultation_extension_later"),
            models.CheckConstraint(condition=~Q(reason=""), name="consultation_extension_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.closes_on}"


class PrincipleCheck(models.Model):
    """How a consultation keeps one of the seven principles, in the words of who prepares it. Everybody reads it."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="principles")
    principle = models.CharField(max_length=16, choices=Principle)
    met = models.CharField(max_length=6, choices=Met)
    how = models.CharField(max_length=500)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["consultation", "principle"], name="principle_check_once"),
            models.CheckConstraint(
                condition=Q(principle__in=Principle.values) & Q(met__in=Met.values) & ~Q(how=""),
                name="principle_check_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.principle} {self.met}"


class CouncilOpinion(models.Model):
    """The opinion of a public-benefit council (RDPP) on the draft, and the clock it has by convention.

    `delivered_on` is when the council got the draft, `due_on` the last day by the convention, kept as it was computed;
    `received_on` when its opinion came, empty while it is waited for. `paper` is the letter it came in.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="opinions")
    council = models.CharField(max_length=200)
    delivered_on = models.DateField()
    due_on = models.DateField()
    received_on = models.DateField(null=True)
    kind = models.CharField(max_length=10, choices=OpinionKind, blank=True)
    text = models.TextField(blank=True)
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["consultation", "council"], name="council_opinion_once"),
            models.CheckConstraint(condition=Q(due_on__gte=F("delivered_on")), name="council_opinion_due_after"),
            models.CheckConstraint(
                condition=Q(received_on=None, kind="", text="")
                | Q(received_on__isnull=False, kind__in=OpinionKind.values),
                name="council_opinion_when_received",
            ),
        ]

    def __str__(self) -> str:
        return self.council


class ConsultationReport(models.Model):
    """The report of a consultation as it was published. Rows are only added: a correction is another number.

    `content` is plain data in the shape of `queries.consultation_report.content_of`.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["consultation", "number"], name="consultation_report_number_once"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="consultation_report_corrected_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}, {self.number}"
