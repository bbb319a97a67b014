"""What waits for a person in drafting tasks: drafts to write, and drafts to decide on."""

import datetime as dt

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.enums import Act, Reach, Role
from drogowskaz.organisations.models import Grant, Mandate, User
from drogowskaz.organisations.permissions.holding import of_place
from drogowskaz.organisations.permissions.mandates import covers
from drogowskaz.participation.enums.drafting import TaskState
from drogowskaz.participation.models import DraftingTask
from drogowskaz.participation.queries.drafting.calendar import how_set
from drogowskaz.ui.waiting import Waiting

TO_WRITE = (TaskState.ASSIGNED, TaskState.WRITING, TaskState.RETURNED)
OFFICE = (Role.DATA_EDITOR, Role.APPROVER)


def waiting_for(person: User, at: dt.datetime, lang: str) -> list[Waiting]:
    """Everything; four queries."""
    return [*_to_write(person, at, lang), *_to_decide(person, at)]


def _to_write(person: User, at: dt.datetime, lang: str) -> list[Waiting]:
    held = Mandate.objects.in_force(at).filter(person=person).select_related("unit")
    mandates = [one for one in held if Act.DRAFT in one.acts]
    found = _tasks(Q(organisation__in={one.organisation_id for one in mandates}, state__in=TO_WRITE))
    return [
        Waiting(
            what=_("Draft chapter {chapter} for {organisation}: {place}").format(**_names(one)),
            why=_("You may draft for the organisation. It is voluntary; the task can be given up."),
            url=_url(one),
            until=one.deadline,
            how=how_set(one, lang),
        )
        for one in found
        if any(
            mandate.organisation_id == one.organisation_id and covers(mandate, one.cycle.unit, one.cycle.year)
            for mandate in mandates
        )
    ]


def _to_decide(person: User, at: dt.datetime) -> list[Waiting]:
    """Whose draft it is, decides nothing here: who may not decide reads why on the page."""
    held = Grant.objects.in_force(at).filter(person=person, role__in=OFFICE, reach__in=[Reach.UNIT, Reach.CYCLE])
    theirs = Q(pk=None)
    for grant in held.select_related("unit"):
        assert grant.unit is not None, "a grant for a unit or its year names the unit"
        theirs |= of_place(grant.unit) & (Q(year=grant.year) if grant.reach == Reach.CYCLE else Q())
    return [
        Waiting(
            what=_("Decide on the draft of chapter {chapter} by {organisation}: {place}").format(**_names(one)),
            why=_("You work in the office that decides on it."),
            url=_url(one),
        )
        for one in _tasks(Q(cycle__in=Cycle.objects.filter(theirs), state=TaskState.HANDED_IN))
    ]


def _tasks(where: Q) -> list[DraftingTask]:
    found = DraftingTask.objects.filter(where).select_related("organisation", "cycle__unit__parent")
    return list(found.order_by("deadline", "pk"))


def _names(task: DraftingTask) -> dict[str, str]:
    place = f"{task.cycle.unit.full_name}, {task.cycle.year}"
    return {"chapter": task.chapter, "organisation": task.organisation.name, "place": place}


def _url(task: DraftingTask) -> str:
    return reverse("participation:drafting_task", args=[task.cycle.unit.code, task.cycle.year, task.pk])
