"""The page behind the link of an invitation: who invites to what, and accepting or declining it."""

from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from drogowskaz.engine.words import say
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations import actions
from drogowskaz.organisations.enums import Act, Answer, Role
from drogowskaz.organisations.forms import AcceptForm
from drogowskaz.organisations.models import Invitation, User
from drogowskaz.organisations.models.invitation import digest
from drogowskaz.organisations.permissions.answering import may_accept, may_answer
from drogowskaz.organisations.permissions.roles import RULES
from drogowskaz.organisations.queries.invitations import account_of, invitation_of
from drogowskaz.organisations.views.answering import person_in
from drogowskaz.ui.answering import said, sentences, speaking
from drogowskaz.ui.trail import Step, front


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites, to what, what the person will be able to do; that it is voluntary; yes or no."""
    found = invitation_of(digest(token))
    if found is None:
        raise Http404
    account, refusals, now = account_of(found), [], timezone.now()
    form = AcceptForm(request.POST if request.POST.get("move") == "accept" and account is None else None)
    if request.method == "POST":
        try:
            done = _act(request, found, account, form)
        except Refused as refused:
            refusals = sentences(refused)
        else:
            if done is not None:
                return done
    gone = may_answer(found, now)
    context = {
        "trail": [front(), Step(_("Invitation"), request.path)],
        "invitation": found,
        "gone": said(gone),
        "declined": found.answer == Answer.DECLINED,
        "refusal": said(may_accept(found, person_in(request), account, now)),
        "refusals": [] if gone else refusals,
        "account": account,
        "roles": [(role.label, say(RULES[role].may, speaking())) for role in map(Role, found.roles)],
        "acts": [act.label for act in Act if act in found.acts],
        "form": form,
    }
    return render(request, "organisations/invitation.html", context, status=_status(request, bool(gone), refusals))


def _status(request: HttpRequest, gone: bool, refusals: list[str]) -> int:
    """A link that no longer works is gone, except in the answer to the declining itself."""
    if gone:
        return 200 if request.method == "POST" and not refusals else 410
    return 422 if request.method == "POST" else 200


def _act(request: HttpRequest, found: Invitation, account: User | None, form: AcceptForm) -> HttpResponse | None:
    """Accept or decline. None when the name cannot be read or when the page itself tells the outcome."""
    move, now = request.POST.get("move", ""), timezone.now()
    if move == "decline":
        actions.decline(invitation=found, at=now)
        return None
    if move != "accept":
        raise BadRequest
    if account is None and not form.is_valid():
        return None
    name = form.cleaned_data["name"] if account is None else ""
    person, made = actions.accept(invitation=found, signed_in=person_in(request), name=name, at=now)
    if made:
        login(request, person)
        messages.success(
            request, _("Welcome. You are signed in; next time ask for a link by e-mail, or set a password.")
        )
    else:
        messages.success(request, _("The invitation is accepted."))
    return redirect("organisations:mine")
