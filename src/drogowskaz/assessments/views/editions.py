"""The pages of the editions of the form: what they ask, how they differ, and each of their rows."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drogowskaz.assessments.queries import crosswalk as ways
from drogowskaz.assessments.queries import editions as definitions
from drogowskaz.assessments.queries.difference import shown_difference
from drogowskaz.engine.editions.loader import edition_ids, edition_named
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.territory.models import Unit
from drogowskaz.territory.queries import lineage, unit_by_code
from drogowskaz.ui.trail import Step, front


def edition_or_404(name: str) -> Edition:
    if name not in edition_ids():
        raise Http404
    return edition_named(name)


def trail_of(edition: Edition | None = None) -> list[Step]:
    trail = [front(), Step(_("Forms"), reverse("assessments:editions"))]
    if edition:
        address = reverse("assessments:edition", args=[edition.id])
        trail.append(Step(edition.label[get_language() or "pl"], address))
    return trail


def editions(request: HttpRequest) -> HttpResponse:
    """Every edition of the form that is installed, with how sure we are of its rows."""
    context = {"trail": trail_of(), "editions": definitions.editions(get_language() or "pl")}
    return render(request, "assessments/editions.html", context)


def edition(request: HttpRequest, edition: str) -> HttpResponse:
    """One chapter of an edition: its rows, and what its checks ask; `?rozdzial=` says which."""
    found = edition_or_404(edition)
    lang = get_language() or "pl"
    number = request.GET.get("rozdzial")
    every = found.chapters
    first = next((one for one in every if one.tables), every[0])
    opened = first if number is None else next((one for one in every if one.number == number), None)
    if opened is None:
        raise Http404
    context = {
        "trail": trail_of(found),
        "shown": definitions.shown_edition(found, lang),
        "edition": found,
        "chapter": opened,
        "blocks": definitions.blocks(found, opened, lang),
        "checks": definitions.checks_of(found, [table.key for table in opened.tables], lang),
    }
    return render(request, "assessments/edition.html", context)


def difference(request: HttpRequest, edition: str, earlier: str) -> HttpResponse:
    """What differs in an edition from another one, chapter by chapter."""
    new, old = edition_or_404(edition), edition_or_404(earlier)
    shown = shown_difference(old, new)
    trail = [*trail_of(new), Step(_("What differs from {edition}").format(edition=old.id), request.path)]
    context = {"trail": trail, "shown": shown, "difference": shown.difference}
    return render(request, "assessments/difference.html", context)


def row(request: HttpRequest, edition: str, key: str) -> HttpResponse:
    """One row: where it was in the earlier edition, where it went, and `?jednostka=` its values in a unit."""
    found = edition_or_404(edition)
    known = found.row_by_key.get(key)
    if known is None:
        raise Http404
    lang = get_language() or "pl"
    force = ways.in_force()
    code = request.GET.get("jednostka", "").strip()
    unit = _unit_or_none(code)
    context = {
        "trail": [*trail_of(found), Step(known.label[lang], request.path)],
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
