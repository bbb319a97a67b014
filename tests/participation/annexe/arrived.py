"""The leader of the invented circle, signed in, with a draft of its annexe, for tests of all pages."""

from django.conf import settings
from django.test import Client
from django.utils import timezone
from participation.annexe.filled import open_today

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.actions.demo import CIRCLE, demo_people
from drogowskaz.organisations.models import Organisation, User
from drogowskaz.participation.actions.annexe import start_annexe

LEADER = "leader"
"""How `accounts.arrive` knows the leader of the invented circle."""
ADDRESS = "liderka@kgw.wymyslona.example"


def arrive_as_leader(client: Client) -> dict[str, object]:
    """Sign in as the leader; gives the key of the circle, whose annexe is begun."""
    now = timezone.now()
    demo_people(at=now)
    leader, circle = User.objects.get(email=ADDRESS), Organisation.objects.get(name=CIRCLE)
    cycle = Cycle.objects.get(unit__code="9901012", year=2026)
    open_today(cycle)
    start_annexe(cycle=cycle, organisation=circle, actor=leader, at=now)
    client.force_login(leader, settings.AUTHENTICATION_BACKENDS[0])
    return {"circle": circle.pk}
