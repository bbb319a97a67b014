"""Pages of accounts that allauth does not have: the account itself and the link for signing in."""

from allauth.account import views as allauth
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from drogowskaz.notifications.queries import language_of
from drogowskaz.organisations.accounts import links
from drogowskaz.organisations.accounts.forms import LinkForm, PersonForm
from drogowskaz.organisations.accounts.people import change_person, trust_address
from drogowskaz.organisations.models import User

PAGE = ["GET", "HEAD", "POST"]


@login_required
@never_cache
@require_http_methods(PAGE)
def account(request: HttpRequest) -> HttpResponse:
    """The signed-in person's account: the name, the language of letters, and the way to the rest."""
    person = request.user
    assert isinstance(person, User)
    if request.method == "POST":
        form = PersonForm(request.POST)
        if form.is_valid():
            change_person(person=person, **form.cleaned_data, at=timezone.now())
            messages.success(request, _("Saved."))
            return redirect("accounts:account")
    else:
        form = PersonForm({"name": person.name, "language": language_of(person)})
    return render(request, "account/account.html", {"form": form})


@login_required
def address(request: HttpRequest) -> HttpResponse:
    """Change the address: allauth's page, which must first know the present address as one that needs no proof."""
    assert isinstance(request.user, User)
    trust_address(person=request.user)
    page: HttpResponse = allauth.email(request)
    return page


@never_cache
@require_http_methods(PAGE)
def link(request: HttpRequest) -> HttpResponse:
    """Ask for a link by e-mail. The answer is the same whether the address has an account or not."""
    form = LinkForm(request.POST or None)
    onwards = get_next_redirect_url(request)
    context = {"form": form, "next": onwards or ""}
    if not form.is_valid():
        return render(request, "account/link.html", context)
    address = form.cleaned_data["email"]
    if not ratelimit.consume(request, action="link", key=address.lower()):
        refused: HttpResponse = ratelimit.respond_429(request)
        return refused

    def link_of(token: str) -> str:
        query = f"?{urlencode({'next': onwards})}" if onwards else ""
        return request.build_absolute_uri(reverse("accounts:enter", args=[token])) + query

    language = get_language() or "pl"
    links.send(address=address, link_of=link_of, host=request.get_host(), at=timezone.now(), language=language)
    return render(request, "account/link.html", {**context, "sent_to": address})


@never_cache
@require_http_methods(PAGE)
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in with a link. Opening it uses nothing up, since mail programs open links before people do."""
    person = links.person_of(token)
    if person is None:
        return render(request, "account/link_spent.html", status=410)
    onwards = get_next_redirect_url(request)
    if request.method != "POST":
        return render(request, "account/enter.html", {"person": person, "next": onwards or ""})
    if not links.spend(person=person, at=timezone.now()):
        return render(request, "account/link_spent.html", status=410)
    record_authentication(request, person, method="link")
    inside: HttpResponse = perform_login(request, person, redirect_url=onwards, email=person.email)
    return inside
