"""Drafting tasks: a chapter or rows of it that an organisation writes, every version of its draft, and the journal."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from drogowskaz.assessments.models import ChapterText, Cycle, Offer
from drogowskaz.organisations.models import Mandate, Organisation
from drogowskaz.participation.enums.agreement import ScopeLevel
from drogowskaz.participation.enums.drafting import MAKE_TASKS, Side, TaskState
from drogowskaz.participation.models.agreement import ScopeEntry


class DraftingTask(models.Model):
    """A part of the assessment that one organisation writes and the office accepts or returns.

    `entry` is the line of the agreement that gave it; None when it was given without one. A line for every organisation
    that joined gives a task to each. `rows` are keys of rows of
    the chapter for which values are asked too, empty when only a text is. `basis` says on what the task rests.
    `deadline` is a day that binds nobody; `deadline_key` names the date of the calendar it was taken from, and is empty
    when somebody chose the day, saying why in `deadline_note`. `written` is the text of the chapter that the accepted
    draft became.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="drafting_tasks")
    entry = models.ForeignKey(ScopeEntry, null=True, on_delete=models.PROTECT, related_name="drafting_tasks")
    chapter = models.CharField(max_length=10)
    rows = models.JSONField(default=list)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(choices=ScopeLevel)
    basis = models.CharField(max_length=300)
    deadline = models.DateField()
    deadline_key = models.CharField(max_length=60, blank=True)
    deadline_note = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=TaskState, default=TaskState.ASSIGNED)
    written = models.ForeignKey(ChapterText, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["deadline", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["entry", "organisation"], name="drafting_task_once_of_an_entry"),
            models.CheckConstraint(condition=Q(state__in=TaskState.values), name="drafting_task_state_known"),
            models.CheckConstraint(condition=Q(level__in=MAKE_TASKS), name="drafting_task_level_known"),
            models.CheckConstraint(condition=~Q(basis=""), name="drafting_task_has_a_basis"),
            models.CheckConstraint(
                condition=~Q(deadline_key="") | ~Q(deadline_note=""), name="drafting_task_deadline_is_explained"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.cycle}, {self.chapter}"


class DraftVersion(models.Model):
    """One version of a draft, as plain text like the text of a chapter. Versions are only added; the last one stands.

    A version of the organisation was written under its `mandate`, or by an animator on its `consent`, told in words. A
    version of the office is what it made of the draft when it accepted it.
    """

    task = models.ForeignKey(DraftingTask, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    side = models.CharField(max_length=12, choices=Side, default=Side.ORGANISATION)
    mandate = models.ForeignKey(Mandate, null=True, on_delete=models.PROTECT, related_name="+")
    consent = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["task", "version"], name="draft_version_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="draft_versions_from_one"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="draft_version_side_known"),
            models.CheckConstraint(
                condition=Q(side=Side.OFFICE, mandate=None, consent="")
                | Q(side=Side.ORGANISATION) & (Q(mandate__isnull=False) | ~Q(consent="")),
                name="draft_version_under_a_mandate_or_on_consent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task}, {self.version}"


class TaskOffer(models.Model):
    """A value that was proposed for a row of the task. What became of it stands with the offer."""

    task = models.ForeignKey(DraftingTask, on_delete=models.CASCADE, related_name="offers")
    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.task} – {self.offer}"


class TaskStep(models.Model):
    """Something that happened to a task. Rows are only added.

    `version` is the version of the draft it was about, None where there was none. `mandate` is the one a person of the
    organisation acted under, `consent` the words an animator acted on, `basis` the paper a decision of the office rests
    on that somebody else wrote down, `label` a marked sentence kept with it, such as that one person did both sides.
    """

    task = models.ForeignKey(DraftingTask, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=10, choices=TaskState)
    side = models.CharField(max_length=12, choices=Side)
    version = models.PositiveIntegerField(null=True)
    reason = models.CharField(max_length=1000, blank=True)
    mandate = models.ForeignKey(Mandate, null=True, on_delete=models.PROTECT, related_name="+")
    consent = models.CharField(max_length=300, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    label = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(state__in=TaskState.values), name="task_step_state_known"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="task_step_side_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[TaskState.RETURNED, TaskState.WITHDRAWN]) | ~Q(reason=""),
                name="task_step_back_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task}: {self.state}"
