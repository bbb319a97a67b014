"""Whatever people press and in whatever order, a consultation stays what its table of moves says."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from participation.consultation.consulted import AFTER, DURING, LAST, NOW, Consulted, prepared

from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions.consultation import announce_consultation, cancel_consultation
from drogowskaz.participation.actions.consultation_running import (
    end_consultation,
    extend,
    keep_days,
    open_consultation,
)
from drogowskaz.participation.enums.consultation import ConsultationState
from drogowskaz.participation.models import Consultation
from drogowskaz.participation.workflow.consultation import ANNOUNCE, CANCEL, CONSULTATION, END, OPEN

LATER = LAST + dt.timedelta(days=3)


def more_time(one: Consultation, here: Consulted) -> None:
    extend(consultation=one, closes_on=LATER, reason="Tak.", actor=here.animator, at=DURING)


ACTS: dict[str, Callable[[Consultation, Consulted], object]] = {
    "announce": lambda one, here: announce_consultation(consultation=one, actor=here.animator, at=NOW),
    "open": lambda one, here: open_consultation(consultation=one, actor=here.animator, at=DURING),
    "end": lambda one, here: end_consultation(consultation=one, actor=here.animator, at=AFTER + dt.timedelta(days=30)),
    "cancel": lambda one, here: cancel_consultation(consultation=one, reason="Tak.", actor=here.animator, at=NOW),
    "more time": more_time,
    "program": lambda _one, _here: keep_days(at=DURING),
}
MOVES = {"announce": ANNOUNCE, "open": OPEN, "end": END, "cancel": CANCEL}


def test_every_state_is_in_the_table() -> None:
    assert set(CONSULTATION.states) == set(ConsultationState.values)


def test_nothing_leads_back_and_every_state_but_the_last_ones_leads_on() -> None:
    order = list(ConsultationState.values)
    assert all(
        order.index(source) < order.index(move.target) for move in CONSULTATION.transitions for source in move.sources
    )
    assert [state for state in order if not CONSULTATION.moves_from(state)] == ["closed", "cancelled"]


@pytest.mark.django_db
def test_no_order_of_acts_leads_past_the_table() -> None:
    here = prepared()

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(acts=st.lists(st.sampled_from(sorted(ACTS)), max_size=8))
    def walk(acts: list[str]) -> None:
        with transaction.atomic():
            for act in acts:
                press(here, act)
            transaction.set_rollback(True)

    walk()


def press(here: Consulted, act: str) -> None:
    """Do it, and hold what is after it against the table."""
    one = here.again()
    before, move = one.state, MOVES.get(act)
    try:
        with transaction.atomic():
            ACTS[act](one, here)
    except Refused:
        assert move is None or before not in move.sources
        assert here.again().state == before
        return
    after = here.again().state
    if move is not None:
        assert (before in move.sources, after) == (True, move.target)
    elif act == "more time":
        assert (before in ("announced", "open"), after) == (True, before)
    else:
        assert after == ("open" if before == "announced" else before)
