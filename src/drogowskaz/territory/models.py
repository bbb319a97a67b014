"""Territorial units as the register knew them over time, and how one followed another."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q

from drogowskaz.engine import polish
from drogowskaz.engine.teryt import is_invented
from drogowskaz.territory.enums import ASSESSED, FULL_NAMES, GMINAS, OFFICIAL, Change, Content, Kind

NAME_ENDS = " /"
"""What parts the name from the other words of a search key, so that a whole name can be told from its beginning."""


class UnitSet(models.QuerySet["Unit"]):
    """Filters used by more than one page."""

    def current(self) -> "UnitSet":
        """Units in the register now."""
        return self.filter(valid_to=None)

    def assessed(self) -> "UnitSet":
        """Units that make an assessment; a city with powiat rights once, as the city."""
        return self.filter(kind__in=ASSESSED).exclude(kind__in=GMINAS, parent__kind=Kind.CITY)


class Unit(models.Model):
    """One unit under one code, name and kind. A change closes the row and opens another, joined by a Succession.

    `valid_from` is None when the unit already stood in the first register we read; `valid_to` is None while it
    stands. Both are dates of the registers that showed the change, so the change itself may be a little older.
    `sort_key` and `search_key` are the Polish order and the folded words, the same on every database;
    make units with `Unit.of`, which fills them.
    """

    code = models.CharField(max_length=7)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, choices=Kind)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    sort_key = models.CharField(max_length=200)
    search_key = models.CharField(max_length=200)

    objects = UnitSet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["sort_key", "code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["code"], condition=Q(valid_to=None), name="unit_code_once_at_a_time"),
            models.UniqueConstraint(fields=["code", "valid_to"], name="unit_code_once_per_end"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=models.F("valid_to")),
                name="unit_valid_from_before_to",
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="unit_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    @classmethod
    def of(
        cls,
        *,
        code: str,
        name: str,
        kind: Kind,
        parent: "Unit | None",
        valid_from: dt.date | None = None,
        valid_to: dt.date | None = None,
    ) -> "Unit":
        """A unit with its keys, not yet saved."""
        # A city is looked for as a city, a powiat or a gmina: it is all three.
        words = f"{OFFICIAL[kind]} gmina" if kind == Kind.CITY else OFFICIAL[kind]
        return cls(
            code=code,
            name=name,
            kind=kind,
            parent=parent,
            valid_from=valid_from,
            valid_to=valid_to,
            sort_key=polish.sort_key(name),
            search_key=f"{polish.fold(name)}{NAME_ENDS} {polish.fold(words)} {code}",
        )

    @property
    def full_name(self) -> str:
        """The name with its kind: `powiat janowski`, `gmina Krzywda`."""
        return str(FULL_NAMES[Kind(self.kind)]).format(name=self.name)

    @property
    def is_invented(self) -> bool:
        """A unit of our examples."""
        return is_invented(self.code)

    @property
    def is_city_gmina(self) -> bool:
        """The gmina that is a city with powiat rights; its page is the city's."""
        return self.kind in GMINAS and self.parent is not None and self.parent.kind == Kind.CITY


class Succession(models.Model):
    """One unit followed another. The change came after the day `after` and by the day `by`."""

    old = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="successions")
    new = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="predecessions")
    change = models.CharField(max_length=10, choices=Change)
    after = models.DateField(null=True)
    by = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["old", "new"], name="succession_once"),
            models.CheckConstraint(condition=~Q(old=models.F("new")), name="succession_between_two"),
            models.CheckConstraint(
                condition=Q(after=None) | Q(after__lt=models.F("by")), name="succession_after_before_by"
            ),
            models.CheckConstraint(condition=Q(change__in=Change.values), name="succession_change_known"),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class Boundary(models.Model):
    """The outline of a unit: `polygons` is a list of polygons, each a list of rings of [lon, lat] in WGS 84.

    `covers` is a newer unit on the same ground, which an outline older than its making still holds.
    """

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, related_name="boundary")
    covers = models.ForeignKey(Unit, null=True, on_delete=models.SET_NULL, related_name="covered_by")
    polygons = models.JSONField()
    source = models.CharField(max_length=300)

    def __str__(self) -> str:
        return f"{self.unit}"


class RegisterImport(models.Model):
    """A file that changed the register. The newest `state_on` is the age of the register; nothing older is read.

    `state_on` is None for boundaries, which have no date of their own, and the last day spoken of for a list of
    changes. `complete` tells the whole register from a part of it. `counts` are units by outcome and tier.
    """

    content = models.CharField(max_length=10, choices=Content)
    file_name = models.CharField(max_length=255)
    state_on = models.DateField(null=True)
    complete = models.BooleanField(default=False)
    imported_at = models.DateTimeField()
    counts = models.JSONField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(content__in=Content.values), name="register_import_content_known"),
            models.CheckConstraint(
                condition=~Q(content=Content.REGISTER) | Q(state_on__isnull=False), name="register_import_dated"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.imported_at:%Y-%m-%d})"
