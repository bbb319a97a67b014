"""Reading cycles: the one of a unit and year, the form it works on, the moves open to a person, whose turn it is."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils.timezone import localdate

from drogowskaz.assessments.enums import CycleState, Status, Way
from drogowskaz.assessments.models import Assessment, Cycle
from drogowskaz.assessments.permissions import may_run_cycle
from drogowskaz.assessments.workflow import (
    CLOSE,
    CYCLE,
    OPEN_CYCLE,
    REOPEN,
    SEND_TO_COUNCIL,
    SUBMISSION,
    SUSPEND,
    TAKE_FROM_COUNCIL,
    closing,
    to_council,
)
from drogowskaz.engine.calendar.year import calendar_of
from drogowskaz.engine.editions.loader import editions_for
from drogowskaz.engine.teryt import Level, level_of
from drogowskaz.engine.words import _, say
from drogowskaz.engine.workflow import Refusal, Transition
from drogowskaz.organisations.permissions import Actor
from drogowskaz.territory.models import Unit
from drogowskaz.territory.queries import lineage

FIRST_YEAR = 2011
"""The first assessed year: the first assessments were made in spring 2012."""
LAST_YEAR = 2100
REACH = 2
"""How many years back last year's columns reach."""


@dataclass(frozen=True)
class Form:
    """The edition a cycle works on. `provisional`: no official form of the year is installed yet."""

    edition: str
    provisional: bool


def level(unit: Unit) -> Level:
    """The level of a unit that makes an assessment."""
    found = level_of(unit.code)
    assert found is not None, "only units that make an assessment have cycles"
    return found


def is_assessed(unit: Unit) -> bool:
    """Whether the unit makes an assessment of its own."""
    return level_of(unit.code) is not None


def is_worked_on(assessment: Assessment) -> bool:
    """Whether the cycle of an assessment is open, so that something can be said about it."""
    cycle: Cycle | None = getattr(assessment, "cycle", None)
    return cycle is not None and cycle.state == CycleState.OPEN


def official_form(of: Level, year: int) -> str | None:
    """The installed edition that covers the assessed year; the last by name when there are several."""
    found = editions_for(of, year)
    return found[-1] if found else None


def form_for(of: Level, year: int) -> Form | None:
    """The official form of the year, or else the newest earlier one for the time being; None when there is none."""
    for known in range(year, FIRST_YEAR - 1, -1):
        edition = official_form(of, known)
        if edition:
            return Form(edition, provisional=known < year)
    return None


def cycle_of(unit: Unit, year: int) -> Cycle | None:
    """The cycle of the unit, also under an earlier name or code of it; two queries."""
    found = Cycle.objects.filter(unit__in=lineage(unit), year=year)
    return (
        found.select_related("unit__parent", "assessment__unit", "assessment__submission", "campaign")
        .order_by("-unit__valid_from", "-pk")
        .first()
    )


def cycles_of(unit: Unit) -> list[Cycle]:
    """Every cycle of the unit, newest year first; two queries."""
    return list(Cycle.objects.filter(unit__in=lineage(unit)))


PLANNING_BEGINS = 9
"""The month in which the work on the assessment of the same year is planned; ours, see the calendar."""


def current_year(day: dt.date) -> int:
    """The assessed year people work on: this year's from September on, until then last year's."""
    return day.year if day.month >= PLANNING_BEGINS else day.year - 1


OVER = (CycleState.COUNCIL, CycleState.CLOSED)
"""States in which the form of a year is what its signed version says."""


def earlier_assessment(unit: Unit, year: int) -> Assessment | None:
    """The newest assessment whose years still have columns in the new form: a public one, one that the regional centre
    accepted, one that the council was given, or one whose cycle ended."""
    found = Assessment.objects.filter(unit__in=lineage(unit), year__lt=year, year__gte=year - REACH)
    ended = Q(status=Status.PUBLIC) | Q(submission__accepted__isnull=False) | Q(cycle__state__in=OVER)
    return found.filter(ended).select_related("unit", "public_package").order_by("-year", "-pk").first()


def opening_refusal(unit: Unit, year: int, local: dict[str, dt.date], at: dt.datetime) -> Refusal | None:
    """Why the cycle cannot be opened yet: no form at all, or it is too early for the provisional one."""
    form = form_for(level(unit), year)
    if form is None:
        return Refusal(_("No form for {unit} is installed, so its cycle cannot be opened."), {"unit": unit.full_name})
    planned = {one.rule.key: one.day for one in calendar_of(level(unit), year, local)}
    day = local.get("provisional_form", planned["provisional_form"])
    if form.provisional and localdate(at) < day:
        return Refusal(_NOT_YET, {"year": year, "day": f"{day:%d.%m.%Y}"})
    return None


_NOT_YET = _(
    "The official form for {year} is not installed, and the provisional one opens on {day}. "
    "An earlier day can be set in the calendar of the cycle, with a reason."
)


SIGNED = (Way.SIGNED, Way.SENT, Way.ACCEPTED)
"""States of a form in which its newest signed version is what it says."""
_UNSIGNED = _("The form is now: {state}. The council is given a signed version, so it is signed first.")


def council_refusal(cycle: Cycle) -> Refusal | None:
    """Why the form of the cycle is not one that the council can be given; no query where its submission is at hand."""
    submission = getattr(cycle.assessment, "submission", None)
    state = Way(submission.state) if submission else Way.WORK
    return None if state in SIGNED else Refusal(_UNSIGNED, {"state": SUBMISSION.states[state]}, ("state",))


@dataclass(frozen=True)
class Turn:
    """Whose turn it is in a state, and what is to be done; marked source strings."""

    who: str
    what: str


TURNS = {
    CycleState.PLANNED: Turn(
        _("the unit's data editor, an animator or the regional centre"),
        _("Open the cycle when the calendar says so. Then data can be entered."),
    ),
    CycleState.OPEN: Turn(
        _("the unit's data editors and the organisations that supply data"),
        _("Enter the data chapter by chapter; last year's values are there to compare with."),
    ),
    CycleState.SUSPENDED: Turn(
        _("whoever suspended it, or the regional centre"),
        _("The work is resting. Nothing was lost; take it up again when the reason is gone."),
    ),
    CycleState.COUNCIL: Turn(
        _("the council, and whoever presents the assessment to it"),
        _("The council has the signed assessment. Nothing is added to it now; it can be taken back with a reason."),
    ),
    CycleState.CLOSED: Turn(_("nobody"), _("The work of this year is done. It can be opened again with a reason.")),
}

WITH_REASON = {SUSPEND.name, REOPEN.name, TAKE_FROM_COUNCIL.name}
BUTTONS = {
    OPEN_CYCLE.name: _("Open the cycle"),
    SUSPEND.name: _("Suspend the cycle"),
    "resume": _("Take the work up again"),
    SEND_TO_COUNCIL.name: _("Send it to the council"),
    TAKE_FROM_COUNCIL.name: _("Take it back from the council"),
    CLOSE.name: _("Close the cycle"),
    REOPEN.name: _("Open it again"),
}


@dataclass(frozen=True)
class Offer:
    """A move as a button: its name, words, whether it needs a reason, and everything that keeps it from being possible
    now. `new`: those of the refusals that no move before it has told; a person reads each of them once. `gated`: the
    gate of another area is shut, so the page leads to what it waits for."""

    name: str
    label: str
    needs_reason: bool
    refusals: tuple[str, ...]
    new: tuple[str, ...]
    gated: bool = False


def offers(unit: Unit, year: int, cycle: Cycle | None, actor: Actor, at: dt.datetime, lang: str) -> list[Offer]:
    """The moves out of the state the cycle is in, each with the sentences that refuse it to this person now."""
    refused = may_run_cycle(actor, unit, year, at)
    found: list[Offer] = []
    for move in CYCLE.moves_from(cycle.state if cycle else CYCLE.start):
        kept = GATES[move].refusals(cycle) if refused is None and cycle is not None and move in GATES else []
        refusals = [refused] if refused else [*_in_the_way(move, unit, year, cycle, at), *kept]
        told = tuple(one.sentence(lang) for one in refusals)
        new = tuple(one for one in told if all(one not in offer.refusals for offer in found))
        found.append(Offer(move.name, say(BUTTONS[move.name], lang), move.name in WITH_REASON, told, new, bool(kept)))
    return found


GATES = {SEND_TO_COUNCIL: to_council, CLOSE: closing}
"""The moves that areas above can refuse, and the gates at which they do."""


def _in_the_way(move: Transition, unit: Unit, year: int, cycle: Cycle | None, at: dt.datetime) -> list[Refusal]:
    """What keeps the cycle from a move, whoever makes it, besides its gate; the same as the action asks."""
    found: list[Refusal | None] = []
    if move is OPEN_CYCLE:
        local = {one.key: one.day for one in cycle.local_dates.all()} if cycle else {}
        found.append(opening_refusal(unit, year, local, at))
    if cycle is not None and move is SEND_TO_COUNCIL:
        found.append(council_refusal(cycle))
    if cycle is not None and move is CLOSE and cycle.provisional:
        found.append(Refusal(STILL_PROVISIONAL))
    return [one for one in found if one]


STILL_PROVISIONAL = _("The cycle is still on the provisional form. Move it to the official one before closing it.")
