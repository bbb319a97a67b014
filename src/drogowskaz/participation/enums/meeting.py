"""Words of meetings: where one stands, for whom a slot is, how it is held, what it offers to those who need it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingState(models.TextChoices):
    DRAFT = "draft", _("being prepared")
    ANNOUNCED = "announced", _("announced")
    HELD = "held", _("held, minutes being written")
    ACCEPTED = "accepted", _("held, minutes accepted")
    CANCELLED = "cancelled", _("called off")


class Audience(models.TextChoices):
    """For whom a slot is. Organisations come with the units they work in."""

    GMINA = "gmina", _("gmina units and organisations")
    POWIAT = "powiat", _("powiat units and organisations")
    EVERYONE = "everyone", _("for everyone")


class SlotKind(models.TextChoices):
    ON_SITE = "on_site", _("on site")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("on site and online")


class Presence(models.TextChoices):
    """How somebody takes part in a slot."""

    ON_SITE = "on_site", _("on site")
    ONLINE = "online", _("online")


class Provided(models.TextChoices):
    """Whether something that makes a meeting accessible is there."""

    UNKNOWN = "unknown", _("not settled yet")
    YES = "yes", _("yes")
    ASKED = "asked", _("when asked for")
    NO = "no", _("no")


PRESENCES = {
    SlotKind.ON_SITE: (Presence.ON_SITE,),
    SlotKind.ONLINE: (Presence.ONLINE,),
    SlotKind.HYBRID: (Presence.ON_SITE, Presence.ONLINE),
}
"""How a slot of each kind can be taken part in."""
