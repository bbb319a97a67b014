"""The way to the pages of a cycle's participation."""

from django.urls import reverse
from django.utils.translation import gettext as _

from drogowskaz.assessments.models import Cycle
from drogowskaz.ui.trail import Step, front


def trail_to_participation(cycle: Cycle, *further: Step) -> list[Step]:
    """The way to the page of how organisations take part in a cycle, and on."""
    where = [cycle.unit.code, cycle.year]
    return [
        front(),
        Step(cycle.unit.full_name, reverse("home:unit", args=where[:1])),
        Step(_("Cycle for {year}").format(year=cycle.year), reverse("assessments:cycle", args=where)),
        Step(_("Road of the year"), reverse("participation:cycle", args=where)),
        *further,
    ]
