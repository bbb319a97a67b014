"""Whatever people press and in whatever order, a contribution stays what its table of moves says."""

from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from participation.moderation.said import JANUARY, again, cycle, reachable

from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions.contribution_own import Correction, correct_contribution, withdraw_contribution
from drogowskaz.participation.actions.moderation import (
    hide_contribution,
    publish_contribution,
    reject_contribution,
    restore_contribution,
    return_contribution,
)
from drogowskaz.participation.enums.contribution import PUBLIC, ContributionState
from drogowskaz.participation.models import Contribution, ModerationAct
from drogowskaz.participation.workflow.contribution import (
    CONTRIBUTION,
    CORRECT,
    HIDE,
    PUBLISH,
    REJECT,
    RESTORE,
    RETURN,
    WITHDRAW,
)


def correct(one: Contribution) -> None:
    words = Correction(text=f"{one.text}!")
    correct_contribution(contribution=one, correction=words, signs=[], seen=one.version, at=JANUARY)


ACTS: dict[str, Callable[[Contribution], object]] = {
    "publish": lambda one: publish_contribution(contribution=one, seen=one.version, actor=None, at=JANUARY),
    "return": lambda one: return_contribution(
        contribution=one, seen=one.version, reason="Imię.", actor=None, at=JANUARY
    ),
    "hide": lambda one: hide_contribution(
        contribution=one, seen=one.version, ground="insult", reason="Obraza.", actor=None, at=JANUARY
    ),
    "reject": lambda one: reject_contribution(contribution=one, seen=one.version, actor=None, at=JANUARY),
    "restore": lambda one: restore_contribution(
        contribution=one, seen=one.version, reason="Pomyłka.", actor=None, at=JANUARY
    ),
    "correct": correct,
    "withdraw": lambda one: withdraw_contribution(contribution=one, at=JANUARY),
}
MOVES = {
    "publish": PUBLISH, "return": RETURN, "hide": HIDE, "reject": REJECT, "restore": RESTORE, "correct": CORRECT,
    "withdraw": WITHDRAW,
}  # fmt: skip


def test_every_state_is_in_the_table() -> None:
    assert set(CONTRIBUTION.states) == set(ContributionState.values)


@pytest.mark.django_db
def test_no_order_of_acts_leads_past_the_table() -> None:
    one = reachable(cycle())

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(acts=st.lists(st.sampled_from(sorted(ACTS)), max_size=8))
    def walk(acts: list[str]) -> None:
        with transaction.atomic():
            for act in acts:
                press(one, act)
            transaction.set_rollback(True)

    walk()


def press(known: Contribution, act: str) -> None:
    """Do it, and hold what is after it against the table: refused means unchanged, done means moved and in the log.

    What is withdrawn already is withdrawn by a second click without a word.
    """
    one, move = again(known), MOVES[act]
    before, version, log = one.state, one.version, ModerationAct.objects.count()
    try:
        with transaction.atomic():
            ACTS[act](one)
        done = (before, act) != (ContributionState.WITHDRAWN, "withdraw")
    except Refused:
        done = False
    if not done:
        left = again(known)
        assert before not in move.sources
        assert (left.state, left.version, ModerationAct.objects.count()) == (before, version, log)
        return
    after = again(known)
    assert (before in move.sources, after.state, after.version) == (True, move.target, version + 1)
    assert ModerationAct.objects.count() == log + 1
    assert after.state not in PUBLIC or after.published_at is not None
