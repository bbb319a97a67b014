"""Two people at the same moment: one sheet typed in twice is one, and minutes accepted twice make one."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from cycles import DECEMBER, opened
from participation.meeting.meetings import AFTER, held
from races import outcomes, several_writers

from drogowskaz.assessments.enums import Channel
from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions.contribution import Said
from drogowskaz.participation.actions.contribution_entering import Received, enter_contribution
from drogowskaz.participation.actions.minutes import PointDescription, accept_minutes, put_point
from drogowskaz.participation.enums.contribution import ContributionKind
from drogowskaz.participation.enums.minutes import Capacity, PointKind
from drogowskaz.participation.models import Contribution

pytestmark = [
    pytest.mark.django_db(transaction=True),
    several_writers,
]
SAID = Said(ContributionKind.REMARK, "Brakuje dowozu.", Capacity.PERSONAL)


def at_once(*acts: Callable[[], object]) -> list[bool]:
    """Whether each of the acts was refused, those that were done first."""
    return sorted(isinstance(one, Refused) for one in outcomes(*acts))


def test_two_clicks_at_once_are_one() -> None:
    cycle, key = opened(), uuid4().hex

    def click() -> object:
        received = Received(Channel.PAPER, "Na kartce.")
        return enter_contribution(
            cycle=cycle, said=SAID, received=received, key=key, lang="pl", actor=None, at=DECEMBER
        )

    assert at_once(click, click) == [False, False]
    assert Contribution.objects.count() == 1


def test_two_sheets_typed_in_at_once_get_a_number_each() -> None:
    cycle = opened()

    def click() -> object:
        received = Received(Channel.PAPER, "Na kartce.")
        return enter_contribution(
            cycle=cycle, said=SAID, received=received, key=uuid4().hex, lang="pl", actor=None, at=DECEMBER
        )

    assert at_once(click, click, click) == [False, False, False]
    assert sorted(Contribution.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_minutes_accepted_twice_at_once_make_one_contribution() -> None:
    there = held()
    point = PointDescription(PointKind.CONTRIBUTION, "Obiady.", capacity=Capacity.PERSONAL)
    put_point(meeting=there.meeting, point=None, description=point, actor=there.animator, at=AFTER)

    def accept() -> object:
        return accept_minutes(meeting=there.meeting, actor=there.animator, at=AFTER)

    assert at_once(accept, accept) == [False, True]
    assert Contribution.objects.count() == 1
