"""Who may answer an invitation, and until when."""

import datetime as dt

from django.utils.timezone import localdate

from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.enums import Answer
from drogowskaz.organisations.models import Invitation, User

CLOSED = {
    Answer.ACCEPTED: _("This invitation was accepted on {day}. The link works once; sign in to go on."),
    Answer.DECLINED: _("This invitation was declined on {day}. If that was a mistake, ask for a new one."),
    Answer.WITHDRAWN: _("This invitation was taken back on {day}. If you expected it, ask whoever sent it."),
}


def may_answer(invitation: Invitation, at: dt.datetime) -> Refusal | None:
    """Whether the link still works."""
    answer = Answer(invitation.answer)
    if answer != Answer.WAITING:
        return Refusal(CLOSED[answer], {"day": _day(invitation.answered_at or invitation.invited_at)})
    if at >= invitation.expires_at:
        message = _("This invitation was valid until {day}. Ask whoever sent it for a new one; it takes a minute.")
        return Refusal(message, {"day": _day(invitation.expires_at)})
    return None


def may_accept(invitation: Invitation, signed_in: User | None, account: User | None, at: dt.datetime) -> Refusal | None:
    """Whether this person may accept: `signed_in` is who is signed in, `account` who has the invited address."""
    refusal = may_answer(invitation, at)
    if refusal:
        return refusal
    if signed_in is not None and (account is None or signed_in.pk != account.pk):
        message = _("The invitation is for {address}, and you are signed in as {other}. Sign out, then open the link.")
        return Refusal(message, {"address": invitation.email, "other": signed_in.email})
    if account is not None and not account.is_active:
        return Refusal(_("The account with this address is closed. Ask the administrator of this installation."))
    return None


def _day(moment: dt.datetime) -> str:
    return f"{localdate(moment):%d.%m.%Y}"
