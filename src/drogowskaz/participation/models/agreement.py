"""The cooperation agreement of a cycle: its sides, the scope, the three lists of conditions, and the signatures.

A side is the office of the unit, or an organisation; wherever a row says which side it belongs to, `organisation` None
is the office. What an animator wrote down for a side names the registered `paper` it rests on.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.models import Mandate, Organisation
from drogowskaz.participation.enums.agreement import (
    OPEN,
    WAS_SIGNED,
    WRITABLE,
    AgreementState,
    AgreementStepKind,
    ConditionKind,
    Opinion,
    ScopeLevel,
)
from drogowskaz.participation.models.paper import Paper


class Agreement(models.Model):
    """One version of the agreement of a cycle, from 1. What was signed never changes: a change is a new version.

    `office` is the institution of the unit in the register, where it is there; the side of the office is there anyway.
    `content` is the whole wording as the first signature found it and `digest` its SHA-256; both are empty before.
    `reason` says why it was ended, terminated or given up.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="agreements")
    version = models.PositiveIntegerField(default=1)
    edition = models.CharField(max_length=60)
    office = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=AgreementState, default=AgreementState.DRAFT)
    content = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cycle", "version"], name="agreement_version_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="agreement_versions_from_one"),
            models.CheckConstraint(condition=Q(state__in=AgreementState.values), name="agreement_state_known"),
            models.UniqueConstraint(
                fields=["cycle"], condition=Q(state__in=OPEN), name="agreement_worked_on_once_in_a_cycle"
            ),
            models.UniqueConstraint(
                fields=["cycle"], condition=Q(state=AgreementState.SIGNED), name="agreement_in_force_once_in_a_cycle"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[AgreementState.SIGNING, *WAS_SIGNED]) | ~Q(digest=""),
                name="agreement_has_a_digest_once_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[AgreementState.TERMINATED, AgreementState.DROPPED]) | ~Q(reason=""),
                name="agreement_stopped_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle}, {self.version}"

    @property
    def was_signed(self) -> bool:
        """Whether every side signed it, also when it is no longer in force."""
        return self.state in WAS_SIGNED

    @property
    def is_open(self) -> bool:
        """Whether it is still worked on."""
        return self.state in OPEN

    @property
    def is_writable(self) -> bool:
        """Whether its wording can be changed."""
        return self.state in WRITABLE


class AgreementParty(models.Model):
    """An organisation that joined. It joins itself under a mandate, or by a paper that was registered.

    `left_at` ends it before signing, with who said so and why; the row stays.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    mandate = models.ForeignKey(Mandate, null=True, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()
    joined_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    left_at = models.DateTimeField(null=True)
    left_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["organisation__sort_key", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agreement", "organisation"], condition=Q(left_at=None), name="agreement_party_once"
            ),
            models.CheckConstraint(
                condition=Q(mandate__isnull=False) | Q(paper__isnull=False), name="agreement_party_joined_by_its_will"
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class ScopeEntry(models.Model):
    """A chapter of the form and how far organisations take part in it.

    `organisation` is the one that does it, None for every organisation that joined. `gives` and `condition` say what
    and on what terms. `basis` names the task in the programme of cooperation, without which nothing is commissioned.
    `version` grows with every change; `by_office` and `proposer` tell whose wording it is, neither for the one it
    began with.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="scope")
    chapter = models.CharField(max_length=10)
    place = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField(choices=ScopeLevel, default=ScopeLevel.NONE)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    gives = models.CharField(max_length=500, blank=True)
    condition = models.CharField(max_length=500, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    by_office = models.BooleanField(default=False)
    proposer = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["place", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["agreement", "chapter"], name="scope_entry_once_in_a_chapter"),
            models.CheckConstraint(condition=Q(level__in=ScopeLevel.values), name="scope_entry_level_known"),
        ]

    def __str__(self) -> str:
        return f"{self.chapter}: {self.level}"


class Condition(models.Model):
    """A point of one of the three lists. `organisation` is the side that proposed it, None for the office; only that
    side changes it. `version` grows with every change; a point that was taken back has `removed_at`."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="conditions")
    kind = models.CharField(max_length=10, choices=ConditionKind)
    text = models.CharField(max_length=1000)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(kind__in=ConditionKind.values), name="condition_kind_known"),
            models.CheckConstraint(condition=~Q(text=""), name="condition_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Stance(models.Model):
    """What a side says of a chapter's scope or of a condition. `about` is the version of the point it spoke of: when
    the point has changed since, the side has not spoken yet. Who disputes says what it `wants` instead."""

    scope = models.ForeignKey(ScopeEntry, null=True, on_delete=models.CASCADE, related_name="stances")
    condition = models.ForeignKey(Condition, null=True, on_delete=models.CASCADE, related_name="stances")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    opinion = models.CharField(max_length=10, choices=Opinion)
    wants = models.CharField(max_length=1000, blank=True)
    about = models.PositiveIntegerField()
    mandate = models.ForeignKey(Mandate, null=True, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(scope__isnull=False, condition=None) | Q(scope=None, condition__isnull=False),
                name="stance_on_one_point",
            ),
            models.CheckConstraint(condition=Q(opinion__in=Opinion.values), name="stance_known"),
            models.CheckConstraint(
                condition=~Q(opinion=Opinion.DISPUTED) | ~Q(wants=""), name="stance_against_says_what_instead"
            ),
            *(
                models.UniqueConstraint(
                    fields=[point, *side],
                    condition=Q(**{f"{point}__isnull": False}, organisation__isnull=office),
                    name=f"stance_once_on_{point}_by_{'office' if office else 'organisation'}",
                )
                for point in ("scope", "condition")
                for office, side in ((True, ()), (False, ("organisation",)))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation or '–'}: {self.opinion}"


class AgreementSignature(models.Model):
    """A side signed this very wording, named by its `digest`.

    Under a `mandate`, or a role in the office, or on `paper` that somebody registered: then `name` is who signed there.
    `role` is the signer's function in their own words. `divergence` says that the side signs although points stay
    disputed. A signature that was crossed out stays, with the reason.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="signatures")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    mandate = models.ForeignKey(Mandate, null=True, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=200, blank=True)
    divergence = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    crossed_at = models.DateTimeField(null=True)
    crossed_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(organisation=None, crossed_at=None),
                name="agreement_signed_once_by_the_office",
            ),
            models.UniqueConstraint(
                fields=["agreement", "organisation"],
                condition=Q(crossed_at=None),
                name="agreement_signed_once_by_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(organisation=None) | Q(mandate__isnull=False) | Q(paper__isnull=False),
                name="agreement_signed_for_an_organisation_by_its_will",
            ),
            models.CheckConstraint(
                condition=Q(crossed_at=None, crossed_reason="") | (Q(crossed_at__isnull=False) & ~Q(crossed_reason="")),
                name="agreement_signature_crossed_out_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation or self.agreement.cycle.unit}, {self.at:%Y-%m-%d}"


class AgreementStep(models.Model):
    """Something that happened to the agreement: which side, on what paper, what it says now. Rows are only added.

    `by_office` without an organisation is the office; neither is the program itself. `point` names what it is about.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=AgreementStepKind)
    by_office = models.BooleanField(default=False)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    point = models.CharField(max_length=200, blank=True)
    text = models.CharField(max_length=2000, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(kind__in=AgreementStepKind.values), name="agreement_step_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.kind}"
