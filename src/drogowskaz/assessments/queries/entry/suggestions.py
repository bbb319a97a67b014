"""The fewest changes that would remove the errors of an open form, as the person may put them in one by one."""

from dataclasses import dataclass

from drogowskaz.assessments.models import Assessment
from drogowskaz.assessments.queries.entry.forms import sheet_with_last
from drogowskaz.engine.sheets import CellKey
from drogowskaz.engine.suggestions.sentences import ARITHMETIC, cell_place, why
from drogowskaz.engine.suggestions.suggestion import Means, Suggestion, suggest
from drogowskaz.engine.values import show
from drogowskaz.engine.words import say

SECONDS = 3.0
"""How long a person is let wait; real forms need a fraction of one."""


@dataclass(frozen=True)
class ShownRepair:
    """A change that is proposed: `then` is the text to put in, None where only a person can write it."""

    key: CellKey
    place: str
    now: str
    then: str | None
    seen: int
    repairs: tuple[str, ...]


@dataclass(frozen=True)
class Repairs:
    """What is proposed, what nothing repairs and why, and what the proposals are not."""

    changes: tuple[ShownRepair, ...]
    left: tuple[tuple[str, str], ...]
    caution: str


def repairs(form: Assessment, lang: str) -> Repairs:
    """The proposals for the form as it stands."""
    found = suggest(sheet_with_last(form), seconds=SECONDS)
    versions = {(row, offset): version for row, offset, version in form.cells.values_list("row", "offset", "version")}
    return Repairs(
        changes=tuple(_shown(found, place, versions, lang) for place in range(len(found.changes))),
        left=tuple((one.finding.check.message[lang], why(one, found.sheet, lang)) for one in found.unrepaired),
        caution=say(ARITHMETIC, lang),
    )


def _shown(found: Suggestion, place: int, versions: dict[CellKey, int], lang: str) -> ShownRepair:
    change = found.changes[place]
    proposal = change.proposal
    kind = found.sheet.edition.row_by_key[proposal.cell[0]].kind
    return ShownRepair(
        key=proposal.cell,
        place=cell_place(proposal.cell, found.sheet, lang),
        now=show(proposal.now, kind, lang),
        then=None if proposal.means is Means.FILL else show(proposal.value, kind, lang),
        seen=versions.get(proposal.cell, 0),
        repairs=tuple(finding.check.message[lang] for finding in change.repairs),
    )
