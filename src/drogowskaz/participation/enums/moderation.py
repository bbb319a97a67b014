"""Words of moderation: what a moderator does and on what ground."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ModerationStep(models.TextChoices):
    """What was done with a contribution. The log of it is only added to."""

    PUBLISHED = "published", _("published")
    RETURNED = "returned", _("returned for correction")
    CORRECTED = "corrected", _("corrected by its author")
    HIDDEN = "hidden", _("hidden")
    SPAM = "spam", _("rejected as spam")
    RESTORED = "restored", _("restored")
    MERGED = "merged", _("joined with another one")
    PARTED = "parted", _("parted from the other one again")
    WITHDRAWN = "withdrawn", _("withdrawn by its author")
    ERASED = "erased", _("its author was forgotten")


class Ground(models.TextChoices):
    """Why something is hidden. A different opinion is never a ground."""

    PERSONAL_DATA = "personal_data", _("it tells about a person who can be recognised")
    SECRET = "secret", _("it tells what the law keeps secret")
    INSULT = "insult", _("it insults or threatens somebody")
    HATE = "hate", _("it incites to hatred")
    UNLAWFUL = "unlawful", _("it breaks the law in another way")
    ADVERTISING = "advertising", _("it advertises something")
    RIGHTS = "rights", _("it copies somebody else's work without leave")
