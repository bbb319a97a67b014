"""What became of contributions: the answer that stands, and those that have none and keep a cycle from the council."""

from collections.abc import Callable, Collection, Iterable, Mapping

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.participation.enums.contribution import PUBLIC, ContributionState
from drogowskaz.participation.models import Contribution, Fate

MOST_NAMED = 10
"""Contributions that a gate names one by one; the rest are counted."""
BEGINNING = 60
"""Characters of a text by which a contribution is recognised."""
WAITING = (ContributionState.SUBMITTED, ContributionState.RETURNED)
_UNANSWERED = _("Contribution {number} has no answer: “{text}”.")
_SUBMITTED = _("Contribution {number} of {day} waits for a moderator.")
_RETURNED = _("Contribution {number} of {day} was returned to its author and is not settled.")
_APPEALED = _("The author of contribution {number} objects to its hiding, and nobody has decided on it.")
_MORE_ANSWERS = _("Contributions without an answer that are not named here: {n}.")
_MORE_MODERATED = _("Contributions waiting for moderation that are not named here: {n}.")


def unanswered(cycle: Cycle) -> QuerySet[Contribution]:
    """The published contributions that wait for an answer, by number.

    One that was joined with another waits in that one, unless the other is no longer public: then it waits itself.
    """
    waits = Q(merged_into=None) | ~Q(merged_into__state__in=PUBLIC)
    return Contribution.objects.filter(waits, cycle=cycle, state=ContributionState.PUBLISHED).order_by("number")


def unmoderated(cycle: Cycle) -> QuerySet[Contribution]:
    """The contributions on which moderation has the next word, by number: new ones, those returned to their authors,
    and hidden ones against whose hiding the author has objected."""
    appealed = Q(state=ContributionState.HIDDEN, appeal__isnull=False, appeal__decided_at=None)
    found = Contribution.objects.filter(Q(state__in=WAITING) | appealed, cycle=cycle)
    return found.order_by("number")


def keeps_from_council(cycle: Cycle) -> list[Refusal]:
    """Why the work of the year can go neither to the council nor to its end: each contribution that has no answer and
    each that waits for moderation, by name; only what is public is quoted. Four queries at most."""
    answers, moderation = unanswered(cycle), unmoderated(cycle)
    return [
        *_named(answers, _without_answer, _MORE_ANSWERS),
        *_named(moderation, _without_moderation, _MORE_MODERATED),
    ]


def _named(found: QuerySet[Contribution], sentence: Callable[[Contribution], Refusal], more: str) -> list[Refusal]:
    first = list(found[: MOST_NAMED + 1])
    told = [sentence(one) for one in first[:MOST_NAMED]]
    left = found.count() - MOST_NAMED if len(first) > MOST_NAMED else 0
    return [*told, *([Refusal(more, {"n": left})] if left else [])]


def _without_answer(contribution: Contribution) -> Refusal:
    return Refusal(_UNANSWERED, {"number": contribution.number, "text": beginning(contribution.text).rstrip(".")})


def _without_moderation(contribution: Contribution) -> Refusal:
    sentences = {ContributionState.SUBMITTED: _SUBMITTED, ContributionState.RETURNED: _RETURNED}
    day = f"{localdate(contribution.made_at):%d.%m.%Y}"
    sentence = sentences.get(ContributionState(contribution.state), _APPEALED)
    return Refusal(sentence, {"number": contribution.number, "day": day})


def beginning(text: str, most: int = BEGINNING) -> str:
    """The first words of a text on one line, with dots where it goes on."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[:most]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:.–-") + "…"


def fate_of(contribution: Contribution) -> Fate | None:
    """The answer that stands; of a contribution joined with another one that of the other."""
    return fates_by([contribution]).get(contribution.pk)


def fates_by(contributions: Iterable[Contribution]) -> dict[int, Fate]:
    """The answers that stand, by key of the contribution; those without one are left out. Two queries.

    An answer stands while its contribution is answered; one that was opened again has none for now.
    """
    listed = list(contributions)
    finals = finals_of(listed)
    standing: dict[int, Fate] = {}
    answered = Fate.objects.filter(
        contribution__in=set(finals.values()), contribution__state=ContributionState.ANSWERED
    )
    for fate in answered.select_related("by").order_by("number"):
        standing[fate.contribution_id] = fate
    return {key: standing[final] for key, final in finals.items() if final in standing}


def finals_of(contributions: Collection[Contribution]) -> dict[int, int]:
    """For each contribution the key of the one that is answered in its place: the last public one it was joined with,
    through others too, or itself. One query."""
    cycles = {one.cycle_id for one in contributions}
    joined = Contribution.objects.filter(cycle__in=cycles, merged_into__state__in=PUBLIC)
    onward = dict(joined.values_list("pk", "merged_into_id"))
    return {one.pk: _last(one.pk, onward) for one in contributions}


def _last(key: int, onward: Mapping[int, int]) -> int:
    seen = {key}
    while (further := onward.get(key)) is not None and further not in seen:
        seen.add(further)
        key = further
    return key


def history_of(contribution: Contribution) -> list[Fate]:
    """Every answer a contribution had, the newest first, with who gave it and why it was taken back; one query."""
    return list(contribution.fates.select_related("by", "reopening").order_by("-number"))
