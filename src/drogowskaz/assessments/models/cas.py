"""The desk beside CAS: sections retyped into it by hand, and its prints compared with the form."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from drogowskaz.assessments.models.assessment import Assessment


class CasTranscription(models.Model):
    """A section that somebody says they have retyped into CAS; the last one to say so counts.

    `section` is `chapter/number` of its page, `digest` the SHA-256 of its values then, `values` these values: row,
    column, state, number, text. A tick of another edition than the form's says nothing.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="cas_transcriptions")
    edition = models.CharField(max_length=60)
    section = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    values = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["assessment", "section"], name="cas_section_ticked_once"),
            models.CheckConstraint(condition=~Q(digest=""), name="cas_section_has_its_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment}, {self.section}"


class CasComparison(models.Model):
    """A print of CAS held against the form. Rows are only ever added; the newest is shown.

    `sha256` is of the print, `rows` the rows it has, `values` its filled cells: row, column, state, number, text.
    `unmatched` are the lines that fit no row: line, text, reason, params. `differing` are the cells that differed then
    (row, column) and `equal` how many agreed.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="cas_comparisons")
    edition = models.CharField(max_length=60)
    name = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField(default=list)
    values = models.JSONField(default=list)
    unmatched = models.JSONField(default=list)
    differing = models.JSONField(default=list)
    equal = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(sha256=""), name="cas_comparison_names_its_print"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment}, {self.name}"
