"""The private page of the author of a contribution: the link to it, what stands behind it, and what it shows."""

import datetime as dt
from dataclasses import dataclass

from drogowskaz.engine.parameters import parameters, value_on
from drogowskaz.notifications.formats import whole_address
from drogowskaz.organisations.models.invitation import digest
from drogowskaz.participation.enums.contribution import ContributionState
from drogowskaz.participation.enums.moderation import ModerationStep
from drogowskaz.participation.models import Appeal, Contribution, Fate, ModerationAct
from drogowskaz.participation.models.contribution import token_of
from drogowskaz.participation.queries.fate import fate_of

KEPT = "CONTRIBUTION_ADDRESS_KEPT"
ROAD = (
    ContributionState.SUBMITTED,
    ContributionState.PUBLISHED,
    ContributionState.ANSWERED,
)
"""The states of a contribution that nothing holds up."""
EXPLAINED = {
    ContributionState.RETURNED: ModerationStep.RETURNED,
    ContributionState.HIDDEN: ModerationStep.HIDDEN,
    ContributionState.SPAM: ModerationStep.SPAM,
}
"""States that somebody brought about, and the step that tells why."""


def own_link(contribution: Contribution) -> str:
    """The whole address of the author's page; empty when there is none, as for one entered without a key or whose
    author was forgotten."""
    if not contribution.key:
        return ""
    return whole_address("participation:contribution_own", token_of(contribution.key), language=contribution.lang)


def contribution_behind(token: str) -> Contribution | None:
    """The contribution whose author has the link with this token."""
    joined = Contribution.objects.select_related(
        "cycle__unit__parent", "section__consultation", "organisation", "merged_into"
    )
    return joined.filter(token_digest=digest(token)).first()


def days_kept(day: dt.date) -> int:
    """How many days after the answer the address of an author is kept."""
    known = value_on(KEPT, day, parameters())
    assert known is not None, "the parameter has no last day"
    return int(known.value)


@dataclass(frozen=True)
class Stop:
    """A place on the road of a contribution. `when` is empty for what is still to come."""

    state: ContributionState
    reached: bool
    here: bool
    when: dt.datetime | None


@dataclass(frozen=True)
class OwnPage:
    """What the author sees. `act` tells who stopped it and why, `answer` what became of it, `joined` the number of the
    contribution it was joined with."""

    contribution: Contribution
    road: tuple[Stop, ...]
    act: ModerationAct | None
    answer: Fate | None
    appeal: Appeal | None
    joined: int | None

    @property
    def is_public(self) -> bool:
        """Whether there is a page of it that everybody may read."""
        return self.contribution.published_at is not None


def own_page(contribution: Contribution) -> OwnPage:
    """A fixed number of queries."""
    state = ContributionState(contribution.state)
    step = EXPLAINED.get(state)
    acts = contribution.acts.filter(step=step).order_by("-at", "-pk") if step else None
    answer = fate_of(contribution)
    return OwnPage(
        contribution=contribution,
        road=_road(contribution, state, answer),
        act=acts.first() if acts is not None else None,
        answer=answer,
        appeal=Appeal.objects.filter(contribution=contribution).first(),
        joined=contribution.merged_into.number if contribution.merged_into else None,
    )


def _road(contribution: Contribution, state: ContributionState, answer: Fate | None) -> tuple[Stop, ...]:
    """From sending to the answer; what was stopped on its way has no further stops."""
    if state not in ROAD:
        return ()
    # One that was joined with another is answered by the answer of that one.
    place = len(ROAD) - 1 if answer else ROAD.index(state)
    when = (contribution.made_at, contribution.published_at, answer.at if answer else None)
    return tuple(
        Stop(state=one, reached=number <= place, here=number == place, when=when[number] if number <= place else None)
        for number, one in enumerate(ROAD)
    )
