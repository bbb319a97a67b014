"""A later print of CAS held against the form; nothing is written by comparing."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drogowskaz.assessments.actions.cas import Put, keep_comparison, take_from_cas
from drogowskaz.assessments.models import Assessment, CasComparison
from drogowskaz.assessments.queries.cas.comparing import last_comparison, shown_comparison, theirs_of
from drogowskaz.assessments.queries.cas.prints import matched, print_title, warnings
from drogowskaz.assessments.views.cas.gate import closed, desk_page, given, trail
from drogowskaz.assessments.views.entry.posted import MOST_OFFSET, MOST_VERSION
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.values import EMPTY
from drogowskaz.engine.workflow import Refused


@desk_page
def cas_comparison(request: HttpRequest, form: Assessment) -> HttpResponse:
    """The last comparison as it is true now; a new print; the print's value taken for one cell."""
    lang = get_language() or "pl"
    problems: list[str] = []
    if request.method == "POST":
        try:
            _take(request, form) if "row" in request.POST else _compare(request, form, lang)
            return redirect(request.get_full_path())
        except Unusable as unusable:
            problems = [problem.sentence(lang) for problem in unusable.problems]
        except Refused as refused:
            problems = [one.sentence(lang) for one in refused.refusals]
    everything = "wszystko" in request.GET
    kept = last_comparison(form)
    context = {
        "trail": trail(form, _("Comparison with CAS"), request.path),
        "form": form,
        "shown": shown_comparison(form, kept, everything=everything, lang=lang) if kept else None,
        "everything": everything,
        "closed": closed(request, form),
        "problems": problems,
        "text": request.POST.get("text", ""),
    }
    return render(request, "assessments/cas/comparison.html", context, status=422 if problems else 200)


def _compare(request: HttpRequest, form: Assessment, lang: str) -> None:
    """Raises Unusable and Refused."""
    what = given(request)
    match, at = matched(form, what), timezone.now()
    made = keep_comparison(
        assessment=form, match=match, name=what.name, content=what.content, actor=request.user, at=at
    )
    for sentence in warnings(form, match.heading, lang):
        messages.warning(request, sentence)
    if made.at != at:
        messages.info(request, _("This print was compared already, and nothing has changed since."))


def _take(request: HttpRequest, form: Assessment) -> None:
    """Put the print's value of one cell into the form. Raises Refused, and Http404 for a cell that is none."""
    names = ("comparison", "row", "offset", "seen")
    kept, row, offset, seen = (request.POST.get(name, "") for name in names)
    whole = kept.isdecimal() and seen.isdecimal() and offset.removeprefix("-").isdecimal()
    if not whole or int(seen) > MOST_VERSION or abs(int(offset)) > MOST_OFFSET or len(kept) > len(str(MOST_VERSION)):
        raise Http404
    comparison = CasComparison.objects.filter(pk=int(kept), assessment=form, edition=form.edition).first()
    if comparison is None:
        raise Http404
    key, day = (row, int(offset)), timezone.localdate(comparison.at).strftime("%d.%m.%Y")
    put = Put(*key, theirs_of(comparison, key), int(seen), print_title(comparison.name, day))
    if put.value == EMPTY:
        raise Http404
    comparison.assessment = form
    take_from_cas(comparison=comparison, put=put, actor=request.user, at=timezone.now())
    messages.success(request, _("The value from CAS stands in the form now."))
