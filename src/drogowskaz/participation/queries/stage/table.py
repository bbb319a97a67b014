"""The table of a cycle: who did what in which stage, counted from what was really done; nobody types these numbers.

Organisations are counted, never people. An organisation that said its answers are for the office alone, or only for
sums, does not stand here by its name because of them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from drogowskaz.assessments.enums import Shown
from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.annexes import annexe_named
from drogowskaz.engine.disclosure.small import threshold
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.polish import fold, sort_key
from drogowskaz.engine.stages import WHOLE, Stages, stages
from drogowskaz.engine.words import _
from drogowskaz.organisations.models import Organisation
from drogowskaz.participation.enums.agreement import WAS_SIGNED
from drogowskaz.participation.enums.annexe import ItemState
from drogowskaz.participation.enums.consensus import MapState
from drogowskaz.participation.enums.contribution import PUBLIC
from drogowskaz.participation.enums.drafting import TaskState
from drogowskaz.participation.enums.meeting import MeetingState
from drogowskaz.participation.enums.minutes import Capacity, Sector
from drogowskaz.participation.models import (
    AgreementSignature,
    Aim,
    AnnexeItem,
    Attendance,
    Contribution,
    DraftingTask,
    Voter,
)
from drogowskaz.participation.queries.contribution import sector_of
from drogowskaz.participation.queries.standing import IN_THE_FORM

ACTS = {
    "answers": _("answers of the annexe handed in"),
    "taken": _("of these taken into the assessment"),
    "drafts": _("drafted parts accepted"),
    "contributions": _("contributions"),
    "vote": _("voices on consensus maps"),
    "attendance": _("meetings attended"),
    "signature": _("signatures of the agreement"),
}
"""What is counted, in the order in which it is told."""
HANDED_IN = (ItemState.SENT, ItemState.RETURNED, ItemState.ACCEPTED, ItemState.NOT_TAKEN)
HELD = (MeetingState.HELD, MeetingState.ACCEPTED)


@dataclass(frozen=True)
class Done:
    """An organisation did something once: which, in which stage. `name` is empty where it is only to be counted."""

    who: str
    name: str
    sector: str
    stage: str
    act: str


@dataclass
class Taking:
    """An organisation and how often it did what in which stage."""

    name: str
    sector: str
    done: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


@dataclass(frozen=True)
class StageTable:
    """Organisations in the order of the alphabet; `counted` says how many of a sector did something in a stage, those
    that are not named too, and under WHOLE how many took part at all. `residents` are contributions of residents by
    stage, None for a number so small that it could point at somebody, which is below `least`."""

    stages: Stages
    rows: tuple[Taking, ...]
    counted: dict[str, dict[str, int]]
    unnamed: int
    residents: dict[str, int | None]
    least: int


def stages_of(cycle: Cycle) -> StageTable:
    """The table of a cycle; seven queries, however much was done."""
    known = stages()
    said = list(
        Contribution.objects.filter(cycle=cycle, state__in=PUBLIC)
        .select_related("organisation", "section")
        .order_by("pk")
    )
    done = [
        *_answers(cycle, known),
        *_drafts(cycle, known),
        *_contributions(said, known),
        *_votes(cycle, known),
        *_attendance(cycle, known),
        *_signatures(cycle, known),
    ]
    rows: dict[str, Taking] = {}
    for one in done:
        if one.name:
            rows.setdefault(one.who, Taking(one.name, one.sector)).done[one.stage][one.act] += 1
    least = threshold([cycle.year])
    residents = Counter(_stage_of(one, known) for one in said if one.sector == Sector.RESIDENTS)
    return StageTable(
        stages=known,
        rows=tuple(sorted(rows.values(), key=lambda one: (sort_key(one.name), one.sector))),
        counted=_counted(done, known),
        unnamed=len({one.who for one in done} - rows.keys()),
        residents={
            key: None if 0 < residents[key] < least else residents[key]
            for key in (*(one.key for one in known.stages), WHOLE)
        },
        least=least,
    )


def _counted(done: list[Done], known: Stages) -> dict[str, dict[str, int]]:
    """How many organisations of each sector did something in each stage; under WHOLE, anything at all."""
    who: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in done:
        who[one.sector][WHOLE].add(one.who)
        who[one.sector][one.stage].add(one.who)
    keys = (*(one.key for one in known.stages), WHOLE)
    return {sector: {key: len(who[sector][key]) for key in keys} for sector in Sector.values if sector in who}


def _of(organisation: Organisation, stage: str, act: str, *, named: bool = True) -> Done:
    sector = sector_of(Capacity.ORGANISATION, organisation)
    return Done(_key(organisation.name), organisation.name if named else "", sector, stage, act)


def _key(name: str) -> str:
    """By what the same organisation is known, in the register or not."""
    return fold(name) or name


def _answers(cycle: Cycle, known: Stages) -> Iterator[Done]:
    """Answers that were handed in, each in the stage of the first cell it aims at, and whether something came of them.

    Only of annexes that may be told of: with the name, or in sums without it. What the organisation declares of itself
    is nobody's to take in."""
    items = list(
        AnnexeItem.objects.filter(
            annexe__cycle=cycle, annexe__shown__in=[Shown.FULL, Shown.TOTAL], state__in=HANDED_IN
        ).select_related("annexe__organisation")
    )
    cells: dict[int, list[tuple[str, str]]] = defaultdict(list)
    aims = Aim.objects.filter(item__in=[one.pk for one in items]).order_by("offer_id")
    for item, row, fate in aims.values_list("item_id", "offer__row", "offer__fate"):
        cells[item].append((row, fate))
    for one in items:
        asked = annexe_named(one.annexe.definition)
        question = asked.field_by_key.get(one.field)
        rows = [row for row, _fate in cells[one.pk]] or list(question.feeds if question else ())
        stage = next((found for row in rows if (found := _stage_of_row(cycle, row, known))), WHOLE)
        named = one.annexe.shown == Shown.FULL
        yield _of(one.annexe.organisation, stage, "answers", named=named)
        used = any(fate in IN_THE_FORM for _row, fate in cells[one.pk])
        if used or (one.state == ItemState.ACCEPTED and not asked.is_declared(one.field)):
            yield _of(one.annexe.organisation, stage, "taken", named=named)


def _stage_of_row(cycle: Cycle, row: str, known: Stages) -> str:
    edition = edition_named(cycle.edition) if cycle.edition else None
    found = edition.row_by_key.get(row) if edition else None
    return known.of_chapter(edition.chapter_of(found).number) if edition and found else WHOLE


def _drafts(cycle: Cycle, known: Stages) -> Iterator[Done]:
    accepted = DraftingTask.objects.filter(cycle=cycle, state=TaskState.ACCEPTED).select_related("organisation")
    for one in accepted:
        yield _of(one.organisation, known.of_chapter(one.chapter), "drafts")


def _contributions(said: list[Contribution], known: Stages) -> Iterator[Done]:
    """What everybody reads that was said for an organisation; an expert speaks for themselves."""
    for one in said:
        if one.of and one.capacity != Capacity.PERSONAL and one.sector != Sector.RESIDENTS:
            yield Done(_key(one.of), one.of, one.sector, _stage_of(one, known), "contributions")


def _stage_of(one: Contribution, known: Stages) -> str:
    chapter = one.chapter or (one.section.chapter if one.section else "")
    return known.of_contribution(chapter, one.kind)


def _votes(cycle: Cycle, known: Stages) -> Iterator[Done]:
    """Sheets of maps that are closed, of organisations that voted under a mandate or on paper; never what they said."""
    found = Voter.objects.filter(map__cycle=cycle, map__state=MapState.CLOSED, organisation__isnull=False)
    for one in found.select_related("organisation"):
        if one.organisation and (one.mandate_id or one.sheet is not None):
            yield _of(one.organisation, known.of_act("vote"), "vote")


def _attendance(cycle: Cycle, known: Stages) -> Iterator[Done]:
    """Each meeting once for an organisation, however many people and slots. Residents have no name to stand under."""
    found = Attendance.objects.filter(slot__meeting__cycle=cycle, slot__meeting__state__in=HELD)
    seen = set()
    for one in found.exclude(sector=Sector.RESIDENTS).select_related("organisation", "slot"):
        name = one.organisation.name if one.organisation else one.name
        if (one.slot.meeting_id, _key(name)) not in seen:
            seen.add((one.slot.meeting_id, _key(name)))
            yield Done(_key(name), name, one.sector, known.of_act("attendance"), "attendance")


def _signatures(cycle: Cycle, known: Stages) -> Iterator[Done]:
    """Signatures that stand under an agreement every side signed."""
    found = AgreementSignature.objects.filter(agreement__cycle=cycle, agreement__state__in=WAS_SIGNED, crossed_at=None)
    for one in found.exclude(organisation=None).select_related("organisation"):
        assert one.organisation is not None, "the office is left out by the query"
        yield _of(one.organisation, known.of_act("signature"), "signature")


def summed(table: StageTable) -> dict[str, Any]:
    """The table as plain data, to be kept with a report."""
    return {
        "stages": [one.key for one in table.stages.stages],
        "rows": [
            {"name": one.name, "sector": one.sector, "done": {key: dict(acts) for key, acts in one.done.items()}}
            for one in table.rows
        ],
        "counted": table.counted,
        "unnamed": table.unnamed,
        "residents": table.residents,
        "least": table.least,
    }
