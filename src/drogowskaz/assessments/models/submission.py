"""The way of a form to the regional centre (ROPS): what was frozen when it was signed, and every step since."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from drogowskaz.assessments.enums import Step, Way
from drogowskaz.assessments.models.assessment import Assessment


class Package(models.Model):
    """A form frozen at its signing: one file, named by its SHA-256, that never changes.

    `number` counts the versions of the assessment; `reason` says why this one follows an accepted one. `mark` is the
    last line of the form's journal that is in it. `previous` and `link` make one public chain of all packages, without
    any name: `link` is the SHA-256 over the link before and what `chain.py` tells of this package.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="packages")
    number = models.PositiveSmallIntegerField()
    edition = models.CharField(max_length=60)
    artefact = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()
    mark = models.BigIntegerField()
    reason = models.CharField(max_length=1000, blank=True)
    previous = models.CharField(max_length=64, blank=True)
    link = models.CharField(max_length=64, unique=True)
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["assessment", "number"], name="package_number_once"),
            models.UniqueConstraint(fields=["previous"], name="package_chain_has_no_forks"),
            models.CheckConstraint(condition=Q(number__gte=1), name="package_numbers_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment}, {self.number}"


class Submission(models.Model):
    """Where a form stands on its way to the regional centre. There is none before the first step: it is in work.

    `package` is the newest version, `accepted` the last one the regional centre accepted. `shared` says that the
    regional centre may read the draft. `outside` that the last step was taken elsewhere and only written down here.
    """

    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="submission")
    state = models.CharField(max_length=10, choices=Way, default=Way.WORK)
    package = models.ForeignKey(Package, null=True, on_delete=models.PROTECT, related_name="+")
    accepted = models.ForeignKey(Package, null=True, on_delete=models.PROTECT, related_name="+")
    shared = models.BooleanField(default=False)
    outside = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(state__in=Way.values), name="submission_state_known"),
            models.CheckConstraint(
                condition=Q(state=Way.WORK) | Q(package__isnull=False), name="submission_has_what_was_signed"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[Way.ACCEPTED, Way.CORRECTION]) | Q(accepted__isnull=False),
                name="submission_has_what_was_accepted",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state"], name="submission_state")]

    def __str__(self) -> str:
        return f"{self.assessment}: {self.state}"


class SubmissionStep(models.Model):
    """Something that happened to a form on its way. Rows are only ever added.

    `package` is the version it happened to. `outside` says that it was done elsewhere (in CAS, by letter) and written
    down here; `day` is when it happened. `label` is a marked sentence kept with the step, such as that one person did
    both sides.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=Step)
    package = models.ForeignKey(Package, null=True, on_delete=models.PROTECT, related_name="steps")
    reason = models.CharField(max_length=1000, blank=True)
    label = models.CharField(max_length=200, blank=True)
    outside = models.BooleanField(default=False)
    day = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(kind__in=Step.values), name="submission_step_known"),
            models.CheckConstraint(
                condition=~Q(kind__in=[Step.RETURNED, Step.CORRECTION, Step.TAKEN_BACK]) | ~Q(reason=""),
                name="submission_step_back_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"


class Objection(models.Model):
    """Why one cell was returned: what the regional centre asks about it, and what the unit answered.

    It is settled by another value in the cell or by an answer; a return can only be answered as a whole. `check_id`
    names the check it rests on, where there is one. `draft` ones are still being written and belong to no return.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="objections")
    step = models.ForeignKey(SubmissionStep, null=True, on_delete=models.PROTECT, related_name="objections")
    row = models.CharField(max_length=100)
    offset = models.SmallIntegerField()
    check_id = models.CharField(max_length=200, blank=True)
    text = models.CharField(max_length=1000)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(text=""), name="objection_says_something"),
            models.UniqueConstraint(
                fields=["submission", "row", "offset"], condition=Q(step=None), name="objection_once_while_written"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row} c{self.offset:+d}: {self.text[:40]}"
