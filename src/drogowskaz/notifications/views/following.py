"""Following a thing, confirming it by a link, and stopping by a link."""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.mail import BadHeaderError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from drogowskaz.notifications import actions
from drogowskaz.notifications.enums import CHOSEN, Kind, Language, Rhythm
from drogowskaz.notifications.formats import DAYS_TO_CONFIRM, Purpose, unsealed
from drogowskaz.notifications.forms import AddressFollowForm, FollowForm
from drogowskaz.notifications.letters import Thing, catalogue
from drogowskaz.notifications.models import LONGEST_THING, Follow
from drogowskaz.notifications.queries import choices_of, subscriber_of
from drogowskaz.notifications.views.trail import way_to

PAGE = ["GET", "HEAD", "POST"]


def _thing_or_404(path: str) -> Thing:
    found = catalogue.named([path]).get(path) if len(path) <= LONGEST_THING else None
    if found is None:
        raise Http404
    return found


@never_cache
@require_http_methods(PAGE)
def follow(request: HttpRequest, thing: str) -> HttpResponse:
    """Choose how often the news of a thing comes; visitors give an address, which they then confirm."""
    found, inside = _thing_or_404(thing), request.user.is_authenticated
    mine = _mine(request.user, thing) if inside else None
    form = (FollowForm if inside else AddressFollowForm)(
        request.POST or None, initial={"rhythm": mine.rhythm} if mine else None
    )
    context = {
        "trail": way_to((found.name, found.url), (_("Follow"), request.path)),
        "thing": found,
        "form": form,
        "mine": mine,
    }
    if not form.is_valid():
        return render(request, "notifications/follow.html", context)
    rhythm, language = Rhythm(form.cleaned_data["rhythm"]), get_language() or Language.POLISH.value
    if inside:
        person: Any = request.user
        actions.follow(person=person, thing=thing, rhythm=rhythm, language=language, at=timezone.now())
        messages.success(request, _("You follow: %(name)s.") % {"name": found.name})
        return redirect("notifications:choices")
    return _ask(request, thing, rhythm, form, context)


def _mine(person: Any, thing: str) -> Follow | None:
    return next((one for one in choices_of(subscriber_of(person)).follows if one.thing == thing), None)


def _ask(request: HttpRequest, thing: str, rhythm: Rhythm, form: Any, context: dict[str, Any]) -> HttpResponse:
    """Send the link. The answer is the same whoever the address belongs to."""
    email = form.cleaned_data["email"]
    if not ratelimit.consume(request, action="follow", key=email.lower()):
        refused: HttpResponse = ratelimit.respond_429(request)
        return refused
    language = get_language() or Language.POLISH.value
    try:
        actions.ask_to_follow(thing=thing, rhythm=rhythm, address=email, language=language, at=timezone.now())
    except (ValidationError, BadHeaderError):
        form.add_error("email", _("This is not an e-mail address. Nothing was sent; correct it and try again."))
        return render(request, "notifications/follow.html", context)
    return render(request, "notifications/follow.html", {**context, "sent_to": email, "days": DAYS_TO_CONFIRM})


@never_cache
@require_http_methods(PAGE)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm an address. Opening the page does nothing, since mail programs open links before people do."""
    said = unsealed(Purpose.CONFIRM, token, at=timezone.now())
    found = catalogue.named([said["thing"]]).get(said["thing"]) if said else None
    context: dict[str, Any] = {"trail": way_to((_("Follow"), request.path)), "thing": found}
    if said is None or found is None:
        return render(request, "notifications/spent.html", context, status=410)
    context |= {"email": said["address"], "rhythm": Rhythm(said["rhythm"]).label}
    if request.method == "POST":
        made = actions.follow_for_address(
            address=said["address"], thing=said["thing"], rhythm=Rhythm(said["rhythm"]),
            language=said["language"], at=timezone.now(),
        )  # fmt: skip
        context["followed"] = made
    return render(request, "notifications/confirm.html", context)


@never_cache
@csrf_exempt
@require_http_methods(PAGE)
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop letters by the link in one of them. The token is all there is: mail programs post it by themselves."""
    said = unsealed(Purpose.STOP, token, at=timezone.now())
    context: dict[str, Any] = {"trail": way_to((_("Stop letters"), request.path))}
    if said is None:
        return render(request, "notifications/spent.html", context, status=410)
    context |= _of_follows(said) if "follows" in said else _of_kind(said)
    if request.method == "POST":
        context["fresh"] = _stop(said)
        context["stopped"] = True
    return render(request, "notifications/stop.html", context)


def _of_follows(said: dict[str, Any]) -> dict[str, Any]:
    """What the link would stop, or nothing where it is stopped already."""
    kept = Follow.objects.filter(subscriber_id=said["subscriber"], stopped_at=None)
    paths = [one.thing for one in (kept if said["follows"] is None else kept.filter(pk__in=said["follows"]))]
    names = catalogue.named(paths)
    return {"names": [names[path].name if path in names else path for path in paths], "nothing": not paths}


def _of_kind(said: dict[str, Any]) -> dict[str, Any]:
    names = catalogue.named([said["thing"]]) if said["thing"] else {}
    kind = Kind(said["kind"])
    assert kind in CHOSEN, "we sign links only for what can be stopped"
    return {"kind": kind.label, "names": [one.name for one in names.values()], "nothing": False}


def _stop(said: dict[str, Any]) -> bool:
    """Whether anything was stopped that was not before."""
    if "follows" in said:
        ended = actions.stop(subscriber_id=said["subscriber"], follows=said["follows"], at=timezone.now())
        return ended > 0
    return actions.stop_letters(
        person_id=said["person"], kind=Kind(said["kind"]), thing=said["thing"], at=timezone.now()
    )
