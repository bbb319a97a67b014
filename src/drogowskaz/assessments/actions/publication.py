"""Keeping what the public copies of a unit's assessments hide; every change of what is public ends here."""

from collections import Counter
from collections.abc import Collection, Iterable

from django.db import transaction

from drogowskaz.assessments.actions.downloads import renew_documents
from drogowskaz.assessments.models import PublicCopy
from drogowskaz.assessments.queries.assessment import told_sheet
from drogowskaz.assessments.queries.publication import PROGRAM, find, found_for, once_public
from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.disclosure.publication import public_result
from drogowskaz.engine.disclosure.withholding import Withheld
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, refuse
from drogowskaz.territory.models import Unit


@transaction.atomic
def hide_small_counts(*, units: Iterable[Unit], corrected: Collection[tuple[int, str, int]] = ()) -> None:
    """Find and keep what the public copies of a series of units hide, taken together. `corrected` are places (year,
    row, offset) whose numbers have just been changed: what was shown there before is no longer what stands there.

    Raises Refused when a small number could be computed from them whatever is hidden: then they are not published.
    """
    series = once_public(units)
    if not series:
        return
    try:
        found = find(series, corrected)
    except Unusable as unknown:
        raise Refused([Refusal(problem.message, problem.params) for problem in unknown.problems]) from unknown
    refuse(_exposed(found))
    stamp = found_for(series)
    for one in series:
        told = public_result(check_sheet(told_sheet(one)), found).findings
        PublicCopy.objects.update_or_create(
            assessment=one,
            defaults={
                "found_for": stamp,
                "program": PROGRAM,
                "threshold": found.threshold,
                "cells": _told(found.cells, one.year),
                "figures": _told(found.figures, one.year),
                "silent": _told(found.silent, one.year),
                "findings": Counter(finding.check.severity.value for finding in told),
            },
        )
    renew_documents(changed=max(series, key=lambda one: one.changed_at), series=series)


def _exposed(found: Withheld) -> Refusal | None:
    if not found.exposed:
        return None
    message = _(
        "From the public copy somebody could compute small numbers of people, whatever else is hidden: {cells}. "
        "Nothing has been published. Check these cells; the council's copy can be made of the whole form."
    )
    places = sorted(found.exposed)
    return Refusal(message, {"cells": ", ".join(f"{row} ({year + offset})" for year, row, offset in places)})


def _told(places: Iterable[tuple[int, str, int]], year: int) -> list[tuple[str, int]]:
    return sorted((name, offset) for when, name, offset in places if when == year)
