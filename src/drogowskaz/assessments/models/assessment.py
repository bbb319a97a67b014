"""One unit's filled edition for one assessed year, and where its numbers were read."""

from typing import ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from drogowskaz.assessments.enums import Status
from drogowskaz.organisations.models import User
from drogowskaz.territory.models import Unit


class Source(models.Model):
    """Where numbers were read: a document, its publisher and address."""

    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=300, blank=True)
    url = models.URLField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["title", "publisher", "url"], name="source_once"),
        ]

    def __str__(self) -> str:
        return self.title


class AssessmentSet(models.QuerySet["Assessment"]):
    """Filters used by more than one page."""

    def visible_to(self, actor: User | AnonymousUser) -> "AssessmentSet":
        """What this person may read: public assessments, and for administrators all of them."""
        if actor.is_active and getattr(actor, "is_staff", False):
            return self
        return self.filter(status=Status.PUBLIC)


class Assessment(models.Model):
    """A unit's assessment of one year. `year` is the assessed year; the work is done in the year after it.

    `locked` while nothing may be written into its cells: it was signed or published. `public_package` is the signed
    version that is shown to everyone; without one, the cells as they stand are.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    edition = models.CharField(max_length=60)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    locked = models.BooleanField(default=False)
    public_package = models.ForeignKey("assessments.Package", null=True, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(Source, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = AssessmentSet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-year"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "year"], name="assessment_once_a_year"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="assessment_status_known"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.year}"
