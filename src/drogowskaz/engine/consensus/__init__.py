"""What can honestly be said of statements on which people and organisations were for or against, sector by sector.

`result_of` turns ballots into a result that may be shown to everybody: nothing in it lets anybody compute how fewer
than `smallest` voices chose.
"""

from drogowskaz.engine.consensus.ballots import AGAINST, FOR, MISSING, NO_OPINION, Ballots
from drogowskaz.engine.consensus.method import VERSION
from drogowskaz.engine.consensus.result import result_of
from drogowskaz.engine.consensus.told import Told
from drogowskaz.engine.consensus.wilson import Interval
from drogowskaz.engine.consensus.words import (
    Answering,
    Band,
    ConsensusResult,
    Group,
    Groups,
    Part,
    Standing,
    StatementResult,
    Tally,
    Verdict,
)

__all__ = [
    "AGAINST",
    "FOR",
    "MISSING",
    "NO_OPINION",
    "VERSION",
    "Answering",
    "Ballots",
    "Band",
    "ConsensusResult",
    "Group",
    "Groups",
    "Interval",
    "Part",
    "Standing",
    "StatementResult",
    "Tally",
    "Told",
    "Verdict",
    "result_of",
]
