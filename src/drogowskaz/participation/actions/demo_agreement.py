"""The agreement of the demonstration: invented sides who agree on most and dispute two points."""

import datetime as dt

from django.db import transaction

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.actions.demo import CIRCLE, GMINA
from drogowskaz.organisations.models import Organisation, User
from drogowskaz.participation.actions.agreement import (
    ConditionText,
    add_condition,
    join_agreement,
    open_agreement,
    put_to_talks,
    say_opinion,
)
from drogowskaz.participation.enums.agreement import ConditionKind, Opinion
from drogowskaz.participation.models import Agreement

OFFICE_SAYS = (
    (ConditionKind.AREA, "Rozdziały 3–5: pomoc, której nie ma w\N{NO-BREAK SPACE}systemach ośrodka."),
    (ConditionKind.AREA, "Rozdziały 9 i\N{NO-BREAK SPACE}11: współpraca, wnioski i\N{NO-BREAK SPACE}rekomendacje."),
    (ConditionKind.START, "Spotkanie w\N{NO-BREAK SPACE}grudniu, na którym ośrodek pokaże formularz."),
    (ConditionKind.GUARANTEE, "Liczby zbiorcze, bez danych osób, przekazane do 15 lutego."),
)
CIRCLE_SAYS = (
    (ConditionKind.START, "Formularz po ludzku: także na papierze, większym drukiem."),
    (ConditionKind.GUARANTEE, "Ośrodek odpisuje, co zrobił z\N{NO-BREAK SPACE}każdą naszą liczbą."),
)
DISPUTED = "Termin 28 lutego: sprawozdanie koła kończymy w\N{NO-BREAK SPACE}połowie miesiąca."
WANTS = "Odpowiedź zbiorcza raz, na koniec, bo w\N{NO-BREAK SPACE}ośrodku jest jedna osoba."


@transaction.atomic
def demo_agreement(*, at: dt.datetime) -> None:
    """Talks of the invented gmina in its newest cycle; where there is an agreement already, nothing changes."""
    cycle = Cycle.objects.filter(unit__code=GMINA).order_by("-year").first()
    if cycle is None or Agreement.objects.filter(cycle=cycle).exists():
        return
    head = User.objects.get(email="dyrektorka@gops.wymyslona.example")
    leader = User.objects.get(email="liderka@kgw.wymyslona.example")
    circle = Organisation.objects.get(unit__code=GMINA, name=CIRCLE)
    agreement = open_agreement(cycle=cycle, lang="pl", actor=head, at=at)
    for kind, text in OFFICE_SAYS:
        add_condition(agreement=agreement, text=ConditionText(kind, text), side=None, paper=None, actor=head, at=at)
    put_to_talks(agreement=agreement, actor=head, at=at)
    join_agreement(agreement=agreement, organisation=circle, paper=None, actor=leader, at=at)
    for kind, text in CIRCLE_SAYS:
        add_condition(agreement=agreement, text=ConditionText(kind, text), side=circle, paper=None, actor=leader, at=at)
    _talk(agreement, circle, head, leader, at)


def _talk(agreement: Agreement, circle: Organisation, head: User, leader: User, at: dt.datetime) -> None:
    """The office agrees with the scope; each side disputes one point of the other's."""
    for entry in agreement.scope.all():
        say_opinion(
            point=entry, opinion=Opinion.AGREED, wants="", seen=entry.version, side=None, paper=None, actor=head, at=at
        )
    deadline = agreement.conditions.get(text=OFFICE_SAYS[-1][1])
    say_opinion(
        point=deadline, opinion=Opinion.DISPUTED, wants=DISPUTED, seen=1, side=circle, paper=None, actor=leader, at=at
    )
    answers = agreement.conditions.get(text=CIRCLE_SAYS[-1][1])
    say_opinion(point=answers, opinion=Opinion.DISPUTED, wants=WANTS, seen=1, side=None, paper=None, actor=head, at=at)
