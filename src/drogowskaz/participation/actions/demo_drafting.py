"""A draft of the invented circle that waits for the invented office."""

import datetime as dt

from django.db import transaction
from django.utils.timezone import localdate

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.actions.demo import CIRCLE, GMINA
from drogowskaz.organisations.models import Organisation, User
from drogowskaz.organisations.models.organisation import named
from drogowskaz.participation.actions.drafting import TaskDescription, hand_in, make_task, write_draft
from drogowskaz.participation.enums.agreement import ScopeLevel
from drogowskaz.participation.enums.drafting import TaskState
from drogowskaz.participation.models import DraftingTask
from drogowskaz.participation.queries.drafting.calendar import days_of, usual_key

EDITOR, LEADER = "pracownik@gops.wymyslona.example", "liderka@kgw.wymyslona.example"
CHAPTER = "9"
BASIS = "Ustalenie ze wspólnego spotkania (zmyślone)"
TEXT = (
    "Koło Gospodyń Wiejskich Zmyślone i gmina współpracują od pięciu lat. W\N{NO-BREAK SPACE}minionym roku koło "
    "prowadziło:\n\n"
    "- obiady dla starszych mieszkańców, dwa razy w\N{NO-BREAK SPACE}tygodniu\n"
    "- dowóz do lekarza, na telefon\n"
    "- spotkania w\N{NO-BREAK SPACE}remizie, raz w\N{NO-BREAK SPACE}miesiącu\n\n"
    "Najbardziej brakuje samochodu z\N{NO-BREAK SPACE}podnośnikiem dla wózka.\n\n"
    "(Tekst zmyślony, dla przykładu.)"
)


@transaction.atomic
def demo_drafting(*, at: dt.datetime) -> None:
    """Give the circle its chapter, unless the agreement has, and hand a draft in; a second time changes nothing. The
    invented people and their cycle are there already."""
    cycle = Cycle.objects.select_related("unit", "assessment__unit").filter(unit__code=GMINA).order_by("-year")[0]
    circle = Organisation.objects.get(unit=cycle.unit, search_key=named(CIRCLE)["search_key"])
    task = DraftingTask.objects.filter(cycle=cycle, organisation=circle, chapter=CHAPTER).order_by("pk").first()
    if task is None:
        editor = User.objects.get(email=EDITOR)
        task = make_task(cycle=cycle, description=_description(cycle, circle, at), actor=editor, at=at)
    if task.state == TaskState.ASSIGNED:
        leader = User.objects.get(email=LEADER)
        write_draft(task=task, text=TEXT, seen=0, actor=leader, at=at)
        hand_in(task=task, seen=1, actor=leader, at=at)


def _description(cycle: Cycle, circle: Organisation, at: dt.datetime) -> TaskDescription:
    key = usual_key(CHAPTER)
    day = days_of(cycle)[key]
    late = day < localdate(at)
    return TaskDescription(
        chapter=CHAPTER,
        organisation=circle,
        level=ScopeLevel.DRAFTS,
        basis=BASIS,
        deadline=localdate(at) + dt.timedelta(days=30) if late else day,
        deadline_key="" if late else key,
        deadline_note="Miesiąc od dziś, bo przykład powstaje później." if late else "",
    )
