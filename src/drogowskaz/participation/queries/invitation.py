"""Whom the office can invite to supply data in a cycle, and where every organisation stands."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.timezone import localdate

from drogowskaz.assessments.models import Cycle
from drogowskaz.assessments.queries.calendar import ShownDate, shown_calendar
from drogowskaz.assessments.queries.cycles import level
from drogowskaz.organisations.enums import INSTITUTIONS, Act
from drogowskaz.organisations.models import Mandate, Organisation
from drogowskaz.organisations.permissions.holding import of_place
from drogowskaz.organisations.queries.organisations import listed
from drogowskaz.participation.enums.annexe import AnnexeState, Asked, ItemState
from drogowskaz.participation.enums.invitation import Stage
from drogowskaz.participation.models import Aim, Annexe, AnnexeInvitation, AnnexeItem
from drogowskaz.participation.queries.standing import is_settled
from drogowskaz.territory.queries import lineage

REMIND_AFTER = dt.timedelta(days=7)
"""How long after the invitation or a reminder the next reminder may leave; ours."""
READ = (AnnexeState.SENT, AnnexeState.RETURNED)
"""Annexes the office reads. Of one returned with questions, the answers without a question stay with the office."""
MOST_FOUND = 20
"""Organisations from elsewhere that a search shows."""
TO_REMIND = (Stage.INVITED, Stage.BEGUN, Stage.RETURNED)
"""Who still has something to do."""
TONES = {
    Stage.NOT_INVITED: "note",
    Stage.INVITED: "warning",
    Stage.DECLINED: "note",
    Stage.BEGUN: "warning",
    Stage.SENT: "justify",
    Stage.RETURNED: "warning",
    Stage.DONE: "done",
    Stage.WITHDRAWN: "note",
}


@dataclass(frozen=True)
class Line:
    """An organisation in the list of a cycle. `acting` says that somebody holds a mandate to supply its data here;
    `waiting` counts answers handed in that the office has not decided on."""

    organisation: Organisation
    invitation: AnnexeInvitation | None
    annexe: Annexe | None
    stage: Stage
    acting: bool
    waiting: int
    may_remind: bool

    @property
    def tone(self) -> str:
        """The icon beside the word of the stage."""
        return TONES[self.stage]


def lines_of(cycle: Cycle, at: dt.datetime, also: Collection[int] = ()) -> list[Line]:
    """Every organisation of the register that works in the unit, those invited from elsewhere, and `also` others, by
    key; offices are left out. A fixed number of queries."""
    places = lineage(cycle.unit)
    invitations = {
        one.organisation_id: one for one in AnnexeInvitation.objects.filter(cycle=cycle).select_related("by")
    }
    annexes = {one.organisation_id: one for one in Annexe.objects.filter(cycle=cycle)}
    wider = Q(unit__in=places) | Q(pk__in=also)
    theirs = wider & ~Q(kind__in=INSTITUTIONS) | Q(pk__in=[*invitations, *annexes])
    found = list(Organisation.objects.filter(theirs).order_by("sort_key", "pk"))
    acting = acting_for(cycle, found, at)
    waiting = waiting_in(annexes.values())
    return [_line(one, invitations.get(one.pk), annexes.get(one.pk), one.pk in acting, waiting, at) for one in found]


def _line(
    organisation: Organisation,
    invitation: AnnexeInvitation | None,
    annexe: Annexe | None,
    acting: bool,
    waiting: dict[int, int],
    at: dt.datetime,
) -> Line:
    left = waiting.get(annexe.pk, 0) if annexe else 0
    stage = stage_of(invitation, annexe, left)
    return Line(
        organisation=organisation,
        invitation=invitation,
        annexe=annexe,
        stage=stage,
        acting=acting,
        waiting=left,
        may_remind=bool(invitation and invitation.email) and stage in TO_REMIND and is_due(invitation, at),
    )


def stage_of(invitation: AnnexeInvitation | None, annexe: Annexe | None, waiting: int) -> Stage:
    """Where an organisation stands; `waiting` counts its answers that the office has not decided on."""
    if annexe is not None and annexe.state != AnnexeState.DRAFT:
        if annexe.state == AnnexeState.SENT:
            return Stage.SENT if waiting else Stage.DONE
        return Stage(annexe.state)
    if invitation is not None and invitation.answer == Asked.DECLINED:
        return Stage.DECLINED
    if annexe is not None:
        return Stage.BEGUN
    return Stage.INVITED if invitation else Stage.NOT_INVITED


def is_due(invitation: AnnexeInvitation | None, at: dt.datetime) -> bool:
    """Whether seven days have passed since the invitation, or since the last reminder."""
    return invitation is not None and (invitation.reminded_at or invitation.at) + REMIND_AFTER <= at


def acting_for(cycle: Cycle, organisations: Iterable[Organisation], at: dt.datetime) -> set[int]:
    """The organisations somebody may supply data for in this unit and year; one query."""
    place = Q(unit=None) | of_place(cycle.unit)
    held = Mandate.objects.in_force(at).filter(
        place, Q(year=None) | Q(year=cycle.year), organisation__in=organisations, person__is_active=True
    )
    return {key for key, acts in held.values_list("organisation_id", "acts") if Act.SUPPLY in acts}


def waiting_in(annexes: Iterable[Annexe]) -> dict[int, int]:
    """How many answers of each annexe wait for the office, by its key; two queries."""
    read = [one.pk for one in annexes if one.state in READ]
    sent = AnnexeItem.objects.filter(annexe__in=read, state=ItemState.SENT)
    items = dict(sent.values_list("pk", "annexe_id"))
    newest: dict[int, dict[tuple[str, int], str]] = defaultdict(dict)
    aims = Aim.objects.filter(item__in=sent).order_by("offer_id")
    for item, row, offset, fate in aims.values_list("item_id", "offer__row", "offer__offset", "offer__fate"):
        newest[item][row, offset] = fate
    counted: dict[int, int] = defaultdict(int)
    for item, annexe in items.items():
        if not is_settled(ItemState.SENT, newest[item].values()):
            counted[annexe] += 1
    return counted


def elsewhere(cycle: Cycle, text: str) -> list[int]:
    """Keys of organisations that work more widely or in other places and whose names fit the text; three queries,
    none without a text."""
    if not text.strip():
        return []
    found = listed(text, "").exclude(unit__in=lineage(cycle.unit)).exclude(kind__in=INSTITUTIONS)
    return list(found.values_list("pk", flat=True)[:MOST_FOUND])


def window_of(cycle: Cycle, at: dt.datetime, lang: str) -> tuple[ShownDate, ...]:
    """When organisations supply data and until when the office checks them, with how each day was found; one query."""
    dates = shown_calendar(level(cycle.unit), cycle.year, lang, today=localdate(at), local=cycle.local_dates.all())
    return tuple(one for one in dates if one.key in ("annexe_opens", "annexe_closes", "annexe_checked"))


def last_day(cycle: Cycle, at: dt.datetime) -> dt.date | None:
    """The last day on which organisations supply data; one query."""
    return next((one.day for one in window_of(cycle, at, "pl") if one.key == "annexe_closes"), None)


def invitation_behind(token_digest: str) -> AnnexeInvitation | None:
    """The invitation whose letter holds the token with this digest, with what its page names."""
    joined = AnnexeInvitation.objects.select_related("cycle__unit", "organisation", "offered", "by")
    return joined.filter(token_digest=token_digest).first() if token_digest else None


def code_given(cycle: Cycle, organisation: Organisation) -> str:
    """The code already printed on the paper form of an organisation that was invited; empty when it was not."""
    found = AnnexeInvitation.objects.filter(cycle=cycle, organisation=organisation)
    return found.values_list("code", flat=True).first() or ""
