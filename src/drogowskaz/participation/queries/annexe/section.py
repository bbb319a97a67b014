"""A section of an annexe as its page shows it: every question with its answer, its state and its words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from drogowskaz.engine import annexes
from drogowskaz.engine.annexes import FieldType
from drogowskaz.engine.measures import measures
from drogowskaz.engine.words import _, say
from drogowskaz.participation.enums.annexe import AnnexeState, ItemState
from drogowskaz.participation.models import Annexe, AnnexeItem
from drogowskaz.participation.queries.annexe.reading import places_of
from drogowskaz.participation.queries.standing import word_of

KEYPADS = {FieldType.INTEGER: "numeric", FieldType.DECIMAL: "decimal", FieldType.MONEY: "decimal"}
"""Which keys a phone shows."""
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Conflict:
    """What a colleague wrote meanwhile, beside what the person typed."""

    shown: str
    by: str
    at: str


@dataclass(frozen=True)
class ShownField:
    """One question. `text` is what stands in the field: the answer as people write it, or what was just typed and not
    understood. `chosen` are the keys that are ticked. `locked` when it can be read but not changed."""

    asked: annexes.Field
    place: int
    label: str
    help: str
    unit: str
    keypad: str
    text: str
    shown: str
    chosen: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    version: int
    state: str
    state_label: str
    reason: str
    locked: bool
    problem: str = ""
    conflict: Conflict | None = None

    @property
    def name(self) -> str:
        """The name of its field in the form, also its anchor."""
        return f"{self.asked.key}-{self.place}"

    @property
    def ident(self) -> str:
        """The same without dots, for the page."""
        return self.name.replace(".", "_")

    @property
    def control(self) -> str:
        """Which control asks it: choice, many, longtext, date or text."""
        kinds = {
            FieldType.YES_NO: "choice",
            FieldType.CHOICE: "choice",
            FieldType.MULTICHOICE: "many",
            FieldType.TERRITORY: "many",
            FieldType.LONGTEXT: "longtext",
            FieldType.DATE: "date",
        }
        kind = kinds.get(self.asked.type, "text")
        # A choice without choices in the definition is answered in words.
        return kind if self.choices or kind not in ("choice", "many") else "text"


@dataclass(frozen=True)
class ShownPlace:
    """One service, need or recommendation. `number` counts from 1 as people see them."""

    place: int
    number: int
    fields: tuple[ShownField, ...]
    title: str = ""
    removable: bool = False
    fresh: bool = False


@dataclass(frozen=True)
class Typed:
    """What somebody typed that was not saved: the text itself, why, and what a colleague wrote."""

    text: str
    problem: str = ""
    conflict: Conflict | None = None
    version: int | None = None


@dataclass(frozen=True)
class ShownSection:
    """A section with everything its page needs."""

    section: annexes.Section
    label: str
    places: tuple[ShownPlace, ...]
    removed: tuple[int, ...] = field(default_factory=tuple)

    @property
    def writable(self) -> bool:
        """Whether anything can be written here: of what was handed in only what the office returned."""
        return any(not one.locked for place in self.places for one in place.fields)


def shown_section(
    annexe: Annexe,
    section: annexes.Section,
    items: Iterable[AnnexeItem],
    lang: str,
    *,
    open_now: bool,
    adding: bool = False,
    typed: Mapping[tuple[str, int], Typed] | None = None,
    areas: Mapping[str, str] | None = None,
) -> ShownSection:
    """The section in words; no query. `areas` are the units to choose from where one is asked for.

    `adding` puts an empty place at its end; `typed` is what a save left over."""
    found = list(items)
    places = list(places_of(section, found))
    fresh = None
    if adding and section.repeats:
        fresh = next_place(section, found)
        places = [*places, fresh] if fresh not in places else places
    by_key = {(one.field, one.place): one for one in found}
    may_remove = open_now and annexe.state == AnnexeState.DRAFT and section.repeats
    around = _Around(annexe, lang, open_now, by_key, typed or {}, areas or {}, section.declared)
    shown = tuple(
        _place(around, section, place, number, may_remove=may_remove, fresh=place == fresh)
        for number, place in enumerate(places, start=1)
    )
    return ShownSection(section, section.label[lang], shown, removed_places(section, found))


def next_place(section: annexes.Section, items: Iterable[AnnexeItem]) -> int:
    """The place after every one there ever was, also a removed one, so that a removed one can come back."""
    keys = {one.key for one in section.fields}
    used = [one.place for one in items if one.field in keys and (one.text or one.state == ItemState.WITHDRAWN)]
    return max(used) + 1 if used else 0


def removed_places(section: annexes.Section, items: Iterable[AnnexeItem]) -> tuple[int, ...]:
    """Places that were removed while drafting and can be brought back."""
    keys = {one.key for one in section.fields}
    gone = {one.place for one in items if one.field in keys and one.text and one.state == ItemState.WITHDRAWN}
    return tuple(sorted(gone)) if section.repeats else ()


@dataclass(frozen=True)
class _Around:
    """What every question of the page is shown with."""

    annexe: Annexe
    lang: str
    open_now: bool
    items: Mapping[tuple[str, int], AnnexeItem]
    typed: Mapping[tuple[str, int], Typed]
    areas: Mapping[str, str]
    declared: bool


def _place(
    around: _Around, section: annexes.Section, place: int, number: int, *, may_remove: bool, fresh: bool
) -> ShownPlace:
    fields = tuple(_field(around, one, place) for one in section.fields)
    answered = any(one.version and one.text for one in fields)
    return ShownPlace(
        place=place,
        number=number,
        fields=fields,
        title=next((one.text for one in fields if one.text and one.asked.type == FieldType.TEXT), ""),
        removable=may_remove and answered,
        fresh=fresh,
    )


def _field(around: _Around, asked: annexes.Field, place: int) -> ShownField:
    item, typed, lang = around.items.get((asked.key, place)), around.typed.get((asked.key, place)), around.lang
    state = ItemState(item.state) if item else ItemState.DRAFT
    live = item if item and state != ItemState.WITHDRAWN else None
    text = live.text if live else ""
    shown = _words(around, asked, text)
    return ShownField(
        asked=asked,
        place=place,
        label=asked.label[lang],
        help=asked.help[lang],
        unit=measures()[asked.unit].label[lang] if asked.unit else "",
        keypad=KEYPADS.get(asked.type, ""),
        text=typed.text if typed else _in_the_field(asked, text, shown),
        shown=shown,
        chosen=tuple((typed.text if typed else text).split()),
        choices=_choices(around, asked, text),
        version=typed.version if typed and typed.version is not None else item.version if item else 0,
        state=state.value,
        state_label=word_of(state, declared=around.declared),
        reason=live.reason if live else "",
        locked=not may_change(around.annexe, live, around.open_now),
        problem=typed.problem if typed else "",
        conflict=typed.conflict if typed else None,
    )


def may_change(annexe: Annexe, item: AnnexeItem | None, open_now: bool) -> bool:
    """Whether this answer can be written now: all of a draft, and what was returned of what was handed in."""
    if annexe.state == AnnexeState.DRAFT:
        return open_now
    return open_now and item is not None and item.state == ItemState.RETURNED


def _in_the_field(asked: annexes.Field, text: str, shown: str) -> str:
    """Dates and choices stand in their control as they are kept, the rest as people write it."""
    kept = (FieldType.DATE, FieldType.CHOICE, FieldType.MULTICHOICE, FieldType.YES_NO, FieldType.TERRITORY)
    return text if asked.type in kept else shown


def _words(around: _Around, asked: annexes.Field, text: str) -> str:
    """The answer as people read it: units by their names."""
    if asked.type == FieldType.TERRITORY:
        return ", ".join(around.areas.get(code, code) for code in text.split())
    return annexes.show_answer(asked, text, around.lang) if text else ""


def _choices(around: _Around, asked: annexes.Field, text: str) -> tuple[tuple[str, str], ...]:
    lang = around.lang
    if asked.type == FieldType.YES_NO:
        return ((YES, say(_("yes"), lang)), (NO, say(_("no"), lang)))
    if asked.type == FieldType.TERRITORY:
        others = [(code, code) for code in text.split() if code not in around.areas]
        return (*around.areas.items(), *others)
    return tuple((one.key, one.label[lang]) for one in asked.choices)
