"""The moderators' queue of a cycle, and everything about one contribution."""

from collections.abc import Mapping

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
from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions.moderation import BULK, Handled, moderate_many
from drogowskaz.participation.forms.moderation import ListForm, seen_in, whole
from drogowskaz.participation.permissions.moderation import may_moderate_in, may_see_moderation, ties_of
from drogowskaz.participation.queries.moderation import NAMES, Chosen, Listed, counts_of, last_number, lines_of, listed
from drogowskaz.participation.views.gate import of_cycle
from drogowskaz.participation.views.trail import trail_to_participation
from drogowskaz.ui.answering import said, sentences, speaking
from drogowskaz.ui.trail import Step

ON_A_PAGE = 20
MOST_SWEPT = 500
"""How many of a burst of spam one click rejects."""
SWEEP = "reject_all"
for_moderators = of_cycle(may_see_moderation)
"""For those who moderate in a cycle, and an auditor who reads."""


def trail_to_moderation(cycle: Cycle, *further: Step) -> list[Step]:
    """The way to the queue, and further."""
    address = reverse("participation:moderation", args=[cycle.unit.code, cycle.year])
    return trail_to_participation(cycle, Step(_("Moderation"), address), *further)


@require_http_methods(["GET", "POST"])
@for_moderators
def moderation(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    """The lists; what waits can be published or rejected many at once."""
    refusals: list[str] = []
    if request.method == "POST":
        try:
            _tell(request, _many(request, cycle))
            return redirect(request.get_full_path())
        except Refused as refused:
            refusals = sentences(refused)
    context = {**_context(request, cycle), "refusals": refusals}
    return render(request, "participation/moderation/queue.html", context, status=422 if refusals else 200)


def _many(request: HttpRequest, cycle: Cycle) -> Handled:
    """Raises Refused; BadRequest for a button that is not there."""
    move = request.POST.get("move", "")
    if move == SWEEP:
        seen, move = _swept(request, cycle), "reject"
    elif move in BULK:
        seen = seen_in(request.POST)
    else:
        raise BadRequest
    return moderate_many(cycle=cycle, seen=seen, move=move, actor=request.user, at=timezone.now())


def _swept(request: HttpRequest, cycle: Cycle) -> Mapping[int, int]:
    """The oldest of the narrowed list of those with signs, as far as they came before the page was read and nobody
    touched them since they came."""
    found = listed(cycle, Listed.SIGNED, _chosen(request)[1])
    untouched = found.filter(number__lte=whole(request.POST.get("last", "")), version=1)
    return dict(untouched.values_list("number", "version")[:MOST_SWEPT])


def _context(request: HttpRequest, cycle: Cycle) -> dict[str, object]:
    now, counts = timezone.now(), counts_of(cycle)
    name = _list_named(request.GET.get("lista", ""))
    form, chosen = _chosen(request)
    if name is not Listed.SIGNED:
        del form.fields["znak"]
    page = Paginator(listed(cycle, name, chosen), ON_A_PAGE).get_page(request.GET.get("strona"))
    return {
        "trail": trail_to_moderation(cycle),
        "cycle": cycle,
        "unit": cycle.unit,
        "form": form,
        "name": name,
        "lists": [(one, NAMES[one], counts[one], one is name) for one in Listed],
        "page": page,
        "lines": lines_of(cycle, page.object_list, ties_of(request.user, now), speaking()),
        "filtered": chosen.narrows,
        "bulk": name in (Listed.PLAIN, Listed.SIGNED),
        "sweep": min(page.paginator.count, MOST_SWEPT),
        "last": last_number(cycle),
        "refusal": said(may_moderate_in(request.user, cycle, now)),
    }


def _chosen(request: HttpRequest) -> tuple[ListForm, Chosen]:
    """The filter of the address, and what of it can be read."""
    form = ListForm(request.GET)
    typed = form.cleaned_data if form.is_valid() else {}
    chosen = Chosen(typed.get("q", ""), typed.get("rodzaj", ""), typed.get("kanal", ""), typed.get("znak", ""))
    return form, chosen


def _list_named(word: str) -> Listed:
    return next((one for one in Listed if one.value == word), Listed.PLAIN)


def _tell(request: HttpRequest, handled: Handled) -> None:
    done = len(handled.done)
    if done and request.POST["move"] == "publish":
        text = ngettext("{n} contribution was published.", "{n} contributions were published.", done)
        messages.success(request, text.format(n=done))
    elif done:
        text = ngettext("{n} contribution was rejected as spam.", "{n} contributions were rejected as spam.", done)
        messages.success(request, text.format(n=done))
    if handled.changed:
        left = ", ".join(str(one) for one in handled.changed)
        messages.warning(
            request, _("Changed by somebody meanwhile and left as they are: {numbers}.").format(numbers=left)
        )
    if handled.own:
        left = ", ".join(str(one) for one in handled.own)
        messages.warning(request, _("Left to somebody else, because they are yours: {numbers}.").format(numbers=left))
