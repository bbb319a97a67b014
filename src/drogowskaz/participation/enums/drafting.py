"""Words of drafting tasks: parts of the assessment that an organisation writes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from drogowskaz.participation.enums.agreement import ScopeLevel


class TaskState(models.TextChoices):
    """Where a drafting task stands."""

    ASSIGNED = "assigned", _("given to the organisation")
    WRITING = "writing", _("being written by the organisation")
    HANDED_IN = "handed_in", _("draft handed in, waiting for the office")
    RETURNED = "returned", _("draft returned with a reason")
    ACCEPTED = "accepted", _("draft accepted")
    WITHDRAWN = "withdrawn", _("task withdrawn")


MAKE_TASKS = (ScopeLevel.DRAFTS, ScopeLevel.COMMISSIONED)
"""Levels of the agreement at which an organisation writes a part of the assessment itself."""


class Side(models.TextChoices):
    """Whose words a version of a draft is."""

    ORGANISATION = "organisation", _("the organisation")
    OFFICE = "office", _("the office")


class Placing(models.TextChoices):
    """Where an accepted draft goes in a chapter that has a text already."""

    INSTEAD = "instead", _("in its place; the text that stands now stays among the versions")
    BELOW = "below", _("below it, as a further part")
