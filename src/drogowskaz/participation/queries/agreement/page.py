"""Everything the page of an agreement shows to whoever reads it."""

import datetime as dt
from dataclasses import dataclass

from django.utils.timezone import localdate

from drogowskaz.assessments.models import Cycle
from drogowskaz.assessments.queries.calendar import ShownDate, shown_calendar
from drogowskaz.assessments.queries.cycles import level
from drogowskaz.engine.words import _, count, plural, say
from drogowskaz.organisations.permissions import Actor
from drogowskaz.participation.enums.agreement import AgreementState, AgreementStepKind, ConditionKind, ScopeLevel
from drogowskaz.participation.models import Agreement, AgreementSignature, AgreementStep, ScopeEntry
from drogowskaz.participation.permissions.agreement import may_read_talks
from drogowskaz.participation.queries.agreement.points import (
    DISPUTED,
    Point,
    condition_points,
    scope_points,
)
from drogowskaz.participation.queries.agreement.readiness import unready
from drogowskaz.participation.queries.agreement.sides import Side, Speaking, office_name, sides_of, speaking
from drogowskaz.participation.queries.agreement.versions import versions_of
from drogowskaz.participation.queries.agreement.wording import OFFICE, digest_of, wording_of

WAITING_POINTS = plural("{n} point waits for a word of some side.", "{n} points wait for a word of some side.")
DISPUTED_POINTS = plural("{n} point is disputed.", "{n} points are disputed.")


@dataclass(frozen=True)
class Signed:
    """A side and its signature, None while it has not signed."""

    side: Side
    signature: AgreementSignature | None


@dataclass(frozen=True)
class Happened:
    """A step of the history. `side` is its name, empty for what followed by itself; `about` the point in words."""

    step: AgreementStep
    side: str
    about: str
    text: str


@dataclass(frozen=True)
class AgreementPage:
    """The page. `inside` tells that the reader is of the sides and sees names and the history; others read what was
    signed. `turn` says whose turn it is and what to do; `date` is the day the calendar has for it, None once it was
    signed. `digest` is of the wording as it stands."""

    agreement: Agreement | None
    inside: bool
    refusal: str
    turn: str
    speaking: Speaking | None
    sides: tuple[Side, ...]
    chapters: tuple[Point, ...]
    lists: tuple[tuple[ConditionKind, tuple[Point, ...]], ...]
    signed: tuple[Signed, ...]
    unready: tuple[str, ...]
    digest: str
    versions: tuple[Agreement, ...]
    steps: tuple[Happened, ...]
    date: ShownDate | None = None

    @property
    def points(self) -> tuple[Point, ...]:
        """Every point, the scope first."""
        return (*self.chapters, *(point for _kind, points in self.lists for point in points))

    @property
    def disputed(self) -> tuple[Point, ...]:
        """The points some side disputes."""
        return tuple(point for point in self.points if point.state == DISPUTED)

    @property
    def unspoken(self) -> int:
        """How many points the side of the reader has not spoken about."""
        return sum(point.mine is not None and not point.mine.opinion for point in self.points)

    @property
    def may_sign(self) -> bool:
        """Whether the side of the reader could sign now, as far as the agreement itself goes."""
        me = self.speaking.chosen if self.speaking else None
        waiting = any(one.side == me and one.signature is None for one in self.signed)
        states = (AgreementState.TALKS, AgreementState.SIGNING)
        return self.agreement is not None and self.agreement.state in states and waiting and not self.unready


def agreement_page(
    cycle: Cycle,
    actor: Actor,
    at: dt.datetime,
    lang: str,
    *,
    version: int | None = None,
    asked: tuple[int | None, int | None] = (None, None),
) -> AgreementPage:
    """The version asked for, or the one this reader should see first: for the sides the one they work on, for everyone
    else the one that was signed last. A fixed number of queries."""
    refusal = may_read_talks(actor, cycle, at)
    inside = refusal is None
    versions = [one for one in versions_of(cycle) if inside or one.was_signed]
    chosen = _chosen(versions, version)
    told = refusal.sentence(lang) if refusal else ""
    sides: tuple[Side, ...] = ()
    if chosen is not None:
        chosen.cycle = cycle
        sides = sides_of(chosen, lang)
    heard = speaking(actor, cycle, sides, asked, at, lang) if inside else None
    if chosen is None:
        planned = _date(cycle, at, lang)
        return AgreementPage(None, inside, told, "", heard, (), (), (), (), (), "", tuple(versions), (), planned)
    me = heard.chosen if heard and chosen.is_open else None
    chapters, lists = scope_points(chosen, sides, me, lang), condition_points(chosen, sides, me)
    signed = _signed(chosen, sides)
    return AgreementPage(
        agreement=chosen,
        inside=inside,
        refusal=told,
        turn=_turn(chosen, chapters, lists, signed, lang),
        speaking=heard,
        sides=sides,
        chapters=chapters,
        lists=lists,
        signed=signed,
        unready=tuple(one.sentence(lang) for one in unready(chosen) if one) if chosen.is_open else (),
        digest=chosen.digest or digest_of(wording_of(chosen)),
        versions=tuple(versions),
        steps=_steps(chosen, chapters, lang) if inside else (),
        date=_date(cycle, at, lang) if chosen.is_open else None,
    )


def _date(cycle: Cycle, at: dt.datetime, lang: str) -> ShownDate | None:
    """The day of the calendar, with the local one where there is one; one query."""
    dates = shown_calendar(level(cycle.unit), cycle.year, lang, today=localdate(at), local=cycle.local_dates.all())
    return next((one for one in dates if one.key == "agreement"), None)


def _chosen(versions: list[Agreement], version: int | None) -> Agreement | None:
    if version is not None:
        return next((one for one in versions if one.version == version), None)
    order = ((lambda one: one.is_open), (lambda one: one.state == AgreementState.SIGNED), (lambda one: True))
    return next((one for fits in order for one in versions if fits(one)), None)


def _signed(agreement: Agreement, sides: tuple[Side, ...]) -> tuple[Signed, ...]:
    found = agreement.signatures.filter(crossed_at=None).select_related("paper", "by", "mandate")
    by_side = {one.organisation_id or OFFICE: one for one in found}
    return tuple(Signed(side, by_side.get(side.key)) for side in sides)


def _turn(
    agreement: Agreement,
    chapters: tuple[Point, ...],
    lists: tuple[tuple[ConditionKind, tuple[Point, ...]], ...],
    signed: tuple[Signed, ...],
    lang: str,
) -> str:
    """Whose turn it is and what to do, in a sentence or two."""
    state = agreement.state
    if state == AgreementState.DRAFT:
        return say(_("Whoever prepares it: set the scope, add conditions, then put it to the sides."), lang)
    if state == AgreementState.SIGNING:
        names = ", ".join(one.side.name for one in signed if one.signature is None)
        return say(_("Waiting for the signature of: {names}."), lang, names=names)
    if state != AgreementState.TALKS:
        return say(_OVER[AgreementState(state)], lang)
    points = [*chapters, *(point for _kind, found in lists for point in found)]
    if len(signed) == 1:
        return say(_("Organisations: join. One is enough."), lang)
    disputed = sum(one.state == DISPUTED for one in points)
    silent = [
        one.side.name
        for one in signed
        if any(said.side == one.side and not said.opinion for point in points for said in point.said)
    ]
    told = [count(DISPUTED_POINTS, disputed, lang)] if disputed else []
    if silent:
        waiting = sum(any(not said.opinion for said in one.said) for one in points)
        told += [count(WAITING_POINTS, waiting, lang), say(_("Now: {names}."), lang, names=", ".join(silent))]
    elif not disputed:
        told.append(say(_("Every side agrees with every point. Now it can be signed."), lang))
    return " ".join(told)


_OVER = {
    AgreementState.SIGNED: _("Nobody: every side has signed. A change is a new version, signed anew."),
    AgreementState.REPLACED: _("Nobody: a later version is in force."),
    AgreementState.ENDED: _("Nobody: the agreement has come to its end."),
    AgreementState.TERMINATED: _("Nobody: one side terminated it. A new one can be prepared any time."),
    AgreementState.DROPPED: _("Nobody: the sides gave it up. A new one can be prepared any time."),
}


def _steps(agreement: Agreement, chapters: tuple[Point, ...], lang: str) -> tuple[Happened, ...]:
    """What happened, the newest first; one query."""
    office = office_name(agreement.office, agreement.cycle.unit, lang)
    titles = {point.thing.chapter: point.title for point in chapters if isinstance(point.thing, ScopeEntry)}
    lists = {kind.value: str(kind.label) for kind in ConditionKind}
    found = agreement.steps.select_related("organisation", "paper", "by").order_by("-pk")
    return tuple(
        Happened(
            step=one,
            side=one.organisation.name if one.organisation else office if one.by_office else "",
            about=lists.get(one.point) or titles.get(one.point, one.point),
            text=_told(one),
        )
        for one in found
    )


def _told(step: AgreementStep) -> str:
    """What a step says: of a chapter its level in words and its terms, of a signature the beginning of the digest."""
    if step.kind == AgreementStepKind.SIGNED:
        return f"SHA-256 {step.text[:12]}…"
    if step.kind != AgreementStepKind.SCOPE:
        return step.text
    level, *terms = step.text.split("\n")
    return "; ".join(part for part in (str(ScopeLevel(int(level)).label), *terms) if part)
