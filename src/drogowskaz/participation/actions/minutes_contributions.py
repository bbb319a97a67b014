"""What was contributed at a meeting becomes a contribution of the cycle as soon as its minutes are accepted."""

import datetime as dt
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as translated

from drogowskaz.assessments.enums import Channel, CycleState
from drogowskaz.audit.actions import record
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.actions.contributing import add_contribution
from drogowskaz.participation.enums.contribution import ContributionKind, ContributionState, Naming
from drogowskaz.participation.enums.minutes import Capacity, PointKind
from drogowskaz.participation.enums.moderation import ModerationStep
from drogowskaz.participation.models import Contribution, ContributionText, Meeting, MinutePoint, ModerationAct
from drogowskaz.participation.queries.contribution import sector_of
from drogowskaz.participation.queries.fate import fates_by
from drogowskaz.participation.queries.minutes import points_of
from drogowskaz.participation.workflow.contribution import CORRECT, PUBLISH

_FOR_OTHERS = (Capacity.ORGANISATION, Capacity.OFFICIAL)


def take_contributions(*, meeting: Meeting, actor: Actor, at: dt.datetime) -> None:
    """Make a contribution of every such point of the minutes, once; one made before follows its corrected point until
    it is answered. Runs inside the transaction that accepts the minutes.

    They are public at once, as the minutes are. After the work of the year is closed a point stays in the minutes only,
    because nobody could answer it any more.
    """
    cycle = meeting.cycle
    if cycle is None:
        return
    points = [one for one in points_of(meeting) if one.kind == PointKind.CONTRIBUTION]
    made = {one.point_id: one for one in Contribution.objects.filter(point__in=points)}
    answered = fates_by(made.values())
    for point in points:
        there = made.get(point.pk)
        if there is not None and there.state == ContributionState.PUBLISHED and there.pk not in answered:
            _follow(there, point, actor, at)
        elif there is None and cycle.state not in (CycleState.COUNCIL, CycleState.CLOSED):
            _add(meeting, point, actor, at)


def _add(meeting: Meeting, point: MinutePoint, actor: Actor, at: dt.datetime) -> None:
    assert meeting.cycle is not None, "asked before"
    made = add_contribution(
        cycle=meeting.cycle,
        actor=actor,
        at=at,
        kind=ContributionKind.REMARK,
        state=ContributionState.PUBLISHED,
        channel=Channel.MEETING,
        consent=translated("said at the meeting and written into its minutes"),
        entered_by=person_of(actor),
        point=point,
        lang=get_language() or "pl",
        published_at=at,
        **_said(point),
    )
    ModerationAct.objects.create(contribution=made, step=ModerationStep.PUBLISHED, at=at, by=person_of(actor))
    record(actor=person_of(actor), verb=PUBLISH.verb, thing=made, at=at)


def _follow(made: Contribution, point: MinutePoint, actor: Actor, at: dt.datetime) -> None:
    """Say what the point says now; what it said before is kept."""
    said = _said(point)
    if all(getattr(made, name) == value for name, value in said.items()):
        return
    if made.text != point.text:
        ContributionText.objects.create(contribution=made, version=made.version, text=made.text, at=at)
    # Who answers at this moment began from the words before; of the two the slower one is told by the version.
    Contribution.objects.filter(pk=made.pk, version=made.version).update(**said, version=made.version + 1)
    record(actor=person_of(actor), verb=CORRECT.verb, thing=made, at=at)


def _said(point: MinutePoint) -> dict[str, Any]:
    """What the minutes show to everybody: the words, as whom they were said, and how whoever said them is called."""
    for_others = point.capacity in _FOR_OTHERS
    name = "" if for_others or point.organisation else point.raised_by
    return {
        "text": point.text,
        "capacity": point.capacity,
        "sector": sector_of(point.capacity, point.organisation),
        "organisation": point.organisation,
        "organisation_name": point.raised_by if for_others and not point.organisation else "",
        "naming": Naming.NAME if name else Naming.ANONYMOUS,
        "name": name,
    }
