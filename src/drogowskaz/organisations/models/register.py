"""What the public register (KRS) said about the number of an organisation, and when it was asked."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from drogowskaz.organisations.enums import RegisterAnswer
from drogowskaz.organisations.models.organisation import Organisation


class RegisterCheck(models.Model):
    """The newest look into KRS for one organisation: information beside it, never a condition of anything.

    `krs` is the number that was asked about, so that an answer about a former number is not taken for one about the
    present. `name` and `seat` are as the register has them; `as_of` is the day its extract speaks of, which can be
    months before `asked_at`; `closing` says that the register tells of a liquidation or dissolution. No person of the
    organisation is kept.
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="register_check")
    krs = models.CharField(max_length=10)
    answer = models.CharField(max_length=10, choices=RegisterAnswer, default=RegisterAnswer.WAITING)
    name = models.CharField(max_length=500, blank=True)
    seat = models.CharField(max_length=200, blank=True)
    as_of = models.DateField(null=True)
    closing = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(answer__in=RegisterAnswer.values), name="register_check_answer_known"),
            models.CheckConstraint(condition=Q(krs__length=10), name="register_check_of_ten_digits"),
            models.CheckConstraint(
                condition=Q(answer=RegisterAnswer.WAITING, answered_at=None)
                | ~Q(answer=RegisterAnswer.WAITING) & Q(answered_at__isnull=False),
                name="register_check_answered_at_some_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.krs}: {self.answer}"
