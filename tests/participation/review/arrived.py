"""A worker of the invented office with an annexe to read and letters sent, signed in, for tests of all pages."""

from django.conf import settings
from django.test import Client
from django.utils import timezone
from participation.invitation.invited import invite
from participation.review.handed_in import TEXTS, handed_in

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.actions import Description, add_organisation
from drogowskaz.organisations.actions.demo import demo_people
from drogowskaz.organisations.enums import Kind
from drogowskaz.organisations.models import User
from drogowskaz.organisations.models.invitation import digest
from drogowskaz.participation.models import Annexe, AnnexeInvitation

READER = "reader"
"""How `accounts.arrive` knows the worker who reads annexes."""
TOKEN = "link-z-listu"
"""A letter that has left is emptied, so the invitation gets a link that is known here."""
ADDRESS, NAME = "pracownik@gops.wymyslona.example", "OSP w Zmyślonej Woli"


def arrive_as_reader(client: Client) -> dict[str, object]:
    """Sign in as the worker; gives the key of an annexe that waits and the token of an invitation. Done twice, it makes
    nothing new."""
    now = timezone.now()
    demo_people(at=now)
    cycle = Cycle.objects.get(unit__code="9901012", year=2026)
    annexe = Annexe.objects.filter(cycle=cycle, organisation__name=NAME).first()
    if annexe is None:
        description = Description(name=NAME, kind=Kind.OSP, unit=cycle.unit, email="osp@zmyslona.example")
        brigade = add_organisation(description=description, actor=None, at=now, invented=True)
        invite(cycle, brigade, at=now)
        annexe = handed_in(cycle, brigade, {**TEXTS, "n2.name": "Dowóz do lekarza"}, number=3, at=now)
    client.force_login(User.objects.get(email=ADDRESS), settings.AUTHENTICATION_BACKENDS[0])
    AnnexeInvitation.objects.filter(cycle=cycle, organisation=annexe.organisation).update(token_digest=digest(TOKEN))
    return {"annexe": annexe.pk, "asked": TOKEN}
