"""The open cycle of the demonstration."""

import datetime as dt

from django.db import transaction
from django.utils.timezone import localdate

from drogowskaz.assessments.actions.cycles import open_cycle, plan_cycle, set_date
from drogowskaz.assessments.enums import CycleState
from drogowskaz.assessments.models import Cycle
from drogowskaz.assessments.queries.cycles import opening_refusal
from drogowskaz.territory.models import Unit

EARLY = "Przykład: ta gmina zaczyna, zanim przyjdzie pora formularza tymczasowego."


@transaction.atomic
def demo_cycle(*, unit: Unit, year: int, at: dt.datetime) -> Cycle:
    """Open the unit's cycle for the year, if need be before its time by a local date; a second time changes nothing."""
    cycle = plan_cycle(unit=unit, year=year, actor=None, at=at)
    if cycle.state != CycleState.PLANNED:
        return cycle
    if opening_refusal(unit, year, {}, at):
        set_date(cycle=cycle, key="provisional_form", day=localdate(at), reason=EARLY, actor=None, at=at)
    return open_cycle(unit=unit, year=year, actor=None, at=at)
