"""Everything the page of a cycle shows, and the entries of its calendar file."""

import datetime as dt
from dataclasses import dataclass

from django.utils.timezone import localdate

from drogowskaz.assessments.enums import CycleState, Event
from drogowskaz.assessments.models import Cycle, CycleEvent
from drogowskaz.assessments.permissions import may_run_cycle
from drogowskaz.assessments.queries.calendar import ShownDate, shown_calendar
from drogowskaz.assessments.queries.cycles import TURNS, Form, Offer, earlier_assessment, form_for, level, offers
from drogowskaz.assessments.queries.migration import FATES, Fate, awaited_form
from drogowskaz.documents.dates import DatedEvent
from drogowskaz.engine.words import _, count, plural, say
from drogowskaz.organisations.permissions import Actor
from drogowskaz.territory.models import Unit

CARRIED = plural("{n} value came from the last assessment.", "{n} values came from the last assessment.")
LISTED = plural("{n} could not be taken over as it was.", "{n} could not be taken over as they were.")


@dataclass(frozen=True)
class ShownEvent:
    """Something that happened, in words: when, what, why, and by whom where the reader may know it."""

    event: CycleEvent
    what: str
    details: str
    by: str


@dataclass(frozen=True)
class CyclePage:
    """The page. `next` is the first date still to come; `carry_from` the year whose values can still be taken over;
    `refusal` says why this reader may change nothing, and is empty when they may."""

    cycle: Cycle | None
    state: str
    label: str
    who: str
    what: str
    form: Form | None
    awaited: str | None
    next: ShownDate | None
    dates: tuple[ShownDate, ...]
    events: tuple[ShownEvent, ...]
    offers: tuple[Offer, ...]
    carry_from: int | None
    refusal: str


def cycle_page(unit: Unit, year: int, cycle: Cycle | None, actor: Actor, at: dt.datetime, lang: str) -> CyclePage:
    """What is shown of a cycle, or of a year without one; a fixed number of queries."""
    state = CycleState(cycle.state) if cycle else CycleState.PLANNED
    events = list(cycle.events.select_related("by")) if cycle else []
    local = list(cycle.local_dates.all()) if cycle else []
    today = localdate(at)
    dates = shown_calendar(level(unit), year, lang, today=today, local=local, events=events)
    refusal = may_run_cycle(actor, unit, year, at)
    labels = {one.key: one.label for one in dates}
    return CyclePage(
        cycle=cycle,
        state=state.value if cycle else "none",
        label=str(state.label) if cycle else say(_("not planned yet"), lang),
        who=say(TURNS[state].who, lang),
        what=say(TURNS[state].what, lang),
        form=Form(cycle.edition, cycle.provisional) if cycle and cycle.edition else form_for(level(unit), year),
        awaited=awaited_form(cycle) if cycle and state is CycleState.OPEN else None,
        next=next((one for one in dates if not one.past and not one.happened), None),
        dates=dates,
        events=tuple(_shown(one, labels, lang, named=refusal is None) for one in reversed(events)),
        offers=tuple(offers(unit, year, cycle, actor, at, lang)) if refusal is None else (),
        carry_from=_carry_from(cycle, events) if refusal is None else None,
        refusal=refusal.sentence(lang) if refusal else "",
    )


def _carry_from(cycle: Cycle | None, events: list[CycleEvent]) -> int | None:
    if cycle is None or cycle.state != CycleState.OPEN or any(one.kind == Event.CARRIED for one in events):
        return None
    if cycle.assessment is not None and cycle.assessment.locked:
        return None
    before = earlier_assessment(cycle.unit, cycle.year)
    return before.year if before else None


def _shown(event: CycleEvent, labels: dict[str, str], lang: str, *, named: bool) -> ShownEvent:
    kind = Event(event.kind)
    what = str(kind.label)
    if event.key and kind is not Event.EDITION:
        what = f"{what}: {labels.get(event.key, event.key)}"
    return ShownEvent(event, what, _details(kind, event.details, lang), event.by.name if named and event.by else "")


def _details(kind: Event, known: dict[str, object], lang: str) -> str:
    """The numbers and names of an event as sentences."""
    if kind is Event.OPENED:
        provisional, official = _("On the provisional form {edition}."), _("On the official form {edition}.")
        return say(provisional if known.get("provisional") else official, lang, edition=known.get("edition"))
    if kind is Event.CARRIED:
        said = [
            say(_("From the assessment for {year}."), lang, year=known["year"]),
            count(CARRIED, _n(known, "cells"), lang),
        ]
        return " ".join([*said, *([count(LISTED, _n(known, "listed"), lang)] if known.get("listed") else [])])
    if kind is Event.EDITION:
        counted = "; ".join(count(FATES[fate], _n(known, fate), lang) for fate in Fate if known.get(fate))
        said = [say(_("From {old} to {new}."), lang, old=known.get("from"), new=known.get("to"))]
        return " ".join([*said, *([f"{counted[0].upper()}{counted[1:]}."] if counted else [])])
    if kind is Event.TO_COUNCIL:
        return say(_("Version {version}, signed; its SHA-256 is {sha256}."), lang, **known)
    if kind is Event.DATE_SET:
        return say(_("To {day}."), lang, day=f"{dt.date.fromisoformat(str(known['day'])):%d.%m.%Y}")
    return ""


def _n(known: dict[str, object], name: str) -> int:
    return int(str(known.get(name, 0)))


def calendar_entries(
    unit: Unit, year: int, cycle: Cycle | None, lang: str, address: str, at: dt.datetime
) -> list[DatedEvent]:
    """The dates for a calendar file; each change of a date by the unit makes the next revision of its entry."""
    events = list(cycle.events.all()) if cycle else []
    local = list(cycle.local_dates.all()) if cycle else []
    changes = sum(one.kind in (Event.DATE_SET, Event.DATE_CLEARED) for one in events)
    dates = shown_calendar(level(unit), year, lang, today=localdate(at), local=local, events=events)
    return [
        DatedEvent(
            uid=f"{unit.code}-{year}-{one.key}@drogowskaz",
            day=one.day,
            title=f"{one.label} – {unit.full_name}",
            text="\n".join(_explained(one, lang)),
            url=f"{address}#{one.key}",
            revision=changes,
        )
        for one in dates
    ]


def _explained(date: ShownDate, lang: str) -> list[str]:
    said = [date.how, f"{date.basis} ({date.binding})."]
    if date.local:
        said.insert(0, say(_("Set locally: {reason}"), lang, reason=date.local.reason))
    if not date.sure:
        said.append(say(_("How sure: {certainty}."), lang, certainty=date.certainty))
    return [*said, *([date.note] if date.note else [])]
