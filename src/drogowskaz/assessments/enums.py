"""Words of the assessments."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from drogowskaz.engine.values import State


class Status(models.TextChoices):
    """Who can see an assessment. Signing and sending are added by their own states later, not by these."""

    DRAFT = "draft", _("draft")
    PUBLIC = "public", _("public")
    WITHDRAWN = "withdrawn", _("withdrawn")


class CellState(models.IntegerChoices):
    """The state of a stored cell. A cell that was never filled is not stored; an emptied one keeps its version."""

    EMPTY = State.EMPTY.value, _("empty")
    VALUE = State.VALUE.value, _("a value")
    NO_INFORMATION = State.NO_INFORMATION.value, _("no information")
    NOT_APPLICABLE = State.NOT_APPLICABLE.value, _("not applicable")


class Review(models.TextChoices):
    """Where a proposed entry of the crosswalk stands. Only published ones are used."""

    PROPOSED = "proposed", _("proposed")
    RETURNED = "returned", _("returned")
    ACCEPTED = "accepted", _("accepted")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class CycleState(models.TextChoices):
    """Where the work of a year stands. Consultation and drafting happen while it is `OPEN`; what follows the council
    comes between `COUNCIL` and `CLOSED`. Dates never change the state: only a person's act does."""

    PLANNED = "planned", _("work planned")
    OPEN = "open", _("data are being gathered")
    SUSPENDED = "suspended", _("work suspended")
    COUNCIL = "council", _("with the council")
    CLOSED = "closed", _("work finished")


class Event(models.TextChoices):
    """What happened in a cycle. The log of it is only added to."""

    PLANNED = "planned", _("the cycle was planned")
    OPENED = "opened", _("the cycle was opened")
    CARRIED = "carried", _("last year's values were carried over")
    EDITION = "edition", _("the official form was opened")
    DATE_SET = "date_set", _("a date was set locally")
    DATE_CLEARED = "date_cleared", _("a local date was taken back")
    HAPPENED = "happened", _("something in the calendar took place")
    SUSPENDED = "suspended", _("the cycle was suspended")
    RESUMED = "resumed", _("the work was taken up again")
    TO_COUNCIL = "to_council", _("the assessment was sent to the council")
    FROM_COUNCIL = "from_council", _("the assessment was taken back from the council")
    CLOSED = "closed", _("the cycle was closed")
    REOPENED = "reopened", _("the cycle was opened again")


class RemarkState(models.TextChoices):
    """Where a remark to a cell stands. A note asks nothing; a question waits for its answer and is closed by whoever
    asked."""

    NOTE = "note", _("note")
    OPEN = "open", _("question without an answer")
    ANSWERED = "answered", _("answered question")
    CLOSED = "closed", _("closed")


class Shown(models.TextChoices):
    """How far what an organisation supplied may be told to everyone."""

    FULL = "full", _("with its name")
    TOTAL = "total", _("only in sums, without its name")
    UNIT = "unit", _("only to the office")


class Channel(models.TextChoices):
    """How something reached the office."""

    ONLINE = "online", _("on this site")
    PAPER = "paper", _("on paper")
    MEETING = "meeting", _("at a meeting")
    PHONE = "phone", _("by phone")
    EMAIL = "email", _("by e-mail")


class Method(models.TextChoices):
    """How a number came about. An opinion matters too; it is only never added up."""

    COUNTED = "counted", _("counted")
    ESTIMATED = "estimated", _("estimated")
    OPINION = "opinion", _("an opinion")


class OfferFate(models.TextChoices):
    """What became of a value that was offered to a cell."""

    WAITING = "waiting", _("waiting for a decision")
    TAKEN = "taken", _("taken into the form")
    SUMMED = "summed", _("part of the sum in the form")
    CONSIDERED = "considered", _("known, another figure stands in the form")
    NOT_USED = "not_used", _("not used")
    WITHDRAWN = "withdrawn", _("taken back by who supplied it")


class Ruling(models.TextChoices):
    """How the value of a cell was chosen among those offered."""

    ONE = "one", _("one of the offered values")
    SUM = "sum", _("the sum of all")
    PART = "part", _("the sum of some")
    OTHER = "other", _("another figure")
    NONE = "none", _("none of them; the cell stays as it is")


class Way(models.TextChoices):
    """Where a form stands on its way to the regional centre. What the council does with it is a way of its own."""

    WORK = "work", _("being filled in")
    SIGNED = "signed", _("signed, not sent yet")
    SENT = "sent", _("sent to the regional centre")
    RETURNED = "returned", _("returned for correction")
    ACCEPTED = "accepted", _("accepted by the regional centre")
    CORRECTION = "correction", _("being corrected after acceptance")


class Step(models.TextChoices):
    """What happened to a form on its way. The log of it is only added to."""

    SIGNED = "signed", _("signed")
    TAKEN_BACK = "taken_back", _("taken back to be worked on")
    SENT = "sent", _("sent to the regional centre")
    RETURNED = "returned", _("returned for correction")
    ACCEPTED = "accepted", _("accepted")
    CORRECTION = "correction", _("correction begun after acceptance")
    SHARED = "shared", _("draft shown to the regional centre")
    UNSHARED = "unshared", _("draft no longer shown to the regional centre")


class Sight(models.TextChoices):
    """Of what of a form the regional centre may read findings; never shown as words."""

    NOTHING = "nothing", "nothing"
    DRAFT = "draft", "draft"
    PACKAGE = "package", "package"


class Intake(models.TextChoices):
    """Where a form stands as the desk of the regional centre sees it: on its way, or before it in the unit's cycle."""

    UNOPENED = "unopened", _("not opened")
    WORK = "work", _("being filled in")
    SUSPENDED = "suspended", _("work suspended")
    CLOSED = "closed", _("work finished, not sent")
    SIGNED = "signed", _("signed, not sent yet")
    SENT = "sent", _("sent, waiting")
    RETURNED = "returned", _("returned for correction")
    ACCEPTED = "accepted", _("accepted")
    CORRECTION = "correction", _("being corrected after acceptance")
