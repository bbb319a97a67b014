"""Words of the invitation of organisations to a cycle."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Where an organisation stands in one cycle, as the list of the office tells it. Never stored: it follows from
    its invitation, its annexe and the answers in it."""

    NOT_INVITED = "not_invited", _("not invited yet")
    INVITED = "invited", _("invited, no answer yet")
    DECLINED = "declined", _("will not take part this year")
    BEGUN = "begun", _("being filled in by the organisation")
    SENT = "sent", _("annexe handed in, waiting for the office")
    RETURNED = "returned", _("returned with questions")
    DONE = "done", _("everything decided")
    WITHDRAWN = "withdrawn", _("withdrawn by the organisation")


class Way(models.TextChoices):
    """How an invitation travels."""

    EMAIL = "email", _("by e-mail")
    PAPER = "paper", _("on paper")
