"""The consultation of the demonstration: open, with two chapters, a row and a recommendation."""

import datetime as dt

from django.db import transaction
from django.utils.timezone import localdate

from drogowskaz.assessments.actions.texts import write_text
from drogowskaz.assessments.enums import CycleState
from drogowskaz.assessments.models import Cycle
from drogowskaz.assessments.queries.texts import CONCLUSIONS, latest
from drogowskaz.organisations.actions.demo import GMINA
from drogowskaz.participation.actions.consultation import (
    ConsultationText,
    announce_consultation,
    make_consultation,
    put_principles,
)
from drogowskaz.participation.actions.consultation_running import open_consultation
from drogowskaz.participation.actions.consultation_section import add_section
from drogowskaz.participation.enums.consultation import Met, Principle
from drogowskaz.participation.models import Consultation
from drogowskaz.participation.queries.consultation_text import (
    Bound,
    chapter_bound,
    recommendation_bound,
    row_bound,
)

ANNOUNCED, OPENED, LASTS = dt.timedelta(days=11), dt.timedelta(days=4), dt.timedelta(days=27)
"""How long before the example is made it was announced and begun, and from its first day to its last."""
INTRODUCTION = "1"
ROW = "staff.carers.persons"
DOCTOR = "Zapewnić dowóz do lekarza co tydzień, na telefon, także z Wymyślonej Kolonii."
TEXTS = {
    INTRODUCTION: (
        "Ocenę przygotował ośrodek razem z organizacjami: kołem gospodyń, strażą i "
        "stowarzyszeniem. Liczby pochodzą z formularza, opisy z rozmów.\n\n"
        "Gmina leży daleko od miasta. Autobus jeździ tylko w dni nauki szkolnej, więc do lekarza "
        "i urzędu najtrudniej dotrzeć starszym.\n\n"
        "(Tekst zmyślony, dla przykładu.)"
    ),
    CONCLUSIONS: (
        "Najwięcej pomocy potrzebują starsi, którzy mieszkają sami.\n\n"
        f"- {DOCTOR}\n"
        "- Otworzyć świetlicę w Wymyślonej Kolonii, choćby dwa popołudnia w tygodniu.\n"
        "- Przyjąć jeszcze jedną opiekunkę na pół etatu.\n\n"
        "(Tekst zmyślony, dla przykładu.)"
    ),
}
TITLE = "Konsultacje projektu oceny (zmyślone)"
QUESTIONS = (
    "Czy tak wygląda życie w gminie? Czego tu brakuje?",
    "Czy tyle opiekunek wystarcza? Kto czeka na pomoc?",
    "Który wniosek jest najważniejszy? Jakiego nie ma?",
    "Czy dowóz raz w tygodniu wystarczy? Kto mógłby jeździć?",
)
KEPT = {
    Principle.GOOD_FAITH: (Met.YES, "Wnioski naprawdę są jeszcze otwarte; poprawimy je po konsultacjach."),
    Principle.UNIVERSALITY: (
        Met.PARTLY,
        "Kartki leżą w urzędzie, sklepie i remizie; do trzech przysiółków nie dojeżdżamy.",
    ),
    Principle.TRANSPARENCY: (Met.YES, "Każdy głos i każda odpowiedź są na tej stronie."),
    Principle.RESPONSIVENESS: (Met.YES, "Odpowiemy na każdy głos, zanim ocena trafi do rady."),
    Principle.COORDINATION: (Met.YES, "Prowadzi jedna osoba, jej telefon jest wyżej."),
    Principle.PREDICTABILITY: (Met.YES, "Termin ogłoszono tydzień wcześniej, także na tablicy przed urzędem."),
    Principle.PUBLIC_INTEREST: (
        Met.YES,
        "Patrzymy na to, komu jest najtrudniej, a nie kto pisze najwięcej.",
    ),
}


@transaction.atomic
def demo_consultation(*, at: dt.datetime) -> None:
    """Prepared, announced and opened a few days before, by the office's hand; a second time changes nothing."""
    open_years = Cycle.objects.filter(unit__code=GMINA, state=CycleState.OPEN).select_related(
        "unit", "assessment__unit"
    )
    cycle = open_years.order_by("-year").first()
    if cycle is None or Consultation.objects.filter(cycle=cycle).exists():
        return
    announced, opened = at - ANNOUNCED, at - OPENED
    _write(cycle, announced)
    made = make_consultation(cycle=cycle, text=_text(localdate(opened)), actor=None, at=announced)
    for bound, question in zip(_bounds(cycle), QUESTIONS, strict=True):
        add_section(consultation=made, bound=bound, question=question, actor=None, at=announced)
    put_principles(consultation=made, checks=KEPT, actor=None, at=announced)
    announce_consultation(consultation=made, actor=None, at=announced)
    open_consultation(consultation=made, actor=None, at=opened)


def _write(cycle: Cycle, at: dt.datetime) -> None:
    """Give the draft its introduction and conclusions, where nobody has written any."""
    assert cycle.assessment is not None, "an open cycle has its assessment"
    for chapter, text in TEXTS.items():
        if latest(cycle.assessment, chapter) is None:
            write_text(assessment=cycle.assessment, chapter=chapter, text=text, seen=0, actor=None, at=at)


def _bounds(cycle: Cycle) -> list[Bound]:
    found = (
        chapter_bound(cycle, INTRODUCTION),
        row_bound(cycle, ROW),
        chapter_bound(cycle, CONCLUSIONS),
        recommendation_bound(DOCTOR),
    )
    assert None not in found, "the form of the example has them"
    return [one for one in found if one is not None]


def _text(opens: dt.date) -> ConsultationText:
    return ConsultationText(
        title=TITLE,
        purpose=(
            "Zanim ocena trafi do rady, chcemy usłyszeć, czego w niej brakuje. Najbardziej zależy nam "
            "na głosach osób, które same korzystają z pomocy albo pomagają sąsiadom."
        ),
        host="Roman Rachmistrz (zmyślony)",
        contact="ośrodek pomocy społecznej, pokój 3, od poniedziałku do piątku od 8 do 15",
        can_change="Wnioski, rekomendacje i opisy. Możemy też sprawdzić liczby, które budzą wątpliwości.",
        fixed="Układ formularza i liczby z GUS: ustalają je inni.",
        offline=(
            "Kartki leżą w urzędzie, w sklepie i w remizie. "
            "Wypełnioną można oddać w pokoju 3 albo wrzucić do skrzynki. Można też przyjść na spotkanie "
            "albo powiedzieć animatorowi."
        ),
        opens_on=opens,
        closes_on=opens + LASTS,
    )
