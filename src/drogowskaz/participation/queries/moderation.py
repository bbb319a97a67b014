"""What moderators see: the lists of a cycle, and everything about one contribution."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Max, Q, QuerySet

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.words import _
from drogowskaz.participation.enums.contribution import ContributionState, Sign
from drogowskaz.participation.enums.moderation import ModerationStep
from drogowskaz.participation.models import Contribution, ContributionText, ModerationAct
from drogowskaz.participation.permissions.moderation import Ties
from drogowskaz.participation.queries.contribution import author_line, place_of
from drogowskaz.ui.answering import said


class Listed(StrEnum):
    """The lists of the page, by the word in its address."""

    PLAIN = "czekaja"
    SIGNED = "znaki"
    APPEALED = "odwolania"
    RETURNED = "zwrocone"
    HIDDEN = "ukryte"
    SPAM = "spam"


NAMES = {
    Listed.PLAIN: _("Waiting"),
    Listed.SIGNED: _("Waiting, worth a closer look"),
    Listed.APPEALED: _("Appeals"),
    Listed.RETURNED: _("Returned to their authors"),
    Listed.HIDDEN: _("Hidden"),
    Listed.SPAM: _("Spam"),
}
"""What each list is called, in the order of the page."""
NEWEST_FIRST = (Listed.HIDDEN, Listed.SPAM)
LONGEST_NUMBER = 9
"""Digits of a number a contribution can have."""
_WAITS = Q(state=ContributionState.SUBMITTED)
_FILTERS = {
    Listed.PLAIN: _WAITS & Q(signs=[]),
    Listed.SIGNED: _WAITS & ~Q(signs=[]),
    Listed.APPEALED: Q(state=ContributionState.HIDDEN, appeal__isnull=False, appeal__upheld=None),
    Listed.RETURNED: Q(state=ContributionState.RETURNED),
    Listed.HIDDEN: Q(state=ContributionState.HIDDEN),
    Listed.SPAM: Q(state=ContributionState.SPAM),
}


@dataclass(frozen=True)
class Chosen:
    """What of a list is shown: words in the text or a number, a kind, a way it came, a sign. Empty means all."""

    words: str = ""
    kind: str = ""
    channel: str = ""
    sign: str = ""

    @property
    def narrows(self) -> bool:
        """Whether something is left out."""
        return bool(self.words or self.kind or self.channel or self.sign)


def counts_of(cycle: Cycle) -> dict[Listed, int]:
    """How many each list has; one query."""
    counted = {name.name: Count("pk", filter=which) for name, which in _FILTERS.items()}
    found = Contribution.objects.filter(cycle=cycle).aggregate(**counted)
    return {name: found[name.name] for name in Listed}


def listed(cycle: Cycle, name: Listed, chosen: Chosen) -> QuerySet[Contribution]:
    """A list in its order: what waits, the oldest first; what was put away, the newest first."""
    found = Contribution.objects.filter(_FILTERS[name], cycle=cycle)
    if chosen.words:
        found = found.filter(worded(chosen.words))
    if chosen.kind:
        found = found.filter(kind=chosen.kind)
    if chosen.channel:
        found = found.filter(channel=chosen.channel)
    if chosen.sign:
        found = found.filter(signs__icontains=f'"{chosen.sign}"')
    order = "-number" if name in NEWEST_FIRST else "number"
    return found.select_related("organisation", "section__consultation", "appeal").order_by(order)


def last_number(cycle: Cycle) -> int:
    """The number of the newest contribution, 0 where there is none; one query."""
    return Contribution.objects.filter(cycle=cycle).aggregate(last=Max("number"))["last"] or 0


def worded(words: str) -> Q:
    """Those with these words in their text or their author's name, or with this number."""
    wanted = Q(text__icontains=words) | Q(name__icontains=words)
    if words.isascii() and words.isdigit() and len(words) <= LONGEST_NUMBER:
        wanted |= Q(number=int(words))
    return wanted


@dataclass(frozen=True)
class Line:
    """One contribution in a list. `own` says why the reader must leave it to somebody else, empty in the usual case;
    `last` is the last act, where one is shown."""

    contribution: Contribution
    author: str
    place: str
    signs: tuple[str, ...]
    own: str
    last: ModerationAct | None


def lines_of(cycle: Cycle, contributions: Iterable[Contribution], ties: Ties, lang: str) -> list[Line]:
    """The lines of a page; one query for their last acts."""
    found = list(contributions)
    acts = ModerationAct.objects.filter(contribution__in=found).select_related("by").order_by("at", "pk")
    last = {act.contribution_id: act for act in acts}
    for one in found:
        # All are of this cycle, whose unit is at hand.
        one.cycle = cycle
    return [
        Line(one, author_line(one, lang), place_of(one, lang), signs_of(one), said(ties.own(one)), last.get(one.pk))
        for one in found
    ]


def signs_of(contribution: Contribution) -> tuple[str, ...]:
    """Why it is worth a closer look, in words of the page."""
    return tuple(str(Sign(one).label) for one in contribution.signs if one in Sign.values)


def contribution_to_moderate(cycle: Cycle, number: int) -> Contribution | None:
    """One contribution with what its page names; None where there is no such number."""
    joined = ("cycle__unit", "organisation", "section__consultation", "merged_into", "theme", "entered_by", "paper")
    found = Contribution.objects.filter(cycle=cycle, number=number).select_related(*joined, "appeal__decided_by")
    return found.first()


@dataclass(frozen=True)
class History:
    """What one contribution went through: acts and former texts, the newest first."""

    acts: tuple[ModerationAct, ...]
    texts: tuple[ContributionText, ...]

    @property
    def hidden(self) -> ModerationAct | None:
        """The act that hid it last."""
        return next((one for one in self.acts if one.step == ModerationStep.HIDDEN), None)


def history_of(contribution: Contribution) -> History:
    """Two queries."""
    acts = contribution.acts.select_related("by", "other").order_by("-at", "-pk")
    return History(tuple(acts), tuple(contribution.texts.order_by("-version")))
