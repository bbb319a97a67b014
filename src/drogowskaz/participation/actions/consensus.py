"""What changes a consensus map: making it, its statements, opening it, a later last day, calling it off.

The row of the map is the door: whoever changes it, or gives or types in a voice, holds it.
"""

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from drogowskaz.assessments.models import Cycle
from drogowskaz.audit.actions import record
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, Transition, refuse, whole
from drogowskaz.notifications.actions import tell
from drogowskaz.organisations.letters import path_of
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.enums.consensus import MapState
from drogowskaz.participation.models import ConsensusMap, MinutePoint, Statement
from drogowskaz.participation.models.consensus import LETTERS_OF_A_CODE
from drogowskaz.participation.permissions.consensus import may_prepare_map, may_run_map
from drogowskaz.participation.queries.consensus import (
    FEWEST_STATEMENTS,
    LONGEST_STATEMENT,
    MOST_STATEMENTS,
    sources_of,
)
from drogowskaz.participation.workflow.consensus import CANCEL, MAP, OPEN

LONGEST_OPEN = dt.timedelta(days=365)
LONGEST_REASON = 300
_SOMEBODY_ELSE = _("Somebody else has changed this map meanwhile. Look at what is new, then do it again.")


@dataclass(frozen=True)
class MapDescription:
    """What is said of a map."""

    title: str
    purpose: str = ""


@dataclass(frozen=True)
class Source:
    """Where a statement comes from: the key of a published contribution, or of a point of accepted minutes."""

    contribution: int | None = None
    point: int | None = None


@dataclass(frozen=True)
class Written:
    """A statement of the list as somebody left it: its key, its words, its place, and whether it goes away."""

    key: int
    text: str
    place: int
    away: bool = False


def at_the_door(asked: ConsensusMap) -> ConsensusMap:
    """The map as it is now; nobody else changes it or gives a voice until the transaction ends."""
    found = ConsensusMap.objects.select_for_update(of=("self",)).select_related("cycle__unit")
    return found.get(pk=asked.pk)


@transaction.atomic
def make_map(*, cycle: Cycle, description: MapDescription, actor: Actor, at: dt.datetime) -> ConsensusMap:
    """Begin to prepare a map. Raises Refused."""
    refuse(may_prepare_map(actor, cycle, at), _untitled(description))
    # Two that are made at once get their numbers one after the other.
    Cycle.objects.select_for_update().get(pk=cycle.pk)
    last = ConsensusMap.objects.filter(cycle=cycle).aggregate(last=Max("number"))["last"] or 0
    code = "M-" + "".join(secrets.choice(LETTERS_OF_A_CODE) for _place in range(6))
    made = ConsensusMap.objects.create(
        cycle=cycle, number=last + 1, code=code, made_at=at, made_by=person_of(actor), **vars(description)
    )
    record(actor=person_of(actor), verb="consensus_map.made", thing=made, at=at)
    return made


@transaction.atomic
def describe_map(*, asked: ConsensusMap, description: MapDescription, seen: int, actor: Actor, at: dt.datetime) -> None:
    """Change the title and the purpose while the map is being prepared. Raises Refused."""
    now = _prepared(asked, actor, at, seen)
    refuse(_untitled(description))
    ConsensusMap.objects.filter(pk=now.pk).update(version=now.version + 1, **vars(description))
    record(actor=person_of(actor), verb="consensus_map.changed", thing=now, at=at)


@transaction.atomic
def add_statements(
    *, asked: ConsensusMap, texts: Sequence[str], actor: Actor, at: dt.datetime, source: Source | None = None
) -> int:
    """Put statements at the end: of a map being prepared, or of an open one, where they are missing on the sheets that
    came before. One that stands there already in the same words is left out. Returns how many. Raises Refused."""
    now = at_the_door(asked)
    wanted = [one for text in texts if (one := " ".join(text.split()))]
    there = {text.casefold() for text in now.statements.filter(removed_at=None).values_list("text", flat=True)}
    new = [text for text in dict.fromkeys(wanted) if text.casefold() not in there]
    refuse(
        may_prepare_map(actor, now.cycle, at),
        _settled(now),
        None if wanted else Refusal(_("Write at least one statement.")),
        *(_fault(text) for text in new),
        _too_many(len(there) + len(new)),
        _unknown(now, source) if source else None,
    )
    last = now.statements.aggregate(last=Max("number"))["last"] or 0
    for number, text in enumerate(new, start=last + 1):
        Statement.objects.create(
            map=now,
            number=number,
            text=text,
            contribution_id=source.contribution if source else None,
            point_id=source.point if source else None,
        )
    if new:
        ConsensusMap.objects.filter(pk=now.pk).update(version=now.version + 1)
        record(actor=person_of(actor), verb="consensus_map.statements_added", thing=now, at=at, statements=len(new))
    return len(new)


@transaction.atomic
def arrange_statements(
    *, asked: ConsensusMap, written: Sequence[Written], seen: int, actor: Actor, at: dt.datetime
) -> None:
    """Write the whole list of a map being prepared: words, order, and what goes away. Raises Refused."""
    now = _prepared(asked, actor, at, seen)
    there = {statement.pk: statement for statement in now.statements.all()}
    known = [one for one in written if one.key in there]
    kept = sorted((one for one in known if not one.away), key=lambda one: one.place)
    texts = [" ".join(one.text.split()) for one in kept]
    folded = [text.casefold() for text in texts]
    refuse(
        *(_fault(text) for text in texts),
        Refusal(_("The same statement stands there twice.")) if len(set(folded)) < len(folded) else None,
    )
    now.statements.filter(pk__in=[one.key for one in known if one.away]).delete()
    rest = [statement.pk for statement in there.values() if statement.pk not in {one.key for one in known}]
    # Numbers are free again before they are given anew: no two are the same even for a moment.
    for number, key in enumerate([*(one.key for one in kept), *rest], start=1):
        Statement.objects.filter(pk=key).update(number=number + 2 * MOST_STATEMENTS)
    for number, (one, text) in enumerate(zip(kept, texts, strict=True), start=1):
        Statement.objects.filter(pk=one.key).update(number=number, text=text)
    for number, key in enumerate(rest, start=len(kept) + 1):
        Statement.objects.filter(pk=key).update(number=number)
    ConsensusMap.objects.filter(pk=now.pk).update(version=now.version + 1)
    record(actor=person_of(actor), verb="consensus_map.statements_arranged", thing=now, at=at)


@transaction.atomic
def remove_statement(*, asked: ConsensusMap, key: int, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Take a statement out of an open map: it stays on the page with the reason, and is not counted. A second time
    changes nothing. Raises Refused."""
    now = at_the_door(asked)
    statement = now.statements.filter(pk=key).first()
    refuse(may_run_map(actor, now.cycle, at), _must_be(now, MapState.OPEN))
    if statement is None:
        raise Refused([Refusal(_("This statement is not there any more."))])
    if statement.removed_at is not None:
        return
    standing = now.statements.filter(removed_at=None).count()
    few = _("{count} statements have to stay. Add another one first, or call the map off.")
    refuse(
        None if reason.strip() else Refusal(_("Say why the statement is taken out; everybody reads it.")),
        Refusal(few, {"count": FEWEST_STATEMENTS}) if standing <= FEWEST_STATEMENTS else None,
    )
    now.statements.filter(pk=key).update(removed_at=at, removed_reason=whole(reason, LONGEST_REASON))
    record(actor=person_of(actor), verb="consensus_map.statement_removed", thing=now, at=at, statement=statement.number)


@transaction.atomic
def open_map(*, asked: ConsensusMap, closes_on: dt.date | None, actor: Actor, at: dt.datetime) -> None:
    """Let people and organisations say what they think, to the end of the last day. Followers of the unit's year get
    the news. Raises Refused."""
    now = at_the_door(asked)
    standing = now.statements.count()
    few = _("The map has {standing} of at least {count} statements.")
    refuse(
        may_prepare_map(actor, now.cycle, at),
        Refusal(few, {"standing": standing, "count": FEWEST_STATEMENTS}) if standing < FEWEST_STATEMENTS else None,
        _day_fault(closes_on, localdate(at)),
    )
    move_map(now, OPEN, actor=actor, at=at, opened_at=at, closes_on=closes_on)
    tell_of_map(now, "participation.consensus_map_opened", at, day=f"{closes_on:%d.%m.%Y}")


@transaction.atomic
def prolong_map(*, asked: ConsensusMap, closes_on: dt.date | None, actor: Actor, at: dt.datetime) -> None:
    """Set a later last day of an open map; also on its last evening. Raises Refused."""
    now = at_the_door(asked)
    refuse(may_run_map(actor, now.cycle, at), _must_be(now, MapState.OPEN), _day_fault(closes_on, localdate(at)))
    assert closes_on is not None, "a day without a fault"
    if now.closes_on == closes_on:
        return
    earlier = now.closes_on is not None and closes_on < now.closes_on
    refuse(Refusal(_("The last day was announced; it can only be moved to a later one.")) if earlier else None)
    ConsensusMap.objects.filter(pk=now.pk).update(closes_on=closes_on, version=now.version + 1)
    record(actor=person_of(actor), verb="consensus_map.prolonged", thing=now, at=at, closes_on=f"{closes_on}")


@transaction.atomic
def cancel_map(*, asked: ConsensusMap, reason: str, actor: Actor, at: dt.datetime) -> None:
    """Call a map off; what was chosen on its sheets is never shown. Raises Refused."""
    now = at_the_door(asked)
    silent = Refusal(_("Say why the map is called off; everybody reads it."))
    refuse(may_run_map(actor, now.cycle, at), None if reason.strip() else silent)
    move_map(now, CANCEL, actor=actor, at=at, cancel_reason=whole(reason, 500))


def move_map(asked: ConsensusMap, transition: Transition, *, actor: Actor, at: dt.datetime, **changes: Any) -> None:
    """Move a map only if it still stands where the move begins. Runs inside the caller's transaction. Raises
    Refused."""
    waiting = ConsensusMap.objects.filter(pk=asked.pk, state__in=transition.sources)
    changes |= {"state": transition.target, "version": asked.version + 1}
    if not waiting.update(**changes):
        now = ConsensusMap.objects.values_list("state", flat=True).get(pk=asked.pk)
        raise Refused([Refusal(_("The map is already: {state}."), {"state": MAP.states[now]}, ("state",))])
    for name, value in changes.items():
        setattr(asked, name, value)
    record(actor=person_of(actor), verb=transition.verb, thing=asked, at=at)


def tell_of_map(asked: ConsensusMap, event: str, at: dt.datetime, **context: str) -> None:
    """News of a map to those who follow the unit's year."""
    tell(
        thing=path_of(asked.cycle.unit, asked.cycle.year), event=event, at=at, context={"title": asked.title, **context}
    )


def _prepared(asked: ConsensusMap, actor: Actor, at: dt.datetime, seen: int) -> ConsensusMap:
    """The map behind its door, being prepared and unchanged since it was seen. Raises Refused."""
    now = at_the_door(asked)
    refuse(
        may_prepare_map(actor, now.cycle, at),
        _must_be(now, MapState.DRAFT) or (Refusal(_SOMEBODY_ELSE) if now.version != seen else None),
    )
    return now


def _must_be(asked: ConsensusMap, *states: MapState) -> Refusal | None:
    if asked.state in states:
        return None
    message = _("The map is now: {state}. This cannot be changed any more.")
    return Refusal(message, {"state": MAP.states[asked.state]}, ("state",))


def _settled(asked: ConsensusMap) -> Refusal | None:
    return _must_be(asked, MapState.DRAFT, MapState.OPEN)


def _untitled(description: MapDescription) -> Refusal | None:
    return None if description.title.strip() else Refusal(_("Give the map a title."))


def _fault(text: str) -> Refusal | None:
    """Why this cannot be a statement."""
    if not text:
        return Refusal(_("A statement is empty. Write it, or tick that it goes away."))
    if len(text) <= LONGEST_STATEMENT:
        return None
    message = _("This statement has {length} characters; at most {most} fit on a sheet: “{text}”")
    params = {"length": len(text), "most": LONGEST_STATEMENT, "text": f"{text[:80]}…"}
    return Refusal(message, params)


def _too_many(statements: int) -> Refusal | None:
    if statements <= MOST_STATEMENTS:
        return None
    message = _("A map has at most {most} statements; with these there would be {statements}.")
    return Refusal(message, {"most": MOST_STATEMENTS, "statements": statements})


def _unknown(asked: ConsensusMap, source: Source) -> Refusal | None:
    """Why a statement cannot be taken from there. A point may be gone from the minutes that are being corrected."""
    known = sources_of(asked)
    offered = {one.pk for one in known.contributions} if source.contribution else {one.key for one in known.conclusions}
    wanted = source.contribution or source.point
    there = source.point is None or MinutePoint.objects.filter(pk=source.point).exists()
    if wanted in offered and there:
        return None
    return Refusal(_("A statement was taken from this already, or it is not public any more."))


def _day_fault(day: dt.date | None, today: dt.date) -> Refusal | None:
    if day is None:
        return Refusal(_("Give the last day on which voices are taken."))
    if day < today:
        return Refusal(_("The last day cannot be in the past."))
    return Refusal(_("The last day can be at most a year away.")) if day > today + LONGEST_OPEN else None
