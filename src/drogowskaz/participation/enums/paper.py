"""Words of papers that are registered, and of what institutions confirm by a link."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PaperKind(models.TextChoices):
    """What a registered paper is."""

    LETTER_IN = "letter_in", _("letter received")
    LETTER_OUT = "letter_out", _("letter sent")
    ANNEXE = "annexe", _("annexe filled in on paper")
    CONSENT = "consent", _("consent of an organisation")
    AGREEMENT = "agreement", _("signed agreement")
    DECISION = "decision", _("decision of the office")
    MINUTES = "minutes", _("minutes")
    ATTENDANCE = "attendance", _("attendance sheet")
    OTHER = "other", _("another paper")


class Confirmed(models.TextChoices):
    """What an institution answered to what was written down in its name."""

    WAITING = "waiting", _("waiting for confirmation")
    CONFIRMED = "confirmed", _("confirmed")
    OBJECTED = "objected", _("not so, says the institution")
    WITHDRAWN = "withdrawn", _("question taken back")
