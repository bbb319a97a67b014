"""The component sheet and the accessibility declaration."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from drogowskaz.engine.editions.schema import SEVERITIES, Severity
from drogowskaz.engine.words import say
from drogowskaz.ui.trail import Step, front


@dataclass(frozen=True)
class InventedFinding:
    """A finding for the sheet, with the fields that the component shows."""

    severity: Severity
    label: str
    message: str
    arithmetic: str
    instruction: str


def _invented_findings() -> list[InventedFinding]:
    lang = get_language() or "pl"
    said = {
        Severity.ERROR: (_("The sum does not agree."), _("1 204 should equal 1 211 (women 1 180 + men 31)."), ""),
        Severity.JUSTIFY: (_("All numbers are the same as a year before."), "", _("Say where the numbers come from.")),
        Severity.WARNING: (_("The numbers differ unusually."), "", _("Check whether the rows have been swapped.")),
        Severity.NOTE: (_("The forecast is a copy of the assessed year."), "", ""),
    }
    return [InventedFinding(severity, say(SEVERITIES[severity], lang), *texts) for severity, texts in said.items()]


def components(request: HttpRequest) -> HttpResponse:
    """Every component on one page, so that a change of the look is seen, and scanned by axe, at once."""
    trail = [front(), Step(_("Component sheet"), request.path)]
    return render(request, "ui/components.html", {"trail": trail, "findings": _invented_findings()})


def accessibility(request: HttpRequest) -> HttpResponse:
    """What we know of the accessibility of this site, and what has not been tested."""
    trail = [front(), Step(_("Accessibility declaration"), request.path)]
    return render(request, "ui/accessibility.html", {"trail": trail})
