"""Contributions for tests of what everybody reads: said in a cycle of the invented gmina, answered, hidden, joined."""

from typing import Any
from uuid import uuid4

from cycles import DECEMBER, opened

from drogowskaz.assessments.enums import Channel
from drogowskaz.assessments.models import Cycle
from drogowskaz.participation.actions.contributing import add_contribution, move_contribution
from drogowskaz.participation.enums.contribution import ContributionKind, ContributionState, FateCode
from drogowskaz.participation.enums.minutes import Capacity, Sector
from drogowskaz.participation.enums.moderation import Ground, ModerationStep
from drogowskaz.participation.models import Contribution, Fate
from drogowskaz.participation.workflow.contribution import HIDE, REJECT, WITHDRAW

SECRET = "Pan Zenobi spod lasu nie ma węgla"
"""Words that nobody may read outside."""


def voice(cycle: Cycle | None = None, text: str = "Brakuje dowozu do lekarza.", **fields: Any) -> Contribution:
    """A contribution that everybody may read; `fields` are those of the model."""
    known: dict[str, Any] = {
        "kind": ContributionKind.REMARK, "state": ContributionState.PUBLISHED, "text": text, "lang": "pl",
        "channel": Channel.ONLINE, "capacity": Capacity.PERSONAL, "sector": Sector.RESIDENTS, "published_at": DECEMBER,
    }  # fmt: skip
    return add_contribution(cycle=cycle or opened(), actor=None, at=DECEMBER, **{**known, **fields})


def unread(cycle: Cycle, text: str = SECRET, **fields: Any) -> Contribution:
    """One that no moderator has read."""
    return voice(cycle, text, state=ContributionState.SUBMITTED, published_at=None, key=uuid4().hex, **fields)


def answered(said: Contribution, code: FateCode = FateCode.TAKEN, reason: str = "Dopisaliśmy.", **more: Any) -> Fate:
    """The office answered, the last time so."""
    number = said.fates.count() + 1
    Contribution.objects.filter(pk=said.pk).update(state=ContributionState.ANSWERED)
    said.state = ContributionState.ANSWERED
    return Fate.objects.create(contribution=said, number=number, code=code, reason=reason, at=DECEMBER, **more)


def hidden(cycle: Cycle, reason: str = "Pokazuje osobę.", **fields: Any) -> Contribution:
    """One a moderator hid after it was published."""
    said = voice(cycle, SECRET, **fields)
    move_contribution(
        said, HIDE, step=ModerationStep.HIDDEN, ground=Ground.PERSONAL_DATA, reason=reason, actor=None, at=DECEMBER
    )
    return said


def spam(cycle: Cycle) -> Contribution:
    said = unread(cycle)
    move_contribution(said, REJECT, step=ModerationStep.SPAM, actor=None, at=DECEMBER)
    return said


def withdrawn(cycle: Cycle, *, published: bool) -> Contribution:
    said = voice(cycle, SECRET) if published else unread(cycle)
    move_contribution(said, WITHDRAW, step=ModerationStep.WITHDRAWN, actor=None, at=DECEMBER)
    return said
