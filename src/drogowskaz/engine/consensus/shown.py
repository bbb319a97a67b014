"""What may be shown: no part with fewer than `smallest` voices, and nothing from which one could be computed.

Small sectors are shown together when together they are enough. Otherwise they are left out of the table and of every
total, so that no subtraction brings them back.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from drogowskaz.engine.consensus.ballots import AGAINST, FOR, MISSING, NO_OPINION, Choices, Voices
from drogowskaz.engine.consensus.words import Answering, Band, Part, Tally


@dataclass(frozen=True)
class Shown:
    """The parts of the table and the voices in them, with the place of each voice's part."""

    parts: tuple[Part, ...]
    voices: Voices
    places: tuple[int, ...]
    left_out: bool

    def of_part(self, place: int) -> Choices:
        return np.asarray(self.voices.choices[np.array(self.places) == place], np.int8)


def shown_of(voices: Voices, smallest: int) -> Shown:
    """The parts, the largest first, small ones together last."""
    counted = Counter(voices.sectors)
    large = sorted((key for key in counted if counted[key] >= smallest), key=lambda key: (-counted[key], key))
    small = sorted(key for key in counted if counted[key] < smallest)
    together = sum(counted[key] for key in small)
    parts = [Part((key,), counted[key]) for key in large]
    if together >= smallest:
        parts.append(Part(tuple(small), together))
    place_of = {key: place for place, part in enumerate(parts) for key in part.sectors}
    kept = np.array([sector in place_of for sector in voices.sectors], bool)
    return Shown(
        parts=tuple(parts),
        voices=voices.of(kept),
        places=tuple(place_of[sector] for sector in voices.sectors if sector in place_of),
        left_out=0 < together < smallest,
    )


def tallies(choices: Choices) -> tuple[Tally, ...]:
    """How these voices chose, statement by statement."""
    columns = ((choices == choice).sum(axis=0).tolist() for choice in (FOR, AGAINST, NO_OPINION, MISSING))
    return tuple(Tally(*four) for four in zip(*columns, strict=True))


def cells_of(shown: Shown, smallest: int) -> list[tuple[Tally | None, ...]]:
    """For each statement a cell for each part; None where fewer than `smallest` of the part's voices answered."""
    by_part = [tallies(shown.of_part(place)) for place in range(len(shown.parts))]
    return [tuple(known(cell, smallest) for cell in cells) for cells in zip(*by_part, strict=True)]


def known(cell: Tally, smallest: int) -> Tally | None:
    """The cell where so many answered that it may be shown."""
    return cell if cell.answered >= smallest else None


def total(cells: Sequence[Tally | None]) -> Tally:
    """The sum of the cells that are shown. It tells nothing that they do not tell."""
    there = [cell for cell in cells if cell]
    return Tally(
        sum(cell.for_ for cell in there),
        sum(cell.against for cell in there),
        sum(cell.no_opinion for cell in there),
        sum(cell.missing for cell in there),
    )


def bands_of(choices: Choices, smallest: int) -> tuple[Band, ...]:
    """How completely these voices answered, as finely as it can be told without a band that is too small."""
    answered = (choices != MISSING).mean(axis=1)
    every, fewer = int((answered == 1).sum()), int((answered < 0.5).sum())
    most, all_ = len(choices) - every - fewer, len(choices)
    ways = (
        (Band(Answering.EVERY, every), Band(Answering.MOST, most), Band(Answering.FEWER, fewer)),
        (Band(Answering.HALF_OR_MORE, every + most), Band(Answering.FEWER, fewer)),
        (Band(Answering.EVERY, every), Band(Answering.NOT_EVERY, most + fewer)),
        (Band(Answering.ANY, all_),),
    )
    fine = (way for way in ways if all(band.voices == 0 or band.voices >= smallest for band in way))
    return tuple(band for band in next(fine, ()) if band.voices)
