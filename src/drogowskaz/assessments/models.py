"""One unit's filled edition for one assessed year, cell by cell, each with where it came from; and what people
propose for the crosswalk between editions."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q

from drogowskaz.assessments.enums import CellState, Review, Status
from drogowskaz.engine.crosswalk.entries import RELATIONS, Entry, Relation
from drogowskaz.engine.words import LANGUAGES
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
    """A unit's assessment of one year. `year` is the assessed year; the work is done in the year after it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    edition = models.CharField(max_length=60)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
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


class Cell(models.Model):
    """A filled cell: `row` is the stable key of the edition, `offset` the column in years from the assessed one.

    `number` is an integer in the row's scale, 0 unless the state is VALUE; `text` belongs to text rows.
    `version` grows with every save; a save that saw an older version is refused.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="cells")
    row = models.CharField(max_length=100)
    offset = models.SmallIntegerField()
    state = models.PositiveSmallIntegerField(choices=CellState)
    number = models.BigIntegerField(default=0)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    source = models.ForeignKey(Source, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["assessment", "row", "offset"], name="cell_once"),
            models.CheckConstraint(condition=Q(state__in=CellState.values), name="cell_state_known"),
            models.CheckConstraint(
                condition=Q(state=CellState.VALUE) | Q(number=0, text=""), name="cell_number_only_with_value"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row} c{self.offset:+d}"


class CellChange(models.Model):
    """The journal of a cell: every value it ever had. Rows are only ever added."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="changes")
    row = models.CharField(max_length=100)
    offset = models.SmallIntegerField()
    version = models.PositiveIntegerField()
    state = models.PositiveSmallIntegerField()
    number = models.BigIntegerField(default=0)
    text = models.TextField(blank=True)
    source = models.ForeignKey(Source, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["assessment", "row", "offset", "version"], name="cell_change_once"),
        ]

    def __str__(self) -> str:
        return f"{self.row} c{self.offset:+d} v{self.version}"


class CrosswalkEntry(models.Model):
    """An entry of the crosswalk into `edition`, proposed here beside those that come with the program.

    `old` and `new` are keys of rows, set apart by spaces where a row is divided or several are joined. `reason` is
    in the proposer's language. `answer` says why the entry was returned or withdrawn.
    """

    edition = models.CharField(max_length=60)
    old = models.CharField(max_length=1000, blank=True)
    new = models.CharField(max_length=1000, blank=True)
    relation = models.CharField(max_length=10, choices=[(one.value, RELATIONS[one]) for one in Relation])
    year = models.PositiveSmallIntegerField()
    breaks = models.BooleanField(default=False)
    reason = models.TextField()
    status = models.CharField(max_length=10, choices=Review, default=Review.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["proposed_at", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(status__in=Review.values), name="crosswalk_entry_status_known"),
            models.CheckConstraint(
                condition=Q(relation__in=[one.value for one in Relation]), name="crosswalk_entry_relation_known"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("proposed_by")),
                name="crosswalk_entry_reviewed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}, {self.year}"

    @property
    def pairs(self) -> tuple[Entry, ...]:
        """The entry as the engine reads it, one for each pair of keys."""
        reason = dict.fromkeys(LANGUAGES, self.reason)
        return tuple(
            Entry(old, new, Relation(self.relation), self.year, reason, self.breaks)
            for old in self.old.split() or (None,)
            for new in self.new.split() or (None,)
        )
