"""Opening the cycles of a whole voivodeship in one action."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from drogowskaz.assessments.enums import CycleState, Event, Status
from drogowskaz.assessments.models import Assessment, Campaign, Cycle, CycleEvent
from drogowskaz.assessments.permissions import may_open_campaign
from drogowskaz.assessments.queries.campaigns import units_of
from drogowskaz.assessments.queries.cycles import Form, form_for, level, official_form, opening_refusal
from drogowskaz.audit.actions import record
from drogowskaz.engine.teryt import Level
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, refuse
from drogowskaz.notifications.actions import post
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.territory.models import Unit

TOLD = (Role.DATA_EDITOR, Role.APPROVER, Role.TENANT_ADMIN)
"""Who of a unit is told that its cycle is open."""


@dataclass(frozen=True)
class Opened:
    """What opening a campaign did: how many cycles it made, how many were there before, and how many units have no
    form or a published assessment, so that their cycle cannot be opened with the others."""

    campaign: Campaign
    made: int
    there: int
    left: int


@transaction.atomic
def open_campaign(
    *,
    region: Unit,
    year: int,
    actor: Actor,
    at: dt.datetime,
    within: Unit | None = None,
    link: Callable[[Unit], str] | None = None,
) -> Opened:
    """Open the cycle of every gmina, powiat and city of the voivodeship that has none, or of one powiat and the gminas
    in it (`within`); a second time adds only what is new. Cycles that are there stay as they are, also planned ones.

    The people of the opened units who have an account here get a letter; `link` makes the address of a unit's cycle,
    and without it nobody is written to. Last year's values are carried over on the page of each cycle: in all of
    them at once it would take too long.
    Raises Refused: no right, no units, or too early for the provisional form.
    """
    refuse(may_open_campaign(actor, region, at))
    units = list(units_of(within or region))
    forms, refusals = _forms(units, year, at)
    refuse(_nobody(units), *(() if forms else refusals[:1]))
    campaign, _made = Campaign.objects.get_or_create(
        region=region, year=year, defaults={"opened_at": at, "opened_by": person_of(actor)}
    )
    # Of two people who press the button at once the second one waits here, and then finds everything done.
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    there = set(Cycle.objects.filter(unit__in=units, year=year).values_list("unit_id", flat=True))
    missing = [(unit, form) for unit in units if unit.pk not in there and (form := forms.get(level(unit)))]
    cycles = _make_cycles(campaign, missing, actor, at)
    if cycles:
        record(actor=person_of(actor), verb="campaign.opened", thing=campaign, at=at, cycles=len(cycles))
        if link is not None:
            _write_letters(campaign, cycles, link, at)
    return Opened(campaign, made=len(cycles), there=len(there), left=len(units) - len(there) - len(cycles))


def _nobody(units: list[Unit]) -> Refusal | None:
    return None if units else Refusal(_("The register has no units of this voivodeship. Import the register first."))


def _forms(units: list[Unit], year: int, at: dt.datetime) -> tuple[dict[Level, Form], list[Refusal]]:
    """The form of each level that can be opened now, and for each other level why it cannot."""
    forms, refusals = {}, []
    for of, unit in {level(unit): unit for unit in units}.items():
        refusal, form = opening_refusal(unit, year, {}, at), form_for(of, year)
        if refusal:
            refusals.append(refusal)
        elif form:
            forms[of] = form
    return forms, refusals


def _make_cycles(campaign: Campaign, missing: list[tuple[Unit, Form]], actor: Actor, at: dt.datetime) -> list[Cycle]:
    """Cycles with their drafts and their first events; a unit that somebody opens at the same moment keeps theirs."""
    year, units = campaign.year, [unit for unit, _form in missing]
    Assessment.objects.bulk_create(
        (
            Assessment(unit=unit, year=year, edition=form.edition, created_at=at, changed_at=at)
            for unit, form in missing
        ),
        ignore_conflicts=True,
    )
    drafts = {one.unit_id: one for one in Assessment.objects.filter(unit__in=units, year=year, status=Status.DRAFT)}
    official = {one: official_form(one, year) for one in Level}
    Cycle.objects.bulk_create(
        (
            Cycle(
                unit=unit,
                year=year,
                state=CycleState.OPEN,
                edition=draft.edition,
                provisional=draft.edition != official[level(unit)],
                assessment=draft,
                campaign=campaign,
                planned_at=at,
                opened_at=at,
            )
            for unit in units
            if (draft := drafts.get(unit.pk))
        ),
        ignore_conflicts=True,
    )
    cycles = list(Cycle.objects.filter(campaign=campaign, events=None).select_related("unit"))
    CycleEvent.objects.bulk_create(
        CycleEvent(
            cycle=cycle,
            kind=Event.OPENED,
            day=localdate(at),
            at=at,
            by=person_of(actor),
            details={"edition": cycle.edition, "provisional": cycle.provisional, "campaign": True},
        )
        for cycle in cycles
    )
    return cycles


def _write_letters(campaign: Campaign, cycles: list[Cycle], link: Callable[[Unit], str], at: dt.datetime) -> None:
    """Tell the unit's own people, once each, that its cycle is open; the letters leave after the commit."""
    by_unit = {cycle.unit_id: cycle for cycle in cycles}
    held = Grant.objects.in_force(at).filter(
        Q(reach=Reach.UNIT) | Q(reach=Reach.CYCLE, year=campaign.year),
        unit__in=by_unit,
        role__in=TOLD,
        person__is_active=True,
    )
    for unit, person in {(grant.unit_id, grant.person) for grant in held.select_related("person")}:
        cycle = by_unit[unit]
        post(
            event="assessments.cycle_opened",
            thing=f"cycle:{cycle.pk}",
            at=at,
            recipient=person,
            context={"cycle": cycle, "region": campaign.region, "link": link(cycle.unit)},
        )
