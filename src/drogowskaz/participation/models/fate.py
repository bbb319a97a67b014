"""What became of a contribution: the answer of the office."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from drogowskaz.participation.enums.contribution import FateCode
from drogowskaz.participation.models.contribution import Contribution


class Fate(models.Model):
    """An answer to a contribution. Rows are only added: the highest `number` stands, the earlier ones stay readable.

    `reason` is the answer in words. `change` says what was changed in the assessment because of it, `chapter` and
    `row` where; `passed_to` whom it was passed to. `group` is the same for contributions answered together. `basis`
    names the paper an animator wrote the answer down from, empty where the office answered itself. `label` is a marked
    sentence to be shown beside it, such as that nobody else could answer.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="fates")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=10, choices=FateCode)
    reason = models.TextField()
    change = models.TextField(blank=True)
    chapter = models.CharField(max_length=10, blank=True)
    row = models.CharField(max_length=100, blank=True)
    passed_to = models.CharField(max_length=200, blank=True)
    group = models.UUIDField(null=True)
    basis = models.CharField(max_length=300, blank=True)
    label = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["contribution", "number"], name="fate_number_once"),
            models.CheckConstraint(condition=Q(code__in=FateCode.values), name="fate_code_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="fate_with_a_reason"),
            models.CheckConstraint(
                condition=Q(code=FateCode.PASSED) & ~Q(passed_to="") | ~Q(code=FateCode.PASSED) & Q(passed_to=""),
                name="fate_passed_to_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id}: {self.code}"


class Reopening(models.Model):
    """Why an answered contribution was opened again, so that it waits for another answer. Rows are only added.

    `fate` is the answer that no longer stands.
    """

    fate = models.OneToOneField(Fate, on_delete=models.CASCADE, related_name="reopening")
    reason = models.CharField(max_length=1000)
    basis = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(reason=""), name="fate_reopened_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.fate_id}"
