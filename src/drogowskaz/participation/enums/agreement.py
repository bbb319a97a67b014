"""Words of the cooperation agreement."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgreementState(models.TextChoices):
    """Where a version of the agreement stands. From its first signature on it cannot be changed."""

    DRAFT = "draft", _("draft, being prepared")
    TALKS = "talks", _("in negotiation")
    SIGNING = "signing", _("being signed")
    SIGNED = "signed", _("signed and in force")
    REPLACED = "replaced", _("replaced by a later version")
    ENDED = "ended", _("ended")
    TERMINATED = "terminated", _("terminated by one side")
    DROPPED = "dropped", _("given up before it was signed")


OPEN = (AgreementState.DRAFT, AgreementState.TALKS, AgreementState.SIGNING)
"""States of a version that is still worked on; a cycle has at most one."""
WRITABLE = (AgreementState.DRAFT, AgreementState.TALKS)
"""States in which the wording can be changed."""
WAS_SIGNED = (
    AgreementState.SIGNED,
    AgreementState.REPLACED,
    AgreementState.ENDED,
    AgreementState.TERMINATED,
)
"""States of a version that every side signed; everybody can read it."""


class ScopeLevel(models.IntegerChoices):
    """How far organisations take part in a chapter: the same numbers as the level of a row in an edition."""

    NONE = 0, _("does not take part")
    INFORMS = 1, _("informs and comments")
    SUPPLIES = 2, _("supplies data")
    DRAFTS = 3, _("drafts a part")
    COMMISSIONED = 4, _("is commissioned to draft it")


class ConditionKind(models.TextChoices):
    """The three lists of an agreement."""

    AREA = "area", _("areas open to cooperation")
    START = "start", _("conditions to start")
    GUARANTEE = "guarantee", _("conditions to be guaranteed")


class Opinion(models.TextChoices):
    """What a side says of a point."""

    AGREED = "agreed", _("agrees")
    DISPUTED = "disputed", _("disputes")


class AgreementStepKind(models.TextChoices):
    """What happened to an agreement."""

    OPENED = "opened", _("a version was prepared")
    PUT = "put", _("put to the sides for talks")
    JOINED = "joined", _("joined the agreement")
    LEFT = "left", _("left the talks")
    SCOPE = "scope", _("changed the scope")
    ADDED = "added", _("added a point")
    EDITED = "edited", _("changed a point")
    REMOVED = "removed", _("took a point back")
    AGREED = "agreed", _("agreed with a point")
    DISPUTED = "disputed", _("disputed a point")
    SIGNED = "signed", _("signed the agreement")
    REOPENED = "reopened", _("took it back to talks; signatures were crossed out")
    IN_FORCE = "in_force", _("every side has signed")
    REPLACED = "replaced", _("replaced by a later version")
    ENDED = "ended", _("noted that it has ended")
    TERMINATED = "terminated", _("terminated the agreement")
    DROPPED = "dropped", _("gave this version up")
