"""Two clicks and two colleagues in the same moment."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from django.db import connection
from participation.annexe.filled import JANUARY, begun, filled, mandate, scene, someone

from drogowskaz.assessments.models import Offer
from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.models import Message
from drogowskaz.participation.actions.annexe import Save, save_answers, send_annexe, start_annexe
from drogowskaz.participation.models import Annexe

Said = TypeVar("Said")
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], Said]) -> list[Said]:
    """Do them in the same moment. On SQLite one comes after another: in memory it has one writer at a time."""
    if connection.vendor != "postgresql":
        return [act() for act in acts]
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], Said]) -> Said:
        start.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [one.result() for one in [pool.submit(run, act) for act in acts]]


def test_two_clicks_on_handing_in_send_one_annexe() -> None:
    here = scene()
    key = filled(here).pk

    def press() -> str:
        annexe = Annexe.objects.select_related("cycle__assessment", "cycle__unit", "organisation").get(pk=key)
        try:
            send_annexe(annexe=annexe, actor=here.leader, at=JANUARY, lang="en")
        except Refused as refused:
            return refused.refusals[0].sentence("en")
        return "sent"

    said = at_once(press, press)
    assert sorted(said) == ["This annexe was handed in already. Nothing was sent twice.", "sent"]
    cells = list(Offer.objects.values_list("row", "offset"))
    assert len(cells) == len(set(cells)) > 0
    assert Message.objects.filter(event="participation.annexe_sent").count() == 2


def test_of_two_colleagues_who_save_one_answer_one_is_kept_and_the_other_told() -> None:
    here = scene()
    key, colleague = begun(here).pk, someone("Zosia")
    mandate(here.circle, colleague)

    def saving(text: str, person: object) -> Callable[[], tuple[str, str]]:
        def press() -> tuple[str, str]:
            annexe = Annexe.objects.select_related("cycle__unit", "organisation").get(pk=key)
            save = Save("n1.mandate_holder", 0, text, 0)
            (outcome,) = save_answers(annexe=annexe, saves=[save], actor=person, at=JANUARY)  # type: ignore[arg-type]
            return outcome.fate.value, outcome.text

        return press

    said = at_once(saving("prezeska", here.leader), saving("skarbniczka", colleague))
    kept = Annexe.objects.get(pk=key).items.get(field="n1.mandate_holder").text
    assert sorted(said) == [("conflict", kept), ("saved", kept)]


def test_two_colleagues_who_begin_at_once_get_one_annexe() -> None:
    here = scene()
    colleague = someone("Zosia")
    mandate(here.circle, colleague)

    def beginning(person: object) -> Callable[[], int]:
        def press() -> int:
            made = start_annexe(cycle=here.cycle, organisation=here.circle, actor=person, at=JANUARY)  # type: ignore[arg-type]
            return made.pk

        return press

    said = at_once(beginning(here.leader), beginning(colleague))
    assert said == [Annexe.objects.get().pk] * 2
