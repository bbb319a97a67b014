"""Whatever people press and in whatever order, an annexe stays what its table of moves says."""

from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from participation.annexe.filled import JANUARY, Scene, filled, scene

from drogowskaz.assessments.models import Offer
from drogowskaz.engine.workflow import Refused, Workflow
from drogowskaz.participation.actions.annexe import correct_returned, send_annexe, take_up, withdraw
from drogowskaz.participation.enums.annexe import AnnexeState, ItemState
from drogowskaz.participation.models import Annexe
from drogowskaz.participation.workflow.annexe import ANNEXE, HAND_IN, ITEM, RETURN, TAKE_UP, WITHDRAW


def give_back(annexe: Annexe) -> None:
    """What the office does, as the table lets it."""
    if annexe.state not in RETURN.sources:
        raise Refused([])
    annexe.items.filter(field="n2.service.recipients").update(state=ItemState.RETURNED, reason="Kogo?")
    Annexe.objects.filter(pk=annexe.pk).update(state=RETURN.target)


ACTS: dict[str, Callable[[Annexe, Scene], object]] = {
    "hand in": lambda annexe, here: send_annexe(annexe=annexe, actor=here.leader, at=JANUARY),
    "correct": lambda annexe, here: correct_returned(annexe=annexe, actor=here.leader, at=JANUARY),
    "withdraw": lambda annexe, here: withdraw(annexe=annexe, actor=here.leader, at=JANUARY),
    "take up": lambda annexe, here: take_up(annexe=annexe, actor=here.leader, at=JANUARY),
    "return": lambda annexe, _here: give_back(annexe),
}
MOVES = {"hand in": HAND_IN, "correct": HAND_IN, "withdraw": WITHDRAW, "take up": TAKE_UP, "return": RETURN}


@pytest.mark.parametrize(("table", "states"), [(ANNEXE, AnnexeState), (ITEM, ItemState)], ids=["annexe", "answer"])
def test_every_state_is_in_the_table(table: Workflow, states: type[AnnexeState | ItemState]) -> None:
    assert set(table.states) == set(states.values)


@pytest.mark.django_db
def test_no_order_of_acts_leads_past_the_table() -> None:
    here = scene()
    annexe = filled(here)

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(acts=st.lists(st.sampled_from(sorted(ACTS)), max_size=8))
    def walk(acts: list[str]) -> None:
        with transaction.atomic():
            for act in acts:
                press(annexe.pk, here, act)
            transaction.set_rollback(True)

    walk()


def press(key: int, here: Scene, act: str) -> None:
    """Do it, and hold what is after it against the table: also that every number is offered once or not at all."""
    annexe = Annexe.objects.get(pk=key)
    before, move = annexe.state, MOVES[act]
    try:
        with transaction.atomic():
            ACTS[act](annexe, here)
    except Refused:
        assert before not in move.sources or act == "correct"
        assert Annexe.objects.get(pk=key).state == before
        return
    annexe.refresh_from_db()
    assert (before in move.sources, annexe.state) == (True, move.target)
    live = list(Offer.objects.exclude(fate="withdrawn").values_list("row", "offset"))
    assert len(live) == len(set(live))
    assert bool(live) == (annexe.state in (AnnexeState.SENT, AnnexeState.RETURNED))
