"""The units that work here, and the team of one: roles, invitations, endings."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from drogowskaz.engine.words import say
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations import actions
from drogowskaz.organisations.actions import Description
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.forms import ActivationForm, GrantForm, TeamInvitationForm
from drogowskaz.organisations.models import Grant, Invitation, Organisation, Tenancy, User
from drogowskaz.organisations.permissions import may_administer, may_leave, may_see_team
from drogowskaz.organisations.permissions.managing import may_open_somewhere, roles_to_give
from drogowskaz.organisations.permissions.roles import RULES
from drogowskaz.organisations.queries.holdings import organisations_of
from drogowskaz.organisations.queries.team import Team, team_of, working_units
from drogowskaz.organisations.views.answering import person_in, sending
from drogowskaz.territory.models import Unit
from drogowskaz.territory.queries import unit_or_404
from drogowskaz.ui.answering import closed, key_of, said, sentences, speaking
from drogowskaz.ui.trail import Step, front


def way_to(unit: Unit | None = None) -> list[Step]:
    """The trail down to the list of teams, or to the team of one unit."""
    trail = [front(), Step(_("Teams"), reverse("organisations:teams"))]
    if unit is not None:
        trail.append(Step(unit.full_name, reverse("organisations:team", args=[unit.code])))
    return trail


@login_required
def teams(request: HttpRequest) -> HttpResponse:
    """The units a person works with; for the region and the operator, opening another."""
    now, refusals = timezone.now(), []
    form = ActivationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _activate(request, form)
        except Refused as refused:
            refusals = sentences(refused)
    context = {
        "trail": way_to(),
        "tenancies": working_units(request.user, now),
        "refusal": said(may_open_somewhere(request.user, now)),
        "form": form,
        "refusals": refusals,
    }
    return render(request, "organisations/teams.html", context, status=422 if request.method == "POST" else 200)


def _activate(request: HttpRequest, form: ActivationForm) -> HttpResponse:
    given = form.cleaned_data
    institution = Description(name=given["name"], kind=given["kind"], unit=given["unit"])
    actions.activate_unit(
        unit=given["unit"], institution=institution, email=given["email"], sending=sending(request),
        actor=request.user, at=timezone.now(),
    )  # fmt: skip
    told = _("%(unit)s is open. The invitation to %(address)s is on its way.")
    messages.success(request, told % {"unit": capfirst(given["unit"].full_name), "address": given["email"]})
    return redirect("organisations:team", code=given["unit"].code)


@login_required
def team(request: HttpRequest, code: str) -> HttpResponse:
    """Who holds which role in the unit until when; for administrators, with the buttons."""
    unit, now, refusals = unit_or_404(code), timezone.now(), []
    trail = way_to(unit)
    refusal = may_see_team(request.user, unit, now)
    if refusal:
        return closed(request, refusal, trail)
    administration = may_administer(request.user, unit, now)
    found, givable = team_of(unit, now), roles_to_give(request.user, unit, now)
    invitation, grant = _forms(request, unit, found, givable)
    if request.method == "POST":
        try:
            told = _act(request, unit, found, invitation, grant)
        except Refused as refused:
            refusals = sentences(refused)
        else:
            if told:
                messages.success(request, told)
                return redirect("organisations:team", code=unit.code)
    context = {
        "trail": trail,
        "unit": unit,
        "team": found,
        "now": now,
        "person": person_in(request),
        "givable": [role.value for role in givable],
        "roles": [(role.label, *(say(told, speaking()) for told in told_of(role))) for role in givable],
        "administers": administration is None,
        "refusal": said(administration),
        "leaving_refusal": said(may_leave(request.user, found.tenancy, now)) if found.tenancy else "",
        "invitation_form": invitation,
        "grant_form": grant,
        "refusals": refusals,
    }
    return render(request, "organisations/team.html", context, status=422 if request.method == "POST" else 200)


def _forms(request: HttpRequest, unit: Unit, found: Team, givable: list[Role]) -> tuple[TeamInvitationForm, GrantForm]:
    """The two forms of the page, with the roles this person may give."""
    move = request.POST.get("move")
    offered = {
        "unit": unit,
        "organisations": organisations_of(unit),
        "roles": givable,
        "initial": {"reach": Reach.UNIT},
    }
    people = [one.person for one in found.colleagues if one.person.is_active]
    return (
        TeamInvitationForm(request.POST if move == "invite" else None, prefix="invitation", **offered),
        GrantForm(request.POST if move == "grant" else None, prefix="grant", people=people, **offered),
    )


def told_of(role: Role) -> tuple[str, str]:
    """What a role may and may not do, as marked sentences."""
    return RULES[role].may, RULES[role].may_not


def _act(request: HttpRequest, unit: Unit, found: Team, invitation: TeamInvitationForm, grant: GrantForm) -> str:
    """Carry out what was pressed. Returns the sentence of success, empty when a form cannot be read."""
    move = request.POST.get("move", "")
    if move == "invite":
        return _invite(request, unit, invitation)
    if move == "grant":
        return _give(request, unit, grant)
    if move not in MOVES:
        raise BadRequest
    return MOVES[move](request, unit)


def _invite(request: HttpRequest, unit: Unit, form: TeamInvitationForm) -> str:
    if not form.is_valid():
        return ""
    given = {**form.cleaned_data, "organisation": _behalf(form.cleaned_data["organisation"])}
    actions.invite_to_team(unit=unit, **given, sending=sending(request), actor=request.user, at=timezone.now())
    return _("The invitation to %(address)s is on its way.") % {"address": given["email"]}


def _give(request: HttpRequest, unit: Unit, form: GrantForm) -> str:
    if not form.is_valid():
        return ""
    given = {**form.cleaned_data, "organisation": _behalf(form.cleaned_data["organisation"])}
    given["person"] = User.objects.get(pk=given["person"])
    actions.give_role(unit=unit, **given, actor=request.user, at=timezone.now())
    told = _("%(name)s has the role: %(role)s.")
    return told % {"name": given["person"].name, "role": Role(given["role"]).label}


def _behalf(key: int | None) -> Organisation | None:
    return Organisation.objects.get(pk=key) if key else None


def _end(request: HttpRequest, unit: Unit) -> str:
    grant = get_object_or_404(Grant, pk=key_of(request, "grant"))
    actions.end_role(grant=grant, reason=request.POST.get("reason", ""), actor=request.user, at=timezone.now())
    return _("The role has ended. What was done in it stays attributed.")


def _withdraw(request: HttpRequest, unit: Unit) -> str:
    invitation = get_object_or_404(Invitation, pk=key_of(request, "invitation"), unit=unit)
    actions.withdraw_invitation(invitation=invitation, actor=request.user, at=timezone.now())
    return _("The invitation is taken back; its link no longer works.")


def _leave(request: HttpRequest, unit: Unit) -> str:
    tenancy = Tenancy.objects.filter(unit=unit).order_by("-activated_at").first()
    if tenancy is None:
        raise Http404
    actions.leave(tenancy=tenancy, reason=request.POST.get("reason", ""), actor=request.user, at=timezone.now())
    return _("The unit no longer works here. Everything it did stays.")


MOVES: dict[str, Callable[[HttpRequest, Unit], str]] = {"end": _end, "withdraw": _withdraw, "leave": _leave}
"""What each button of the page does."""
