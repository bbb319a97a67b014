"""Putting the values of a file into an open form, after the person has seen what would change."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from drogowskaz.assessments.actions.entry import Fate, Outcome, Save, save_cells
from drogowskaz.assessments.models import Assessment
from drogowskaz.audit.actions import record
from drogowskaz.organisations.permissions import Actor, person_of


@transaction.atomic
def load_file(
    *, assessment: Assessment, saves: Sequence[Save], file: str, actor: Actor, at: dt.datetime
) -> tuple[Outcome, ...]:
    """Write the chosen values of a file over the versions the person saw; what somebody changed since stays and is told
    as a conflict. Raises Refused."""
    outcomes = save_cells(assessment=assessment, saves=saves, actor=actor, at=at)
    written = sum(one.fate is Fate.SAVED for one in outcomes)
    record(actor=person_of(actor), verb="entry.file_loaded", thing=assessment, at=at, file=file, cells=written)
    return outcomes
