"""What a result consists of. Everything in it may be shown to everybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from drogowskaz.engine.consensus.told import NONE, Told, part_name
from drogowskaz.engine.consensus.wilson import Interval, wilson
from drogowskaz.engine.words import _, plural

VOICES = plural("{n} voice", "{n} voices")
ANSWERING = {
    "every": _("answered every statement: {voices}"),
    "most": _("answered at least half of the statements, not all: {voices}"),
    "half_or_more": _("answered at least half of the statements: {voices}"),
    "fewer": _("answered fewer than half of the statements: {voices}"),
    "not_every": _("did not answer every statement: {voices}"),
    "any": _("answered at least one statement: {voices}"),
}


class Standing(StrEnum):
    """What can be said of a statement."""

    AGREED = "agreed"
    DIVIDES = "divides"
    TOO_LITTLE = "too_little"


@dataclass(frozen=True)
class Tally:
    """How the voices of a part chose on one statement; `missing` said nothing at all."""

    for_: int
    against: int
    no_opinion: int
    missing: int

    @property
    def sided(self) -> int:
        """Those who took a side."""
        return self.for_ + self.against

    @property
    def answered(self) -> int:
        return self.sided + self.no_opinion

    @property
    def voices(self) -> int:
        return self.answered + self.missing

    @property
    def share(self) -> float | None:
        """The share for among those who took a side; None where nobody did."""
        return self.for_ / self.sided if self.sided else None

    @property
    def interval(self) -> Interval | None:
        """The 95 % Wilson interval of the share for; None where nobody took a side."""
        return wilson(self.for_, self.sided) if self.sided else None


@dataclass(frozen=True)
class Part:
    """A row of the table: one sector, or several small ones together, with the number of its voices."""

    sectors: tuple[str, ...]
    voices: int

    @property
    def pooled(self) -> bool:
        return len(self.sectors) > 1

    def name(self, lang: str, names: Mapping[str, str] = NONE) -> str:
        """The name of its sector, or those of its sectors together."""
        return part_name(self.sectors, lang, names)


@dataclass(frozen=True)
class Verdict:
    """What can be said of a statement, and why.

    `side` is 1 (for) or -1 (against) where all agree, 0 otherwise. `p` is that of the exact test of a difference
    between the parts, corrected over all statements; None where there was nothing to compare. `differ` says that the
    test found one; `split` are the parts (their places in the table) inside which opinion is divided.
    """

    standing: Standing
    side: int
    p: float | None
    differ: bool
    split: tuple[int, ...]
    reason: tuple[Told, ...]

    def why(self, lang: str, names: Mapping[str, str] = NONE) -> str:
        """The reason in whole sentences."""
        return " ".join(one.sentence(lang, names) for one in self.reason)


@dataclass(frozen=True)
class StatementResult:
    """One statement. `cells` has a tally for each part of the result, None where fewer than `smallest` of its voices
    answered; `total` is the sum of the cells that are there, and of nothing else."""

    statement: str
    cells: tuple[Tally | None, ...]
    total: Tally
    verdict: Verdict


@dataclass(frozen=True)
class Group:
    """A group of voices that chose alike; `cells` has a tally per statement, None where it is not shown."""

    voices: int
    cells: tuple[Tally | None, ...]


@dataclass(frozen=True)
class Groups:
    """Groups found in the choices alone, without regard to sectors, the largest first.

    `p_structure` is that of the permutation test, `p_cloud` that of the test against one continuous cloud of opinions;
    `stability` the mean adjusted Rand index over resamplings, `explained` the share of the differences between voices
    that the two main directions hold. `telling` are the places of the statements on which the groups differ most.
    """

    groups: tuple[Group, ...]
    p_structure: float
    p_cloud: float
    stability: float
    explained: float
    telling: tuple[int, ...]


class Answering(StrEnum):
    """How completely a voice answered."""

    EVERY = "every"
    MOST = "most"
    HALF_OR_MORE = "half_or_more"
    FEWER = "fewer"
    NOT_EVERY = "not_every"
    ANY = "any"


@dataclass(frozen=True)
class Band:
    """So many voices answered so completely: none, or at least `smallest` of them."""

    answering: Answering
    voices: int

    def sentence(self, lang: str) -> str:
        return Told(ANSWERING[self.answering], counted={"voices": (VOICES, self.voices)}).sentence(lang)


@dataclass(frozen=True)
class ConsensusResult:
    """The whole. `voices` counts those of the parts that are shown; `left_out` says that there are fewer than
    `smallest` more, `hidden_cells` that there are cells without numbers. `answered` is the share of answers given in
    the cells that are shown.

    `groups` are None unless there are enough voices and every test was passed; `about_groups` says either way what was
    found and why. `method` says in sentences how it was done, `version` by which version of the method.
    """

    smallest: int
    voices: int
    left_out: bool
    hidden_cells: bool
    parts: tuple[Part, ...]
    statements: tuple[StatementResult, ...]
    bands: tuple[Band, ...]
    answered: float | None
    groups: Groups | None
    about_groups: tuple[Told, ...]
    method: tuple[Told, ...]
    version: str
