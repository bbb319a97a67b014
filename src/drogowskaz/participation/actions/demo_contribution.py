"""Invented contributions of the demonstration, made on the site: one of each kind, of several capacities."""

import datetime as dt
from dataclasses import replace

from drogowskaz.assessments.enums import Channel, CycleState
from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.actions.demo import CIRCLE, GMINA
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.contribution import Said, put_contribution
from drogowskaz.participation.enums.contribution import ContributionKind, Naming
from drogowskaz.participation.enums.minutes import Capacity
from drogowskaz.participation.models import Contribution
from drogowskaz.participation.queries.contribution_form import organisations_to_speak_for

KEY = "demo-of-contributions-{year}-{number:02}"
LEADER = "liderka@kgw.wymyslona.example"
SAID = (
    Said(
        kind=ContributionKind.NEED, capacity=Capacity.PERSONAL, naming=Naming.PSEUDONYM, name="Sąsiadka z przykładu",
        text="Dowozu do lekarza w mieście: autobus jedzie rano i wraca dopiero wieczorem.",
        for_whom="starsi, którzy mieszkają sami", where="Zmyślona i Przykładowo",
    ),
    Said(
        kind=ContributionKind.REMARK, capacity=Capacity.PERSONAL, chapter="2",
        text="W rozdziale o ludności nie widać, ile osób starszych mieszka samotnie. To widać dopiero na wsi.",
    ),
    Said(
        kind=ContributionKind.FIGURE, capacity=Capacity.ORGANISATION, organisation_name=CIRCLE,
        naming=Naming.NAME, name="Kazia Kołowa (zmyślona)", source="nasza lista obiadów",
        text="W 2026 r. koło wydało obiady 46 osobom, razem 1380 porcji.",
    ),
    Said(
        kind=ContributionKind.PRACTICE, capacity=Capacity.ORGANISATION, organisation_name="OSP Zmyślone",
        naming=Naming.NAME, name="Zenek z przykładu",
        text="Raz w miesiącu wozimy chętnych na zakupy i do apteki. Zgłoszenia zbiera sklep, paliwo daje gmina.",
    ),
    Said(
        kind=ContributionKind.QUESTION, capacity=Capacity.PERSONAL,
        text="Czy świetlica w Przykładowie będzie czynna także w wakacje?",
    ),
    Said(
        kind=ContributionKind.NEED, capacity=Capacity.EXPERT, naming=Naming.NAME, name="Ewa Ekspertka (zmyślona)",
        organisation_name="Poradnia z przykładu",
        text="Miejsca, w którym młodzież może porozmawiać z psychologiem bez dojazdu do powiatu.",
        for_whom="młodzież szkolna", where="cała gmina",
    ),
)  # fmt: skip
"""What the invented people say."""


def demo_contribution(*, at: dt.datetime) -> None:
    """Each through the action of the page, for the open year. Done twice, it changes nothing."""
    open_years = Cycle.objects.filter(unit__code=GMINA, state=CycleState.OPEN).select_related("unit")
    cycle = open_years.order_by("-year").first()
    if cycle is None or Contribution.objects.filter(cycle=cycle, channel=Channel.ONLINE).exists():
        return
    for number, one in enumerate(SAID, start=1):
        said, actor = _under_mandate(one, cycle, at)
        key = KEY.format(year=cycle.year, number=number)
        put_contribution(cycle=cycle, said=said, key=key, signs=(), lang="pl", actor=actor, at=at)


def _under_mandate(said: Said, cycle: Cycle, at: dt.datetime) -> tuple[Said, User | None]:
    """The leader of the circle speaks for it under her mandate; everybody else is a visitor."""
    if said.organisation_name != CIRCLE:
        return said, None
    leader = User.objects.filter(email=LEADER).first()
    held = [one for one in organisations_to_speak_for(leader, cycle, at) if one.name == CIRCLE]
    return (replace(said, organisation=held[0], organisation_name=""), leader) if held else (said, None)
