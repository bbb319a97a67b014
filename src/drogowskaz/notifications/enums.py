"""Ways a message can travel and states it can be in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    MAIL = "mail", _("e-mail")


class Language(models.TextChoices):
    """The languages letters are written in; the first is used where nobody chose."""

    POLISH = "pl", "polski"
    ENGLISH = "en", "English"


class State(models.TextChoices):
    """What has become of a message, for the log of deliveries."""

    WAITING = "waiting", _("waiting to be sent")
    RETRYING = "retrying", _("will be tried again")
    SENT = "sent", _("sent")
    GIVEN_UP = "given up", _("could not be sent")
