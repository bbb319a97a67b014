"""The calendar of a year as pages and calendar files show it, and when the official form was really opened."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Max, Min

from drogowskaz.assessments.enums import Event
from drogowskaz.assessments.models import CycleEvent, LocalDate
from drogowskaz.engine.calendar.loader import Opening, known_openings
from drogowskaz.engine.calendar.rules import BINDINGS
from drogowskaz.engine.calendar.year import Planned, calendar_of
from drogowskaz.engine.certainty import LABELS, Certainty
from drogowskaz.engine.teryt import Level
from drogowskaz.engine.words import say


@dataclass(frozen=True)
class ShownDate:
    """A date in words. `day` is the one that holds: the local one where there is one, otherwise the computed one."""

    planned: Planned
    day: dt.date
    label: str
    how: str
    basis: str
    binding: str
    certainty: str
    sure: bool
    note: str
    local: LocalDate | None
    happened: tuple[CycleEvent, ...]
    past: bool

    @property
    def key(self) -> str:
        """The name of the date in the calendar."""
        return self.planned.rule.key


def shown_calendar(
    level: Level,
    year: int,
    lang: str,
    *,
    today: dt.date,
    local: Iterable[LocalDate] = (),
    events: Iterable[CycleEvent] = (),
) -> tuple[ShownDate, ...]:
    """The dates of a level and year by day, with the local days and what really happened; no query."""
    chosen = {one.key: one for one in local}
    happened: Mapping[str, list[CycleEvent]] = defaultdict(list)
    for event in events:
        if event.kind in (Event.HAPPENED, Event.EDITION) and event.key:
            happened[event.key].append(event)
    dates = [
        _shown(one, lang, chosen.get(one.rule.key), happened.get(one.rule.key, ()), today)
        for one in calendar_of(level, year, {key: one.day for key, one in chosen.items()})
    ]
    return tuple(sorted(dates, key=lambda one: one.day))


def _shown(
    planned: Planned, lang: str, local: LocalDate | None, happened: Iterable[CycleEvent], today: dt.date
) -> ShownDate:
    rule = planned.rule
    day = local.day if local else planned.day
    return ShownDate(
        planned=planned,
        day=day,
        label=rule.label[lang],
        how=planned.how(lang),
        basis=rule.basis[lang],
        binding=say(BINDINGS[rule.binding], lang),
        certainty=say(LABELS[rule.certainty], lang),
        sure=rule.certainty is Certainty.CERTAIN,
        note=rule.note.get(lang, ""),
        local=local,
        happened=tuple(happened),
        past=day < today,
    )


@dataclass(frozen=True)
class ReportedOpening:
    """What the units here wrote down for one assessed year: the earliest and the latest day, and how many cycles."""

    year: int
    first: dt.date
    last: dt.date
    cycles: int


@dataclass(frozen=True)
class OpeningYear:
    """One assessed year: published notices, what was written down here, and the days then left to 30 April."""

    year: int
    known: Opening | None
    certainty: str
    note: str
    reported: ReportedOpening | None
    left: int | None


def openings(lang: str) -> tuple[OpeningYear, ...]:
    """When the official form was really opened, newest assessed year first; one query."""
    known = {one.year: one for one in known_openings()}
    logged = CycleEvent.objects.filter(kind=Event.EDITION).order_by("cycle__year").values("cycle__year")
    reported = {
        row["cycle__year"]: ReportedOpening(row["cycle__year"], row["first"], row["last"], row["cycles"])
        for row in logged.annotate(first=Min("day"), last=Max("day"), cycles=Count("cycle", distinct=True))
    }
    return tuple(
        _opening(year, known.get(year), reported.get(year), lang) for year in sorted({*known, *reported}, reverse=True)
    )


def _opening(year: int, known: Opening | None, reported: ReportedOpening | None, lang: str) -> OpeningYear:
    day = known.day if known else reported.first if reported else None
    council = {one.rule.key: one.day for one in calendar_of(Level.GMINA, year)}.get("council")
    return OpeningYear(
        year=year,
        known=known,
        certainty=say(LABELS[known.certainty], lang) if known else "",
        note=known.note.get(lang, "") if known else "",
        reported=reported,
        left=(council - day).days if council and day else None,
    )
