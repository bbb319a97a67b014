"""Last year's values in the earlier columns of a new form, through the crosswalk that is in force."""

import datetime as dt

from django.db import transaction
from django.utils.timezone import localdate

from drogowskaz.assessments.enums import CycleState, Event
from drogowskaz.assessments.models import Assessment, Cell, CellChange, Cycle, CycleEvent, Source
from drogowskaz.assessments.permissions import locked_because, may_run_cycle
from drogowskaz.assessments.queries.assessment import told_sheet
from drogowskaz.assessments.queries.crosswalk import in_force
from drogowskaz.assessments.queries.cycles import earlier_assessment
from drogowskaz.audit.actions import record
from drogowskaz.engine.crosswalk.carry import Carried, Outcome, carry
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.words import _, say
from drogowskaz.engine.workflow import Refusal, refuse
from drogowskaz.organisations.permissions import Actor, person_of

LEFT = (Outcome.NOT_SUMMED, Outcome.TO_DIVIDE, Outcome.REMOVED, Outcome.UNLIKE)
"""Values of past years that a person has to place; those of years that the form no longer shows are not counted."""
_CLOSED = _("Values can be carried over only while data are being gathered.")


@transaction.atomic
def carry_over(*, cycle: Cycle, actor: Actor, at: dt.datetime) -> int:
    """Copy the unit's last assessment into the earlier columns of the cycle's form; a typed value is never replaced.

    Returns how many cells were written; 0 when there is no earlier assessment or no crosswalk leads from its edition.
    Each written cell names the assessment it came from. A second time only what was never filled is written.
    Raises Refused.
    """
    refuse(may_run_cycle(actor, cycle.unit, cycle.year, at))
    # Whoever saves in this form waits for the end of this transaction, so nothing typed meanwhile is passed over.
    assessment = Assessment.objects.select_for_update().filter(cycle=cycle).first()
    refuse(Refusal(_CLOSED) if assessment is None or cycle.state != CycleState.OPEN else None)
    assert assessment is not None, "refused above"
    refuse(locked_because(assessment) if assessment.locked else None)
    before = earlier_assessment(cycle.unit, cycle.year)
    carried = carried_from(before, cycle) if before else None
    if before is None or carried is None:
        return 0
    written = _write(carried, assessment, before.year, actor=actor, at=at)
    if written:
        CycleEvent.objects.create(
            cycle=cycle,
            kind=Event.CARRIED,
            day=localdate(at),
            at=at,
            by=person_of(actor),
            details={
                "year": before.year,
                "cells": written,
                "listed": sum(one.outcome in LEFT for one in carried.carriages),
            },
        )
        record(actor=person_of(actor), verb="cycle.carried", thing=cycle, at=at, year=before.year, cells=written)
    return written


def carried_from(before: Assessment, cycle: Cycle) -> Carried | None:
    """What carrying the earlier assessment over gives; None when no crosswalk leads to the form of the cycle."""
    sheet, form = told_sheet(before), edition_named(cycle.edition)
    try:
        return carry(sheet, in_force().between(sheet.edition, form), year=cycle.year)
    except Unusable:
        return None


def _write(carried: Carried, assessment: Assessment, year: int, *, actor: Actor, at: dt.datetime) -> int:
    known = set(assessment.changes.values_list("row", "offset"))
    # The journal of a cell that was emptied by hand is a typed value too.
    values = {key: value for key, value in carried.sheet.values.items() if key not in known}
    if not values:
        return 0
    source, _made = Source.objects.get_or_create(
        title=say(_("carried over from the assessment for {year}"), "pl", year=year), publisher="", url=""
    )
    person = person_of(actor)
    cells = [
        Cell(
            assessment=assessment,
            row=row,
            offset=offset,
            state=value.state.value,
            number=value.number,
            text=value.text,
            source=source,
            changed_at=at,
            changed_by=person,
        )
        for (row, offset), value in values.items()
    ]
    Cell.objects.bulk_create(cells)
    CellChange.objects.bulk_create(CellChange.of(cell) for cell in cells)
    return len(cells)
