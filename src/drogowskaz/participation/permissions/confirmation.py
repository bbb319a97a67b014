"""Who may ask an institution to confirm, and until when it can answer."""

import datetime as dt

from django.utils.timezone import localdate

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.permissions import Actor
from drogowskaz.participation.enums.paper import Confirmed
from drogowskaz.participation.models import Confirmation
from drogowskaz.participation.permissions.paper import may_register_paper

CLOSED = {
    Confirmed.CONFIRMED: _("You answered on {day}: yes, so it is. The link works once; nothing more needs to be done."),
    Confirmed.OBJECTED: _("You answered on {day}: no, it is not so. The link works once; your answer was passed on."),
    Confirmed.WITHDRAWN: _("This question was taken back on {day}. Nothing needs to be done."),
}


def may_ask(actor: Actor, cycle: Cycle, at: dt.datetime) -> Refusal | None:
    """Asking, reminding and taking back belong to whoever registers papers."""
    return may_register_paper(actor, cycle, at)


def may_confirm(confirmation: Confirmation, at: dt.datetime) -> Refusal | None:
    """Whether the link still works, for whoever holds it."""
    answer = Confirmed(confirmation.answer)
    if answer != Confirmed.WAITING:
        return Refusal(CLOSED[answer], {"day": _day(confirmation.answered_at or confirmation.asked_at)})
    if at >= confirmation.expires_at:
        return Refusal(_("This link was valid until {day}."), {"day": _day(confirmation.expires_at)})
    return None


def may_remind(actor: Actor, confirmation: Confirmation, at: dt.datetime) -> Refusal | None:
    """Sending a new link for a question nobody has answered; not twice on one day."""
    refusal = may_take_back(actor, confirmation, at)
    last = confirmation.reminded_at or confirmation.asked_at
    if refusal is None and localdate(last) == localdate(at):
        return Refusal(_("A letter went to this address today. Remind tomorrow at the earliest, or call."))
    return refusal


def may_take_back(actor: Actor, confirmation: Confirmation, at: dt.datetime) -> Refusal | None:
    """Taking a question back while it waits, also when its link is too old."""
    if confirmation.answer != Confirmed.WAITING:
        return Refusal(_("This question does not wait for an answer any more."))
    return may_ask(actor, confirmation.cycle, at)


def _day(moment: dt.datetime) -> str:
    return f"{localdate(moment):%d.%m.%Y}"
