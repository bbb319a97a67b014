"""The list of organisations of a cycle: inviting, reminding, who takes part; and the page behind the letter's link."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.enums import Language
from drogowskaz.organisations.enums import Answer
from drogowskaz.organisations.models import Organisation
from drogowskaz.organisations.models.invitation import digest
from drogowskaz.organisations.permissions import person_of
from drogowskaz.participation.actions import invitation as actions
from drogowskaz.participation.enums.annexe import Asked
from drogowskaz.participation.enums.invitation import Stage, Way
from drogowskaz.participation.models import AnnexeInvitation
from drogowskaz.participation.permissions.invitation import may_invite
from drogowskaz.participation.queries.invitation import elsewhere, invitation_behind, last_day, lines_of, window_of
from drogowskaz.participation.queries.paper_letters import portions
from drogowskaz.participation.queries.review import counted
from drogowskaz.participation.views.gate import for_office, trail_to_annexes
from drogowskaz.ui.answering import LONGEST_KEY, key_of, said, sentences, speaking
from drogowskaz.ui.trail import Step, front


@require_http_methods(["GET", "POST"])
@for_office
def invitations(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    """Every organisation of the register with where it stands; inviting, reminding, writing down what it said."""
    now, refusals = timezone.now(), []
    if request.method == "POST":
        try:
            _act(request, cycle)
            return redirect("participation:invitations", code=cycle.unit.code, year=cycle.year)
        except Refused as refused:
            refusals = sentences(refused)
    text = request.GET.get("q", "")
    also = elsewhere(cycle, text)
    lines = lines_of(cycle, now, also)
    counts = counted(lines)
    context = {
        "trail": trail_to_annexes(cycle),
        "cycle": cycle,
        "unit": cycle.unit,
        "year": cycle.year,
        "lines": lines,
        "text": text,
        "nobody_found": bool(text.strip()) and not also,
        "counts": counts,
        "window": window_of(cycle, now, speaking()),
        "refusal": said(may_invite(request.user, cycle, now)),
        "refusals": refusals,
        "ticked": set(_keys(request)),
        "contact": request.POST.get("contact", _contact(request)),
        "languages": Language.choices,
        "language": request.POST.get("language", Language.POLISH.value),
        "portions": portions(counts.invited - counts.declined),
        "declined": Stage.DECLINED,
    }
    status = 422 if refusals else 200
    return render(request, "participation/invitation/list.html", context, status=status)


def _contact(request: HttpRequest) -> str:
    person = person_of(request.user)
    return f"{person.name}, {person.email}" if person else ""


def _keys(request: HttpRequest) -> list[int]:
    """The ticked organisations; what is no number is nobody."""
    typed = request.POST.getlist("organisation")
    return [int(key) for key in typed if key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY]


def _act(request: HttpRequest, cycle: Cycle) -> None:
    """Carry out what was pressed and tell it. Raises Refused."""
    move, now, actor = request.POST.get("move", ""), timezone.now(), request.user
    if move in Way.values:
        language = request.POST.get("language", "")
        words = actions.Words(
            contact=request.POST.get("contact", ""),
            language=language if language in Language.values else Language.POLISH.value,
        )
        done = actions.invite_organisations(
            cycle=cycle, organisations=_keys(request), way=Way(move), words=words, actor=actor, at=now
        )
        _tell_invited(request, done, Way(move))
    elif move == "remind":
        done = actions.remind_organisations(
            cycle=cycle, organisations=_keys(request), language=Language.POLISH.value, actor=actor, at=now
        )
        _tell_reminded(request, done)
    elif move in ("decline", "reconsider"):
        asked = AnnexeInvitation.objects.filter(cycle=cycle, pk=key_of(request, "invitation")).first()
        if asked is None:
            raise Http404
        _answer(move, asked, request.POST.get("note", ""), actor)
        messages.success(request, _("The answer is written down."))
    else:
        raise BadRequest


def _answer(move: str, asked: AnnexeInvitation, note: str, actor: actions.Voice) -> None:
    now = timezone.now()
    if move == "decline":
        actions.decline_invitation(invitation=asked, note=note, actor=actor, at=now)
    else:
        actions.reconsider_invitation(invitation=asked, actor=actor, at=now)


def _tell_invited(request: HttpRequest, done: actions.Invited, way: Way) -> None:
    number = len(done.done)
    if number and way == Way.EMAIL:
        said = ngettext("{n} organisation is invited; its letter is leaving.",
                        "{n} organisations are invited; their letters are leaving.", number)  # fmt: skip
        messages.success(request, said.format(n=number))
    elif number:
        said = ngettext("{n} organisation is invited on paper. Print its letter below.",
                        "{n} organisations are invited on paper. Print their letters below.", number)  # fmt: skip
        messages.success(request, said.format(n=number))
    if done.addressless:
        text = _("No e-mail address stands in the register, so nothing was sent; invite on paper: {names}.")
        messages.warning(request, text.format(names=_names(done.addressless)))
    if done.again:
        text = _("Invited already, so not invited again: {names}.")
        messages.info(request, text.format(names=_names(done.again)))


def _tell_reminded(request: HttpRequest, done: actions.Invited) -> None:
    if done.done:
        said = ngettext("{n} organisation was reminded.", "{n} organisations were reminded.", len(done.done))
        messages.success(request, said.format(n=len(done.done)))
    if done.addressless:
        text = _("Invited on paper, so no reminder can leave; telephone or visit: {names}.")
        messages.warning(request, text.format(names=_names(done.addressless)))
    if done.again:
        text = _("Not reminded, because a letter left within the last seven days or nothing is left to do: {names}.")
        messages.info(request, text.format(names=_names(done.again)))


def _names(organisations: Iterable[Organisation]) -> str:
    return ", ".join(one.name for one in organisations)


@never_cache
@require_http_methods(["GET", "POST"])
def annexe_letter(request: HttpRequest, token: str) -> HttpResponse:
    """What the organisation is asked for, until when, that it is voluntary; begin, become the manager, or say no."""
    found = invitation_behind(digest(token))
    if found is None:
        return render(request, "participation/invitation/spent.html", {"trail": [front()]}, status=404)
    refusals: list[str] = []
    if request.method == "POST":
        move = request.POST.get("move", "")
        if move not in ("decline", "reconsider"):
            raise BadRequest
        try:
            _answer(move, found, request.POST.get("note", ""), actions.LetterHolder(found.organisation.name))
        except Refused as refused:
            refusals = sentences(refused)
        else:
            return redirect("participation:annexe_letter", token=token)
    context = {
        "trail": [front(), Step(_("Invitation to supply data"), request.path)],
        "asked": found,
        "unit": found.cycle.unit,
        "year": found.cycle.year,
        "organisation": found.organisation,
        "token": token,
        "window": window_of(found.cycle, timezone.now(), speaking()),
        "last": last_day(found.cycle, timezone.now()),
        "offered": found.offered if found.offered and found.offered.answer == Answer.WAITING else None,
        "over": bool(found.offered and found.offered.expires_at <= timezone.now()),
        "declined": found.answer == Asked.DECLINED,
        "refusals": refusals,
        "note": request.POST.get("note", ""),
    }
    return render(request, "participation/invitation/letter.html", context, status=422 if refusals else 200)
