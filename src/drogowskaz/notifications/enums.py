"""Ways a message can travel, states it can be in, what letters are about and how often news comes."""

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


class Kind(models.TextChoices):
    """What a letter is about, as a person chooses among letters. Those of `MANDATORY` cannot be stopped."""

    ACCOUNT = "account", _("your account, and what you asked for yourself")
    INVITATION = "invitation", _("invitations")
    WORK = "work", _("the work of units in which you have a role")
    DUTY = "duty", _("reminders of days by which something is to be done")
    NEWS = "news", _("news of what you follow")


MANDATORY = (Kind.ACCOUNT, Kind.INVITATION)
"""An account could not be used without these, and an invitation is sent once."""
CHOSEN = (Kind.WORK, Kind.DUTY)
"""Kinds that come by themselves and can be stopped; news comes only to those who follow."""


class Rhythm(models.TextChoices):
    """How often the news of a thing comes. Nothing new, no letter."""

    AT_ONCE = "at_once", _("at once, each news by itself")
    DAILY = "daily", _("once a day, in the morning")
    WEEKLY = "weekly", _("once a week, on Monday")
