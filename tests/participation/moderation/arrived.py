"""A worker of the invented office with contributions to moderate, signed in, for tests of all pages."""

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone
from participation.moderation.said import BULK

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.actions.demo import demo_people
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.contributing import add_contribution
from drogowskaz.participation.enums.contribution import ContributionState
from drogowskaz.participation.models import Contribution, Theme

MODERATOR = "moderator"
"""How `accounts.arrive` knows the worker who moderates."""
ADDRESS = "pracownik@gops.wymyslona.example"
TEXT = "Brakuje autobusu wieczorem do Zmyślonej Woli."


def arrive_as_moderator(client: Client) -> dict[str, object]:
    """Sign in as the worker; gives the number of a contribution that waits. Done twice, it makes nothing new."""
    now = timezone.now()
    demo_people(at=now)
    cycle = Cycle.objects.get(unit__code="9901012", year=2026)
    waiting = Contribution.objects.filter(cycle=cycle, text=TEXT).first()
    if waiting is None:
        theme = Theme.objects.create(cycle=cycle, name="Dojazd z sołectw", at=now)
        public = {**BULK, "state": ContributionState.PUBLISHED, "published_at": now}
        with transaction.atomic():
            waiting = add_contribution(cycle=cycle, actor=None, at=now, **BULK, text=TEXT, signs=["links", "fast"])
            add_contribution(cycle=cycle, actor=None, at=now, **public, text="Nie ma autobusu wieczorem.", theme=theme)
    client.force_login(User.objects.get(email=ADDRESS), settings.AUTHENTICATION_BACKENDS[0])
    return {"moderated": waiting.number}
