"""The themes of a cycle: making and naming them, and putting contributions under them."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.words import _ as marked
from drogowskaz.engine.workflow import Refusal, Refused
from drogowskaz.participation.actions.theme import make_theme, put_under, remove_theme, rename_theme
from drogowskaz.participation.forms.moderation import ThemeForm, ThemesForm, numbers_in
from drogowskaz.participation.models import Theme
from drogowskaz.participation.permissions.moderation import may_moderate_in
from drogowskaz.participation.queries.theme import narrowed, themes_of
from drogowskaz.participation.views.moderation import ON_A_PAGE, for_moderators, trail_to_moderation
from drogowskaz.ui.answering import key_of, said, sentences
from drogowskaz.ui.trail import Step

_GONE = marked("This theme was removed meanwhile. Nothing was changed.")


@require_http_methods(["GET", "POST"])
@for_moderators
def themes(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    """The list of themes with their counts, and the public contributions to be put under them."""
    move = request.POST.get("move", "")
    making = ThemeForm(request.POST if move == "make" else None)
    refusals: list[str] = []
    if request.method == "POST":
        if move not in ("make", "rename", "remove", "put"):
            raise BadRequest
        try:
            if move != "make" or making.is_valid():
                messages.success(request, _act(request, cycle, move, making))
                return redirect(request.get_full_path())
        except Refused as refused:
            refusals = sentences(refused)
    context = {**_context(request, cycle), "making": making, "refusals": refusals}
    status = 422 if request.method == "POST" else 200
    return render(request, "participation/moderation/themes.html", context, status=status)


def _act(request: HttpRequest, cycle: Cycle, move: str, making: ThemeForm) -> str:
    """Carry out what was pressed; what to say of it. Raises Refused."""
    actor, now = request.user, timezone.now()
    if move == "make":
        made = make_theme(cycle=cycle, name=making.cleaned_data["name"], actor=actor, at=now)
        return _("The theme “{name}” is there.").format(name=made.name)
    chosen = key_of(request, "theme")
    theme = Theme.objects.filter(cycle=cycle, pk=chosen).select_related("cycle__unit").first()
    if theme is None and (chosen or move != "put"):
        raise Refused([Refusal(_GONE)])
    if move == "put" or theme is None:
        moved = put_under(cycle=cycle, numbers=numbers_in(request.POST), theme=theme, actor=actor, at=now)
        text = ngettext("{n} contribution was moved.", "{n} contributions were moved.", moved)
        return text.format(n=moved)
    if move == "rename":
        rename_theme(theme=theme, name=request.POST.get("name", ""), actor=actor, at=now)
        return _("The theme is called “{name}” now.").format(name=theme.name)
    remove_theme(theme=theme, actor=actor, at=now)
    return _("The theme is removed. What was under it stays, without a theme.")


def _context(request: HttpRequest, cycle: Cycle) -> dict[str, object]:
    known = list(themes_of(cycle))
    form = ThemesForm(request.GET, themes=known)
    typed = form.cleaned_data if form.is_valid() else {}
    words, theme = typed.get("q", ""), typed.get("temat")
    page = Paginator(narrowed(cycle, words, theme), ON_A_PAGE).get_page(request.GET.get("strona"))
    step = Step(_("Themes"), reverse("participation:themes", args=[cycle.unit.code, cycle.year]))
    return {
        "trail": trail_to_moderation(cycle, step),
        "cycle": cycle,
        "unit": cycle.unit,
        "themes": known,
        "form": form,
        "page": page,
        "filtered": bool(words) or theme is not None,
        "chosen_theme": key_of(request, "theme"),
        "ticked": numbers_in(request.POST),
        "refusal": said(may_moderate_in(request.user, cycle, timezone.now())),
    }
