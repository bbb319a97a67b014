"""The drafting tasks of a cycle, the draft of one, and the values proposed in it."""

import datetime as dt
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from drogowskaz.assessments.enums import OfferFate
from drogowskaz.assessments.models import Cycle, Offer
from drogowskaz.assessments.queries.cycles import form_for, level
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Chapter
from drogowskaz.engine.sheets import CellKey
from drogowskaz.organisations.enums import INSTITUTIONS
from drogowskaz.organisations.models import Organisation
from drogowskaz.organisations.permissions import Actor
from drogowskaz.organisations.permissions.holding import of_place
from drogowskaz.participation.enums.drafting import Side, TaskState
from drogowskaz.participation.models import DraftingTask, DraftVersion, TaskOffer
from drogowskaz.participation.permissions.drafting import organisations_of, reads_all

OVER = (TaskState.ACCEPTED, TaskState.WITHDRAWN)
"""States in which a task waits for nobody."""


def chapters_of(cycle: Cycle) -> tuple[Chapter, ...]:
    """The chapters of the form the cycle works on, or will; none where no form is installed."""
    form = form_for(level(cycle.unit), cycle.year)
    edition = cycle.edition or (form.edition if form else "")
    return edition_named(edition).chapters if edition else ()


def last_version(task: DraftingTask) -> DraftVersion | None:
    """The version of the draft that stands, with who wrote it."""
    return task.versions.select_related("by").order_by("-version").first()


def handed_version(task: DraftingTask) -> DraftVersion | None:
    """The version that was last handed in, which is all the office reads of a draft."""
    step = task.steps.filter(state=TaskState.HANDED_IN, version__isnull=False).order_by("-pk").first()
    if step is None or step.version is None:
        return None
    return task.versions.select_related("by").filter(version=step.version).first()


def office_version(task: DraftingTask) -> DraftVersion | None:
    """What the office made of the draft when it accepted it; None when it changed nothing."""
    return task.versions.select_related("by").filter(side=Side.OFFICE).order_by("-version").first()


def proposed(task: DraftingTask) -> dict[CellKey, Offer]:
    """The newest value the organisation proposes for each cell, also one that was decided on; one query."""
    links = TaskOffer.objects.filter(task=task).exclude(offer__fate=OfferFate.WITHDRAWN)
    return {(one.offer.row, one.offer.offset): one.offer for one in links.select_related("offer").order_by("pk")}


def tasks_of(cycle: Cycle) -> QuerySet[DraftingTask]:
    """Every task of a cycle, the nearest day first, with what its pages name; one query."""
    return (
        DraftingTask.objects.filter(cycle=cycle)
        .select_related("organisation", "cycle__unit__parent", "cycle__assessment")
        .order_by("deadline", "pk")
    )


def task_at(cycle: Cycle, key: int) -> DraftingTask | None:
    """The task with this key; None when the cycle has none."""
    return tasks_of(cycle).filter(pk=key).first()


@dataclass(frozen=True)
class ShownTask:
    """A task in the list. `late`: the day has passed and the draft has not come."""

    task: DraftingTask
    chapter: str
    late: bool


def shown_tasks(cycle: Cycle, actor: Actor, at: dt.datetime, lang: str) -> tuple[ShownTask, ...]:
    """The tasks this person may read: all of them for the office, for others those of their organisations."""
    found = tasks_of(cycle)
    if not reads_all(actor, cycle, at):
        found = found.filter(organisation__in=organisations_of(actor, at))
    names = {one.number: one.label[lang] for one in chapters_of(cycle)}
    return tuple(ShownTask(one, names.get(one.chapter, ""), is_late(one, at)) for one in found)


def is_late(task: DraftingTask, at: dt.datetime) -> bool:
    """Whether the day has passed without a draft. It is said and hinders nothing."""
    waits = task.state not in (*OVER, TaskState.HANDED_IN)
    return waits and task.deadline < localdate(at)


def writers_near(cycle: Cycle) -> list[Organisation]:
    """Organisations that a task can be given to: of the unit itself, of the units it lies in, and of the whole country;
    institutions are none of them. One query."""
    places = [Q(unit=None), Q(unit__code=cycle.unit.code[:2]), Q(unit__code=cycle.unit.code[:4]), of_place(cycle.unit)]
    near = reduce(or_, places)
    return list(Organisation.objects.filter(near).exclude(kind__in=INSTITUTIONS).order_by("sort_key", "pk"))
