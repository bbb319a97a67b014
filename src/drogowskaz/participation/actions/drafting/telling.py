"""Letters about a drafting task: to whoever goes on with it, and never to whoever made the step."""

from django.db.models import Q

from drogowskaz.notifications.actions import post
from drogowskaz.notifications.formats import whole_address
from drogowskaz.notifications.queries import language_of
from drogowskaz.organisations.enums import Act, Reach, Role
from drogowskaz.organisations.models import Grant, Mandate, User
from drogowskaz.organisations.permissions.holding import of_place
from drogowskaz.organisations.permissions.mandates import covers
from drogowskaz.participation.enums.drafting import TaskState
from drogowskaz.participation.models import DraftingTask, TaskStep

EVENTS = {
    TaskState.ASSIGNED: "participation.task_given",
    TaskState.HANDED_IN: "participation.draft_handed_in",
    TaskState.RETURNED: "participation.draft_returned",
    TaskState.ACCEPTED: "participation.draft_accepted",
}
THEIRS = (Role.DATA_EDITOR, Role.APPROVER)


def tell_step(step: TaskStep) -> None:
    """Write to those whose turn it is now, inside the transaction of the step. The letters hold nothing of the draft:
    it stands on the page."""
    event = EVENTS.get(TaskState(step.state))
    if event is None:
        return
    task = step.task
    for person in _recipients(step):
        post(
            event=event,
            thing=f"drafting_step:{step.pk}",
            at=step.at,
            recipient=person,
            context={
                "unit": task.cycle.unit,
                "year": task.cycle.year,
                "organisation": task.organisation.name,
                "chapter": task.chapter,
                "deadline": task.deadline,
                "link": _link(task, person),
            },
        )


def _link(task: DraftingTask, person: User) -> str:
    where = (task.cycle.unit.code, task.cycle.year, task.pk)
    return whole_address("participation:drafting_task", *where, language=language_of(person))


def _recipients(step: TaskStep) -> list[User]:
    """In the order of their keys; one query."""
    if step.state == TaskState.HANDED_IN:
        return [one for one in _office(step) if one.pk != step.by_id]
    return [one for one in _writers(step) if one.pk != step.by_id]


def _office(step: TaskStep) -> list[User]:
    cycle = step.task.cycle
    theirs = Q(reach=Reach.UNIT) | Q(reach=Reach.CYCLE, year=cycle.year)
    held = Grant.objects.in_force(step.at).filter(
        theirs & of_place(cycle.unit), role__in=THEIRS, person__is_active=True
    )
    return sorted({grant.person for grant in held.select_related("person")}, key=lambda one: one.pk)


def _writers(step: TaskStep) -> list[User]:
    """Whoever may draft for the organisation in this unit and year."""
    cycle = step.task.cycle
    held = Mandate.objects.in_force(step.at).filter(organisation=step.task.organisation, person__is_active=True)
    mandates = [one for one in held.select_related("person", "unit") if Act.DRAFT in one.acts]
    people = {one.person for one in mandates if one.person and covers(one, cycle.unit, cycle.year)}
    return sorted(people, key=lambda one: one.pk)
