"""What the office of the demonstration did with what people said: published, one hidden, two joined, two themes."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from drogowskaz.assessments.enums import Channel, CycleState
from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.actions.demo import GMINA
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.contribution import Said, put_contribution
from drogowskaz.participation.actions.merging import merge
from drogowskaz.participation.actions.moderation import hide_contribution, moderate_many
from drogowskaz.participation.actions.theme import make_theme, put_under
from drogowskaz.participation.enums.contribution import ContributionKind, ContributionState
from drogowskaz.participation.enums.minutes import Capacity
from drogowskaz.participation.enums.moderation import Ground
from drogowskaz.participation.models import Contribution

CLERK = "pracownik@gops.wymyslona.example"
KEYS = ("demo-of-moderation-the-same", "demo-of-moderation-insulting")
THE_SAME = Said(
    kind=ContributionKind.NEED, capacity=Capacity.PERSONAL,
    text="Od lekarza w mieście nie ma czym wrócić, autobus jedzie dopiero wieczorem.",
    for_whom="starsi i rodzice z małymi dziećmi", where="Przykładowo",
)  # fmt: skip
INSULTING = Said(
    kind=ContributionKind.REMARK, capacity=Capacity.PERSONAL,
    text="Sołtys z\N{NO-BREAK SPACE}Przykładowa (zmyślony) to leń i\N{NO-BREAK SPACE}złodziej, wszyscy to wiedzą.",
)  # fmt: skip
REASON = "Obraża osobę, którą można rozpoznać. Uwagę o tym, czego brakuje w sołectwie, chętnie opublikujemy."
THEMES = {
    "Dojazd i transport": Q(text__contains="autobus") | Q(text__contains="wozimy"),
    "Osoby starsze": Q(text__contains="starszych") | Q(for_whom__contains="stars"),
}
"""The name of each theme and what belongs to it."""


@transaction.atomic
def demo_moderation(*, at: dt.datetime) -> None:
    """What came on the site and on paper is moderated, what came by phone still waits. Done twice, it changes
    nothing."""
    cycle = Cycle.objects.filter(unit__code=GMINA, state=CycleState.OPEN).select_related("unit").order_by("-year")
    clerk, year = User.objects.filter(email=CLERK).first(), cycle.first()
    first = Contribution.objects.filter(cycle=year, kind=ContributionKind.NEED, text__contains="autobus").first()
    if year is None or clerk is None or first is None or Contribution.objects.filter(key__in=KEYS).exists():
        return
    for key, said in zip(KEYS, (THE_SAME, INSULTING), strict=True):
        put_contribution(cycle=year, said=said, key=key, signs=(), lang="pl", actor=None, at=at)
    insulting = Contribution.objects.get(key=KEYS[1])
    hide_contribution(
        contribution=insulting, seen=insulting.version, ground=Ground.INSULT, reason=REASON, actor=clerk, at=at
    )
    waiting = Contribution.objects.filter(cycle=year, state=ContributionState.SUBMITTED).exclude(channel=Channel.PHONE)
    seen = dict(waiting.values_list("number", "version"))
    moderate_many(cycle=year, seen=seen, move="publish", actor=clerk, at=at)
    first.refresh_from_db()
    merge(sources=[Contribution.objects.get(key=KEYS[0])], target=first, actor=clerk, at=at)
    for name, belongs in THEMES.items():
        theme = make_theme(cycle=year, name=name, actor=clerk, at=at)
        numbers = Contribution.objects.filter(belongs, cycle=year, theme=None).values_list("number", flat=True)
        put_under(cycle=year, numbers=list(numbers), theme=theme, actor=clerk, at=at)
