"""The animator of the invented gmina, who runs its consultations, signed in, for tests of all pages."""

from django.conf import settings
from django.test import Client
from django.utils import timezone

from drogowskaz.organisations.actions.demo import GMINA, demo_people
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.consultation import ConsultationText, make_consultation
from drogowskaz.participation.actions.demo_consultation import TITLE, demo_consultation
from drogowskaz.participation.models import Consultation

CONSULTER = "consulter"
"""How `accounts.arrive` knows the animator who runs consultations."""
SECOND = "Drugie konsultacje na próbę"


def arrive_as_consulter(client: Client) -> dict[str, object]:
    """Sign in; gives the numbers of a consultation that is open and of one that is being prepared. The example data are
    there."""
    now = timezone.now()
    demo_people(at=now)
    demo_consultation(at=now)
    running = Consultation.objects.select_related("cycle__unit").get(title=TITLE, cycle__unit__code=GMINA)
    second = Consultation.objects.filter(title=SECOND).first()
    if second is None:
        second = make_consultation(cycle=running.cycle, text=ConsultationText(SECOND), actor=None, at=now)
    animator = User.objects.get(email="animator@pomoc.wymyslona.example")
    client.force_login(animator, settings.AUTHENTICATION_BACKENDS[0])
    return {"consultation": running.number, "prepared": second.number}
