"""The leader of the invented circle, signed in and in the middle of a draft, for tests of all pages."""

from django.conf import settings
from django.test import Client
from django.utils import timezone

from drogowskaz.organisations.actions.demo import demo_people
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.demo_drafting import BASIS, EDITOR, LEADER, demo_drafting
from drogowskaz.participation.actions.drafting import TaskDescription, make_task, write_draft
from drogowskaz.participation.enums.agreement import ScopeLevel
from drogowskaz.participation.models import DraftingTask

DRAFTER = "drafter"
"""How `accounts.arrive` knows the leader of the invented circle."""


def arrive_as_drafter(client: Client) -> dict[str, object]:
    """Sign in as the leader; gives the key of a task with a text and rows that is being written."""
    now = timezone.now()
    demo_people(at=now)
    demo_drafting(at=now)
    leader = User.objects.get(email=LEADER)
    client.force_login(leader, settings.AUTHENTICATION_BACKENDS[0])
    handed_in = DraftingTask.objects.select_related("cycle__unit", "organisation").order_by("pk")[0]
    task = DraftingTask.objects.filter(cycle=handed_in.cycle, chapter="2").first()
    if task is None:
        description = TaskDescription(
            chapter="2", organisation=handed_in.organisation, level=ScopeLevel.COMMISSIONED, basis=BASIS,
            deadline=timezone.localdate(now), deadline_note="Na próbę", rows=("clubs.senior", "clubs.youth.total"),
        )  # fmt: skip
        editor = User.objects.get(email=EDITOR)
        task = make_task(cycle=handed_in.cycle, description=description, actor=editor, at=now)
        write_draft(task=task, text="Początek tekstu.", seen=0, actor=leader, at=now)
    return {"drafting": task.pk}
