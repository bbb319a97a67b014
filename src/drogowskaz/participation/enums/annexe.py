"""Words of the annexe of organisations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AnnexeState(models.TextChoices):
    """Where an organisation's annexe stands."""

    DRAFT = "draft", _("being filled in")
    SENT = "sent", _("handed in")
    RETURNED = "returned", _("returned with questions")
    WITHDRAWN = "withdrawn", _("withdrawn by the organisation")


class ItemState(models.TextChoices):
    """Where one answer of an annexe stands. What becomes of a number that is aimed at a cell is told by its offer."""

    DRAFT = "draft", _("draft of the organisation")
    SENT = "sent", _("handed in, waiting for the office")
    RETURNED = "returned", _("answer returned for correction")
    ACCEPTED = "accepted", _("answer accepted")
    NOT_TAKEN = "not_taken", _("answer not taken in")
    WITHDRAWN = "withdrawn", _("withdrawn")


DECLARED = _("declared by the organisation")
"""What an accepted answer is called that nobody decided on, because the organisation speaks for itself in it."""


class FilledIn(models.TextChoices):
    """How an annexe was filled in. With an animator or from paper it needs the organisation's consent."""

    ITSELF = "itself", _("by the organisation itself")
    ASSISTED = "assisted", _("with an animator")
    PAPER = "paper", _("from the paper form")


class Asked(models.TextChoices):
    """Whether an invited organisation takes part."""

    WAITING = "waiting", _("invited, no answer yet")
    DECLINED = "declined", _("will not take part this year")
