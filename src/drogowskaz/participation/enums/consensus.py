"""Words of consensus maps: where one stands and what can be said of a statement."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MapState(models.TextChoices):
    DRAFT = "draft", _("being prepared")
    OPEN = "open", _("open for voices")
    CLOSED = "closed", _("closed, results published")
    CANCELLED = "cancelled", _("map called off")


class Choice(models.TextChoices):
    """What somebody says of a statement."""

    FOR = "for", _("for")
    AGAINST = "against", _("against")
    NO_OPINION = "no_opinion", _("no opinion")
