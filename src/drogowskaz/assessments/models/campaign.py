"""A region that opened the cycles of all its units for a year in one action."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from drogowskaz.territory.models import Unit


class Campaign(models.Model):
    """The cycles of one assessed year in one voivodeship, opened together. `region` is the voivodeship."""

    region = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-year"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["region", "year"], name="campaign_once_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.region}, {self.year}"
