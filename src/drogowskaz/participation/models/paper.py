"""Papers of a cycle that were registered, with their scans, and what institutions confirm by a link."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.models import Organisation
from drogowskaz.participation.enums.paper import Confirmed, PaperKind


class Paper(models.Model):
    """A letter, scan or sheet that belongs to a cycle. `number` counts the papers of the cycle, from 1.

    `day` is the day on the paper; `sender` who it is from (or to, when it was sent), `organisation` the same where it
    is in the register; `reference` the case sign printed on it. `sha256` names the file of its scan in the data
    folder, of `size` bytes; both are empty for a paper that is only described. Rows are never changed: what was
    registered by mistake is crossed out, with a reason, and stays readable.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="papers")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=PaperKind)
    title = models.CharField(max_length=200)
    day = models.DateField()
    sender = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=100, blank=True)
    note = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    crossed_at = models.DateTimeField(null=True)
    crossed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    crossed_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cycle", "number"], name="paper_number_once"),
            models.CheckConstraint(condition=Q(kind__in=PaperKind.values), name="paper_kind_known"),
            models.CheckConstraint(
                condition=Q(sha256="", size=0) | (~Q(sha256="") & Q(size__gt=0)), name="paper_scan_whole_or_none"
            ),
            models.CheckConstraint(
                condition=Q(crossed_at=None, crossed_reason="") | (Q(crossed_at__isnull=False) & ~Q(crossed_reason="")),
                name="paper_crossed_out_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Confirmation(models.Model):
    """What was written down in the name of an institution, sent to it so that it confirms by a link, without account.

    `subject` and `sentences` are what it reads, kept as they were sent; `thing` and `thing_id` name what they are
    about. The link holds a token of which only `token_digest` is kept. `said_by` is how the person who answered signed
    themselves.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="confirmations")
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="confirmations")
    institution = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField()
    lang = models.CharField(max_length=5)
    subject = models.CharField(max_length=200)
    sentences = models.JSONField(default=list)
    thing = models.CharField(max_length=60)
    thing_id = models.CharField(max_length=40)
    token_digest = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reminded_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Confirmed, default=Confirmed.WAITING)
    answered_at = models.DateTimeField(null=True)
    said_by = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(answer__in=Confirmed.values), name="confirmation_answer_known"),
            models.CheckConstraint(
                condition=Q(answer=Confirmed.WAITING, answered_at=None)
                | ~Q(answer=Confirmed.WAITING) & Q(answered_at__isnull=False),
                name="confirmation_answered_at_some_moment",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["thing", "thing_id"])]

    def __str__(self) -> str:
        return self.subject
