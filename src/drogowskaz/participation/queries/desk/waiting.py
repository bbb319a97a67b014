"""What waits for an animator, for the page of tasks: one line that leads to the desk."""

import datetime as dt
from functools import reduce
from operator import or_

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from drogowskaz.assessments.enums import CycleState
from drogowskaz.engine.words import count, plural
from drogowskaz.organisations.models import User
from drogowskaz.participation.queries.desk.lines import WAITS, counted
from drogowskaz.participation.queries.desk.reach import cycles_of_desk, helping
from drogowskaz.ui.waiting import Waiting

GMINAS = plural("Something waits in {n} cycle you help with.", "Something waits in {n} cycles you help with.")


def waiting_for(person: User, at: dt.datetime, lang: str) -> list[Waiting]:
    """The desk, where something waits in a cycle that is not closed; two queries, one for those who have no desk."""
    grants = helping(person, at)
    if not grants:
        return []
    something = reduce(or_, (Q(**{f"{name}__gt": 0}) for name in WAITS))
    open_ones = counted(cycles_of_desk(grants).exclude(state=CycleState.CLOSED), at)
    cycles = open_ones.filter(something).count()
    if not cycles:
        return []
    return [Waiting(_("Look at your animator's desk"), count(GMINAS, cycles, lang), reverse("participation:desk"))]
