"""The annexe of the demonstration: an invented circle that hands its numbers in."""

import datetime as dt

from django.db import transaction
from django.utils.timezone import localdate

from drogowskaz.assessments.actions.cycles import set_date
from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.actions.demo import CIRCLE, GMINA
from drogowskaz.organisations.models import Mandate, Organisation
from drogowskaz.participation.actions.annexe import Fate, Save, save_answers, send_annexe, start_annexe
from drogowskaz.participation.enums.annexe import AnnexeState
from drogowskaz.participation.models import Annexe
from drogowskaz.participation.permissions.annexe import CLOSES, OPENS, window_of

EARLY = "Przykład: w tej gminie organizacje podają dane, zanim przyjdzie ich pora."
WEEKS = dt.timedelta(weeks=8)
"""How long the organisations of the example have from the day it is made."""

ANSWERS = {
    ("n1.legal_form", 0): "kgw",
    ("n1.mandate_holder", 0): "Kazia Kołowa (zmyślona), przewodnicząca koła",
    ("n1.area", 0): GMINA,
    ("n1.domains", 0): "social_assistance",
    ("n1.recipients", 0): "seniors",
    ("n1.jst_contract", 0): "yes",
    ("n1.contracts", 0): "1",
    ("n2.service.name", 0): "Obiady dla starszych",
    ("n2.service.domain", 0): "elderly",
    ("n2.service.commissioned", 0): "yes",
    ("n2.service.recipients", 0): "24",
    ("n2.service.recipients_unit", 0): "persons",
    ("n2.service.outside_jops", 0): "9",
    ("n2.service.food_persons", 0): "24",
    ("n2.service.area", 0): "Zmyślone, Wymyślona Kolonia",
    ("n2.money.jst", 0): "6000",
    ("n2.money.own_contribution", 0): "1200",
    ("n2.service.quality", 0): "measured",
    ("n2.service.name", 1): "Dowóz do lekarza",
    ("n2.service.domain", 1): "elderly",
    ("n2.service.commissioned", 1): "no",
    ("n2.service.recipients", 1): "11",
    ("n2.service.recipients_unit", 1): "persons",
    ("n2.service.waiting", 1): "3",
    ("n2.service.quality", 1): "estimated",
    ("n2.service.double", 1): "Pięć z tych osób dostaje też obiady.",
    ("n4.volunteers.persons", 0): "12",
    ("n4.volunteers.hours", 0): "480",
    ("n4.qualifications", 0): "Mamy kucharkę i dwóch kierowców, brakuje opiekunki.",
    ("n6.missing", 0): "W Wymyślonej Kolonii nie ma świetlicy.",
    ("n6.access", 0): "Autobus jeździ tylko w dni nauki szkolnej.",
    ("n7.worked", 0): "Ośrodek użycza nam kuchni w remizie.",
    ("n8.risks", 0): "Umowa kończy się w grudniu.",
    ("n10.publication", 0): "full",
    ("n10.no_personal_data", 0): "yes",
    ("n10.small_numbers", 0): "yes",
}
"""What the circle answers, as somebody would type it."""


@transaction.atomic
def demo_annexe(*, at: dt.datetime) -> None:
    """The invented circle begins, fills in and hands in its annexe to the open cycle of its gmina. A second time
    nothing changes; without the people of the demonstration, their mandate or their cycle nothing happens."""
    cycle = Cycle.objects.filter(unit__code=GMINA, assessment__isnull=False).order_by("-year").first()
    circle = Organisation.objects.filter(name=CIRCLE, invented=True).first()
    mandate = Mandate.objects.in_force(at).filter(organisation=circle).select_related("person").first()
    if cycle is None or circle is None or mandate is None or mandate.person is None:
        return
    if Annexe.objects.filter(cycle=cycle, organisation=circle).exists():
        return
    _open_window(cycle, at)
    annexe = start_annexe(cycle=cycle, organisation=circle, actor=mandate.person, at=at)
    seen = {(one.field, one.place): one.version for one in annexe.items.all()}
    saves = [Save(field, place, text, seen.get((field, place), 0)) for (field, place), text in ANSWERS.items()]
    outcomes = save_answers(annexe=annexe, saves=saves, actor=mandate.person, at=at)
    unread = [one.sentence for one in outcomes if one.fate is not Fate.SAVED]
    assert not unread, unread
    send_annexe(annexe=annexe, actor=mandate.person, at=at)
    assert annexe.state == AnnexeState.SENT


def _open_window(cycle: Cycle, at: dt.datetime) -> None:
    """Let the dates of the annexe hold today, by local ones where the computed ones do not."""
    window, day = window_of(cycle), localdate(at)
    if not window.opens <= day <= window.closes:
        for key, chosen in ((OPENS, day), (CLOSES, day + WEEKS)):
            set_date(cycle=cycle, key=key, day=chosen, reason=EARLY, actor=None, at=at)
