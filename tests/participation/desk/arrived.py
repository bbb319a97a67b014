"""The animator of the invented gmina, signed in, with papers, a question and a note, for tests of all pages."""

from django.conf import settings
from django.test import Client
from django.utils import timezone
from organisations.cast import tokens

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.actions.demo import demo_people
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.confirmation import ask_confirmation
from drogowskaz.participation.actions.demo_paper import ANIMATOR as ADDRESS
from drogowskaz.participation.actions.demo_paper import demo_paper
from drogowskaz.participation.models import Confirmation, FieldNote, Paper

ANIMATOR = "animator"
"""How `accounts.arrive` knows the animator of the invented gmina."""


def arrive_as_animator(client: Client) -> dict[str, object]:
    """Sign in as the animator; gives the key of a note and the token of a question that waits."""
    now = timezone.now()
    demo_people(at=now)
    demo_paper(at=now)
    animator = User.objects.get(email=ADDRESS)
    client.force_login(animator, settings.AUTHENTICATION_BACKENDS[0])
    return {"note": FieldNote.objects.filter(by=animator).latest("pk").pk, "question": _token(animator)}


def _token(animator: User) -> str:
    """A fresh question about the first paper; its token is known to the letter alone."""
    gathered, sending = tokens()
    paper = Paper.objects.get(cycle=Cycle.objects.get(unit__code="9901012", year=2026), number=1)
    ask_confirmation(
        cycle=paper.cycle, institution=None, email=f"gops{Confirmation.objects.count()}@example.org", subject="obiady",
        sentences=["Ośrodek przyjął liczbę obiadów."], thing="participation.Paper", thing_id=str(paper.pk), paper=paper,
        sending=sending, actor=animator, at=timezone.now(),
    )  # fmt: skip
    return gathered[0]
