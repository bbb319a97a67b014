"""Answering contributions: one or many at once, correcting an answer, and opening a contribution again."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, refuse, too_long
from drogowskaz.notifications.actions import tell
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.actions.contributing import move_contribution
from drogowskaz.participation.enums.contribution import ContributionState, FateCode
from drogowskaz.participation.enums.paper import PaperKind
from drogowskaz.participation.models import Contribution, Fate, Paper, Reopening
from drogowskaz.participation.permissions.fate import Answering, answering, may_open_again
from drogowskaz.participation.queries.contribution import contribution_path
from drogowskaz.participation.queries.fate import beginning
from drogowskaz.participation.queries.merging import merged_sources
from drogowskaz.participation.queries.paper import basis_of
from drogowskaz.participation.workflow.contribution import ANSWER, RECONSIDER

LONGEST_ANSWER = 4000
LONGEST_WHOM = 200
LONGEST_REASON = 1000
LONGEST_IN_LETTER = 1000
"""Characters of an answer that stand in the letter itself; the page has all of it."""
CHANGING = (FateCode.TAKEN, FateCode.PART)
"""What changes the assessment, so that it is told what was changed and where."""
GIVEN = tuple(code for code in FateCode if code is not FateCode.MERGED)
"""What an office can answer. Joining is the moderators'."""
BASES = (PaperKind.DECISION, PaperKind.MINUTES, PaperKind.LETTER_IN)
"""The kinds of papers in which an office answers."""
_NO_CODE = _("Choose what became of it.")
_NO_REASON = _("Write the answer: why it was decided so. The author and everybody read it.")
_NO_CHANGE = _("You say it was taken in. Write what was changed in the assessment.")
_NO_PLACE = _("You say it was taken in. Choose the chapter or the row in which it was.")
_NOBODY = _("You say it was passed on. Write to whom.")
_NOTHING = _("Nothing was chosen, so nothing was changed.")
_WRONG_PAPER = _("This paper is crossed out, of another year, or not one in which an office answers. Choose another.")
_WHY_AGAIN = _("Say why the answer is taken back. The author and everybody read it.")


@dataclass(frozen=True)
class FateText:
    """What the office answers. `chapter` and `row` say where something was changed; `row` names its chapter too."""

    code: str
    reason: str
    change: str = ""
    chapter: str = ""
    row: str = ""
    passed_to: str = ""

    def faults(self) -> list[Refusal]:
        """Everything that keeps these words from being an answer."""
        changing, passed = self.code in CHANGING, self.code == FateCode.PASSED
        found = (
            None if self.code in GIVEN else Refusal(_NO_CODE),
            None if self.reason.strip() else Refusal(_NO_REASON),
            too_long(self.reason, LONGEST_ANSWER),
            too_long(self.change, LONGEST_ANSWER),
            too_long(self.passed_to, LONGEST_WHOM),
            Refusal(_NO_CHANGE) if changing and not self.change.strip() else None,
            Refusal(_NO_PLACE) if changing and not (self.chapter or self.row) else None,
            Refusal(_NOBODY) if passed and not self.passed_to.strip() else None,
        )
        return [one for one in found if one]

    def fields(self) -> dict[str, str]:
        """The fields of the answer; what does not belong to its code is left out."""
        placed = self.code in (*CHANGING, FateCode.ALREADY)
        return {
            "code": self.code,
            "reason": self.reason.strip(),
            "change": self.change.strip() if self.code in CHANGING else "",
            "chapter": self.chapter if placed else "",
            "row": self.row if placed else "",
            "passed_to": self.passed_to.strip() if self.code == FateCode.PASSED else "",
        }


@dataclass(frozen=True)
class Answered:
    """What came of answering many, by number: those answered now, those that had just this answer before, those that
    were changed meanwhile, and those the person may not answer, with the reasons. The last two are as they were."""

    done: tuple[int, ...]
    before: tuple[int, ...]
    changed: tuple[int, ...]
    refused: tuple[Refusal, ...]


@transaction.atomic
def give_fate(
    *, contribution: Contribution, fate: FateText, seen: int, actor: Actor, at: dt.datetime, paper: Paper | None = None
) -> Fate:
    """Answer one contribution, or correct its answer: another row, the earlier ones stay. Raises Refused.

    `seen` is the version of the contribution that was read; `paper` is what an animator needs. The same answer by the
    same person a second time changes nothing.
    """
    desk = _desk(contribution.cycle, fate, paper, actor, at)
    verdict = desk.of(contribution)
    refuse(verdict.refusal)
    return _same(contribution, fate, actor) or _give(contribution, fate, seen, desk, verdict.label, None)


@transaction.atomic
def give_fates(
    *,
    contributions: Iterable[Contribution],
    fate: FateText,
    seen: Mapping[int, int],
    actor: Actor,
    at: dt.datetime,
    paper: Paper | None = None,
) -> Answered:
    """Give one answer to many contributions of one cycle; `seen` is the version of each that was read, by number.

    What was changed meanwhile, and what the person may not answer, is left out and named; the others are answered.
    Raises Refused when the answer itself cannot be given.
    """
    chosen = sorted(contributions, key=lambda one: one.number)
    if not chosen:
        raise Refused([Refusal(_NOTHING)])
    desk = _desk(chosen[0].cycle, fate, paper, actor, at)
    done, before, changed, refused = [], [], [], []
    group = uuid4() if len(chosen) > 1 else None
    for one in chosen:
        verdict = desk.of(one)
        if verdict.refusal:
            refused.append(verdict.refusal)
        elif _same(one, fate, actor):
            before.append(one.number)
        else:
            try:
                _give(one, fate, seen.get(one.number, 0), desk, verdict.label, group)
                done.append(one.number)
            except Refused:
                # Refused before anything of this one was written.
                changed.append(one.number)
    return Answered(tuple(done), tuple(before), tuple(changed), tuple(refused))


@transaction.atomic
def reopen_contribution(
    *, contribution: Contribution, reason: str, seen: int, actor: Actor, at: dt.datetime, paper: Paper | None = None
) -> None:
    """Take the answer back, with a reason, so that the contribution waits for another one. Raises Refused."""
    # Held as it stands now: it may be on its way to the council in this moment.
    cycle = Cycle.objects.select_for_update(of=("self",)).select_related("unit").get(pk=contribution.cycle_id)
    basis = _basis(cycle, paper)
    desk = answering(actor, cycle, basis, at)
    if isinstance(desk, Refusal):
        raise Refused([desk])
    refuse(
        desk.of(contribution).refusal,
        may_open_again(cycle),
        None if reason.strip() else Refusal(_WHY_AGAIN),
        too_long(reason, LONGEST_REASON),
    )
    move_contribution(contribution, RECONSIDER, seen=seen, actor=actor, at=at)
    last = contribution.fates.order_by("-number").first()
    assert last is not None, "what is answered has an answer"
    Reopening.objects.create(fate=last, reason=reason.strip(), basis=basis, at=at, by=person_of(actor))
    _tell(contribution, "participation.contribution_reopened", {"reason": reason.strip()}, at)


def _desk(cycle: Cycle, fate: FateText, paper: Paper | None, actor: Actor, at: dt.datetime) -> Answering:
    """How the person answers. Raises Refused with everything that is wrong with the answer."""
    # One after the other: an answer and the way of the cycle to the council would miss each other.
    Cycle.objects.select_for_update().get(pk=cycle.pk)
    desk = answering(actor, cycle, _basis(cycle, paper), at)
    refusal = desk if isinstance(desk, Refusal) else None
    refuse(refusal, *fate.faults())
    assert isinstance(desk, Answering), "a refusal was raised"
    return desk


def _basis(cycle: Cycle, paper: Paper | None) -> str:
    """The words of the paper. Raises Refused for one that nothing can rest on."""
    if paper is None:
        return ""
    if paper.cycle_id != cycle.pk or paper.crossed_at is not None or paper.kind not in BASES:
        raise Refused([Refusal(_WRONG_PAPER)])
    return basis_of(paper, "pl")


def _same(contribution: Contribution, fate: FateText, actor: Actor) -> Fate | None:
    """The answer that stands, where this person gave just that one before."""
    if Contribution.objects.values_list("state", flat=True).get(pk=contribution.pk) != ContributionState.ANSWERED:
        return None
    last, person = contribution.fates.order_by("-number").first(), person_of(actor)
    if last is None or last.by_id != (person.pk if person else None):
        return None
    return last if all(getattr(last, name) == value for name, value in fate.fields().items()) else None


def _give(
    contribution: Contribution, fate: FateText, seen: int, desk: Answering, label: str, group: UUID | None
) -> Fate:
    move_contribution(contribution, ANSWER, seen=seen, actor=desk.actor, at=desk.at)
    # The row of the contribution is held by the move, so numbers follow each other.
    last = contribution.fates.order_by("-number").values_list("number", flat=True).first() or 0
    given = Fate.objects.create(
        contribution=contribution, number=last + 1, group=group, basis="" if desk.in_office else desk.basis,
        label=label, at=desk.at, by=person_of(desk.actor), **fate.fields(),
    )  # fmt: skip
    context = {
        "code": given.code,
        "reason": beginning(given.reason, LONGEST_IN_LETTER),
        "passed_to": given.passed_to,
        "again": given.number > 1,
    }
    _tell(contribution, "participation.contribution_answered", context, desk.at)
    return given


def _tell(contribution: Contribution, event: str, said: dict[str, object], at: dt.datetime) -> None:
    """Tell those who follow it, and those who follow what was joined with it: its answer is theirs."""
    for one in (contribution, *merged_sources(contribution)):
        joined = contribution.number if one.pk != contribution.pk else 0
        context = {**said, "number": one.number, "joined": joined}
        tell(thing=contribution_path(one), event=event, at=at, context=context)
