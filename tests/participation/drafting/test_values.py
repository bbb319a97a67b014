"""Values an organisation proposes for the rows of its task: they are offered to the cells, in its name."""

import pytest
from django.test import Client
from organisations.cast import reasons
from participation.drafting.drafted import LATER, Drafted

from drogowskaz.assessments.enums import Channel, CycleState, Method, OfferFate
from drogowskaz.assessments.models import Cell, Cycle, Offer
from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions.drafting import hand_in, propose_values
from drogowskaz.participation.actions.drafting.values import Known
from drogowskaz.participation.enums.drafting import TaskState
from drogowskaz.participation.models import TaskOffer

pytestmark = pytest.mark.django_db
ROWS = ("clubs.senior", "clubs.youth.total")


@pytest.fixture
def d() -> Drafted:
    return Drafted("2", ROWS)


def propose(d: Drafted, values: dict[tuple[str, int], str], **more: object) -> int:
    given = {"actor": d.drafter, "at": LATER, "known": Known(Method.COUNTED, "lista obecności"), **more}
    return propose_values(task=d.again(), values=values, **given)  # type: ignore[arg-type]


def refused(d: Drafted, values: dict[tuple[str, int], str], **more: object) -> list[str]:
    with pytest.raises(Refused) as caught:
        propose(d, values, **more)
    return reasons(caught.value)


def test_a_value_is_offered_with_its_supplier_and_writes_no_cell(d: Drafted) -> None:
    assert propose(d, {("clubs.senior", 0): "3"}) == 1
    made = Offer.objects.get()
    told = (made.number, made.supplier, made.organisation, made.method, made.channel, made.origin, made.by)
    assert told == (3, "KGW Zmyślone", d.circle, Method.COUNTED, Channel.ONLINE, "lista obecności", d.drafter)
    assert Cell.objects.count() == 0
    assert TaskOffer.objects.get().offer == made
    assert d.again().state == TaskState.WRITING


def test_the_same_value_again_is_one_offer_and_another_takes_its_place(d: Drafted) -> None:
    propose(d, {("clubs.senior", 0): "3"})
    assert propose(d, {("clubs.senior", 0): "3"}) == 0
    assert propose(d, {("clubs.senior", 0): "4"}) == 1
    fates = list(Offer.objects.order_by("pk").values_list("number", "fate"))
    assert fates == [(3, OfferFate.WITHDRAWN), (4, OfferFate.WAITING)]


def test_an_emptied_value_is_taken_back(d: Drafted) -> None:
    propose(d, {("clubs.senior", 0): "3"})
    assert propose(d, {("clubs.senior", 0): ""}) == 1
    assert Offer.objects.get().fate == OfferFate.WITHDRAWN


def test_of_several_values_none_is_proposed_when_one_cannot_be_read(d: Drafted) -> None:
    said = refused(d, {("clubs.senior", 0): "3", ("clubs.youth.total", 0): "dużo"})
    assert len(said) == 1
    assert "dużo" in said[0]
    assert Offer.objects.count() == 0


@pytest.mark.parametrize(
    "cell", [("population.total", 0), ("clubs.senior", 7), ("nic.takiego", 0)], ids=["row", "column", "unknown"]
)
def test_a_cell_outside_of_the_task_is_refused(d: Drafted, cell: tuple[str, int]) -> None:
    assert refused(d, {cell: "3"}) == ["This row does not belong to the task."]


def test_an_outsider_and_the_office_propose_nothing(d: Drafted) -> None:
    for person in (d.outsider, d.editor):
        said = refused(d, {("clubs.senior", 0): "3"}, actor=person)
        assert said == ["You have no mandate to act for KGW Zmyślone. Its manager can give you one."]


def test_while_the_work_is_suspended_nothing_is_proposed(d: Drafted) -> None:
    Cycle.objects.update(state=CycleState.SUSPENDED)
    said = refused(d, {("clubs.senior", 0): "3"})
    assert said == [
        "The cycle for 2026 is now: work suspended. Values can be written only while data are being gathered."
    ]


def test_values_alone_can_be_handed_in_and_accepted(d: Drafted) -> None:
    propose(d, {("clubs.senior", 0): "3"})
    hand_in(task=d.again(), seen=0, actor=d.drafter, at=LATER)
    task = d.accept("")
    assert (task.state, task.written) == (TaskState.ACCEPTED, None)


def test_on_the_page_values_are_proposed_and_a_bad_one_stays_in_its_field(d: Drafted, client: Client) -> None:
    client.force_login(d.drafter)
    page = f"/en{d.address}"
    good = {"move": "propose", "value:clubs.senior@0": "3", "method": "counted", "origin": "lista"}
    assert client.post(page, good).status_code == 302
    answer = client.post(page, {"move": "propose", "value:clubs.senior@0": "pięć"})
    assert (answer.status_code, 'value="pięć"' in answer.content.decode()) == (422, True)
    assert Offer.objects.get().number == 3
    client.force_login(d.editor)
    assert "waiting for a decision" in client.get(page).content.decode()
