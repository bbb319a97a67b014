"""Words of the animator's desk."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoteKind(models.TextChoices):
    """What an animator did, as the diary counts it."""

    VISIT = "visit", _("visit")
    CALL = "call", _("telephone call")
    MAIL = "mail", _("e-mail")
    WORKSHOP = "workshop", _("workshop")
    OTHER = "other", _("something else")
