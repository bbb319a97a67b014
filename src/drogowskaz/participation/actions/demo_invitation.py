"""The invitations of the demonstration: the invented circle is asked for its data on paper, with a letter to print."""

import datetime as dt

from django.db import transaction

from drogowskaz.assessments.enums import CycleState
from drogowskaz.assessments.models import Cycle
from drogowskaz.notifications.enums import Language
from drogowskaz.organisations.actions.demo import CIRCLE, GMINA
from drogowskaz.organisations.models import Organisation, User
from drogowskaz.participation.actions.invitation import Words, invite_organisations
from drogowskaz.participation.enums.invitation import Way
from drogowskaz.participation.models import AnnexeInvitation

CONTACT = "Roman Rachmistrz (zmyślony), w\N{NO-BREAK SPACE}ośrodku od poniedziałku do piątku"


@transaction.atomic
def demo_invitation(*, at: dt.datetime) -> None:
    """The circle is invited to the open cycle of the invented gmina; done twice, it changes nothing."""
    cycle = Cycle.objects.filter(unit__code=GMINA, state=CycleState.OPEN).select_related("unit").first()
    if cycle is None or AnnexeInvitation.objects.filter(cycle=cycle).exists():
        return
    circle = Organisation.objects.get(unit__code=GMINA, name=CIRCLE)
    clerk = User.objects.get(email="pracownik@gops.wymyslona.example")
    words = Words(contact=CONTACT, language=Language.POLISH.value)
    invite_organisations(cycle=cycle, organisations=[circle.pk], way=Way.PAPER, words=words, actor=clerk, at=at)
