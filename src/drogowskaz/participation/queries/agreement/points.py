"""The points of an agreement for its page: what each says, who agrees, who disputes and what they want instead."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.scope import Scope, scope_of
from drogowskaz.participation.enums.agreement import ConditionKind, Opinion
from drogowskaz.participation.models import Agreement, Condition, ScopeEntry, Stance
from drogowskaz.participation.queries.agreement.sides import Side
from drogowskaz.participation.queries.agreement.wording import OFFICE

DISPUTED, AGREED, WAITING = "disputed", "agreed", "waiting"


@dataclass(frozen=True)
class Said:
    """What a side says of a point; `opinion` is empty when it has not spoken since the point last changed, and then
    `before` is what it said earlier."""

    side: Side
    opinion: str
    wants: str = ""
    before: str = ""
    paper: int | None = None


@dataclass(frozen=True)
class Point:
    """A chapter's scope or a condition. `state`: somebody disputes it, every side agrees, or somebody is still to
    speak. `proposer` is the side whose wording it is, None for what the talks began with. `mine` is what the side of
    the reader says, `own` whether the reader's side may change it."""

    kind: str
    thing: ScopeEntry | Condition
    title: str
    said: tuple[Said, ...]
    state: str
    proposer: Side | None
    mine: Said | None
    own: bool
    scope: Scope | None = None

    @property
    def key(self) -> str:
        """Its name in the address of the page and among the fields of forms."""
        return f"{self.kind}-{self.thing.pk}"

    @property
    def disputes(self) -> tuple[Said, ...]:
        """Those who dispute it."""
        return tuple(one for one in self.said if one.opinion == Opinion.DISPUTED)

    @property
    def agrees(self) -> tuple[Said, ...]:
        """Those who agree with it."""
        return tuple(one for one in self.said if one.opinion == Opinion.AGREED)

    @property
    def silent(self) -> tuple[Said, ...]:
        """Those who have not spoken of it as it stands."""
        return tuple(one for one in self.said if not one.opinion)


_STANCES = Prefetch("stances", Stance.objects.select_related("paper"))


def scope_points(agreement: Agreement, sides: tuple[Side, ...], me: Side | None, lang: str) -> tuple[Point, ...]:
    """The chapters in their order; two queries."""
    known = {one.chapter.number: one for one in scope_of(edition_named(agreement.edition))}
    found = []
    for entry in agreement.scope.select_related("organisation").prefetch_related(_STANCES):
        scope = known.get(entry.chapter)
        title = f"{entry.chapter}. {scope.chapter.label[lang]}" if scope else entry.chapter
        proposer = entry.proposer_id or (OFFICE if entry.by_office else None)
        found.append(_point("scope", entry, title, proposer, sides, me, own=True, scope=scope))
    return tuple(found)


def condition_points(
    agreement: Agreement, sides: tuple[Side, ...], me: Side | None
) -> tuple[tuple[ConditionKind, tuple[Point, ...]], ...]:
    """The three lists, each with its points; two queries."""
    there = list(agreement.conditions.filter(removed_at=None).prefetch_related(_STANCES))
    return tuple(
        (
            kind,
            tuple(
                _point(
                    "condition", one, one.text, one.organisation_id or OFFICE, sides, me,
                    own=me is not None and (one.organisation_id or OFFICE) == me.key,
                )
                for one in there
                if one.kind == kind
            ),
        )
        for kind in ConditionKind
    )  # fmt: skip


def _point(
    kind: str,
    thing: ScopeEntry | Condition,
    title: str,
    proposer: int | None,
    sides: tuple[Side, ...],
    me: Side | None,
    *,
    own: bool,
    scope: Scope | None = None,
) -> Point:
    stances = {one.organisation_id or OFFICE: one for one in thing.stances.all()}
    said = tuple(_said(side, stances.get(side.key), thing.version) for side in sides)
    return Point(
        kind=kind,
        thing=thing,
        title=title,
        said=said,
        state=_state(said),
        proposer=next((side for side in sides if side.key == proposer), None),
        mine=next((one for one in said if me is not None and one.side.key == me.key), None),
        own=own,
        scope=scope,
    )


def _said(side: Side, stance: Stance | None, version: int) -> Said:
    if stance is None:
        return Said(side, "")
    paper = stance.paper.number if stance.paper else None
    if stance.about != version:
        return Said(side, "", before=stance.opinion, paper=paper)
    return Said(side, stance.opinion, stance.wants, paper=paper)


def _state(said: Iterable[Said]) -> str:
    opinions = {one.opinion for one in said}
    if Opinion.DISPUTED in opinions:
        return DISPUTED
    return WAITING if "" in opinions else AGREED
