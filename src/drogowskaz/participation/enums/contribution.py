"""Words of contributions: what one is, where it stands, how its author is called, and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContributionKind(models.TextChoices):
    """What somebody contributes."""

    REMARK = "remark", _("remark")
    NEED = "need", _("need")
    FIGURE = "figure", _("figure")
    PRACTICE = "practice", _("good practice")
    QUESTION = "question", _("question")


class ContributionState(models.TextChoices):
    """Where a contribution stands."""

    SUBMITTED = "submitted", _("waiting for a moderator")
    RETURNED = "returned", _("returned to its author for correction")
    PUBLISHED = "published", _("published, waiting for an answer")
    ANSWERED = "answered", _("answered")
    HIDDEN = "hidden", _("hidden")
    SPAM = "spam", _("rejected as spam")
    WITHDRAWN = "withdrawn", _("withdrawn by its author")


PUBLIC = (ContributionState.PUBLISHED, ContributionState.ANSWERED)
"""States in which everybody reads what was said."""


class Naming(models.TextChoices):
    """How the author wants to be called in public."""

    NAME = "name", _("by name")
    PSEUDONYM = "pseudonym", _("by a pseudonym")
    ANONYMOUS = "anonymous", _("not at all")


class FateCode(models.TextChoices):
    """What became of a contribution."""

    TAKEN = "taken", _("taken in as a whole")
    PART = "part", _("taken in in part")
    ALREADY = "already", _("already in the documents")
    EXPLAINED = "explained", _("answered, nothing to be changed")
    NOT_TAKEN = "not_taken", _("not taken in")
    PASSED = "passed", _("outside the assessment, passed on")
    NEXT_CYCLE = "next_cycle", _("left for the next cycle")
    MERGED = "merged", _("joined with another one")


class Sign(models.TextChoices):
    """Why a contribution deserves a closer look before it is published. None of them rejects anything by itself."""

    LINKS = "links", _("many links")
    SHORTENED = "shortened", _("a link that hides where it leads")
    SAME_TEXT = "same_text", _("the same text came before")
    FAST = "fast", _("sent quicker than a person types")
    SHOUTING = "shouting", _("almost only capital letters")
    FOREIGN = "foreign", _("mostly letters of another script")
    NUMBERS = "numbers", _("something that looks like a number of a person or an account")
