"""A worker of the invented office with contributions to answer, signed in, for tests of all pages."""

from django.conf import settings
from django.test import Client
from django.utils import timezone
from participation.fate.answering import WORDS, said

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.actions.demo import demo_people
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.fate import give_fate
from drogowskaz.participation.models import Contribution

ANSWERER = "answerer"
"""How `accounts.arrive` knows the worker who answers contributions."""
ADDRESS = "pracownik@gops.wymyslona.example"
TEXT = "Brakuje dowozu do lekarza z Woli Zmyślonej."


def arrive_as_answerer(client: Client) -> dict[str, object]:
    """Sign in as the worker; gives the number of a contribution that was answered. Another waits, with one joined to
    it. Done twice, it makes nothing new."""
    now = timezone.now()
    demo_people(at=now)
    worker = User.objects.get(email=ADDRESS)
    cycle = Cycle.objects.select_related("unit").get(unit__code="9901012", year=2026)
    answered = Contribution.objects.filter(cycle=cycle, text=TEXT).first()
    if answered is None:
        waiting = said(cycle, "Kto wozi na rehabilitację?", kind="question", row="population.total", chapter="2")
        said(cycle, "Też o to pytam.", merged_into=waiting)
        answered = said(cycle, TEXT, for_whom="starsi", where="Wola Zmyślona")
        give_fate(contribution=answered, fate=WORDS, seen=answered.version, actor=worker, at=now)
    client.force_login(worker, settings.AUTHENTICATION_BACKENDS[0])
    return {"answered": answered.number}
