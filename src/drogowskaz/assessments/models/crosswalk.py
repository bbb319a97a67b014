"""What people propose for the crosswalk between editions."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from drogowskaz.assessments.enums import Review
from drogowskaz.engine.crosswalk.entries import RELATIONS, Entry, Relation
from drogowskaz.engine.words import LANGUAGES


class CrosswalkEntry(models.Model):
    """An entry of the crosswalk into `edition`, proposed here beside those that come with the program.

    `old` and `new` are keys of rows, set apart by spaces where a row is divided or several are joined. `reason` is
    in the proposer's language. `answer` says why the entry was returned or withdrawn.
    """

    edition = models.CharField(max_length=60)
    old = models.CharField(max_length=1000, blank=True)
    new = models.CharField(max_length=1000, blank=True)
    relation = models.CharField(max_length=10, choices=[(one.value, RELATIONS[one]) for one in Relation])
    year = models.PositiveSmallIntegerField()
    breaks = models.BooleanField(default=False)
    reason = models.TextField()
    status = models.CharField(max_length=10, choices=Review, default=Review.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["proposed_at", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(status__in=Review.values), name="crosswalk_entry_status_known"),
            models.CheckConstraint(
                condition=Q(relation__in=[one.value for one in Relation]), name="crosswalk_entry_relation_known"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("proposed_by")),
                name="crosswalk_entry_reviewed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}, {self.year}"

    @property
    def pairs(self) -> tuple[Entry, ...]:
        """The entry as the engine reads it, one for each pair of keys."""
        reason = dict.fromkeys(LANGUAGES, self.reason)
        return tuple(
            Entry(old, new, Relation(self.relation), self.year, reason, self.breaks)
            for old in self.old.split() or (None,)
            for new in self.new.split() or (None,)
        )
