"""The results of a consensus map: computed once, at its closing, into plain data that its page shows for ever.

The sentences of the method and of each verdict are kept in every language, as they were published.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any

from django.utils.timezone import localdate

from drogowskaz.assessments.enums import Channel
from drogowskaz.engine.consensus import ConsensusResult, Group, Part, StatementResult, Tally, Told, result_of
from drogowskaz.engine.words import _, say
from drogowskaz.notifications.enums import Language
from drogowskaz.participation.enums.minutes import Sector
from drogowskaz.participation.models import ConsensusMap
from drogowskaz.participation.queries.consensus import SMALLEST, asked_of, ballots_of, groups_from

NAMES = {
    Sector.NGO: _("organisations of citizens"),
    Sector.INSTITUTION: _("public institutions"),
    Sector.COUNCIL: _("the council and councillors"),
    Sector.RESIDENTS: _("residents"),
}
"""The sectors as the sentences of the results name them."""
Said = dict[str, str]
"""A sentence by language."""


def seed_of(asked: ConsensusMap) -> int:
    """The seed of everything drawn by lot: the same for a map whenever it is computed."""
    return int.from_bytes(hashlib.sha256(asked.code.encode()).digest()[:4])


def results_of(asked: ConsensusMap, at: dt.datetime) -> dict[str, Any]:
    """The results as plain data, from what is on the sheets now; five queries."""
    ballots, least = ballots_of(asked), groups_from(localdate(at))
    numbers = [statement.number for statement in asked_of(asked)]
    result = result_of(ballots, groups_from=least, smallest=SMALLEST, seed=seed_of(asked))
    channels = list(asked.voters.values_list("channel", flat=True))
    return {
        "sheets": {"all": len(channels), "paper": channels.count(Channel.PAPER)},
        "groups_from": least,
        "seed": seed_of(asked),
        **_plain(result, numbers),
    }


def _plain(result: ConsensusResult, numbers: list[int]) -> dict[str, Any]:
    groups = result.groups
    statements = zip(numbers, result.statements, strict=True)
    return {
        "version": result.version,
        "smallest": result.smallest,
        "voices": result.voices,
        "left_out": result.left_out,
        "hidden_cells": result.hidden_cells,
        "answered": result.answered,
        "bands": [{"answering": str(band.answering), "voices": band.voices} for band in result.bands],
        "parts": [_part(part) for part in result.parts],
        "statements": [_statement(number, one) for number, one in statements],
        "groups": None if groups is None else [_group(group) for group in groups.groups],
        "telling": [] if groups is None else [numbers[place] for place in groups.telling],
        "tests": None
        if groups is None
        else {
            "structure": groups.p_structure,
            "cloud": groups.p_cloud,
            "stability": groups.stability,
            "explained": groups.explained,
        },
        "about_groups": _said(result.about_groups),
        "method": [_said([one]) for one in result.method],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "sectors": list(part.sectors),
        "name": {language: part.name(language, names_in(language)) for language in Language.values},
        "voices": part.voices,
    }


def _statement(number: int, one: StatementResult) -> dict[str, Any]:
    return {
        "number": number,
        "text": one.statement,
        "standing": str(one.verdict.standing),
        "side": one.verdict.side,
        "p": one.verdict.p,
        "differ": one.verdict.differ,
        "split": list(one.verdict.split),
        "why": _said(one.verdict.reason),
        "cells": [_tally(cell) for cell in one.cells],
        "total": _tally(one.total),
    }


def _group(group: Group) -> dict[str, Any]:
    return {"voices": group.voices, "cells": [_tally(cell) for cell in group.cells]}


def _tally(cell: Tally | None) -> dict[str, Any] | None:
    if cell is None:
        return None
    interval = cell.interval
    return {
        "for": cell.for_,
        "against": cell.against,
        "no_opinion": cell.no_opinion,
        "missing": cell.missing,
        "share": cell.share,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
    }


def names_in(language: str) -> dict[str, str]:
    """What the sectors are called in a language."""
    return {sector.value: say(name, language) for sector, name in NAMES.items()}


def _said(told: Iterable[Told]) -> Said:
    told = list(told)
    return {
        language: " ".join(one.sentence(language, names_in(language)) for one in told) for language in Language.values
    }
