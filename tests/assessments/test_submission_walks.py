"""Whatever people press and in whatever order, a form on its way stays what the table of moves says."""

from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from signatures import APRIL, HOUR, Signed, ready

from drogowskaz.assessments.actions.submission import correct, send, take_back
from drogowskaz.assessments.actions.verification import accept_form, return_form
from drogowskaz.assessments.enums import Step, Way
from drogowskaz.assessments.models import Package, SubmissionStep
from drogowskaz.assessments.permissions import may_write
from drogowskaz.assessments.queries.packages import verify
from drogowskaz.assessments.queries.submission import state_of
from drogowskaz.assessments.workflow import SUBMISSION
from drogowskaz.engine.workflow import Refused


def newest(made: Signed) -> int:
    return made.form.packages.count()


ACTS: dict[Step, Callable[[Signed], object]] = {
    Step.SIGNED: lambda made: made.sign(APRIL + newest(made) * HOUR),
    Step.SENT: lambda made: send(assessment=made.again(), actor=made.editor, at=APRIL),
    Step.TAKEN_BACK: lambda made: take_back(assessment=made.again(), reason="Tak.", actor=made.approver, at=APRIL),
    Step.RETURNED: lambda made: return_form(
        assessment=made.again(), version=newest(made), reason="Nie.", actor=made.rops, at=APRIL
    ),
    Step.ACCEPTED: lambda made: accept_form(assessment=made.again(), version=newest(made), actor=made.rops, at=APRIL),
    Step.CORRECTION: lambda made: correct(assessment=made.again(), reason="Błąd.", actor=made.approver, at=APRIL),
}
VERBS = {f"submission.{step.value}": step for step in ACTS}


def test_every_state_is_in_the_table_and_no_way_ends() -> None:
    assert set(SUBMISSION.states) == set(Way.values)
    assert all(SUBMISSION.moves_from(state) for state in Way.values)
    assert {move.verb for move in SUBMISSION.transitions} == set(VERBS)


@pytest.mark.django_db
def test_no_order_of_acts_leads_past_the_table() -> None:
    made = ready()

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(acts=st.lists(st.sampled_from(sorted(ACTS)), max_size=10))
    def walk(acts: list[Step]) -> None:
        with transaction.atomic():
            for act in acts:
                press(made, Step(act))
            assert verify().holds
            transaction.set_rollback(True)

    walk()


def press(made: Signed, act: Step) -> None:
    """Do it, and hold what is after it against the table."""
    before, versions = state_of(made.again()), newest(made)
    allowed = {move.target for move in SUBMISSION.moves_from(before) if VERBS[move.verb] is act}
    try:
        with transaction.atomic():
            ACTS[act](made)
    except Refused:
        assert not allowed
        assert state_of(made.again()) is before
        assert newest(made) == versions
        return
    state = state_of(made.again())
    assert state in allowed
    assert made.form.locked is (state in (Way.SIGNED, Way.SENT, Way.ACCEPTED))
    assert (may_write(made.editor, made.form, APRIL) is None) is not made.form.locked
    assert newest(made) == versions + (act is Step.SIGNED)
    assert [one.number for one in Package.objects.all()] == [*range(1, newest(made) + 1)]
    assert SubmissionStep.objects.filter(submission__assessment=made.form).last().kind == act  # type: ignore[union-attr]
    accepted = SubmissionStep.objects.filter(kind=Step.ACCEPTED).last()
    assert made.form.submission.accepted == (accepted.package if accepted else None)
