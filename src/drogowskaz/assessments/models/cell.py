"""The cells of an assessment, each with where it came from, and the journal of every value they had."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from drogowskaz.assessments.enums import CellState
from drogowskaz.assessments.models.assessment import Assessment, Source


class Cell(models.Model):
    """A cell that is or was filled: `row` is the stable key of the edition, `offset` the column in years from the
    assessed one. `supplier` gave the value where it is not the unit's own.

    `number` is an integer in the row's scale, 0 unless the state is VALUE; `text` belongs to text rows.
    `version` grows with every save; a save that saw an older version is refused.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="cells")
    row = models.CharField(max_length=100)
    offset = models.SmallIntegerField()
    state = models.PositiveSmallIntegerField(choices=CellState)
    number = models.BigIntegerField(default=0)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    source = models.ForeignKey(Source, null=True, on_delete=models.PROTECT, related_name="+")
    supplier = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["assessment", "row", "offset"], name="cell_once"),
            models.CheckConstraint(condition=Q(state__in=CellState.values), name="cell_state_known"),
            models.CheckConstraint(
                condition=Q(state=CellState.VALUE) | Q(number=0, text=""), name="cell_number_only_with_value"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row} c{self.offset:+d}"


class CellChange(models.Model):
    """The journal of a cell: every value it ever had. Rows are only ever added.

    `save_id` is the browser's own name for a save: one that is sent again, after a lost answer, is known by it.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="changes")
    row = models.CharField(max_length=100)
    offset = models.SmallIntegerField()
    version = models.PositiveIntegerField()
    state = models.PositiveSmallIntegerField()
    number = models.BigIntegerField(default=0)
    text = models.TextField(blank=True)
    source = models.ForeignKey(Source, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    save_id = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["assessment", "row", "offset", "version"], name="cell_change_once"),
            models.UniqueConstraint(fields=["assessment", "save_id"], name="cell_save_once"),
        ]

    def __str__(self) -> str:
        return f"{self.row} c{self.offset:+d} v{self.version}"

    @classmethod
    def of(cls, cell: Cell, *, save_id: uuid.UUID | None = None) -> "CellChange":
        """The line for a cell as it stands now."""
        return cls(
            assessment_id=cell.assessment_id,
            row=cell.row,
            offset=cell.offset,
            version=cell.version,
            state=cell.state,
            number=cell.number,
            text=cell.text,
            source_id=cell.source_id,
            at=cell.changed_at,
            by_id=cell.changed_by_id,
            save_id=save_id,
        )
