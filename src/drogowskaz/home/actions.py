"""What a unit does as a whole."""

import datetime as dt

from django.db import transaction
from django.utils.timezone import localtime

from drogowskaz.audit.actions import record
from drogowskaz.engine.workflow import Refused
from drogowskaz.home.queries.export import exported
from drogowskaz.organisations.permissions import Actor, may_administer, person_of
from drogowskaz.territory.models import Unit
from drogowskaz.territory.queries import lineage


@transaction.atomic
def export_unit(*, unit: Unit, actor: Actor, at: dt.datetime, lang: str) -> bytes:
    """Everything about a unit as one ZIP file, for its administrator to take along. Raises Refused."""
    refusal = may_administer(actor, unit, at)
    if refusal:
        raise Refused([refusal])
    record(actor=person_of(actor), verb="unit.exported", thing=unit, at=at)
    return exported(unit, lineage(unit), f"{localtime(at):%Y-%m-%d %H:%M}", lang)
