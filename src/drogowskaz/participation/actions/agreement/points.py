"""The points the sides talk over: the scope chapter by chapter, the three lists, and what each side says of them."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, whole
from drogowskaz.organisations.models import Organisation
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.actions.agreement.steps import heard, hold, write_step
from drogowskaz.participation.enums.agreement import (
    AgreementState,
    AgreementStepKind,
    ConditionKind,
    Opinion,
    ScopeLevel,
)
from drogowskaz.participation.models import Agreement, Condition, Paper, ScopeEntry, Stance
from drogowskaz.participation.permissions.agreement import Voice

LONGEST_WANT = 1000


@dataclass(frozen=True)
class ScopeText:
    """What is proposed for a chapter. `organisation` is the one that does it, None for every one that joined."""

    level: ScopeLevel
    organisation: Organisation | None = None
    gives: str = ""
    condition: str = ""
    basis: str = ""


@dataclass(frozen=True)
class ConditionText:
    """A point of one of the three lists."""

    kind: ConditionKind
    text: str


@transaction.atomic
def change_scope(
    *,
    entry: ScopeEntry,
    text: ScopeText,
    seen: int,
    side: Organisation | None,
    paper: Paper | None,
    actor: Actor,
    at: dt.datetime,
) -> ScopeEntry:
    """Propose something else for a chapter; the proposing side agrees with it, the others speak anew. The same as it
    stands changes nothing. Raises Refused, also when somebody changed the chapter since its version `seen`."""
    agreement = entry.agreement
    said = heard(agreement, side, paper, actor, at)
    hold(agreement, at)
    _joined(agreement, text.organisation)
    entry = ScopeEntry.objects.get(pk=entry.pk)
    if _stands(entry) == text:
        return entry
    _seen(entry.version, seen)
    changes = {
        "level": text.level, "organisation": text.organisation, "gives": text.gives, "condition": text.condition,
        "basis": text.basis,
    }  # fmt: skip
    for name, value in changes.items():
        setattr(entry, name, value)
    entry.version, entry.by_office, entry.proposer = entry.version + 1, side is None, side
    entry.save()
    _stance(entry, said, Opinion.AGREED, "", actor, at)
    write_step(
        agreement, AgreementStepKind.SCOPE, said, actor=actor, at=at, point=entry.chapter,
        text="\n".join([str(int(text.level)), text.gives, text.condition, text.basis]),
    )  # fmt: skip
    return entry


def _stands(entry: ScopeEntry) -> ScopeText:
    return ScopeText(ScopeLevel(entry.level), entry.organisation, entry.gives, entry.condition, entry.basis)


def _joined(agreement: Agreement, organisation: Organisation | None) -> None:
    if organisation and not agreement.parties.filter(organisation=organisation, left_at=None).exists():
        message = _("{organisation} has not joined this agreement, so nothing can be written down for it.")
        raise Refused([Refusal(message, {"organisation": organisation.name})])


def _seen(version: int, seen: int) -> None:
    if version != seen:
        message = _(
            "Somebody changed this point after you opened the page. Nothing of theirs was overwritten. What you wrote "
            "is still in the form; read the point as it stands now and decide again."
        )
        raise Refused([Refusal(message)])


@transaction.atomic
def add_condition(
    *,
    agreement: Agreement,
    text: ConditionText,
    side: Organisation | None,
    paper: Paper | None,
    actor: Actor,
    at: dt.datetime,
) -> Condition:
    """Add a point to one of the three lists; its side agrees with it. The same point a second time is not added.
    Raises Refused."""
    said = heard(agreement, side, paper, actor, at)
    _worded(text.text)
    hold(agreement, at)
    point, made = Condition.objects.get_or_create(
        agreement=agreement, kind=text.kind, text=text.text.strip(), organisation=side, removed_at=None
    )
    if made:
        _stance(point, said, Opinion.AGREED, "", actor, at)
        write_step(agreement, AgreementStepKind.ADDED, said, actor=actor, at=at, point=text.kind, text=point.text)
    return point


@transaction.atomic
def change_condition(
    *,
    point: Condition,
    text: str,
    seen: int,
    side: Organisation | None,
    paper: Paper | None,
    actor: Actor,
    at: dt.datetime,
) -> Condition:
    """Change the wording of a side's own point; the others speak of it anew. Raises Refused."""
    said = heard(point.agreement, side, paper, actor, at)
    _worded(text)
    hold(point.agreement, at)
    point = _own(point, side)
    if point.text == text.strip():
        return point
    _seen(point.version, seen)
    point.text, point.version = text.strip(), point.version + 1
    point.save()
    _stance(point, said, Opinion.AGREED, "", actor, at)
    write_step(point.agreement, AgreementStepKind.EDITED, said, actor=actor, at=at, point=point.kind, text=point.text)
    return point


@transaction.atomic
def remove_condition(
    *, point: Condition, seen: int, side: Organisation | None, paper: Paper | None, actor: Actor, at: dt.datetime
) -> None:
    """Take a side's own point back; it stays in the history. Raises Refused."""
    said = heard(point.agreement, side, paper, actor, at)
    hold(point.agreement, at)
    point = _own(point, side)
    _seen(point.version, seen)
    point.removed_at = at
    point.save()
    write_step(point.agreement, AgreementStepKind.REMOVED, said, actor=actor, at=at, point=point.kind, text=point.text)


def _worded(text: str) -> None:
    if not text.strip():
        raise Refused([Refusal(_("Write the point in a sentence."))])


def _own(point: Condition, side: Organisation | None) -> Condition:
    """The point as it stands now, if it is this side's and still there. Raises Refused."""
    found = Condition.objects.get(pk=point.pk)
    if found.removed_at is not None:
        raise Refused([Refusal(_("This point was taken back in the meantime."))])
    if found.organisation_id != (side.pk if side else None):
        message = _("Only the side that proposed a point changes it. Dispute it and write what you want instead.")
        raise Refused([Refusal(message)])
    return found


@transaction.atomic
def say_opinion(
    *,
    point: ScopeEntry | Condition,
    opinion: Opinion,
    wants: str,
    seen: int,
    side: Organisation | None,
    paper: Paper | None,
    actor: Actor,
    at: dt.datetime,
) -> Stance:
    """A side agrees with a point, or disputes it and says what it wants instead. Raises Refused."""
    said = heard(point.agreement, side, paper, actor, at)
    if opinion is Opinion.DISPUTED and not wants.strip():
        raise Refused([Refusal(_("Write what you want instead; the other side answers to that."))])
    hold(point.agreement, at, (AgreementState.TALKS,))
    point.refresh_from_db()
    if isinstance(point, Condition) and point.removed_at is not None:
        raise Refused([Refusal(_("This point was taken back in the meantime."))])
    _seen(point.version, seen)
    stance, changed = _stance(point, said, opinion, wants.strip() if opinion is Opinion.DISPUTED else "", actor, at)
    if changed:
        kind = AgreementStepKind.DISPUTED if opinion is Opinion.DISPUTED else AgreementStepKind.AGREED
        name = point.chapter if isinstance(point, ScopeEntry) else point.text
        write_step(point.agreement, kind, said, actor=actor, at=at, point=name, text=stance.wants)
    return stance


def _stance(
    point: ScopeEntry | Condition, said: Voice, opinion: Opinion, wants: str, actor: Actor, at: dt.datetime
) -> tuple[Stance, bool]:
    """What the side says of the point as it stands, and whether that is new."""
    about = {"scope": point} if isinstance(point, ScopeEntry) else {"condition": point}
    now = {"opinion": opinion, "wants": whole(wants, LONGEST_WANT), "about": point.version}
    before = Stance.objects.filter(**about, organisation=said.organisation).first()
    if before and all(getattr(before, name) == value for name, value in now.items()):
        return before, False
    stance, _made = Stance.objects.update_or_create(
        **about,
        organisation=said.organisation,
        defaults={**now, "mandate": said.mandate, "paper": said.paper, "at": at, "by": person_of(actor)},
    )
    return stance, True
