"""Writing the answers of an annexe: each with the version its person saw, so that nobody writes over a colleague."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction
from django.db.models import QuerySet

from drogowskaz.assessments.enums import Shown
from drogowskaz.audit.actions import record
from drogowskaz.engine import annexes
from drogowskaz.engine.words import _, say
from drogowskaz.engine.workflow import Refusal, Refused, refuse
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.actions.annexe.holding import hold, move_item
from drogowskaz.participation.enums.annexe import AnnexeState, ItemState
from drogowskaz.participation.models import Annexe, AnnexeItem
from drogowskaz.participation.permissions.annexe import may_fill
from drogowskaz.participation.queries.annexe import definition_of
from drogowskaz.participation.queries.annexe.section import may_change
from drogowskaz.participation.workflow.annexe import TAKE_UP_ITEM, WITHDRAW_ITEM

PUBLICATION = "n10.publication"
"""The question that says how far the answers may be told."""
MOST_PLACES = 100
"""Services, needs or recommendations of one organisation."""


@dataclass(frozen=True)
class Save:
    """What a person typed into one question. `seen` is the version they began from, 0 where there was no answer."""

    field: str
    place: int
    text: str
    seen: int

    @property
    def key(self) -> tuple[str, int]:
        return self.field, self.place


class Fate(StrEnum):
    """What became of a save. Of a conflict both texts are kept: theirs here, this one where it was typed."""

    SAVED = "saved"
    SAME = "same"
    CONFLICT = "conflict"
    WRONG = "wrong"
    LOCKED = "locked"


@dataclass(frozen=True)
class Outcome:
    """The fate of a save with what stands in the annexe now. `sentence` says why nothing was saved."""

    save: Save
    fate: Fate
    version: int
    text: str
    by: str = ""
    at: dt.datetime | None = None
    sentence: str = ""


@transaction.atomic
def save_answers(
    *, annexe: Annexe, saves: Sequence[Save], actor: Actor, at: dt.datetime, lang: str = "pl"
) -> list[Outcome]:
    """Write what can be written and tell the fate of each, in their order. Raises Refused when nothing may be written
    at all."""
    hold(annexe)
    refuse(may_fill(actor, annexe, at))
    definition = definition_of(annexe)
    standing = {(one.field, one.place): one for one in annexe.items.select_related("changed_by")}
    outcomes = [_save(annexe, definition, standing, one, actor, at, lang) for one in saves]
    saved = [one.save.field for one in outcomes if one.fate is Fate.SAVED]
    if saved:
        annexe.changed_at = at
        annexe.save(update_fields=["changed_at", "shown"])
        record(actor=person_of(actor), verb="annexe.filled", thing=annexe, at=at, fields=sorted(set(saved)))
    return outcomes


def _save(
    annexe: Annexe,
    definition: annexes.Annexe,
    standing: dict[tuple[str, int], AnnexeItem],
    save: Save,
    actor: Actor,
    at: dt.datetime,
    lang: str,
) -> Outcome:
    field, item = definition.field_by_key.get(save.field), standing.get(save.key)
    if field is None or not 0 <= save.place < MOST_PLACES:
        return _unsaved(save, item, Fate.WRONG, say(_NO_PLACE, lang, most=MOST_PLACES))
    text, problem = annexes.read_answer(field, save.text, lang)
    if problem:
        return _unsaved(save, item, Fate.WRONG, problem.sentence(lang))
    if item is not None and item.state != ItemState.WITHDRAWN and text == item.text:
        return _unsaved(save, item, Fate.SAME)
    if item is None and not text:
        return Outcome(save, Fate.SAME, 0, "")
    if not may_change(annexe, item, open_now=True):
        return _unsaved(save, item, Fate.LOCKED, say(_LOCKED, lang))
    if save.seen != (item.version if item else 0):
        return _unsaved(save, item, Fate.CONFLICT)
    if item is None:
        item = AnnexeItem(annexe=annexe, field=save.field, place=save.place, version=0)
    _write(item, text, actor, at)
    standing[save.key] = item
    if save.field == PUBLICATION:
        annexe.shown = Shown(text) if text in Shown.values else Shown.UNIT
    return Outcome(save, Fate.SAVED, item.version, text, _name(item), at)


_NO_PLACE = _("The annexe has no such question, or more than {most} places in one section.")
_LOCKED = _("The office is looking at this answer, so it stays as it was handed in. What you typed was not saved.")


def _write(item: AnnexeItem, text: str, actor: Actor, at: dt.datetime) -> None:
    item.text, item.version = text, item.version + 1
    item.changed_at, item.changed_by = at, person_of(actor)
    if item.state == ItemState.WITHDRAWN:
        # Somebody writes anew into a place that was removed.
        item.state = ItemState.DRAFT
    item.save()


def _unsaved(save: Save, item: AnnexeItem | None, fate: Fate, sentence: str = "") -> Outcome:
    if item is None:
        return Outcome(save, fate, 0, "", sentence=sentence)
    return Outcome(save, fate, item.version, item.text, _name(item), item.changed_at, sentence)


def _name(item: AnnexeItem) -> str:
    return item.changed_by.name if item.changed_by else ""


@transaction.atomic
def remove_place(*, annexe: Annexe, section: str, place: int, actor: Actor, at: dt.datetime) -> int:
    """Take one service, need or recommendation out of a draft; nothing is erased, and it can come back. Returns how
    many answers it had. Raises Refused."""
    gone = _of_place(annexe, section, place, actor, at).exclude(state=ItemState.WITHDRAWN)
    moved = list(gone)
    for item in moved:
        move_item(item, WITHDRAW_ITEM, actor=actor, at=at, step=False)
    if moved:
        record(actor=person_of(actor), verb="annexe.place_removed", thing=annexe, at=at, section=section, place=place)
    return len(moved)


@transaction.atomic
def restore_place(*, annexe: Annexe, section: str, place: int, actor: Actor, at: dt.datetime) -> int:
    """Bring a removed place back as it was. Returns how many answers it has. Raises Refused."""
    found = list(_of_place(annexe, section, place, actor, at).filter(state=ItemState.WITHDRAWN))
    for item in found:
        move_item(item, TAKE_UP_ITEM, actor=actor, at=at, step=False)
    if found:
        record(actor=person_of(actor), verb="annexe.place_restored", thing=annexe, at=at, section=section, place=place)
    return len(found)


def _of_place(annexe: Annexe, section: str, place: int, actor: Actor, at: dt.datetime) -> QuerySet[AnnexeItem]:
    hold(annexe)
    refuse(may_fill(actor, annexe, at))
    named = [one for one in definition_of(annexe).sections if one.key == section and one.repeats]
    if not named or annexe.state != AnnexeState.DRAFT:
        raise Refused([Refusal(_("Nothing can be removed here. What was handed in can be withdrawn as a whole."))])
    return annexe.items.filter(field__in=[one.key for one in named[0].fields], place=place)
