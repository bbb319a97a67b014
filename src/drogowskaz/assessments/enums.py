"""Words of the assessments."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from drogowskaz.engine.values import State


class Status(models.TextChoices):
    """Who can see an assessment. Signing and sending are added by their own states later, not by these."""

    DRAFT = "draft", _("draft")
    PUBLIC = "public", _("public")
    WITHDRAWN = "withdrawn", _("withdrawn")


class CellState(models.IntegerChoices):
    """The state of a stored cell; an empty cell is not stored."""

    VALUE = State.VALUE.value, _("a value")
    NO_INFORMATION = State.NO_INFORMATION.value, _("no information")
    NOT_APPLICABLE = State.NOT_APPLICABLE.value, _("not applicable")


class Review(models.TextChoices):
    """Where a proposed entry of the crosswalk stands. Only published ones are used."""

    PROPOSED = "proposed", _("proposed")
    RETURNED = "returned", _("returned")
    ACCEPTED = "accepted", _("accepted")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")
