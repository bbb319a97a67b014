"""Handing out what was frozen."""

import datetime as dt

from django.db import transaction

from drogowskaz.assessments.models import Package
from drogowskaz.assessments.permissions import may_read_form
from drogowskaz.audit.actions import record
from drogowskaz.engine.workflow import refuse
from drogowskaz.organisations.permissions import Actor, person_of


@transaction.atomic
def fetch_frozen(*, package: Package, file: str, actor: Actor, at: dt.datetime) -> None:
    """Note who takes a frozen form, or a document out of it; every number stands in both. Raises Refused."""
    refuse(may_read_form(actor, package.assessment, at))
    record(
        actor=person_of(actor),
        verb="submission.fetched",
        thing=package.assessment,
        at=at,
        version=package.number,
        document=file,
    )
