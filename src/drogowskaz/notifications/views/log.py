"""The log of letters for those who look after a unit or the installation, and the catalogue of all letters."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from drogowskaz.engine.words import say
from drogowskaz.notifications import actions
from drogowskaz.notifications.enums import Language, State
from drogowskaz.notifications.letters import Letter, catalogue, previewed, sentence
from drogowskaz.notifications.models import Message
from drogowskaz.notifications.queries import delivery_log
from drogowskaz.notifications.views.trail import way_to

AT_A_TIME = 50


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest) -> HttpResponse:
    """What became of letters about the units the person looks after; what was given up can be tried again."""
    within = catalogue.reach(request.user, timezone.now()) if catalogue.reach else None
    if within is None:
        raise PermissionDenied
    if request.method == "POST":
        return _try_again(request, delivery_log(within=within))
    state = request.GET.get("stan", "")
    page = Paginator(delivery_log(within=within, state=state), AT_A_TIME).get_page(request.GET.get("strona"))
    context = {
        "trail": way_to((_("Log of letters"), request.path)),
        "page": page,
        "rows": [(one, catalogue.letters.get(one.event)) for one in page],
        "states": State.choices,
        "state": state if state in State.values else "",
    }
    return render(request, "notifications/log.html", context)


def _try_again(request: HttpRequest, seen: Any) -> HttpResponse:
    text = request.POST.get("letter", "")
    letter: Message | None = seen.filter(pk=int(text)).first() if text.isascii() and text.isdigit() else None
    if letter is None:
        messages.error(request, _("This letter is not in the log. Nothing was sent."))
    elif actions.try_again(message_id=letter.pk, at=timezone.now()):
        messages.success(request, _("The letter to %(address)s is on its way again.") % {"address": letter.address})
    else:
        told = _("This letter waits already, was sent, or its text was forgotten. Nothing was changed.")
        messages.error(request, told)
    return redirect("notifications:log")


@login_required
@require_http_methods(["GET", "HEAD"])
def letters(request: HttpRequest) -> HttpResponse:
    """Every letter and every news of the program, with what it says in both languages."""
    if not request.user.is_staff:
        raise PermissionDenied
    lang = request.LANGUAGE_CODE
    above = (_("Log of letters"), reverse("notifications:log"))
    context = {
        "trail": way_to(above, (_("Letters of the program"), request.path)),
        "letters": [_shown(one, lang) for one in catalogue.letters.values()],
        "news": [
            {"event": one.event, "when": say(one.when, lang), "sentence": sentence(one.event, one.example)}
            for one in catalogue.news.values()
        ],
    }
    return render(request, "notifications/letters.html", context)


def _shown(letter: Letter, lang: str) -> dict[str, Any]:
    previews = [{"code": code, "label": label, **previewed(letter, code)} for code, label in Language.choices]
    return {"letter": letter, "when": say(letter.when, lang), "who": say(letter.who, lang), "previews": previews}
