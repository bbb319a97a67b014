"""Somebody of the invented regional centre, signed in, with forms in every state, for tests of all pages."""

from django.conf import settings
from django.test import Client
from django.utils import timezone

from drogowskaz.assessments.actions.demo_forms import demo_forms
from drogowskaz.config.commands.server import EXAMPLES
from drogowskaz.engine.editions.loader import EDITIONS
from drogowskaz.engine.files.cases import read_case
from drogowskaz.organisations.models import User

VERIFIER = "verifier"
"""How `accounts.arrive` knows the analyst of the invented regional centre."""


def arrive_as_verifier(client: Client) -> dict[str, object]:
    """Sign in as the analyst; the forms are made once."""
    reviewer = User.objects.get(email="analityczka@rops.wymyslona.example")
    demo_forms(reading=read_case(EDITIONS / EXAMPLES[0]), at=timezone.now())
    client.force_login(reviewer, settings.AUTHENTICATION_BACKENDS[0])
    return {}
