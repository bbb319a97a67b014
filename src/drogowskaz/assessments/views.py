"""The pages of an assessment, and those of the editions of the form with the crosswalk between them."""

from collections.abc import Callable

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drogowskaz.assessments import actions, queries
from drogowskaz.assessments.forms import ProposalForm
from drogowskaz.assessments.models import Assessment, CrosswalkEntry
from drogowskaz.assessments.permissions import may_propose
from drogowskaz.assessments.queries import crosswalk as ways
from drogowskaz.assessments.queries import editions as definitions
from drogowskaz.assessments.queries.difference import shown_difference
from drogowskaz.engine import report
from drogowskaz.engine.certainty import LABELS
from drogowskaz.engine.checks.run import Result
from drogowskaz.engine.editions.loader import edition_ids, edition_named
from drogowskaz.engine.editions.schema import Chapter, Edition
from drogowskaz.engine.norms import staffing
from drogowskaz.engine.words import say
from drogowskaz.engine.workflow import Refused
from drogowskaz.territory.models import Unit
from drogowskaz.territory.queries import lineage, unit_by_code
from drogowskaz.ui.trail import Step, front


def _found(request: HttpRequest, code: str, year: int) -> tuple[Unit, Assessment, Result]:
    try:
        unit = unit_by_code(code)
    except Unit.DoesNotExist:
        raise Http404 from None
    readable = queries.of_units(lineage(unit), request.user).filter(year=year)
    assessment = get_object_or_404(readable)
    return unit, assessment, queries.checked(assessment)


def _trail(unit: Unit, year: int) -> list[Step]:
    return [
        front(),
        Step(unit.full_name, reverse("home:unit", args=[unit.code])),
        Step(_("Assessment for {year}").format(year=year), reverse("assessments:assessment", args=[unit.code, year])),
    ]


def _chapter_named(result: Result, number: str | None) -> Chapter:
    if number is None:
        return queries.first_chapter(result)
    named = [chapter for chapter in result.sheet.edition.chapters if chapter.number == number]
    if not named:
        raise Http404
    return named[0]


def assessment(request: HttpRequest, code: str, year: int, chapter: str | None = None) -> HttpResponse:
    """What stands out, and one chapter with its cells, findings beside them."""
    unit, found, result = _found(request, code, year)
    lang = get_language() or "pl"
    opened = _chapter_named(result, chapter)
    trail = _trail(unit, year)
    if chapter:
        trail.append(Step(opened.label[lang], request.path))
    context = {
        "trail": trail,
        "unit": unit,
        "assessment": found,
        "result": result,
        "edition": result.sheet.edition,
        "chapter": opened,
        "counted": report.counted(result, lang),
        "findings": queries.findings(result, lang),
        "reasons": report.reasons(result, lang),
        "chapters": queries.chapters(result),
        "tables": queries.tables(result, opened, lang),
    }
    return render(request, "assessments/assessment.html", context)


def cell(request: HttpRequest, code: str, year: int, row: str, column: int) -> HttpResponse:
    """Where one number comes from, and what depends on it. `column` is a calendar year."""
    unit, found, result = _found(request, code, year)
    known = result.sheet.edition.row_by_key.get(row)
    if known is None or column - year not in known.offsets:
        raise Http404
    opened = result.sheet.edition.chapter_of(known)
    lang = get_language() or "pl"
    trail = [
        *_trail(unit, year),
        Step(opened.label[lang], reverse("assessments:chapter", args=[code, year, opened.number])),
        Step(f"{known.label[lang]}, {column}", request.path),
    ]
    context = {
        "trail": trail,
        "unit": unit,
        "assessment": found,
        "result": result,
        "chapter": opened,
        "provenance": queries.provenance(found, result, (row, column - year), lang),
    }
    return render(request, "assessments/cell.html", context)


def indicators(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The indicators by group, each with its meaning and how sure it is, and the statutory norm for social workers."""
    unit, found, result = _found(request, code, year)
    lang = get_language() or "pl"
    norm = staffing(result.sheet)
    context = {
        "trail": [*_trail(unit, year), Step(_("Indicators"), request.path)],
        "unit": unit,
        "assessment": found,
        "edition": result.sheet.edition,
        "groups": queries.indicator_groups(result.sheet, lang),
        "norm": norm,
        "norm_sentence": norm.sentence(lang) if norm else "",
        "norm_certainty": say(LABELS[norm.certainty], lang) if norm else "",
    }
    return render(request, "assessments/indicators.html", context)


def _edition(name: str) -> Edition:
    if name not in edition_ids():
        raise Http404
    return edition_named(name)


def _edition_trail(edition: Edition | None = None) -> list[Step]:
    trail = [front(), Step(_("Forms"), reverse("assessments:editions"))]
    if edition:
        address = reverse("assessments:edition", args=[edition.id])
        trail.append(Step(edition.label[get_language() or "pl"], address))
    return trail


def editions(request: HttpRequest) -> HttpResponse:
    """Every edition of the form that is installed, with how sure we are of its rows."""
    context = {"trail": _edition_trail(), "editions": definitions.editions(get_language() or "pl")}
    return render(request, "assessments/editions.html", context)


def edition(request: HttpRequest, edition: str) -> HttpResponse:
    """One chapter of an edition: its rows, and what its checks ask; `?rozdzial=` says which."""
    found = _edition(edition)
    lang = get_language() or "pl"
    number = request.GET.get("rozdzial")
    every = found.chapters
    first = next((one for one in every if one.tables), every[0])
    opened = first if number is None else next((one for one in every if one.number == number), None)
    if opened is None:
        raise Http404
    context = {
        "trail": _edition_trail(found),
        "shown": definitions.shown_edition(found, lang),
        "edition": found,
        "chapter": opened,
        "blocks": definitions.blocks(found, opened, lang),
        "checks": definitions.checks_of(found, [table.key for table in opened.tables], lang),
    }
    return render(request, "assessments/edition.html", context)


def difference(request: HttpRequest, edition: str, earlier: str) -> HttpResponse:
    """What differs in an edition from another one, chapter by chapter."""
    new, old = _edition(edition), _edition(earlier)
    shown = shown_difference(old, new)
    trail = [*_edition_trail(new), Step(_("What differs from {edition}").format(edition=old.id), request.path)]
    context = {"trail": trail, "shown": shown, "difference": shown.difference}
    return render(request, "assessments/difference.html", context)


def row(request: HttpRequest, edition: str, key: str) -> HttpResponse:
    """One row: where it was in the earlier edition, where it went, and `?jednostka=` its values in a unit."""
    found = _edition(edition)
    known = found.row_by_key.get(key)
    if known is None:
        raise Http404
    lang = get_language() or "pl"
    force = ways.in_force()
    code = request.GET.get("jednostka", "").strip()
    unit = _unit_or_none(code)
    context = {
        "trail": [*_edition_trail(found), Step(known.label[lang], request.path)],
        "edition": found,
        "chapter": found.chapter_of(known),
        "shown": definitions.definition(found, known, lang),
        "earlier": ways.earlier_ways(known, found, force, lang),
        "later": ways.later_ways(known, found, force, lang),
        "checks": definitions.checks_about(found, known, lang),
        "code": code,
        "unit": unit,
        "units": ways.units_with_assessments(request.user),
        "points": ways.values_over_years(known, found, lineage(unit), request.user, force, lang) if unit else (),
    }
    return render(request, "assessments/row.html", context)


def _unit_or_none(code: str) -> Unit | None:
    try:
        return unit_by_code(code)
    except Unit.DoesNotExist:
        return None


def crosswalk(request: HttpRequest, edition: str) -> HttpResponse:
    """How an edition follows from the earlier one: shipped entries, and those proposed and reviewed here."""
    found = _edition(edition)
    form, refusals = ProposalForm(request.POST or None), []
    if request.method == "POST":
        try:
            if _act(request, found, form):
                return redirect("assessments:crosswalk", edition=found.id)
        except Refused as refused:
            refusals = [refusal.sentence(get_language() or "pl") for refusal in refused.refusals]
    lang = get_language() or "pl"
    force = ways.in_force()
    context = {
        "trail": [*_edition_trail(found), Step(_("Crosswalk"), request.path)],
        "shown": definitions.shown_edition(found, lang),
        "edition": found,
        "steps": ways.shipped_steps(found.id, lang),
        "proposals": ways.proposals(found.id, force, lang, request.user),
        "user": request.user,
        "may_propose": may_propose(request.user) is None,
        "form": form if request.POST.get("move") == "propose" else ProposalForm(),
        "refusals": refusals,
    }
    return render(request, "assessments/crosswalk.html", context, status=422 if request.method == "POST" else 200)


def _act(request: HttpRequest, edition: Edition, form: ProposalForm) -> bool:
    """Carry out what the person pressed; False when the proposal cannot be read. Raises Refused."""
    actor, at, move = request.user, timezone.now(), request.POST.get("move", "")
    if not actor.is_authenticated:
        raise PermissionDenied
    if move == "propose":
        if form.is_valid():
            actions.propose_entry(edition=edition.id, **form.cleaned_data, actor=actor, at=at)
        return form.is_valid()
    if move not in MOVES:
        raise BadRequest
    entries = CrosswalkEntry.objects.filter(edition=edition.id)
    number = request.POST.get("entry", "")
    entry = get_object_or_404(entries, pk=int(number) if number.isdecimal() else 0)
    act, with_reason = MOVES[move]
    reason = {"reason": request.POST.get("reason", "")} if with_reason else {}
    act(entry=entry, actor=actor, at=at, **reason)
    return True


MOVES: dict[str, tuple[Callable[..., None], bool]] = {
    "accept": (actions.accept_entry, False),
    "return": (actions.return_entry, True),
    "publish": (actions.publish_entry, False),
    "withdraw": (actions.withdraw_entry, True),
}
"""The action for each move of an entry, and whether it needs a reason."""
