"""What the desk of the regional centre keeps across units: where forms stand, findings, other sources, reminders."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from drogowskaz.assessments.enums import Sight
from drogowskaz.assessments.models.assessment import Assessment
from drogowskaz.assessments.models.submission import Package
from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.editions.schema import Severity
from drogowskaz.territory.models import Unit


class Standing(models.Model):
    """How far a form is and how many findings it has, kept so that a board of many forms never reads cells.

    It speaks of the form as it stands; only numbers of cells and findings are kept of it, nothing that is written in
    them. `filled` counts the cells of the assessed year. `explained` counts, among `justify`, the explained ones. The
    findings at signing are all that signing would show. `mark` is the newest counted line of the form's journal,
    `touched_at` when it was written; `explanation_mark` and `step_mark` are the newest explanation and step. `artefact`
    names the compiled checks. `sight` says of what findings are kept: of the version in `package`, of the draft that
    is shown to the regional centre, or of nothing.
    """

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="standing")
    edition = models.CharField(max_length=60)
    filled = models.PositiveIntegerField()
    errors = models.PositiveIntegerField()
    justify = models.PositiveIntegerField()
    explained = models.PositiveIntegerField()
    warnings = models.PositiveIntegerField()
    notes = models.PositiveIntegerField()
    errors_at_signing = models.PositiveIntegerField()
    justify_at_signing = models.PositiveIntegerField()
    mark = models.BigIntegerField()
    explanation_mark = models.BigIntegerField(default=0)
    step_mark = models.BigIntegerField(default=0)
    artefact = models.CharField(max_length=64)
    sight = models.CharField(max_length=10, choices=Sight, default=Sight.NOTHING)
    package = models.ForeignKey(Package, null=True, on_delete=models.SET_NULL, related_name="+")
    touched_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(sight__in=Sight.values), name="standing_sight_known"),
            models.CheckConstraint(
                condition=Q(explained__lte=models.F("justify")), name="standing_explained_of_justify"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["checked_at"], name="standing_checked")]

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.filled}"


class KeptFinding(models.Model):
    """A finding of a form that the regional centre may read: of the version it received, or of a draft shown to it.

    `place` is its place in the order of the form; `row` is empty where a whole table is meant. `pl` and `en` are the
    sentence with its arithmetic. `cells` are [row, column offset]. `region`, `powiat` and `year` are the unit's and the
    form's own, kept here so that lists over a region need no other table.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="kept_findings")
    region = models.CharField(max_length=2)
    powiat = models.CharField(max_length=4)
    code = models.CharField(max_length=7)
    year = models.PositiveSmallIntegerField()
    place = models.PositiveIntegerField()
    check_id = models.CharField(max_length=200)
    offset = models.SmallIntegerField()
    severity = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Severity])
    chapter = models.CharField(max_length=10)
    table = models.CharField(max_length=100)
    row = models.CharField(max_length=100, blank=True)
    explained = models.BooleanField(default=False)
    draft = models.BooleanField(default=False)
    pl = models.TextField()
    en = models.TextField()
    cells = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["assessment", "place"], name="kept_finding_place_once"),
            models.UniqueConstraint(fields=["assessment", "check_id", "offset"], name="kept_finding_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["region", "year", "code", "place"], name="kept_finding_in_order"),
            models.Index(fields=["region", "year", "check_id"], name="kept_finding_by_check"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.check_id} c{self.offset:+d}"


class Watch(models.Model):
    """How far a journal was read by whatever keeps `Standing` up to date: the newest line that was seen."""

    journal = models.CharField(max_length=40, unique=True)
    newest = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.journal}: {self.newest}"


class SecondSource(models.Model):
    """Published numbers that forms of a region are compared with; never mixed into them. `year` is the assessed year of
    the forms it is for. `warnings` are the sentences told at its loading, by language."""

    region = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=300)
    url = models.URLField(max_length=500, blank=True)
    published = models.PositiveSmallIntegerField()
    certainty = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Certainty])
    warnings = models.JSONField(default=list)
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-year", "title", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["region", "year", "title"], name="second_source_once"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(publisher=""), name="second_source_is_named"),
        ]

    def __str__(self) -> str:
        return self.title


class SecondValue(models.Model):
    """A number of a second source, joined by code: `row` is a key of the form or an indicator, `column` a year.

    `number` is an integer in the row's scale; of an indicator, with `places` decimal places.
    """

    source = models.ForeignKey(SecondSource, on_delete=models.CASCADE, related_name="values")
    code = models.CharField(max_length=7)
    row = models.CharField(max_length=100)
    column = models.PositiveSmallIntegerField()
    number = models.BigIntegerField()
    places = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source", "code", "row", "column"], name="second_value_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.row} {self.column}"


class Reminder(models.Model):
    """The regional centre reminded a unit of its form: at most once a day. `people` is how many were written to; with
    none, the unit has nobody with an account and is to be reached by letter or telephone."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    day = models.DateField()
    text = models.CharField(max_length=1000, blank=True)
    people = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-day"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "year", "day"], name="reminder_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.year}: {self.day}"
