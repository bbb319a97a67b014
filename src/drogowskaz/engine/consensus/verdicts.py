"""What can be said of a statement, by rules that stay honest where a part has five to fifteen voices.

Agreed: in each part shown the 95 % interval of the share lies on one side of one half, the same one, and those on it
are more than half of all who answered. With five voices that takes all five, with eight seven, with fifteen twelve.
Divides: the parts differ by an exact test corrected over all statements, or inside a part even the smaller side is,
at the low end of its interval, more than a fifth. Anything else is too little data.
"""

from collections.abc import Sequence

from drogowskaz.engine.consensus.ballots import AGAINST, FOR
from drogowskaz.engine.consensus.exact import difference, holm
from drogowskaz.engine.consensus.told import Told
from drogowskaz.engine.consensus.wilson import wilson
from drogowskaz.engine.consensus.words import Part, Standing, Tally, Verdict
from drogowskaz.engine.words import _, plural

LEVEL = 0.1
"""The exact test finds a difference below it, after the correction over all statements."""
SPLIT = 0.2
"""A part is divided when its smaller side is surely larger than this."""

Cells = tuple[Tally | None, ...]

STATEMENTS = plural("{n} statement", "{n} statements")
ALL_FOR = _("In each part shown most of those who took a side are for, even at the cautious end of the interval.")
ALL_AGAINST = _(
    "In each part shown most of those who took a side are against, even at the cautious end of the interval."
)
DIFFER = _("The parts differ more than chance would explain ({p}, exact test corrected over {statements}).")
STRENGTH = _("They differ in how many agree ({p}, exact test corrected over {statements}).")
DIVIDED = _("Opinion is divided inside: {parts}.")
SIDES = {FOR: _("Mostly for: {parts}."), AGAINST: _("Mostly against: {parts}.")}
NOBODY = _("No sector has enough voices to be shown.")
ONE_PART = _("Only one part has enough voices to be shown, so nothing can be compared.")
FEW_ANSWERS = _("Too few voices answered here to be shown: {parts}.")
FEW_SIDES = _("Half or more of those who answered have no opinion or are on the other side: {parts}.")
WIDE = _("With so few voices chance alone could give such a result: {parts}.")


def verdicts_of(statements: Sequence[Cells], parts: Sequence[Part], seed: int = 0) -> list[Verdict]:
    """The verdict of each statement, from its cells."""
    levels = holm([_difference(cells, seed) for cells in statements])
    tests = sum(level is not None for level in levels)
    return [_verdict(cells, parts, level, tests) for cells, level in zip(statements, levels, strict=True)]


def leaning(cell: Tally | None) -> int:
    """FOR or AGAINST where most of the part surely are, 0 where that cannot be said."""
    if cell is None or cell.interval is None:
        return 0
    if cell.interval.low > 0.5 and 2 * cell.for_ > cell.answered:
        return FOR
    return AGAINST if cell.interval.high < 0.5 and 2 * cell.against > cell.answered else 0


def divided(cell: Tally | None) -> bool:
    """Whether even the smaller side of the part is surely more than a fifth."""
    if cell is None or not cell.sided:
        return False
    return wilson(min(cell.for_, cell.against), cell.sided).low > SPLIT


def _difference(cells: Cells, seed: int) -> float | None:
    there = [cell for cell in cells if cell]
    return difference([cell.for_ for cell in there], [cell.sided for cell in there], seed)


def _verdict(cells: Cells, parts: Sequence[Part], p: float | None, tests: int) -> Verdict:
    leanings = [leaning(cell) for cell in cells]
    split = tuple(place for place, cell in enumerate(cells) if divided(cell))
    differ = p is not None and p < LEVEL

    def tested(message: str) -> list[Told]:
        return [Told(message, levels={"p": p or 0.0}, counted={"statements": (STATEMENTS, tests)})] if differ else []

    if len(cells) > 1 and len(set(leanings)) == 1 and leanings[0]:
        reason = [Told(ALL_FOR if leanings[0] == FOR else ALL_AGAINST)]
        reason += tested(STRENGTH)
        standing, side = Standing.AGREED, leanings[0]
    elif differ or split:
        reason = tested(DIFFER)
        reason += [_listed(SIDES[one], parts, [at for at, to in enumerate(leanings) if to == one]) for one in SIDES]
        standing, side = Standing.DIVIDES, 0
    else:
        reason = _too_little(cells, parts, leanings)
        standing, side = Standing.TOO_LITTLE, 0
    if split:
        reason.append(_listed(DIVIDED, parts, split))
    return Verdict(standing, side, p, differ, split, tuple(one for one in reason if _says(one)))


def _too_little(cells: Cells, parts: Sequence[Part], leanings: Sequence[int]) -> list[Told]:
    """Why neither agreement nor division can be told."""
    if not cells:
        return [Told(NOBODY)]
    hidden = [place for place, cell in enumerate(cells) if cell is None]
    vague = [place for place, cell in enumerate(cells) if cell and leanings[place] == 0 and not _surely(cell)]
    others = [place for place, cell in enumerate(cells) if cell and leanings[place] == 0 and _surely(cell)]
    reason = [Told(ONE_PART)] if len(cells) == 1 else []
    reason += [_listed(FEW_ANSWERS, parts, hidden), _listed(WIDE, parts, vague), _listed(FEW_SIDES, parts, others)]
    return reason + [_listed(SIDES[one], parts, [at for at, to in enumerate(leanings) if to == one]) for one in SIDES]


def _surely(cell: Tally) -> bool:
    """Whether most of those who took a side are surely on one, be they few among those who answered."""
    return cell.interval is not None and not cell.interval.low <= 0.5 <= cell.interval.high


def _listed(message: str, parts: Sequence[Part], places: Sequence[int]) -> Told:
    return Told(message, listed={"parts": tuple(parts[place].sectors for place in places)})


def _says(one: Told) -> bool:
    """A list of no parts is not said."""
    return all(one.listed.values())
