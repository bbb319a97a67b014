"""The table of stages: what counts, in which stage, under whose name; small numbers; a fixed number of queries."""

import datetime as dt
from collections.abc import Callable

import pytest
from cycles import gmina, opened
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from drogowskaz.assessments.actions.offers import OfferDetails, put_offer
from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.stages import WHOLE, stages
from drogowskaz.engine.values import State, Value
from drogowskaz.organisations.models import Organisation
from drogowskaz.organisations.models.organisation import named
from drogowskaz.participation.actions.annexe.starting import new_code
from drogowskaz.participation.actions.contributing import add_contribution
from drogowskaz.participation.enums.contribution import ContributionKind
from drogowskaz.participation.models import (
    Agreement,
    AgreementSignature,
    Aim,
    Annexe,
    AnnexeItem,
    Attendance,
    ConsensusMap,
    Contribution,
    DraftingTask,
    Meeting,
    Paper,
    Slot,
    Voter,
)
from drogowskaz.participation.queries.stage import ACTS, stage_text, stages_of, summed

pytestmark = pytest.mark.django_db
AT = dt.datetime(2027, 3, 20, 11, tzinfo=dt.UTC)
Doing = Callable[[Cycle, Organisation], object]


def organisation(cycle: Cycle, name: str = "KGW Zmyślone", kind: str = "kgw") -> Organisation:
    return Organisation.objects.create(**named(name), kind=kind, unit=cycle.unit, created_at=AT)


def answer(cycle: Cycle, of: Organisation, shown: str = "full", state: str = "sent", row: str = "") -> AnnexeItem:
    annexe, _made = Annexe.objects.get_or_create(
        cycle=cycle, organisation=of,
        defaults={
            "definition": "ngo-annexe-1", "code": new_code(), "state": "sent", "shown": shown, "started_at": AT,
            "changed_at": AT, "sent_at": AT,
        },
    )  # fmt: skip
    item = AnnexeItem.objects.create(
        annexe=annexe, field="n1.contracts", place=annexe.items.count(), text="3", state=state, changed_at=AT,
        reason="Nie dotyczy." if state == "not_taken" else "",
    )  # fmt: skip
    if row:
        assert cycle.assessment is not None
        offer = put_offer(
            assessment=cycle.assessment, cell=(row, 0), value=Value(State.VALUE, 3), supplier=of.name,
            details=OfferDetails(organisation=of), actor=None, at=AT,
        )  # fmt: skip
        Aim.objects.create(item=item, offer=offer)
    return item


def draft(cycle: Cycle, of: Organisation, state: str = "accepted", chapter: str = "11") -> DraftingTask:
    return DraftingTask.objects.create(
        cycle=cycle, chapter=chapter, organisation=of, level=3, basis="Ustalenie", deadline=AT.date(),
        deadline_note="Na próbę", state=state,
        given_at=AT,
    )  # fmt: skip


def said(cycle: Cycle, of: Organisation | None, **fields: object) -> Contribution:
    known: dict[str, object] = {
        "kind": "need", "state": "published", "text": "Dowóz.", "channel": "online", "organisation": of, "lang": "pl",
        "capacity": "organisation" if of else "personal", "sector": "ngo" if of else "residents", "published_at": AT,
    }  # fmt: skip
    with transaction.atomic():
        return add_contribution(cycle=cycle, actor=None, at=AT, **{**known, **fields})  # type: ignore[arg-type]


def attended(cycle: Cycle, of: Organisation, state: str = "held", slots: int = 2) -> Meeting:
    """A meeting with two slots, both attended."""
    made = Meeting.objects.create(
        unit=cycle.unit, year=cycle.year, cycle=cycle, title="Spotkanie", state=state, made_at=AT, code=new_code(),
        **({"announced_at": AT} if state != "draft" else {}),
    )  # fmt: skip
    for number in range(slots):
        slot = Slot.objects.create(meeting=made, number=number + 1, starts_at=AT, ends_at=AT + dt.timedelta(hours=1))
        Attendance.objects.create(
            slot=slot, organisation=of, name=of.name, sector="ngo", people=2, presence="on_site", at=AT
        )
    return made


def signed(cycle: Cycle, of: Organisation, state: str = "signed") -> AgreementSignature:
    agreement, _made = Agreement.objects.get_or_create(
        cycle=cycle, version=1, defaults={
            "edition": cycle.edition, "state": state, "digest": "0" * 64, "started_at": AT, "changed_at": AT,
        },
    )  # fmt: skip
    number = Paper.objects.count() + 1
    paper = Paper.objects.create(cycle=cycle, number=number, kind="agreement", title="X", day=AT.date(), at=AT)
    return AgreementSignature.objects.create(agreement=agreement, organisation=of, digest="0" * 64, paper=paper, at=AT)


def voted(cycle: Cycle, of: Organisation, state: str = "closed", sheet: int | None = 1) -> Voter:
    number = ConsensusMap.objects.filter(cycle=cycle).count() + 1
    made = ConsensusMap.objects.create(
        cycle=cycle, number=number, title="Mapa", state=state, code=new_code(), made_at=AT,
        opened_at=AT, closes_on=AT.date(),
        results={} if state == "closed" else None,
    )  # fmt: skip
    return Voter.objects.create(
        map=made, sector="ngo", organisation=of, channel="paper", sheet=sheet, key_digest="" if sheet else "odcisk",
        at=AT, changed_at=AT,
    )  # fmt: skip


SPEC: tuple[tuple[str, Doing, dict[str, dict[str, int]]], ...] = (
    ("answer-aimed", lambda c, o: answer(c, o, row="population.total"), {"diagnosis": {"answers": 1}}),
    ("answer-by-question", lambda c, o: answer(c, o), {"infrastructure": {"answers": 1}}),
    (
        "answer-accepted",
        lambda c, o: answer(c, o, state="accepted"),
        {"infrastructure": {"answers": 1, "taken": 1}},
    ),
    ("answer-refused", lambda c, o: answer(c, o, state="not_taken"), {"infrastructure": {"answers": 1}}),
    ("answer-draft", lambda c, o: answer(c, o, state="draft"), {}),
    ("answer-in-sums", lambda c, o: answer(c, o, shown="total"), {}),
    ("answer-for-the-office", lambda c, o: answer(c, o, shown="unit"), {}),
    ("draft-accepted", draft, {"conclusions": {"drafts": 1}}),
    ("draft-waiting", lambda c, o: draft(c, o, "handed_in"), {}),
    ("contribution-of-a-kind", said, {"infrastructure": {"contributions": 1}}),
    ("contribution-of-a-chapter", lambda c, o: said(c, o, chapter="3.1"), {"diagnosis": {"contributions": 1}}),
    ("contribution-of-none", lambda c, o: said(c, o, kind="remark"), {WHOLE: {"contributions": 1}}),
    ("contribution-waiting", lambda c, o: said(c, o, state="submitted"), {}),
    ("contribution-personal", lambda c, o: said(c, o, capacity="personal"), {}),
    ("meeting-of-two-slots", attended, {WHOLE: {"attendance": 1}}),
    ("meeting-announced", lambda c, o: attended(c, o, "announced"), {}),
    ("signature", signed, {WHOLE: {"signature": 1}}),
    ("signature-of-talks", lambda c, o: signed(c, o, "signing"), {}),
    ("vote", voted, {"conclusions": {"vote": 1}}),
    ("vote-open-map", lambda c, o: voted(c, o, "open"), {}),
    ("vote-only-declared", lambda c, o: voted(c, o, sheet=None), {}),
)


@pytest.mark.parametrize(("doing", "expected"), [one[1:] for one in SPEC], ids=[one[0] for one in SPEC])
def test_what_is_done_stands_in_its_stage(doing: Doing, expected: dict[str, dict[str, int]]) -> None:
    cycle = opened(gmina())
    circle = organisation(cycle)
    doing(cycle, circle)
    rows = summed(stages_of(cycle))["rows"]
    assert rows == ([{"name": "KGW Zmyślone", "sector": "ngo", "done": expected}] if expected else [])


def test_an_organisation_that_wants_no_name_is_counted_in_the_sums_alone() -> None:
    cycle = opened(gmina())
    answer(cycle, organisation(cycle), shown="total")
    found = stages_of(cycle)
    assert (found.rows, found.unnamed, found.counted["ngo"]) == (
        (),
        1,
        {"diagnosis": 0, "infrastructure": 1, "conclusions": 0, WHOLE: 1},
    )


def test_one_name_is_one_organisation_in_the_register_or_not() -> None:
    cycle = opened(gmina())
    circle = organisation(cycle)
    said(cycle, circle)
    said(cycle, None, capacity="organisation", sector="ngo", organisation_name="KGW  zmyślone")
    (row,) = stages_of(cycle).rows
    assert row.done["infrastructure"]["contributions"] == 2


def test_the_order_is_that_of_the_polish_alphabet_and_not_of_how_much_was_done() -> None:
    cycle = opened(gmina())
    for name in ("Żuk", "Ćma", "Cyrk", "Dom"):
        said(cycle, organisation(cycle, name))
    said(cycle, Organisation.objects.get(name="Żuk"))
    assert [one.name for one in stages_of(cycle).rows] == ["Cyrk", "Ćma", "Dom", "Żuk"]


@pytest.mark.parametrize(("number", "told"), [(0, 0), (1, None), (4, None), (5, 5)])
def test_a_small_number_of_contributions_of_residents_is_not_told(number: int, told: int | None) -> None:
    cycle = opened(gmina())
    for _one in range(number):
        said(cycle, None)
    found = stages_of(cycle)
    assert (found.residents["infrastructure"], found.residents["diagnosis"]) == (told, 0)
    text = stage_text(summed(found), "en")
    assert text.residents[1] == ("fewer than 5" if told is None else str(told))


def test_every_kind_and_act_of_the_definition_is_one_we_know() -> None:
    assert {one.name for one in stages().kinds} <= set(ContributionKind.values)
    assert {one.name for one in stages().acts} <= set(ACTS)


def test_the_number_of_queries_stays_the_same() -> None:
    cycle = opened(gmina())
    counts = []
    for name in ("Jeden", "Dwa", "Trzy"):
        one = organisation(cycle, name)
        for doing in (answer, draft, said, attended, signed, voted):
            doing(cycle, one)
        with CaptureQueriesContext(connection) as queries:
            stages_of(cycle)
        counts.append(len(queries))
    assert counts == [7, 7, 7]
