"""Answers brought from elsewhere: from last year's annexe of the same organisation, or from a file."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db import transaction

from drogowskaz.audit.actions import record
from drogowskaz.engine import annexes
from drogowskaz.engine.annexes import FieldType
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, refuse
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.actions.annexe.filling import Fate, Save, save_answers
from drogowskaz.participation.actions.annexe.holding import hold
from drogowskaz.participation.enums.annexe import AnnexeState, ItemState
from drogowskaz.participation.models import Annexe, AnnexeItem
from drogowskaz.participation.permissions.annexe import may_fill
from drogowskaz.participation.queries.annexe import answers_of, definition_of, earlier_annexe


@transaction.atomic
def copy_last_year(*, annexe: Annexe, actor: Actor, at: dt.datetime, lang: str = "pl") -> int:
    """Bring the answers of the newest earlier annexe of this organisation into the questions that are still empty.

    A section that repeats is brought only while it has no answer, so that services are not mixed. Consents are never
    brought. Returns how many answers came. Raises Refused.
    """
    hold(annexe)
    refuse(may_fill(actor, annexe, at))
    earlier = earlier_annexe(annexe)
    if earlier is None:
        raise Refused([Refusal(_("This organisation has not handed in an annexe for an earlier year."))])
    definition = definition_of(annexe)
    standing = {(one.field, one.place): one for one in annexe.items.all()}
    begun = {definition.section_of[field].key for field, _place in answers_of(standing.values())}
    saves = [
        Save(field, place, text, standing[field, place].version if (field, place) in standing else 0)
        for (field, place), text in answers_of(earlier.items.all()).items()
        if _fits(definition, field, begun) and not _answered(standing.get((field, place)))
    ]
    outcomes = save_answers(annexe=annexe, saves=saves, actor=actor, at=at, lang=lang)
    copied = sum(one.fate is Fate.SAVED for one in outcomes)
    record(actor=person_of(actor), verb="annexe.copied", thing=annexe, at=at, year=earlier.cycle.year, answers=copied)
    return copied


def _answered(item: AnnexeItem | None) -> bool:
    return bool(item and item.text)


def _fits(definition: annexes.Annexe, field: str, begun: set[str]) -> bool:
    """Whether last year's answer has a question now, and may be brought."""
    asked = definition.field_by_key.get(field)
    if asked is None or asked.type is FieldType.ORGANISATION:
        return False
    section = definition.section_of[field]
    return not section.declared and not asked.consent and not (section.repeats and section.key in begun)


@dataclass(frozen=True)
class Change:
    """One answer as it is and as it would be, in words for people."""

    label: str
    number: int
    was: str
    becomes: str


@dataclass(frozen=True)
class Preview:
    """What a file would do. `stamp` names the answers and the file it was made of; nothing is brought in while there
    are problems."""

    changes: tuple[Change, ...]
    same: int
    problems: tuple[str, ...]
    stamp: str


def preview_of(annexe: Annexe, content: bytes, lang: str) -> Preview:
    """What bringing in this file would change. Empty cells of the file leave the answers as they are; no query but
    the answers."""
    definition = definition_of(annexe)
    items = list(annexe.items.order_by("field", "place"))
    brought, problems = _read(definition, content, lang)
    now = answers_of(items)
    changed = {key: text for key, text in brought.items() if text and text != now.get(key, "")}
    changes = tuple(
        Change(
            label=definition.field_by_key[field].label[lang],
            number=place + 1 if definition.section_of[field].repeats else 0,
            was=annexes.show_answer(definition.field_by_key[field], now.get((field, place), ""), lang),
            becomes=annexes.show_answer(definition.field_by_key[field], text, lang),
        )
        for (field, place), text in changed.items()
    )
    versions = ";".join(f"{one.field} {one.place} {one.version} {one.state}" for one in items)
    stamp = hashlib.sha256(versions.encode() + b"\0" + content).hexdigest()
    same = sum(1 for key, text in brought.items() if text and text == now.get(key, ""))
    return Preview(changes, same, problems, stamp)


def _read(definition: annexes.Annexe, content: bytes, lang: str) -> tuple[dict[tuple[str, int], str], tuple[str, ...]]:
    """The answers of a file, and every problem with it as a sentence."""
    try:
        brought, problems = annexes.read_csv(definition, content, lang=lang)
    except Unusable as unusable:
        return {}, tuple(one.sentence(lang) for one in unusable.problems)
    return brought, tuple(one.sentence(lang) for one in problems)


@transaction.atomic
def import_answers(
    *, annexe: Annexe, content: bytes, stamp: str, actor: Actor, at: dt.datetime, lang: str = "pl"
) -> int:
    """Bring in the file that was looked at, whole or not at all. Returns how many answers changed. Raises Refused: the
    file has problems, or somebody has written since `stamp`."""
    hold(annexe)
    refuse(may_fill(actor, annexe, at), _not_a_draft(annexe))
    preview = preview_of(annexe, content, lang)
    if preview.problems:
        raise Refused(
            [Refusal(_("The file was not brought in: {n} of its places cannot be read."), {"n": len(preview.problems)})]
        )
    if preview.stamp != stamp:
        raise Refused([Refusal(_CHANGED)])
    versions = {(one.field, one.place): one for one in annexe.items.all()}
    brought, _problems = _read(definition_of(annexe), content, lang)
    saves = [
        Save(field, place, text, versions[field, place].version if (field, place) in versions else 0)
        for (field, place), text in brought.items()
        if text and text != _standing_text(versions.get((field, place)))
    ]
    outcomes = save_answers(annexe=annexe, saves=saves, actor=actor, at=at, lang=lang)
    unsaved = [one for one in outcomes if one.fate not in (Fate.SAVED, Fate.SAME)]
    if unsaved:
        raise Refused([Refusal(one.sentence) for one in unsaved if one.sentence] or [Refusal(_CHANGED)])
    record(actor=person_of(actor), verb="annexe.imported", thing=annexe, at=at, answers=len(saves))
    return len(saves)


_CHANGED = _("Somebody has written in this annexe since you looked at the file. Look at what it would change now.")


def _standing_text(item: AnnexeItem | None) -> str:
    return "" if item is None or item.state == ItemState.WITHDRAWN else item.text


def _not_a_draft(annexe: Annexe) -> Refusal | None:
    if annexe.state == AnnexeState.DRAFT:
        return None
    return Refusal(_("A file can be brought in only before the annexe is handed in."))
