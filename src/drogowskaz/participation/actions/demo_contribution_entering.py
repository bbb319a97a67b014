"""Two invented contributions that came on paper and by phone, visibly so, for the demonstration."""

import datetime as dt

from django.db import transaction
from django.utils.timezone import localdate

from drogowskaz.assessments.enums import Channel, CycleState
from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.actions.demo import CIRCLE, GMINA
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.contribution import Said
from drogowskaz.participation.actions.contribution_entering import Received, enter_contribution
from drogowskaz.participation.actions.demo_paper import ANIMATOR
from drogowskaz.participation.actions.paper import PaperDescription, register_paper
from drogowskaz.participation.enums.contribution import ContributionKind, Naming
from drogowskaz.participation.enums.minutes import Capacity
from drogowskaz.participation.enums.paper import PaperKind
from drogowskaz.participation.models import Contribution

SHEET = Said(
    kind=ContributionKind.NEED,
    text="Brakuje kogoś, kto przyniesie zimą zakupy i opał.",
    capacity=Capacity.ORGANISATION,
    for_whom="starszych, którzy mieszkają sami",
    where="Zmyślona Wola",
    organisation_name=CIRCLE,
)
CALL = Said(
    kind=ContributionKind.QUESTION,
    text="Czy w ocenie policzono dowóz do lekarza, który robi straż?",
    capacity=Capacity.PERSONAL,
    naming=Naming.PSEUDONYM,
    name="Sąsiadka (zmyślona)",
)
KEYS = ("demo-entering-sheet-9901012", "demo-entering-call-9901012")


@transaction.atomic
def demo_contribution_entering(*, at: dt.datetime) -> None:
    """A need from a sheet with its registered paper, and a question by phone; both wait for a moderator. Done twice,
    it changes nothing."""
    cycle = Cycle.objects.filter(unit__code=GMINA, state=CycleState.OPEN).order_by("-year").first()
    animator = User.objects.filter(email=ANIMATOR).first()
    if cycle is None or animator is None or Contribution.objects.filter(key__in=KEYS).exists():
        return
    day = localdate(at)
    described = PaperDescription(PaperKind.LETTER_IN, "Kartka z głosem koła (zmyślona)", day, sender=CIRCLE)
    paper = register_paper(cycle=cycle, description=described, scan=None, actor=animator, at=at)
    on_paper = Received(Channel.PAPER, "Zgoda zaznaczona na kartce.", paper)
    by_phone = Received(Channel.PHONE, "Zgoda w rozmowie telefonicznej.")
    for key, said, received in zip(KEYS, (SHEET, CALL), (on_paper, by_phone), strict=True):
        enter_contribution(cycle=cycle, said=said, received=received, key=key, lang="pl", actor=animator, at=at)
