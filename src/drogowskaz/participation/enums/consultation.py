"""Words of consultations of the draft: where one stands, what its sections are bound to, principles and opinions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConsultationState(models.TextChoices):
    """Where a consultation stands. Dates alone never change it: whoever moves it leaves a trace."""

    DRAFT = "draft", _("being prepared")
    ANNOUNCED = "announced", _("announced")
    OPEN = "open", _("open")
    ENDED = "ended", _("ended, answers being written")
    CLOSED = "closed", _("closed, report published")
    CANCELLED = "cancelled", _("called off")


class SectionKind(models.TextChoices):
    """What a section of a consultation is bound to."""

    CHAPTER = "chapter", _("chapter")
    ROW = "row", _("row of the form")
    RECOMMENDATION = "recommendation", _("recommendation")


class Principle(models.TextChoices):
    """The seven principles of consultation."""

    GOOD_FAITH = "good_faith", _("good faith")
    UNIVERSALITY = "universality", _("universality")
    TRANSPARENCY = "transparency", _("transparency")
    RESPONSIVENESS = "responsiveness", _("responsiveness")
    COORDINATION = "coordination", _("coordination")
    PREDICTABILITY = "predictability", _("predictability")
    PUBLIC_INTEREST = "public_interest", _("public interest")


class Met(models.TextChoices):
    """How far a principle is kept."""

    YES = "yes", _("kept")
    PARTLY = "partly", _("kept in part")
    NO = "no", _("not kept")


class OpinionKind(models.TextChoices):
    """What the public-benefit council said."""

    POSITIVE = "positive", _("favourable")
    REMARKS = "remarks", _("favourable, with remarks")
    NEGATIVE = "negative", _("unfavourable")
    NONE = "none", _("gave no opinion")
