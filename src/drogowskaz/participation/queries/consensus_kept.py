"""The kept results of a consensus map, as the documents take them."""

from typing import Any

from drogowskaz.engine.consensus import (
    ConsensusResult,
    Group,
    Groups,
    Part,
    Standing,
    StatementResult,
    Tally,
    Told,
    Verdict,
)
from drogowskaz.engine.consensus.words import Answering, Band

Kept = dict[str, Any]


def result_in(kept: Kept, lang: str) -> ConsensusResult:
    """The result of kept data, its sentences as they were published in the language."""
    return ConsensusResult(
        smallest=kept["smallest"],
        voices=kept["voices"],
        left_out=kept["left_out"],
        hidden_cells=kept["hidden_cells"],
        parts=tuple(Part(tuple(part["sectors"]), part["voices"]) for part in kept["parts"]),
        statements=tuple(_statement(one, lang) for one in kept["statements"]),
        bands=bands_in(kept),
        answered=kept["answered"],
        groups=_groups(kept),
        about_groups=(_told(kept["about_groups"][lang]),),
        method=tuple(_told(one[lang]) for one in kept["method"]),
        version=kept["version"],
    )


def bands_in(kept: Kept) -> tuple[Band, ...]:
    """How completely the voices answered."""
    return tuple(Band(Answering(band["answering"]), band["voices"]) for band in kept["bands"])


def _statement(one: Kept, lang: str) -> StatementResult:
    reason = (_told(one["why"][lang]),)
    total = _tally(one["total"])
    assert total is not None, "a sum is always there"
    verdict = Verdict(Standing(one["standing"]), one["side"], one["p"], one["differ"], tuple(one["split"]), reason)
    return StatementResult(one["text"], tuple(_tally(cell) for cell in one["cells"]), total, verdict)


def _groups(kept: Kept) -> Groups | None:
    if kept["groups"] is None:
        return None
    place = {one["number"]: place for place, one in enumerate(kept["statements"])}
    tests = kept["tests"]
    return Groups(
        groups=tuple(Group(one["voices"], tuple(_tally(cell) for cell in one["cells"])) for one in kept["groups"]),
        p_structure=tests["structure"],
        p_cloud=tests["cloud"],
        stability=tests["stability"],
        explained=tests["explained"],
        telling=tuple(place[number] for number in kept["telling"]),
    )


def _tally(cell: Kept | None) -> Tally | None:
    return None if cell is None else Tally(cell["for"], cell["against"], cell["no_opinion"], cell["missing"])


def _told(sentence: str) -> Told:
    """A sentence that is said as it stands."""
    return Told(sentence.replace("{", "{{").replace("}", "}}"))
