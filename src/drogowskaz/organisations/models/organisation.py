"""Organisations and institutions that take part."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

from drogowskaz.engine import polish
from drogowskaz.organisations.enums import INSTITUTIONS, Kind
from drogowskaz.territory.models import Unit

models.CharField.register_lookup(Length)


class Organisation(models.Model):
    """An office, an organisation of citizens, or an informal group that another organisation hosts.

    `unit` is where it works; None for those that work more widely. `krs` is ten digits or nothing. `about` says in
    its own words what it does. `sort_key` and `search_key` go with the name: write them by `named`.
    """

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    host = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="hosted")
    krs = models.CharField(max_length=10, blank=True)
    email = models.EmailField(blank=True)
    about = models.TextField(blank=True)
    invented = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    sort_key = models.CharField(max_length=400)
    search_key = models.CharField(max_length=220)

    class Meta:
        ordering: ClassVar[list[str]] = ["sort_key", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="organisation_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=Kind.INFORMAL, host__isnull=False) | ~Q(kind=Kind.INFORMAL) & Q(host=None),
                name="organisation_host_when_informal",
            ),
            models.CheckConstraint(condition=Q(krs="") | Q(krs__length=10), name="organisation_krs_of_ten_digits"),
            models.UniqueConstraint(fields=["krs"], condition=~Q(krs=""), name="organisation_krs_once"),
            models.UniqueConstraint(fields=["search_key", "unit"], name="organisation_name_once_in_a_unit"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_institution(self) -> bool:
        """Whether it belongs to local government."""
        return self.kind in INSTITUTIONS


def named(name: str) -> dict[str, str]:
    """The name with its keys, to be written together."""
    return {"name": name, "sort_key": polish.sort_key(name), "search_key": f"{polish.fold(name)} "}
