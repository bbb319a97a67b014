"""An annexe as the office reads it: every answer by section, the cells its numbers go to, and what can be decided."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from drogowskaz.assessments.enums import OfferFate
from drogowskaz.assessments.models import Cell, Offer
from drogowskaz.engine import annexes
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.values import State, Value, show
from drogowskaz.participation.enums.annexe import ItemState
from drogowskaz.participation.models import Annexe, AnnexeItem, Confirmation
from drogowskaz.participation.queries.annexe import answers_of, definition_of, places_of
from drogowskaz.participation.queries.annexe.areas import areas_around
from drogowskaz.participation.queries.annexe.fates import answer_in_words
from drogowskaz.participation.queries.standing import IN_THE_FORM, AimStanding, Standing, aims_by_item, standing_of


@dataclass(frozen=True)
class ReadAim:
    """A number and its cell. `seen` is the version of the cell, `stands` what is in it; `others` tell what others gave
    for the same cell, so that it is decided among them."""

    standing: AimStanding
    seen: int
    stands: str
    others: tuple[str, ...]


@dataclass(frozen=True)
class ReadItem:
    """One answer. `helps` are the rows of the form beside which it is worth reading; `hints` what to know of it.
    `open` says that the office can decide on it here and now; `contested` that it is decided at its cells. `chosen`,
    `reason` and `ticked` are what the person has put into the form and not saved."""

    item: AnnexeItem
    label: str
    text: str
    standing: Standing
    aims: tuple[ReadAim, ...]
    helps: tuple[str, ...]
    hints: tuple[str, ...]
    open: bool
    chosen: str = ""
    reason: str = ""
    ticked: bool = False

    @property
    def contested(self) -> bool:
        """Whether others gave numbers for one of its cells."""
        return any(one.others for one in self.aims if one.standing.waits)


@dataclass(frozen=True)
class ReadPart:
    """The answers of a section, or of one service, need or recommendation of it; `number` counts those from 1."""

    key: str
    label: str
    number: int
    items: tuple[ReadItem, ...]


@dataclass(frozen=True)
class ReadAnnexe:
    """The whole annexe. `waiting` counts the answers the office has not decided on."""

    parts: tuple[ReadPart, ...]
    waiting: int
    remarks: tuple[str, ...]


def read_annexe(annexe: Annexe, lang: str) -> ReadAnnexe:
    """Every answer that was handed in; a fixed number of queries. Raises Unusable for unknown questions."""
    definition = definition_of(annexe)
    items = [one for one in annexe.items.all() if one.text and one.state not in (ItemState.DRAFT, ItemState.WITHDRAWN)]
    offers = aims_by_item(items)
    around = _Around.of(annexe, [one for few in offers.values() for one in few])
    hints: Mapping[tuple[str, int], list[str]] = defaultdict(list)
    for hint in annexes.hints_of(definition, answers_of(items)):
        hints[hint.field, hint.place].append(hint.sentence(lang))
    by_key = {(one.field, one.place): one for one in items}
    parts = []
    for section in definition.sections:
        for number, place in enumerate(places_of(section, items), start=1):
            shown = tuple(
                _item(section, asked, by_key[asked.key, place], offers, hints, around, lang)
                for asked in section.fields
                if (asked.key, place) in by_key
            )
            if shown:
                parts.append(ReadPart(section.key, section.label[lang], number if section.repeats else 0, shown))
    told = {asked.key for section in definition.sections for asked in section.fields}
    waiting = sum(one.open for part in parts for one in part.items)
    remarks = tuple(text for (key, _place), texts in hints.items() if key not in told for text in texts)
    return ReadAnnexe(tuple(parts), waiting, remarks)


def _item(
    section: annexes.Section,
    asked: annexes.Field,
    item: AnnexeItem,
    offers: Mapping[int, list[Offer]],
    hints: Mapping[tuple[str, int], list[str]],
    around: "_Around",
    lang: str,
) -> ReadItem:
    stands = standing_of(item, offers.get(item.pk, ()), lang, declared=section.declared)
    return ReadItem(
        item=item,
        label=asked.label[lang],
        text=answer_in_words(asked, item.text, around.areas, lang),
        standing=stands,
        aims=tuple(around.aim(one, lang) for one in stands.aims),
        helps=() if stands.aims else around.helps(asked, item, lang),
        hints=tuple(hints.get((item.field, item.place), ())),
        open=item.state == ItemState.SENT and not stands.settled,
    )


@dataclass(frozen=True)
class _Around:
    """What stands around the answers: the cells of the form, what others gave for them, the units they may name."""

    edition: str
    cells: Mapping[tuple[str, int], Cell]
    others: Mapping[tuple[str, int], list[Offer]]
    areas: Mapping[str, str]

    @classmethod
    def of(cls, annexe: Annexe, offers: list[Offer]) -> "_Around":
        """Two queries and those of the units around; without a form only these."""
        form, areas = annexe.cycle.assessment, areas_around(annexe.cycle.unit)
        if form is None:
            return cls("", {}, {}, areas)
        rows = {one.row for one in offers}
        cells = {(one.row, one.offset): one for one in Cell.objects.filter(assessment=form, row__in=rows)}
        others: dict[tuple[str, int], list[Offer]] = defaultdict(list)
        competing = Offer.objects.filter(assessment=form, row__in=rows, fate__in=[OfferFate.WAITING, *IN_THE_FORM])
        for one in competing:
            others[one.row, one.offset].append(one)
        return cls(form.edition, cells, others, areas)

    def aim(self, aim: AimStanding, lang: str) -> ReadAim:
        key = aim.offer.row, aim.offer.offset
        cell = self.cells.get(key)
        row = edition_named(self.edition).row_by_key.get(key[0])
        values = [one for one in self.others.get(key, ()) if one.pk != aim.offer.pk]
        told = tuple(
            f"{one.supplier}: {show(Value(State(one.state), one.number, one.text), row.kind, lang)}"
            for one in values
            if row
        )
        stands = show(Value(State(cell.state), cell.number, cell.text), row.kind, lang) if cell and row else ""
        return ReadAim(aim, cell.version if cell else 0, stands, told)

    def helps(self, asked: annexes.Field, item: AnnexeItem, lang: str) -> tuple[str, ...]:
        """The rows of the form beside which the answer is worth reading."""
        if not self.edition:
            return ()
        rows = edition_named(self.edition).row_by_key
        chosen = [key for choice in annexes.chosen(asked, item.text) for key in choice.feeds]
        return tuple(dict.fromkeys(rows[key].label[lang] for key in (*asked.feeds, *chosen) if key in rows))


def counted(page: ReadAnnexe) -> tuple[tuple[str, str, str, int], ...]:
    """How many answers stand in each state: icon, tone, word, number."""
    counts = Counter(
        (one.standing.icon, one.standing.tone, one.standing.word) for part in page.parts for one in part.items
    )
    return tuple((*key, number) for key, number in counts.items())


def annexe_to_review(cycle: int, key: int) -> Annexe | None:
    """An annexe of the cycle that was handed in once, with what its page names; one query."""
    joined = Annexe.objects.select_related(
        "organisation", "paper", "mandate__person", "sent_by", "cycle__unit__parent", "cycle__assessment__unit"
    )
    return joined.filter(cycle=cycle, pk=key, sent_at__isnull=False).first()


def confirmations_about(annexe: Annexe) -> list[Confirmation]:
    """What the office was asked to confirm of decisions written down for it, the newest first; one query."""
    asked = Confirmation.objects.filter(thing=Annexe._meta.label, thing_id__startswith=f"{annexe.pk}:")
    return list(asked.select_related("institution"))
