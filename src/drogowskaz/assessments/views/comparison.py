"""The page on which two forms stand side by side: two years of one unit, or two units."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.queries import comparison as compared
from drogowskaz.assessments.views.finding import trail_to
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Chapter, Edition
from drogowskaz.territory.models import Unit
from drogowskaz.territory.queries import unit_by_code
from drogowskaz.ui.trail import Step

INDICATORS = "wskazniki"
"""What stands for the number of a chapter in the address when the indicators are compared."""


def comparison(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """One chapter of two forms. `z` is the code of the other unit, `rok` its year, `szukaj` a search for a unit."""
    lang = get_language() or "pl"
    asked = {name: request.GET.get(name, "").strip() for name in ("z", "rok", "rozdzial", "szukaj")}
    try:
        unit = unit_by_code(code)
        choice = compared.choose(unit, year, asked["z"], asked["rok"], request.user, lang)
    except (Unit.DoesNotExist, Assessment.DoesNotExist):
        raise Http404 from None
    edition = edition_named(choice.base.edition)
    chapter = _chapter(edition, asked["rozdzial"])
    context: dict[str, object] = {
        "trail": [*trail_to(unit, year), Step(_("Comparison"), request.path)],
        "unit": unit,
        "assessment": choice.base,
        "choice": choice,
        "asked": asked,
        "edition": edition,
        "chapter": chapter,
        "indicators_opened": asked["rozdzial"] == INDICATORS,
        "other_unit": "" if choice.is_same_unit else choice.unit.code,
    }
    if asked["szukaj"]:
        context["found"] = compared.search(asked["szukaj"], choice.base, request.user)
    elif choice.other is None or choice.is_same_unit:
        context["examples"] = compared.examples(choice, request.user)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "assessments/comparison_choice.html#others", context)
    if choice.other is not None and not asked["szukaj"]:
        context |= _side_by_side(choice, chapter, asked, lang)
    return render(request, "assessments/comparison.html", context)


def _chapter(edition: Edition, number: str) -> Chapter:
    """The chapter of this number, or the first with rows. Raises Http404 when the edition has none of it."""
    if number in ("", INDICATORS):
        return next((one for one in edition.chapters if one.tables), edition.chapters[0])
    named = next((one for one in edition.chapters if one.number == number), None)
    if named is None:
        raise Http404
    return named


def _side_by_side(choice: compared.Choice, chapter: Chapter, asked: dict[str, str], lang: str) -> dict[str, object]:
    """What the page says of two forms, and the addresses of its chapters."""
    two = compared.two_forms(choice, lang)
    other = two.other.assessment
    chosen = {"rok": str(other.year)} if choice.is_same_unit else {"z": choice.unit.code, "rok": str(other.year)}
    told: dict[str, object] = {
        "two": two,
        "names": (two.name(two.first), two.name(two.second)),
        "chosen": urlencode(chosen),
        "per_thousand": not choice.is_same_unit,
        "swapped": urlencode(
            {
                "z": choice.own[-1].code,
                "rok": choice.base.year,
                **({"rozdzial": asked["rozdzial"]} if asked["rozdzial"] else {}),
            }
        ),
    }
    if asked["rozdzial"] == INDICATORS:
        return told | {"groups": compared.compared_indicators(two, lang)}
    shown = compared.compared_chapter(two, chapter, lang)
    return told | {
        "compared": shown,
        "summary": compared.summary(shown, two, lang),
        "drawing": compared.drawing(shown, two, lang),
        "explanation": (two.base.hidden.reason or two.other.hidden.reason) if shown.hides else "",
    }
