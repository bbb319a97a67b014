"""Consensus maps for their pages: which there are, their statements, how many sheets came, the ballots to count."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

import numpy as np
from django.db.models import QuerySet

from drogowskaz.assessments.enums import Channel
from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.consensus import AGAINST, FOR, MISSING, NO_OPINION, Ballots
from drogowskaz.engine.parameters import parameters, value_on
from drogowskaz.participation.enums.consensus import Choice, MapState
from drogowskaz.participation.enums.contribution import PUBLIC
from drogowskaz.participation.enums.minutes import Sector
from drogowskaz.participation.models import ConsensusMap, Contribution, Statement, Vote, Voter
from drogowskaz.participation.queries.meeting import Conclusion, conclusions_of

GROUPS_FROM = "CONSENSUS_GROUPS_FROM"
SMALLEST = 5
"""Fewer voices than this are never shown by themselves: one could tell whose they are."""
FEWEST_STATEMENTS, MOST_STATEMENTS, LONGEST_STATEMENT = 3, 30, 240
MOST_SHEETS = 999
"""The highest number of a printed sheet."""
MOST_SOURCES = 200
"""Contributions offered at once as sources of statements."""
CHOSEN = {Choice.FOR: FOR, Choice.AGAINST: AGAINST, Choice.NO_OPINION: NO_OPINION}


def map_of(cycle: Cycle, number: int) -> ConsensusMap | None:
    """One map of a cycle."""
    return ConsensusMap.objects.filter(cycle=cycle, number=number).select_related("cycle__unit").first()


def public_maps(cycle: Cycle) -> QuerySet[ConsensusMap]:
    """The maps everybody sees, the newest first."""
    return ConsensusMap.objects.filter(cycle=cycle, opened_at__isnull=False).order_by("-number")


def prepared_maps(cycle: Cycle) -> QuerySet[ConsensusMap]:
    """Those only the team sees: being prepared, or called off before they were opened."""
    return ConsensusMap.objects.filter(cycle=cycle, opened_at=None).order_by("-number")


def running_map(cycle: Cycle, day: dt.date) -> ConsensusMap | None:
    """The newest map of a cycle that takes voices on a day."""
    return public_maps(cycle).filter(state=MapState.OPEN, closes_on__gte=day).first()


def statements_of(asked: ConsensusMap) -> list[Statement]:
    """Every statement with its source, also those that were taken out; one query."""
    return list(asked.statements.select_related("contribution", "point"))


def asked_of(asked: ConsensusMap) -> list[Statement]:
    """The statements that stand; one query."""
    return list(asked.statements.filter(removed_at=None))


@dataclass(frozen=True)
class Sources:
    """What statements can be taken from: published contributions, and conclusions of accepted minutes, which are not
    in the map yet."""

    contributions: tuple[Contribution, ...]
    conclusions: tuple[Conclusion, ...]


def sources_of(asked: ConsensusMap) -> Sources:
    """The sources of a map; three queries."""
    taken = list(asked.statements.values_list("contribution_id", "point_id"))
    used = {contribution for contribution, _point in taken if contribution}
    points = {point for _contribution, point in taken if point}
    found = Contribution.objects.filter(cycle=asked.cycle, state__in=PUBLIC).exclude(pk__in=used).order_by("-number")
    conclusions = tuple(one for one in conclusions_of(asked.cycle) if one.key not in points)
    return Sources(tuple(found[:MOST_SOURCES]), conclusions)


@dataclass(frozen=True)
class Progress:
    """How many sheets came from a sector; None where there are fewer than `SMALLEST`."""

    sector: Sector
    sheets: int | None


def progress_of(asked: ConsensusMap) -> tuple[Progress, ...]:
    """Sheets by sector, with no sum, from which a small one could be found out; one query."""
    came = Counter(asked.voters.values_list("sector", flat=True))
    return tuple(Progress(sector, came[sector] if came[sector] >= SMALLEST else None) for sector in Sector)


def sheets_of(asked: ConsensusMap) -> list[Voter]:
    """The printed sheets that were used, by number; one query."""
    return list(asked.voters.filter(sheet__isnull=False).select_related("organisation").order_by("sheet"))


def typed_sheet(asked: ConsensusMap, number: int) -> Voter | None:
    """A sheet that the team typed in."""
    return asked.voters.filter(sheet=number, channel=Channel.PAPER).select_related("organisation").first()


def groups_from(day: dt.date) -> int:
    """From how many voices on groups may be looked for."""
    known = value_on(GROUPS_FROM, day, parameters())
    assert known is not None, "the parameter has no last day"
    return int(known.value)


def ballots_of(asked: ConsensusMap) -> Ballots:
    """What was chosen on the statements that stand, a row for each sheet; three queries.

    A statement nobody answered on a sheet is missing there, and so is one that was added after the sheet was filled in.
    """
    statements = asked_of(asked)
    column = {statement.pk: place for place, statement in enumerate(statements)}
    voters = list(asked.voters.select_related("organisation"))
    row = {voter.pk: place for place, voter in enumerate(voters)}
    choices = np.full((len(voters), len(statements)), MISSING, np.int8)
    votes = Vote.objects.filter(voter__map=asked, statement__in=column).values_list(
        "voter_id", "statement_id", "choice"
    )
    for voter, statement, choice in votes:
        choices[row[voter], column[statement]] = CHOSEN[Choice(choice)]
    return Ballots(
        statements=tuple(statement.text for statement in statements),
        sectors=tuple(voter.sector for voter in voters),
        organisations=tuple(voter.of for voter in voters),
        choices=choices,
    )
