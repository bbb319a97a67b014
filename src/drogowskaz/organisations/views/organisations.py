"""The list of organisations, the page of one, adding and changing one, and a person's own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations import actions
from drogowskaz.organisations.actions import Description
from drogowskaz.organisations.actions.register import ask_register, is_asked
from drogowskaz.organisations.enums import Kind
from drogowskaz.organisations.forms import OrganisationForm
from drogowskaz.organisations.models import Organisation
from drogowskaz.organisations.permissions import may_manage, may_see_people
from drogowskaz.organisations.permissions.managing import may_add_somewhere
from drogowskaz.organisations.queries import organisations as reading
from drogowskaz.organisations.queries.team import roles_held
from drogowskaz.organisations.views.answering import person_in
from drogowskaz.territory.queries import unit_or_404
from drogowskaz.ui.answering import closed, said, sentences
from drogowskaz.ui.trail import Step, front

ON_A_PAGE = 30


def found_organisation(key: int) -> Organisation:
    """The organisation of an address, with what its page names."""
    return get_object_or_404(Organisation.objects.select_related("unit", "host"), pk=key)


def way_to(organisation: Organisation | None = None) -> list[Step]:
    """The trail down to the list, or to the page of one organisation."""
    trail = [front(), Step(_("Organisations"), reverse("organisations:list"))]
    if organisation is not None:
        trail.append(Step(organisation.name, reverse("organisations:organisation", args=[organisation.pk])))
    return trail


def listing(request: HttpRequest) -> HttpResponse:
    """Everybody's list: search by name and kind, a page at a time."""
    text, kind = request.GET.get("q", "").strip(), request.GET.get("rodzaj", "")
    code = request.GET.get("jednostka", "")
    unit = unit_or_404(code) if code else None
    pages = Paginator(reading.listed(text, kind, unit), ON_A_PAGE)
    context = {
        "trail": way_to(),
        "text": text,
        "kind": kind,
        "unit": unit,
        "kinds": Kind.choices,
        "page": pages.get_page(request.GET.get("strona")),
        "may_add": may_add_somewhere(request.user, timezone.now()) is None,
    }
    whole = not getattr(request, "htmx", False)
    template = "organisations/list.html" if whole else "organisations/list.html#results"
    return render(request, template, context)


def organisation(request: HttpRequest, key: int) -> HttpResponse:
    """What everybody may know of an organisation, and for its people the way to the rest; asking the register anew."""
    found, now, refusals = found_organisation(key), timezone.now(), []
    if request.method == "POST":
        if not request.user.is_authenticated:
            raise PermissionDenied
        try:
            ask_register(organisation=found, actor=request.user, at=now)
        except Refused as refused:
            refusals = sentences(refused)
        else:
            messages.success(request, _("The register is being asked. Open this page again in a moment."))
            return redirect("organisations:organisation", key=found.pk)
    context = {
        "trail": way_to(found),
        "organisation": found,
        "check": reading.register_check(found),
        "asks_register": is_asked(),
        "refusals": refusals,
        "hosted": list(found.hosted.all()),
        "people_refusal": said(may_see_people(request.user, found, now)),
        "refusal": said(may_manage(request.user, found, now)),
        "person": person_in(request),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "organisations/organisation.html", context, status=status)


@login_required
def add(request: HttpRequest) -> HttpResponse:
    """Write an organisation into the list."""
    trail = [*way_to(), Step(_("New organisation"), request.path)]
    refusal = may_add_somewhere(request.user, timezone.now())
    if refusal:
        return closed(request, refusal, trail)
    form, refusals = OrganisationForm(request.POST or None), []
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_organisation(
                description=Description(**form.cleaned_data), actor=request.user, at=timezone.now()
            )
        except Refused as refused:
            refusals = sentences(refused)
        else:
            messages.success(request, _("The organisation is in the list. Now invite its first person."))
            return redirect("organisations:people", key=made.pk)
    context = {"trail": trail, "form": form, "refusals": refusals}
    return render(request, "organisations/edit.html", context, status=422 if request.method == "POST" else 200)


@login_required
def change(request: HttpRequest, key: int) -> HttpResponse:
    """Change what is written about an organisation."""
    found, now = found_organisation(key), timezone.now()
    trail = [*way_to(found), Step(_("Changing"), request.path)]
    refusal = may_manage(request.user, found, now)
    if refusal:
        return closed(request, refusal, trail)
    form, refusals = OrganisationForm(request.POST or None, initial=_written(found)), []
    if request.method == "POST" and form.is_valid():
        try:
            description = Description(**form.cleaned_data)
            actions.change_organisation(organisation=found, description=description, actor=request.user, at=now)
        except Refused as refused:
            refusals = sentences(refused)
        else:
            messages.success(request, _("The changes are saved."))
            return redirect("organisations:organisation", key=found.pk)
    context = {"trail": trail, "form": form, "refusals": refusals, "organisation": found}
    return render(request, "organisations/edit.html", context, status=422 if request.method == "POST" else 200)


def _written(organisation: Organisation) -> dict[str, object]:
    """What the form shows before anything is changed."""
    return {
        **{name: getattr(organisation, name) for name in ("name", "kind", "krs", "email", "about")},
        "unit": organisation.unit.code if organisation.unit else "",
        "host": organisation.host.name if organisation.host else "",
    }


def mine(request: HttpRequest) -> HttpResponse:
    """The organisations, mandates and roles of whoever is signed in."""
    person, now = person_in(request), timezone.now()
    context = {
        "trail": [*way_to(), Step(_("My organisations"), request.path)],
        "mine": reading.mine(person, now) if person else None,
        "grants": roles_held(person, now) if person else [],
    }
    return render(request, "organisations/mine.html", context)
