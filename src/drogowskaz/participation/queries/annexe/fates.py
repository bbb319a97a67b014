"""Where every answer went: its state, what the office said, the cells its numbers were offered to."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from drogowskaz.assessments.enums import OfferFate, Shown, Status
from drogowskaz.assessments.models import Assessment, Cell, Decision, Offer
from drogowskaz.engine import annexes
from drogowskaz.engine.annexes import FieldType
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.values import Kind, State, Value, show
from drogowskaz.participation.enums.annexe import ItemState
from drogowskaz.participation.models import Annexe, AnnexeItem, ItemStep
from drogowskaz.participation.queries.annexe.areas import areas_around
from drogowskaz.participation.queries.annexe.reading import definition_of, places_of
from drogowskaz.participation.queries.standing import (
    FATE_ICONS,
    ICONS,
    IN_THE_FORM,
    TONES,
    offers_by_item,
    standing_of,
    that_count,
    word_of,
)


@dataclass(frozen=True)
class ShownAim:
    """A number beside a cell. `figure` is what the office decided, `stands` what is in the cell now where that is
    another one; `named` who else the figure is from, `unnamed` how many more who are not to be named."""

    label: str
    year: int
    edition: str
    row: str
    public: bool
    value: str
    fate: str
    icon: str
    reason: str
    ruling: str
    figure: str
    basis: str
    decided_at: dt.datetime | None
    stands: str
    named: tuple[str, ...]
    unnamed: int


@dataclass(frozen=True)
class ShownStep:
    """One line of the history of an answer."""

    at: dt.datetime
    label: str
    text: str
    reason: str
    basis: str
    by: str


@dataclass(frozen=True)
class ShownItem:
    """One answer that was handed in, with everything that became of it."""

    question: str
    number: int
    text: str
    state: str
    label: str
    icon: str
    tone: str
    reason: str
    basis: str
    note: str
    section: str
    anchor: str
    aims: tuple[ShownAim, ...]
    steps: tuple[ShownStep, ...]


@dataclass(frozen=True)
class ShownGroup:
    """The answers of one section."""

    label: str
    items: tuple[ShownItem, ...]


def fates(annexe: Annexe, lang: str) -> tuple[ShownGroup, ...]:
    """Every answer that was handed in once, section by section; six queries however many there are."""
    definition, items = definition_of(annexe), list(annexe.items.all())
    steps, areas = _steps(annexe), areas_around(annexe.cycle.unit)
    offers = offers_by_item(items)
    aims = _aims(annexe, offers, lang)
    by_key = {(one.field, one.place): one for one in items if one.pk in steps}
    groups = []
    for section in definition.sections:
        places = {place: number for number, place in enumerate(places_of(section, items), start=1)}
        shown = tuple(
            _item(section, asked, by_key[asked.key, place], places, steps, aims, offers, areas, lang)
            for place in sorted({place for key, place in by_key if key in {one.key for one in section.fields}})
            for asked in section.fields
            if (asked.key, place) in by_key
        )
        if shown:
            groups.append(ShownGroup(section.label[lang], shown))
    return tuple(groups)


def counted(groups: Iterable[ShownGroup]) -> tuple[tuple[str, str, str, int], ...]:
    """How many answers stand in each state: icon, tone, name, number; states without any are left out."""
    states: dict[tuple[ItemState, str], int] = defaultdict(int)
    for group in groups:
        for item in group.items:
            states[ItemState(item.state), item.label] += 1
    order = list(ItemState)
    found = sorted(states.items(), key=lambda one: order.index(one[0][0]))
    return tuple((ICONS[state], TONES[state], label, number) for (state, label), number in found)


def _item(
    section: annexes.Section,
    asked: annexes.Field,
    item: AnnexeItem,
    places: Mapping[int, int],
    steps: Mapping[int, list[ItemStep]],
    aims: Mapping[int, list[ShownAim]],
    offers: Mapping[int, list[Offer]],
    areas: Mapping[str, str],
    lang: str,
) -> ShownItem:
    stands = standing_of(item, that_count(offers.get(item.pk, ())), lang, declared=section.declared)
    return ShownItem(
        question=asked.label[lang],
        number=places.get(item.place, 0) if section.repeats else 0,
        text=answer_in_words(asked, item.text, areas, lang),
        state=stands.state.value,
        label=stands.word,
        icon=stands.icon,
        tone=stands.tone,
        reason=stands.reason,
        basis=stands.basis,
        note=stands.label,
        section=section.key,
        anchor=f"{item.field}-{item.place}".replace(".", "_"),
        aims=tuple(aims.get(item.pk, ())),
        steps=tuple(
            ShownStep(
                one.at,
                word_of(ItemState(one.state), declared=section.declared),
                answer_in_words(asked, one.text, areas, lang),
                one.reason,
                one.basis,
                one.by.name if one.by else "",
            )
            for one in steps[item.pk]
        ),
    )


def answer_in_words(asked: annexes.Field, text: str, areas: Mapping[str, str], lang: str) -> str:
    """The answer as people read it: units by their names."""
    if asked.type is FieldType.TERRITORY:
        return ", ".join(areas.get(code, code) for code in text.split())
    return annexes.show_answer(asked, text, lang)


def _steps(annexe: Annexe) -> dict[int, list[ItemStep]]:
    found: dict[int, list[ItemStep]] = defaultdict(list)
    for step in ItemStep.objects.filter(item__annexe=annexe).select_related("by"):
        found[step.item_id].append(step)
    return found


def _aims(annexe: Annexe, offers: Mapping[int, list[Offer]], lang: str) -> dict[int, list[ShownAim]]:
    form = annexe.cycle.assessment
    if form is None:
        return {}
    offered = [one for group in offers.values() for one in group]
    decisions = {one.decision_id for one in offered if one.decision_id}
    others: dict[int, list[Offer]] = defaultdict(list)
    for offer in Offer.objects.filter(decision__in=decisions, fate__in=IN_THE_FORM):
        others[offer.decision_id or 0].append(offer)
    cells = _cells(form, [one for one in offered if one.decision_id])
    return {
        item: [shown for one in group if (shown := _aim(one, form, others, cells, lang)) is not None]
        for item, group in offers.items()
    }


def _cells(form: Assessment, offers: list[Offer]) -> dict[tuple[str, int], Cell]:
    rows = {one.row for one in offers}
    found = Cell.objects.filter(assessment=form, row__in=rows)
    return {(one.row, one.offset): one for one in found}


def _aim(
    offer: Offer,
    form: Assessment,
    others: Mapping[int, list[Offer]],
    cells: Mapping[tuple[str, int], Cell],
    lang: str,
) -> ShownAim | None:
    """None where the form no longer has the row, after its move to another edition."""
    row = edition_named(form.edition).row_by_key.get(offer.row)
    if row is None:
        return None
    decision, fate = offer.decision, OfferFate(offer.fate)
    cell = cells.get((offer.row, offer.offset))
    figure = _shown(decision, row.kind, lang) if decision else ""
    stands = _shown(cell, row.kind, lang) if cell and decision else ""
    beside = [one for one in others.get(offer.decision_id or 0, ()) if one.pk != offer.pk]
    return ShownAim(
        label=row.label[lang],
        year=form.year + offer.offset,
        edition=form.edition,
        row=offer.row,
        public=form.status == Status.PUBLIC,
        value=show(Value(State(offer.state), offer.number, offer.text), row.kind, lang),
        fate=str(fate.label),
        icon=FATE_ICONS[fate],
        reason=offer.reason,
        ruling=decision.get_ruling_display() if decision else "",
        figure=figure,
        basis=decision.basis if decision else "",
        decided_at=decision.at if decision else None,
        stands=stands if stands != figure else "",
        named=tuple(dict.fromkeys(one.supplier for one in beside if one.shown == Shown.FULL)),
        unnamed=len({one.supplier for one in beside if one.shown != Shown.FULL}),
    )


def _shown(one: Decision | Cell, kind: Kind, lang: str) -> str:
    return show(Value(State(one.state), one.number, one.text), kind, lang)
