"""What moderators did with contributions, and what authors said against it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from drogowskaz.participation.enums.moderation import Ground, ModerationStep
from drogowskaz.participation.models.contribution import Contribution


class ModerationAct(models.Model):
    """One step of a contribution. Rows are only added. Hiding has a ground; hiding and returning have a reason.

    `other` is the one it was joined with or parted from.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="acts")
    step = models.CharField(max_length=10, choices=ModerationStep)
    ground = models.CharField(max_length=15, choices=Ground, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    other = models.ForeignKey(Contribution, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(step__in=ModerationStep.values), name="moderation_step_known"),
            models.CheckConstraint(
                condition=Q(step=ModerationStep.HIDDEN, ground__in=Ground.values)
                | ~Q(step=ModerationStep.HIDDEN) & Q(ground=""),
                name="moderation_hidden_on_a_ground",
            ),
            models.CheckConstraint(
                condition=~Q(step__in=[ModerationStep.HIDDEN, ModerationStep.RETURNED]) | ~Q(reason=""),
                name="moderation_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id}: {self.step}"


class Appeal(models.Model):
    """What an author says against hiding, once; decided by somebody who did not hide it. `upheld`: it was restored.

    `label` is a marked sentence that stands beside the decision where nobody else could decide; empty otherwise.
    """

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="appeal")
    text = models.TextField()
    at = models.DateTimeField()
    upheld = models.BooleanField(null=True)
    reason = models.CharField(max_length=1000, blank=True)
    label = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(text=""), name="appeal_says_something"),
            models.CheckConstraint(
                condition=Q(upheld=None, decided_at=None, reason="")
                | Q(upheld__isnull=False, decided_at__isnull=False) & ~Q(reason=""),
                name="appeal_decided_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id}"
