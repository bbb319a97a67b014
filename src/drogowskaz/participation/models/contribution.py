"""What somebody said about the assessment of a unit: a remark, a need, a figure, a good practice, a question."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from drogowskaz.assessments.enums import Channel
from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.models import Mandate, Organisation
from drogowskaz.organisations.models.invitation import digest
from drogowskaz.participation.enums.contribution import ContributionKind, ContributionState, Naming
from drogowskaz.participation.enums.minutes import Capacity, Sector
from drogowskaz.participation.models.consultation import ConsultationSection
from drogowskaz.participation.models.minutes import MinutePoint
from drogowskaz.participation.models.paper import Paper


class Theme(models.Model):
    """What several contributions of a cycle are about, as the office and the animators grouped them."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="themes")
    name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cycle", "name"], name="theme_once_in_a_cycle"),
            models.CheckConstraint(condition=~Q(name=""), name="theme_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Contribution(models.Model):
    """One contribution to a cycle. `number` counts those of the cycle from 1 and is what everybody calls it by.

    A need answers three questions: `text` is what is missing, `for_whom` and `where` the others. `source` says where a
    figure comes from. `chapter` and `row` say what of the form it concerns, `section` that it answers a consultation.
    `channel` is how it came, `capacity` as whom it was made; one made for an organisation under a mandate keeps it,
    `organisation_name` is for those outside the register. `sector` is where its author belongs.

    `name` is how the author is called in public, empty for who wants no name; `author` the account it was made with.
    `entered_by` typed it in for somebody, who agreed as `consent` says; `paper` and `point` are what it was taken from.

    `email` gets letters about this contribution once `confirmed_at`. `key` came with the form, so that a second click
    finds the first; the link of its author is made of it (`token_of`) and only its digest is kept. Once `erased_at`,
    nothing of the author is left: neither name nor address nor account; what was said and its answer stay.

    `signs` are the reasons for a closer look (words of `Sign`). `merged_into` links to the contribution it was joined
    with; nothing is ever deleted. `version` grows with every change: of two people the slower one sees it.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="contributions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=ContributionKind)
    state = models.CharField(max_length=10, choices=ContributionState, default=ContributionState.SUBMITTED)
    text = models.TextField()
    for_whom = models.CharField(max_length=300, blank=True)
    where = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=300, blank=True)
    chapter = models.CharField(max_length=10, blank=True)
    row = models.CharField(max_length=100, blank=True)
    section = models.ForeignKey(ConsultationSection, null=True, on_delete=models.PROTECT, related_name="contributions")
    channel = models.CharField(max_length=10, choices=Channel)
    capacity = models.CharField(max_length=12, choices=Capacity)
    sector = models.CharField(max_length=12, choices=Sector)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    organisation_name = models.CharField(max_length=200, blank=True)
    mandate = models.ForeignKey(Mandate, null=True, on_delete=models.PROTECT, related_name="+")
    naming = models.CharField(max_length=10, choices=Naming, default=Naming.ANONYMOUS)
    name = models.CharField(max_length=200, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    consent = models.CharField(max_length=300, blank=True)
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    point = models.OneToOneField(MinutePoint, null=True, on_delete=models.SET_NULL, related_name="contribution")
    email = models.EmailField(max_length=254, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    lang = models.CharField(max_length=5)
    key = models.CharField(max_length=64, blank=True)
    token_digest = models.CharField(max_length=64, blank=True)
    signs = models.JSONField(default=list)
    theme = models.ForeignKey(Theme, null=True, on_delete=models.SET_NULL, related_name="contributions")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cycle", "number"], name="contribution_number_once"),
            models.CheckConstraint(
                condition=Q(kind__in=ContributionKind.values)
                & Q(state__in=ContributionState.values)
                & Q(channel__in=Channel.values)
                & Q(capacity__in=Capacity.values)
                & Q(sector__in=Sector.values)
                & Q(naming__in=Naming.values),
                name="contribution_known_words",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="contribution_says_something"),
            models.CheckConstraint(
                condition=Q(naming=Naming.ANONYMOUS, name="") | ~Q(naming=Naming.ANONYMOUS) & ~Q(name=""),
                name="contribution_named_as_wished",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None)
                | Q(naming=Naming.ANONYMOUS, email="", author=None, key="", token_digest="", consent=""),
                name="contribution_erased_whole",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | ~Q(email=""), name="contribution_confirmed_address"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")), name="contribution_not_joined_with_itself"
            ),
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="contribution_key_once"),
            models.UniqueConstraint(
                fields=["token_digest"], condition=~Q(token_digest=""), name="contribution_link_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["cycle", "state", "-number"], name="contribution_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:80]}"

    @property
    def of(self) -> str:
        """The organisation it was made for, as it is called; empty where it was made for none."""
        return self.organisation.name if self.organisation else self.organisation_name


class ContributionText(models.Model):
    """What a contribution said before its author corrected it. Rows are only added; they are never public."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="texts")
    version = models.PositiveIntegerField()
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["contribution", "version"], name="contribution_text_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id}: {self.version}"


def token_of(key: str) -> str:
    """The token of the author's link to the contribution with this key; the database alone cannot make it."""
    return salted_hmac("drogowskaz.participation.contribution", key, algorithm="sha256").hexdigest()


def digest_of(key: str) -> str:
    """What the database keeps of that token."""
    return digest(token_of(key))
