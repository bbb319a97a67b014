"""Contributions as moderators find them, and the people who moderate."""

from typing import Any

from django.db import transaction
from participation.invitation.invited import BEFORE, JANUARY, cycle, manager, organisation, person, worker

from drogowskaz.assessments.enums import Channel
from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, User
from drogowskaz.participation.actions.contributing import add_contribution
from drogowskaz.participation.enums.contribution import ContributionKind, ContributionState
from drogowskaz.participation.enums.minutes import Capacity, Sector
from drogowskaz.participation.models import Contribution, ModerationAct
from drogowskaz.participation.models.contribution import digest_of

__all__ = ["JANUARY", "cycle", "manager", "organisation", "person", "worker"]
TEXT = "W Zmyślonej nie ma gdzie zostawić dziecka."
KEY = "klucz-autorki-dwadziescia-znakow"
BULK = {
    "kind": ContributionKind.REMARK, "channel": Channel.ONLINE, "capacity": Capacity.PERSONAL,
    "sector": Sector.RESIDENTS, "lang": "en",
}  # fmt: skip
"""What every invented contribution has."""


def said(
    year: Cycle, text: str = TEXT, state: ContributionState = ContributionState.SUBMITTED, **more: Any
) -> Contribution:
    """One contribution in a state, as whoever reads a page has it in hand."""
    if state in (ContributionState.PUBLISHED, ContributionState.ANSWERED):
        more.setdefault("published_at", JANUARY)
    with transaction.atomic():
        made = add_contribution(cycle=year, actor=None, at=JANUARY, **{**BULK, "text": text, "state": state, **more})
    return again(made)


def reachable(year: Cycle, **more: Any) -> Contribution:
    """One whose author confirmed an address and has a page of their own."""
    theirs = {"email": "autorka@example.org", "confirmed_at": JANUARY, "key": KEY, "token_digest": digest_of(KEY)}
    return said(year, **{**theirs, **more})


def again(contribution: Contribution) -> Contribution:
    """The same, read anew."""
    joined = ("cycle__unit", "organisation", "merged_into")
    return Contribution.objects.select_related(*joined).get(pk=contribution.pk)


def moderator(name: str = "Mirka Moderatorka") -> User:
    """Somebody who only moderates, in the whole installation."""
    made = person(name)
    Grant.objects.create(person=made, role=Role.MODERATOR, reach=Reach.PLATFORM, valid_from=BEFORE)
    return made


def auditor() -> User:
    made = person("Aldona Audytorka")
    Grant.objects.create(person=made, role=Role.AUDITOR, reach=Reach.PLATFORM, valid_from=BEFORE)
    return made


def steps(contribution: Contribution) -> list[tuple[str, str]]:
    """The log of one: each step and the name of who did it."""
    acts = ModerationAct.objects.filter(contribution=contribution).select_related("by")
    return [(act.step, act.by.name if act.by else "") for act in acts]


def reasons(refused: Refused) -> list[str]:
    return [one.sentence("en") for one in refused.refusals]
