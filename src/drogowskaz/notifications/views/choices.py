"""What comes to a person: with an account on the page of their choices, without one by the link of a letter."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from drogowskaz.notifications import actions
from drogowskaz.notifications.enums import CHOSEN, Rhythm
from drogowskaz.notifications.formats import Purpose, unsealed
from drogowskaz.notifications.forms import NEVER, ChoicesForm
from drogowskaz.notifications.letters import catalogue
from drogowskaz.notifications.models import Subscriber
from drogowskaz.notifications.queries import Choices, choices_of, language_of, stops_of, subscriber_of
from drogowskaz.notifications.views.trail import way_to

PAGE = ["GET", "HEAD", "POST"]


@login_required
@never_cache
@require_http_methods(PAGE)
def choices(request: HttpRequest) -> HttpResponse:
    """Which letters come to the person who is signed in, how often, and in which language."""
    person: Any = request.user
    chosen, stops = choices_of(subscriber_of(person)), stops_of(person)
    names = _names([*(one.thing for one in chosen.follows), *(one.thing for one in stops if one.thing)])
    form = ChoicesForm(
        request.POST or None, follows=chosen.follows, names=names, language=language_of(person), stops=stops
    )
    if request.method == "POST" and form.is_valid():
        _keep_follows(form, chosen)
        actions.choose_language(person=person, language=form.cleaned_data["language"])
        for kind in CHOSEN:
            if kind.value in form.cleaned_data["kinds"]:
                actions.take_letters_again(person=person, kind=kind)
            else:
                actions.stop_letters(person_id=person.pk, kind=kind, thing="", at=timezone.now())
        for thing in form.cleaned_data.get("again", []):
            for kind in CHOSEN:
                actions.take_letters_again(person=person, kind=kind, thing=thing)
        messages.success(request, _("Saved."))
        return redirect("notifications:choices")
    trail = way_to((_("Your account"), reverse("accounts:account")), (_("Letters to you"), request.path))
    context = {"trail": trail, "form": form, "person": person, "reach": _may_read_log(person)}
    return render(request, "notifications/choices.html", context)


def _may_read_log(person: Any) -> bool:
    return catalogue.reach is not None and catalogue.reach(person, timezone.now()) is not None


@never_cache
@require_http_methods(PAGE)
def address(request: HttpRequest, token: str) -> HttpResponse:
    """The same for an address without an account, by the link of its letters."""
    said = unsealed(Purpose.CHOICES, token, at=timezone.now())
    trail = way_to((_("Letters to you"), request.path))
    if said is None:
        return render(request, "notifications/spent.html", {"trail": trail}, status=410)
    subscriber = Subscriber.objects.filter(pk=said["subscriber"]).first()
    chosen = choices_of(subscriber)
    if subscriber is None or not chosen.follows:
        return render(request, "notifications/stop.html", {"trail": trail, "nothing": True})
    form = ChoicesForm(
        request.POST or None,
        follows=chosen.follows,
        names=_names(one.thing for one in chosen.follows),
        language=subscriber.language,
        stops=None,
    )
    if request.method == "POST" and form.is_valid():
        Subscriber.objects.filter(pk=subscriber.pk).update(language=form.cleaned_data["language"])
        _keep_follows(form, chosen)
        messages.success(request, _("Saved."))
        return redirect(request.path)
    context = {"trail": trail, "form": form, "email": subscriber.address}
    return render(request, "notifications/choices.html", context)


def _names(things: Any) -> dict[str, str]:
    return {path: one.name for path, one in catalogue.named(things).items()}


def _keep_follows(form: ChoicesForm, chosen: Choices) -> None:
    """Change the rhythms, and stop what is to come never."""
    if chosen.subscriber is None:
        return
    ended = []
    for key, one in form.rhythms.items():
        wanted = form.cleaned_data[key]
        if wanted == NEVER:
            ended.append(one.pk)
        elif wanted != one.rhythm:
            actions.choose_rhythm(subscriber=chosen.subscriber, thing=one.thing, rhythm=Rhythm(wanted))
    if ended:
        actions.stop(subscriber_id=chosen.subscriber.pk, follows=ended, at=timezone.now())
