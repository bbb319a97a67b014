"""What the public copy of an assessment does not tell."""

from typing import ClassVar

from django.db import models

from drogowskaz.assessments.models.assessment import Assessment


class PublicCopy(models.Model):
    """What is hidden in the public copy of one assessment, found for all public forms of its unit together.

    `found_for` names those forms as they stood, and the program that looked; when it no longer fits, the copy is
    found again. `cells` are (row, offset), `figures` (indicator, offset), `silent` (check, offset): neither that they
    hold nor that they do not. `threshold` is the least number of people that is shown. `findings` counts what the
    copy tells of the checks, by severity, so that lists need not run them. `program` is the version that looked, by
    which the worker knows after an upgrade what to look at again.
    """

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="public_copy")
    found_for = models.CharField(max_length=64)
    program = models.CharField(max_length=40)
    threshold = models.PositiveSmallIntegerField()
    cells = models.JSONField()
    figures = models.JSONField()
    silent = models.JSONField()
    findings = models.JSONField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(threshold__gte=1), name="public_copy_threshold_counts"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment}"
