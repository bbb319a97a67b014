"""What holds from one day to another and can be ended sooner: memberships, mandates and roles."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate


class TermSet(models.QuerySet[Any]):
    """Filters over what holds for a time."""

    def in_force(self, at: dt.datetime) -> Self:
        """What holds at this moment."""
        day = localdate(at)
        return self.filter(
            Q(valid_until=None) | Q(valid_until__gte=day), Q(ended_at=None) | Q(ended_at__gt=at), valid_from__lte=day
        )

    def lasting(self, at: dt.datetime) -> Self:
        """What holds at this moment or will hold later, unless it is ended."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=localdate(at)), ended_at=None)


class Term(models.Model):
    """A stretch of days: `valid_until` is the last one, None when there is none. `ended_at` is the moment it was
    ended sooner, with the reason. A row is never deleted or reopened, so what was done under it stays attributed."""

    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    end_reason = models.CharField(max_length=500, blank=True)

    objects: ClassVar[Any] = TermSet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_from__lte=F("valid_until")),
                name="%(class)s_from_before_until",
            ),
            models.CheckConstraint(
                condition=~Q(ended_at=None) | Q(end_reason=""), name="%(class)s_reason_only_when_ended"
            ),
        ]

    def holds(self, at: dt.datetime) -> bool:
        """Whether it holds at this moment; the same as `in_force` says of the row."""
        day = localdate(at)
        return (
            self.valid_from <= day
            and (self.valid_until is None or day <= self.valid_until)
            and (self.ended_at is None or at < self.ended_at)
        )
