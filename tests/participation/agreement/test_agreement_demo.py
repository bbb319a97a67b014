"""The agreement of the demonstration."""

import pytest
from organisations.cast import place
from participation.agreement.sides import DECEMBER

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.actions.demo import demo_people
from drogowskaz.participation.actions.demo_agreement import demo_agreement
from drogowskaz.participation.enums.agreement import AgreementState
from drogowskaz.participation.models import Agreement, AgreementStep, Condition
from drogowskaz.participation.queries.agreement.wording import disputed_points, wording_of

pytestmark = pytest.mark.django_db


def test_the_demo_shows_talks_with_two_disputed_points_and_a_second_time_changes_nothing() -> None:
    Cycle.objects.create(unit=place(), year=2026, planned_at=DECEMBER)
    demo_people(DECEMBER)
    for _time in range(2):
        demo_agreement(at=DECEMBER)
    made = Agreement.objects.get()
    assert (made.state, Condition.objects.count(), disputed_points(wording_of(made))) == (AgreementState.TALKS, 6, 2)
    steps = AgreementStep.objects.count()
    demo_agreement(at=DECEMBER)
    assert AgreementStep.objects.count() == steps


def test_without_a_cycle_there_is_nothing_to_show() -> None:
    demo_agreement(at=DECEMBER)
    assert not Agreement.objects.exists()
