"""Roles of people, each within its reach, and the units that work here."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models.organisation import Organisation
from drogowskaz.organisations.models.term import Term
from drogowskaz.territory.models import Unit

_OPEN = Q(valid_until=None, ended_at=None)


class Grant(Term):
    """A person holds a role. `unit` is the voivodeship of a region, or the one unit; `year` goes with a cycle only.

    `organisation` is the one on whose behalf the person works, where there is one.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=20, choices=Role)
    reach = models.CharField(max_length=10, choices=Reach)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(null=True)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(Term.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Term.Meta.constraints,
            models.CheckConstraint(condition=Q(role__in=Role.values), name="grant_role_known"),
            models.CheckConstraint(
                condition=Q(reach=Reach.PLATFORM, unit=None, year=None)
                | Q(reach__in=[Reach.REGION, Reach.UNIT], unit__isnull=False, year=None)
                | Q(reach=Reach.CYCLE, unit__isnull=False, year__isnull=False),
                name="grant_reaches_as_far_as_it_says",
            ),
            models.UniqueConstraint(
                fields=["person", "role"], condition=_OPEN & Q(reach=Reach.PLATFORM), name="grant_once_on_platform"
            ),
            models.UniqueConstraint(
                fields=["person", "role", "reach", "unit"],
                condition=_OPEN & Q(reach__in=[Reach.REGION, Reach.UNIT]),
                name="grant_once_in_unit",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "unit", "year"],
                condition=_OPEN & Q(reach=Reach.CYCLE),
                name="grant_once_in_cycle",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role} ({self.reach} {self.unit or ''} {self.year or ''})"


class Tenancy(models.Model):
    """A unit works here: somebody of its own was invited. `left_at` ends it; everything done stays."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    activated_at = models.DateTimeField()
    activated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    left_at = models.DateTimeField(null=True)
    left_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    left_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit"], condition=Q(left_at=None), name="tenancy_once_at_a_time"),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=models.F("activated_at")),
                name="tenancy_left_after_activation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}"
