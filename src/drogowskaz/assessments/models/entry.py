"""What people say of a cell of an open form: explanations, notes and questions."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from drogowskaz.assessments.enums import RemarkState
from drogowskaz.assessments.models.assessment import Assessment


class Explanation(models.Model):
    """Why a finding that asks for it is as it is; it travels with the form. Rows are only added, the newest counts, and
    an empty text takes the explanation back. `values` are the cells it explains: row, column, state, number."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="explanations")
    about = models.CharField(max_length=200)
    offset = models.SmallIntegerField()
    text = models.TextField(blank=True)
    values = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["assessment", "about", "offset"])]

    def __str__(self) -> str:
        return f"{self.about} c{self.offset:+d}"


class Remark(models.Model):
    """A note to a cell, or a question with who is to answer it. What follows stands in its replies."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="remarks")
    row = models.CharField(max_length=100)
    offset = models.SmallIntegerField()
    text = models.TextField()
    state = models.CharField(max_length=10, choices=RemarkState)
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(state__in=RemarkState.values), name="remark_state_known"),
            models.CheckConstraint(
                condition=~Q(state=RemarkState.NOTE) | Q(assignee=None), name="remark_note_asks_nobody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row} c{self.offset:+d}: {self.text[:40]}"


class RemarkReply(models.Model):
    """What somebody said further under a remark."""

    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, related_name="replies")
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.text[:40]
