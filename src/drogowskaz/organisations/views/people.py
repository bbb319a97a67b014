"""The people of an organisation: members, mandates and invitations on one page."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations import actions
from drogowskaz.organisations.forms import InvitationForm, MandateForm
from drogowskaz.organisations.models import Invitation, Mandate, Membership, Organisation, User
from drogowskaz.organisations.permissions import may_manage, may_see_people
from drogowskaz.organisations.queries.organisations import People, people_of
from drogowskaz.organisations.views.answering import person_in, sending
from drogowskaz.organisations.views.organisations import found_organisation, way_to
from drogowskaz.ui.answering import closed, key_of, said, sentences
from drogowskaz.ui.trail import Step


@login_required
def people(request: HttpRequest, key: int) -> HttpResponse:
    """Who belongs, who may act for the organisation, who is invited; for managers, with the buttons."""
    found, now = found_organisation(key), timezone.now()
    trail = [*way_to(found), Step(_("People and mandates"), request.path)]
    refusal = may_see_people(request.user, found, now)
    if refusal:
        return closed(request, refusal, trail)
    everybody = people_of(found, now)
    invitation, mandate, refusals = _forms(request, everybody), _mandate_form(request, everybody), []
    if request.method == "POST":
        try:
            told = _act(request, found, invitation, mandate)
        except Refused as refused:
            refusals = sentences(refused)
        else:
            if told:
                messages.success(request, told)
                return redirect("organisations:people", key=found.pk)
    context = {
        "trail": trail,
        "organisation": found,
        "people": everybody,
        "now": now,
        "person": person_in(request),
        "refusal": said(may_manage(request.user, found, now)),
        "invitation_form": invitation,
        "mandate_form": mandate,
        "refusals": refusals,
    }
    return render(request, "organisations/people.html", context, status=422 if request.method == "POST" else 200)


def _forms(request: HttpRequest, everybody: People) -> InvitationForm:
    given = request.POST if request.POST.get("move") == "invite" else None
    return InvitationForm(given, prefix="invitation")


def _mandate_form(request: HttpRequest, everybody: People) -> MandateForm:
    given = request.POST if request.POST.get("move") == "mandate" else None
    members = [one.membership.person for one in everybody.members if one.membership.person is not None]
    return MandateForm(given, prefix="mandate", people=members, initial={"valid_from": timezone.localdate()})


def _act(request: HttpRequest, organisation: Organisation, invitation: InvitationForm, mandate: MandateForm) -> str:
    """Carry out what was pressed. Returns the sentence of success, empty when a form cannot be read."""
    move = request.POST.get("move", "")
    if move == "invite":
        return _invite(request, organisation, invitation)
    if move == "mandate":
        return _give(request, organisation, mandate)
    if move not in MOVES:
        raise BadRequest
    return MOVES[move](request, organisation)


def _invite(request: HttpRequest, organisation: Organisation, form: InvitationForm) -> str:
    if not form.is_valid():
        return ""
    actions.invite_to_organisation(
        organisation=organisation, **form.cleaned_data, sending=sending(request), actor=request.user,
        at=timezone.now(),
    )  # fmt: skip
    return _("The invitation to %(address)s is on its way.") % {"address": form.cleaned_data["email"]}


def _give(request: HttpRequest, organisation: Organisation, form: MandateForm) -> str:
    if not form.is_valid():
        return ""
    person = User.objects.get(pk=form.cleaned_data.pop("person"))
    actions.give_mandate(
        organisation=organisation, person=person, **form.cleaned_data, actor=request.user, at=timezone.now()
    )
    return _("%(name)s has the mandate.") % {"name": person.name}


def _end(request: HttpRequest, organisation: Organisation) -> str:
    membership = get_object_or_404(Membership, pk=key_of(request, "membership"), organisation=organisation)
    reason = request.POST.get("reason", "")
    actions.end_membership(membership=membership, reason=reason, actor=request.user, at=timezone.now())
    return _("The membership and its mandates have ended. What was done stays attributed.")


def _revoke(request: HttpRequest, organisation: Organisation) -> str:
    mandate = get_object_or_404(Mandate, pk=key_of(request, "mandate"), organisation=organisation)
    reason = request.POST.get("reason", "")
    actions.revoke_mandate(mandate=mandate, reason=reason, actor=request.user, at=timezone.now())
    return _("The mandate is revoked. What was done under it stays attributed.")


def _withdraw(request: HttpRequest, organisation: Organisation) -> str:
    key = key_of(request, "invitation")
    invitation = get_object_or_404(Invitation, pk=key, organisation=organisation, roles=[])
    actions.withdraw_invitation(invitation=invitation, actor=request.user, at=timezone.now())
    return _("The invitation is taken back; its link no longer works.")


MOVES: dict[str, Callable[[HttpRequest, Organisation], str]] = {"end": _end, "revoke": _revoke, "withdraw": _withdraw}
"""What each button of the page does."""
