"""The public pages of the calendar of a year, and of the days on which the official form was really opened."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drogowskaz.assessments.queries import calendar as dates
from drogowskaz.assessments.queries.cycles import FIRST_YEAR, LAST_YEAR
from drogowskaz.engine.teryt import Level
from drogowskaz.ui.trail import Step, front

LEVELS = {Level.GMINA: "gmina", Level.VOIVODESHIP: "wojewodztwo"}
"""The levels whose calendars differ, by their names in addresses; powiats and cities have that of the gmina."""


def calendar(request: HttpRequest, year: int) -> HttpResponse:
    """The dates of an assessed year for anyone: each with how it was computed, on what basis and how sure."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    lang = get_language() or "pl"
    asked = request.GET.get("poziom", LEVELS[Level.GMINA])
    level = next((level for level, name in LEVELS.items() if name == asked), Level.GMINA)
    context = {
        "trail": [front(), Step(_("Calendar of the assessment for {year}").format(year=year), request.path)],
        "year": year,
        "level": level.value,
        "dates": dates.shown_calendar(level, year, lang, today=timezone.localdate()),
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < LAST_YEAR else None,
    }
    return render(request, "assessments/calendar.html", context)


def openings(request: HttpRequest) -> HttpResponse:
    """When the official form was really opened, year by year."""
    year = timezone.localdate().year
    context = {
        "trail": [
            front(),
            Step(
                _("Calendar of the assessment for {year}").format(year=year),
                reverse("assessments:calendar", args=[year]),
            ),
            Step(_("When the form was really opened"), request.path),
        ],
        "openings": dates.openings(get_language() or "pl"),
    }
    return render(request, "assessments/calendar_openings.html", context)
