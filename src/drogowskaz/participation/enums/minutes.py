"""Words of minutes: what a point is, in what capacity somebody spoke, who came from where."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PointKind(models.TextChoices):
    """What a point of the minutes is."""

    RECORD = "record", _("what was said")
    CONCLUSION = "conclusion", _("conclusion")
    CONTRIBUTION = "contribution", _("contribution")
    TASK = "task", _("task to be done")


class Capacity(models.TextChoices):
    """As whom somebody makes a contribution."""

    PERSONAL = "personal", _("in one's own name")
    ORGANISATION = "organisation", _("for an organisation")
    EXPERT = "expert", _("as an expert")
    OFFICIAL = "official", _("for an office")


class Sector(models.TextChoices):
    """Where those who came belong."""

    NGO = "ngo", _("organisation of citizens")
    INSTITUTION = "institution", _("public institution")
    COUNCIL = "council", _("council or councillors")
    RESIDENTS = "residents", _("residents")
