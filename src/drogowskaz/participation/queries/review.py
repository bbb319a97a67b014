"""What the office reads of the annexes of a cycle: the counts, and every answer with where it stands."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from drogowskaz.assessments.models import Cycle
from drogowskaz.participation.enums.invitation import Stage
from drogowskaz.participation.queries.invitation import Line, lines_of


@dataclass(frozen=True)
class Counts:
    """A cycle's annexes in numbers. `waiting` counts answers, the others organisations; who was asked again has
    handed in as well, and is counted in `sent` and in `returned`."""

    organisations: int
    invited: int
    begun: int
    sent: int
    returned: int
    done: int
    declined: int
    waiting: int


def counts_of(cycle: Cycle, at: dt.datetime) -> Counts:
    """The counts of a cycle; six queries."""
    return counted(lines_of(cycle, at))


def counted(lines: list[Line]) -> Counts:
    """The same of lines that were read already."""
    stages = Counter(one.stage for one in lines)
    begun = (Stage.BEGUN, Stage.SENT, Stage.RETURNED, Stage.DONE, Stage.WITHDRAWN)
    return Counts(
        organisations=len(lines),
        invited=sum(one.invitation is not None for one in lines),
        begun=sum(stages[one] for one in begun),
        sent=stages[Stage.SENT] + stages[Stage.DONE] + stages[Stage.RETURNED],
        returned=stages[Stage.RETURNED],
        done=stages[Stage.DONE],
        declined=stages[Stage.DECLINED],
        waiting=sum(one.waiting for one in lines),
    )
