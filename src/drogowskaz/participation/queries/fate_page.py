"""The answering desk: contributions with everything whoever answers needs to know, and one of them as a whole."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from drogowskaz.assessments.models import Cell, Cycle
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.values import State, Value, show
from drogowskaz.engine.words import _, say
from drogowskaz.participation.enums.contribution import PUBLIC, ContributionKind, ContributionState
from drogowskaz.participation.models import ConsultationSection, Contribution, Fate, ModerationAct, Theme
from drogowskaz.participation.queries.contribution import author_line, place_named, place_of
from drogowskaz.participation.queries.drafting.tasks import chapters_of
from drogowskaz.participation.queries.fate import fates_by, history_of
from drogowskaz.participation.queries.merging import joined_by

ON_A_PAGE = 25
STATES = {"czekaja": ContributionState.PUBLISHED, "odpowiedziane": ContributionState.ANSWERED}
"""What can be asked for by where a contribution stands, as it is called in the address."""
_WHOLE = _("the whole chapter {number}")
_NOT_FILLED = _("nothing is filled in there yet")
_STANDS = _("{year}: {number}")


@dataclass(frozen=True)
class Asked:
    """What the desk is narrowed to, as it stands in the address; a word that is not known narrows nothing."""

    stan: str = ""
    rodzaj: str = ""
    temat: str = ""
    rozdzial: str = ""
    czesc: str = ""

    @classmethod
    def from_address(cls, asked: Mapping[str, str]) -> "Asked":
        return cls(**{one.name: asked.get(one.name, "").strip()[:20] for one in fields(cls)})

    @property
    def anything(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))


@dataclass(frozen=True)
class Line:
    """A contribution on the desk. `stands` is the number of the form it speaks of, empty where it speaks of none;
    `joined` those that get the same answer; `notes` what moderators wrote; `fate` the answer that stands."""

    contribution: Contribution
    author: str
    place: str
    stands: str
    joined: tuple[Contribution, ...]
    notes: tuple[ModerationAct, ...]
    fate: Fate | None
    fate_where: str = ""

    @property
    def waits(self) -> bool:
        return self.contribution.state == ContributionState.PUBLISHED


@dataclass(frozen=True)
class Desk:
    """A page of the desk. `waiting` counts all that wait in the cycle."""

    lines: tuple[Line, ...]
    page: Page[Contribution]
    asked: Asked
    waiting: int
    choices: Mapping[str, tuple[tuple[str, str], ...]]


def desk_of(cycle: Cycle, asked: Asked, number: str, lang: str) -> Desk:
    """The desk narrowed as asked, those without an answer first; a fixed number of queries."""
    found = answerable(cycle)
    page = Paginator(_narrowed(found, asked), ON_A_PAGE).get_page(number)
    return Desk(
        lines=tuple(lines_of(cycle, list(page.object_list), lang)),
        page=page,
        asked=asked,
        waiting=found.filter(state=ContributionState.PUBLISHED).count(),
        choices=_choices(cycle, lang),
    )


def answerable(cycle: Cycle) -> QuerySet[Contribution]:
    """Everything of a cycle that is answered by itself, what waits first; those joined with another stand with it."""
    alone = Q(merged_into=None) | ~Q(merged_into__state__in=PUBLIC)
    found = Contribution.objects.filter(alone, cycle=cycle, state__in=PUBLIC)
    joined = found.select_related("organisation", "theme", "section__consultation", "merged_into", "cycle__unit")
    # Of the two states the one that waits comes last in the alphabet.
    return joined.order_by("-state", "number")


def _narrowed(found: QuerySet[Contribution], asked: Asked) -> QuerySet[Contribution]:
    if asked.stan in STATES:
        found = found.filter(state=STATES[asked.stan])
    if asked.rodzaj in ContributionKind.values:
        found = found.filter(kind=asked.rodzaj)
    if asked.temat.isdecimal():
        found = found.filter(theme=int(asked.temat))
    if asked.rozdzial:
        found = found.filter(chapter=asked.rozdzial)
    if asked.czesc.isdecimal():
        found = found.filter(section=int(asked.czesc))
    return found


def _choices(cycle: Cycle, lang: str) -> dict[str, tuple[tuple[str, str], ...]]:
    themes = Theme.objects.filter(cycle=cycle)
    sections = ConsultationSection.objects.filter(consultation__cycle=cycle).select_related("consultation")
    return {
        "stan": (("czekaja", say(_("waiting for an answer"), lang)), ("odpowiedziane", say(_("answered"), lang))),
        "rodzaj": tuple((one.value, str(one.label)) for one in ContributionKind),
        "temat": tuple((str(one.pk), one.name) for one in themes),
        "rozdzial": tuple((one.number, f"{one.number}. {one.label[lang]}") for one in chapters_of(cycle)),
        "czesc": tuple((str(one.pk), one.title) for one in sections.order_by("pk")),
    }


def lines_of(cycle: Cycle, contributions: Sequence[Contribution], lang: str) -> list[Line]:
    """The contributions with what belongs to them; five queries."""
    numbers = _numbers(cycle, {one.row for one in contributions if one.row}, lang)
    joined, fates = joined_by(contributions), fates_by(contributions)
    notes = _notes(contributions)
    return [
        Line(
            contribution=one,
            author=author_line(one, lang),
            place=place_of(one, lang),
            stands=numbers.get(one.row, ""),
            joined=tuple(joined.get(one.pk, ())),
            notes=tuple(notes[one.pk]),
            fate=(fate := fates.get(one.pk)),
            fate_where=place_named(cycle, fate.chapter, fate.row, lang) if fate else "",
        )
        for one in contributions
    ]


def _notes(contributions: Iterable[Contribution]) -> dict[int, list[ModerationAct]]:
    """What moderators wrote on the way, oldest first; one query."""
    found: dict[int, list[ModerationAct]] = defaultdict(list)
    acts = ModerationAct.objects.filter(contribution__in=[one.pk for one in contributions]).exclude(reason="")
    for act in acts.select_related("by").order_by("at", "pk"):
        found[act.contribution_id].append(act)
    return found


def _numbers(cycle: Cycle, rows: set[str], lang: str) -> dict[str, str]:
    """What the form says in these rows for the assessed year, in words; one query."""
    if cycle.assessment_id is None or not cycle.edition:
        return {}
    known = edition_named(cycle.edition).row_by_key
    cells = Cell.objects.filter(assessment=cycle.assessment_id, row__in=rows, offset=0)
    values = {one.row: Value(State(one.state), one.number, one.text) for one in cells}
    told = {row: show(values[row], known[row].kind, lang) if row in values else "" for row in rows & known.keys()}
    return {
        row: say(_STANDS, lang, year=cycle.year, number=text) if text else say(_NOT_FILLED, lang)
        for row, text in told.items()
    }


@dataclass(frozen=True)
class ShownFate:
    """An answer with the place it changed and its label, in words. `stands`: it is the one in force."""

    fate: Fate
    where: str
    label: str
    stands: bool


def one_of(cycle: Cycle, number: int) -> Contribution | None:
    """The public contribution of this number, also one that was joined with another."""
    joined = ("organisation", "theme", "section__consultation", "merged_into", "cycle__unit__parent")
    found = Contribution.objects.select_related(*joined, "cycle__assessment")
    return found.filter(cycle=cycle, number=number, state__in=PUBLIC).first()


def answers_of(contribution: Contribution, lang: str) -> list[ShownFate]:
    """Every answer it had, the newest first; one query."""
    answered = contribution.state == ContributionState.ANSWERED
    return [
        ShownFate(
            fate=one,
            where=place_named(contribution.cycle, one.chapter, one.row, lang),
            label=say(one.label, lang) if one.label else "",
            stands=answered and place == 0,
        )
        for place, one in enumerate(history_of(contribution))
    ]


def places_of(cycle: Cycle, lang: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The chapters of the form, and under each the whole of it and its rows, to choose where something was changed.
    The values are read by `place_in`."""
    return [
        (
            f"{chapter.number}. {chapter.label[lang]}",
            [
                (f"{CHAPTER}{chapter.number}", say(_WHOLE, lang, number=chapter.number)),
                *((row.key, row.label[lang]) for row in chapter.rows),
            ],
        )
        for chapter in chapters_of(cycle)
    ]


CHAPTER = "#"
"""Before the number of a chapter, among keys of rows."""


def place_in(cycle: Cycle, chosen: str) -> tuple[str, str]:
    """The chapter and the row of a choice; a row names its chapter too."""
    if chosen.startswith(CHAPTER):
        return chosen.removeprefix(CHAPTER), ""
    edition = edition_named(cycle.edition) if cycle.edition and chosen else None
    row = edition.row_by_key.get(chosen) if edition else None
    return (edition.chapter_of(row).number, row.key) if edition and row else ("", "")


def chosen_place(chapter: str, row: str) -> str:
    """The choice that stands for a chapter or a row."""
    return row or (f"{CHAPTER}{chapter}" if chapter else "")
