"""What waits for a person's organisations: every cycle whose annexe they may fill in, and under which mandate."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate

from drogowskaz.assessments.enums import CycleState
from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.enums import INSTITUTIONS, Act, Reach, Role
from drogowskaz.organisations.models import Grant, Mandate, Organisation, User
from drogowskaz.organisations.permissions.holding import GMINA_DIGITS, of_place
from drogowskaz.participation.enums.annexe import FilledIn, ItemState
from drogowskaz.participation.models import Annexe, AnnexeInvitation
from drogowskaz.participation.permissions.annexe import Window, window_of
from drogowskaz.participation.queries.annexe.reading import JOINED, annexe_of
from drogowskaz.territory.models import Unit

ENDED = (CycleState.COUNCIL, CycleState.CLOSED)
"""States in which organisations supply nothing more."""


@dataclass(frozen=True)
class Waiting:
    """One annexe that can be begun or gone on with. `annexe` is None before it is begun; `mandate` None where the
    person helps with the consent of the organisation."""

    organisation: Organisation
    cycle: Cycle
    annexe: Annexe | None
    mandate: Mandate | None
    window: Window
    open_now: bool
    over: bool
    returned: int = 0

    @property
    def state(self) -> str:
        return self.annexe.state if self.annexe else ""


def waiting_annexes(person: User, at: dt.datetime) -> tuple[Waiting, ...]:
    """By organisation, the newest year first; a fixed number of queries. Work that is finished is left out unless the
    person began it."""
    mandates = [one for one in _mandates(person, at) if Act.SUPPLY in one.acts]
    assisted = _assisted(person, at)
    cycles = _cycles(mandates, [one.cycle_id for one in assisted])
    annexes = {(one.cycle_id, one.organisation_id): one for one in _annexes(mandates, cycles)}
    annexes |= {(one.cycle_id, one.organisation_id): one for one in assisted}
    day, found, seen = localdate(at), [], set()
    for mandate in mandates:
        for cycle in cycles:
            key = (cycle.pk, mandate.organisation_id)
            if key not in seen and _reaches(mandate, cycle) and not _idle(cycle, annexes.get(key)):
                seen.add(key)
                found.append(_waiting(mandate.organisation, cycle, annexes.get(key), mandate, day))
    for annexe in assisted:
        if (annexe.cycle_id, annexe.organisation_id) not in seen:
            cycle = next(one for one in cycles if one.pk == annexe.cycle_id)
            found.append(_waiting(annexe.organisation, cycle, annexe, None, day))
    return tuple(sorted(found, key=lambda one: (one.organisation.sort_key, -one.cycle.year, one.cycle.unit.code)))


def _mandates(person: User, at: dt.datetime) -> list[Mandate]:
    found = Mandate.objects.in_force(at).filter(person=person).exclude(organisation__kind__in=INSTITUTIONS)
    return list(found.select_related("organisation__unit", "unit").order_by("pk"))


def _assisted(person: User, at: dt.datetime) -> list[Annexe]:
    """Annexes of organisations of the person's units that agreed to an animator's help."""
    held = Grant.objects.in_force(at).filter(person=person, role__in=[Role.ANIMATOR, Role.COORDINATOR])
    theirs = Q(pk=None)
    for grant in held.select_related("unit"):
        theirs |= _within(grant)
    found = Annexe.objects.exclude(filled_in=FilledIn.ITSELF).filter(theirs, consent_withdrawn_at=None)
    return list(_counted(found))


def _within(grant: Grant) -> Q:
    if grant.unit is None:
        return Q(pk__isnull=False)
    if grant.reach == Reach.REGION:
        return Q(cycle__unit__code__startswith=grant.unit.code)
    code = grant.unit.code
    whole = (
        Q(cycle__unit__code__startswith=code[:GMINA_DIGITS]) if len(code) > GMINA_DIGITS else Q(cycle__unit__code=code)
    )
    return whole & Q(cycle__year=grant.year) if grant.reach == Reach.CYCLE else whole


def _cycles(mandates: list[Mandate], helped: list[int]) -> list[Cycle]:
    """The cycles the mandates may reach: of the unit they name, or else of the place of the organisation."""
    reach = Q(pk__in=helped)
    for mandate in mandates:
        place = mandate.unit or mandate.organisation.unit
        if place is not None:
            reach |= of_place(place)
    found = Cycle.objects.filter(reach).select_related("unit__parent").prefetch_related("local_dates")
    return list(found.order_by("-year", "unit__code"))


def _annexes(mandates: list[Mandate], cycles: list[Cycle]) -> list[Annexe]:
    organisations = {one.organisation_id for one in mandates}
    return list(_counted(Annexe.objects.filter(organisation__in=organisations, cycle__in=cycles)))


def _counted(found: QuerySet[Annexe]) -> QuerySet[Annexe]:
    returned = Count("items", filter=Q(items__state=ItemState.RETURNED))
    return found.select_related("organisation").annotate(returned=returned)


def _reaches(mandate: Mandate, cycle: Cycle) -> bool:
    """The same as `standing` says of it: the unit and the year it is narrowed to."""
    place = mandate.unit or mandate.organisation.unit
    same = place is not None and _place(place) == _place(cycle.unit)
    return same and mandate.year in (None, cycle.year)


def _place(unit: Unit) -> str:
    return unit.code[:GMINA_DIGITS]


def _idle(cycle: Cycle, annexe: Annexe | None) -> bool:
    return annexe is None and cycle.state == CycleState.CLOSED


def _waiting(
    organisation: Organisation, cycle: Cycle, annexe: Annexe | None, mandate: Mandate | None, day: dt.date
) -> Waiting:
    window = window_of(cycle)
    return Waiting(
        organisation=organisation,
        cycle=cycle,
        annexe=annexe,
        mandate=mandate,
        window=window,
        open_now=window.opens <= day <= window.closes and cycle.state not in (*ENDED, CycleState.SUSPENDED),
        over=day > window.closes or cycle.state in ENDED,
        returned=annexe.returned if annexe else 0,  # type: ignore[attr-defined]
    )


def helped_cycles(person: User, at: dt.datetime) -> tuple[Cycle, ...]:
    """The cycles in which the person may write for organisations as an animator; two queries."""
    held = Grant.objects.in_force(at).filter(
        person=person, role__in=[Role.ANIMATOR, Role.COORDINATOR], reach__in=[Reach.UNIT, Reach.CYCLE]
    )
    theirs = Q(pk=None)
    for grant in held.select_related("unit"):
        theirs |= of_place(grant.unit) & (Q(year=grant.year) if grant.reach == Reach.CYCLE else Q())
    found = Cycle.objects.filter(theirs).exclude(state=CycleState.CLOSED).select_related("unit__parent")
    return tuple(found.order_by("-year", "unit__code"))


def organisations_to_help(cycle: Cycle) -> list[Organisation]:
    """The organisations of the place that have no annexe in this cycle yet; one query."""
    begun = Annexe.objects.filter(cycle=cycle).values("organisation")
    found = Organisation.objects.exclude(kind__in=INSTITUTIONS).filter(
        Q(unit=None) | Q(unit__code__startswith=cycle.unit.code[:GMINA_DIGITS])
    )
    return list(found.exclude(pk__in=begun))


def printed_with(code: str) -> tuple[Cycle, Organisation, Annexe | None] | None:
    """Whose paper form has this code: of an annexe that was begun, or of an invitation; two queries."""
    begun = Annexe.objects.filter(code=code).select_related(*JOINED).first()
    if begun is not None:
        return begun.cycle, begun.organisation, begun
    asked = AnnexeInvitation.objects.filter(code=code).select_related("organisation", "cycle__unit__parent").first()
    if asked is None:
        return None
    return asked.cycle, asked.organisation, annexe_of(asked.cycle, asked.organisation)
