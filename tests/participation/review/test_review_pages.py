"""The pages of the office: who opens them, what they say, what their buttons do, and the table of all answers."""

import csv
import io

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from participation.invitation.invited import invite, manager, organisation, person, worker
from participation.review.handed_in import NUMBER, answer, cycle, handed_in, item_of
from pytest_django.fixtures import DjangoAssertNumQueries

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.enums import Role
from drogowskaz.participation.enums.annexe import ItemState
from drogowskaz.participation.enums.invitation import Way
from drogowskaz.participation.models import Annexe
from drogowskaz.participation.queries.paper_letters import portions, to_print

pytestmark = pytest.mark.django_db
HOLDER = "n1.mandate_holder"


@pytest.fixture
def year() -> Cycle:
    return cycle()


@pytest.fixture
def annexe(year: Cycle) -> Annexe:
    return handed_in(year, organisation("KGW Zmyślone", year.unit), number=3)


def address(annexe: Annexe) -> str:
    with override("en"):
        return reverse("participation:review", args=[annexe.cycle.unit.code, annexe.cycle.year, annexe.pk])


def signed_in(who: object) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(who)  # type: ignore[arg-type]
    return client


def posted(annexe: Annexe, **fields: str) -> dict[str, str]:
    """What the page sends: the version of every answer and of every cell, and what was chosen."""
    seen = {f"seen-{one.pk}": str(one.version) for one in annexe.items.all()}
    cells = {f"cell-{aim.offer_id}": "0" for one in annexe.items.all() for aim in one.aims.all()}
    return {**seen, **cells, **fields}


class TestOpening:
    def test_the_office_and_its_helpers_read_it(self, annexe: Annexe) -> None:
        people = [worker(annexe.cycle.unit, role) for role in (Role.DATA_EDITOR, Role.APPROVER, Role.ANIMATOR)]
        assert [signed_in(one).get(address(annexe)).status_code for one in people] == [200, 200, 200]

    def test_a_visitor_is_sent_to_sign_in(self, annexe: Annexe) -> None:
        answered = Client().get(address(annexe))
        assert (answered.status_code, answered["Location"].startswith("/en/konto/wejscie/")) == (302, True)

    def test_an_outsider_and_the_organisation_itself_are_told_whose_page_it_is(self, annexe: Annexe) -> None:
        people = [person("Olek Postronny"), manager(annexe.organisation)]
        assert [signed_in(one).get(address(annexe)).status_code for one in people] == [403, 403]

    def test_an_annexe_of_another_cycle_or_one_not_handed_in_is_not_found(self, annexe: Annexe) -> None:
        client = signed_in(worker(annexe.cycle.unit))
        Annexe.objects.filter(pk=annexe.pk).update(sent_at=None)
        assert client.get(address(annexe)).status_code == 404

    @pytest.mark.parametrize("more", [0, 2])
    def test_the_number_of_queries_does_not_grow_with_answers(
        self, more: int, annexe: Annexe, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for place in range(1, more + 1):
            answer(annexe, "n2.name", "Obiady", place=place)
        client = signed_in(worker(annexe.cycle.unit))
        client.get(address(annexe))
        with django_assert_num_queries(18):
            client.get(address(annexe))


class TestDeciding:
    def test_what_is_chosen_at_each_answer_is_saved_at_once(self, annexe: Annexe) -> None:
        text, number = item_of(annexe, HOLDER), item_of(annexe, NUMBER)
        chosen = {
            f"verdict-{text.pk}": "accept", f"verdict-{number.pk}": "return", f"reason-{number.pk}": "Razem?",
        }  # fmt: skip
        client = signed_in(worker(annexe.cycle.unit))
        answered = client.post(address(annexe), posted(annexe, move="each", **chosen))
        assert (answered.status_code, answered["Location"]) == (302, address(annexe))
        assert list(annexe.items.values_list("state", "reason")) == [("accepted", ""), ("returned", "Razem?")]

    def test_one_reason_serves_all_that_are_ticked(self, annexe: Annexe) -> None:
        ticked = [str(one.pk) for one in annexe.items.all()]
        fields = posted(annexe, move="ticked", bulk="refuse", **{"bulk-reason": "Nie ten rok"})
        signed_in(worker(annexe.cycle.unit)).post(address(annexe), {**fields, "tick": ticked})
        assert list(annexe.items.values_list("state", "reason")) == [("not_taken", "Nie ten rok")] * 2

    def test_all_the_rest_is_taken_in_but_what_others_gave_numbers_for(self, annexe: Annexe) -> None:
        handed_in(annexe.cycle, organisation("OSP Zmyślona", annexe.cycle.unit), number=5)
        signed_in(worker(annexe.cycle.unit)).post(address(annexe), posted(annexe, move="rest"))
        assert list(annexe.items.values_list("state", flat=True)) == [ItemState.ACCEPTED, ItemState.SENT]

    def test_a_refusal_keeps_what_was_chosen_and_written(self, annexe: Annexe) -> None:
        text, number = item_of(annexe, HOLDER), item_of(annexe, NUMBER)
        chosen = {
            f"verdict-{text.pk}": "return", f"verdict-{number.pk}": "refuse", f"reason-{number.pk}": "Umowy sąsiadów",
        }  # fmt: skip
        client = signed_in(worker(annexe.cycle.unit))
        answered = client.post(address(annexe), posted(annexe, move="each", **chosen))
        page = answered.content.decode()
        assert answered.status_code == 422
        assert 'value="Umowy sąsiadów"' in page
        assert f'name="verdict-{text.pk}" value="return" checked' in page
        assert set(annexe.items.values_list("state", flat=True)) == {ItemState.SENT}

    def test_a_button_that_is_not_there_is_misread(self, annexe: Annexe) -> None:
        client = signed_in(worker(annexe.cycle.unit))
        assert client.post(address(annexe), {"move": "everything"}).status_code == 400

    def test_an_outsider_decides_nothing(self, annexe: Annexe) -> None:
        answered = signed_in(person("Olek Postronny")).post(address(annexe), posted(annexe, move="rest"))
        assert answered.status_code == 403
        assert set(annexe.items.values_list("state", flat=True)) == {ItemState.SENT}


def test_the_table_of_all_answers_tells_organisation_state_and_fate(annexe: Annexe) -> None:
    client = signed_in(worker(annexe.cycle.unit))
    client.post(address(annexe), posted(annexe, move="rest"))
    with override("en"):
        where = reverse("participation:annexes_file", args=[annexe.cycle.unit.code, 2026])
    found = client.get(where)
    rows = list(csv.reader(io.StringIO(found.content.decode("utf-8-sig")), delimiter=";"))
    told = [(row[0], row[1], row[4], row[5], row[10], row[11]) for row in rows[1:]]
    assert told == [
        ("KGW Zmyślone", HOLDER, "Prezeska, uchwała z 3 stycznia", "answer accepted", "", ""),
        ("KGW Zmyślone", NUMBER, "3", "answer accepted", "3", "taken into the form"),
    ]


def _pages(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as opened:
        return len(opened.pages)


class TestPrinting:
    def test_a_letter_with_its_form_is_printed_for_one_and_for_all(self, year: Cycle) -> None:
        circles = [organisation(f"KGW {name}", year.unit) for name in "AB"]
        invite(year, *circles, way=Way.PAPER)
        client = signed_in(worker(year.unit))
        with override("pl"):
            where = reverse("participation:paper_letters", args=[year.unit.code, year.year])
        one, every = client.get(f"{where}?organizacja={circles[0].pk}"), client.get(where)
        assert [answered["Content-Type"] for answered in (one, every)] == ["application/pdf"] * 2
        assert _pages(every.content) == 2 * _pages(one.content) > 2

    def test_many_letters_are_printed_in_portions(self, year: Cycle) -> None:
        assert portions(0) == []
        assert portions(12) == [(1, 1, 10), (2, 11, 12)]
        invite(year, *[organisation(f"KGW {number:02}", year.unit) for number in range(12)], way=Way.PAPER)
        assert [len(to_print(year, None, portion)) for portion in (1, 2, 3)] == [10, 2, 0]

    def test_without_anybody_invited_it_leads_back_to_the_list(self, year: Cycle) -> None:
        client = signed_in(worker(year.unit))
        with override("pl"):
            pages = ("participation:paper_letters", "participation:invitations")
            printed, back = (reverse(one, args=[year.unit.code, year.year]) for one in pages)
        assert client.get(printed)["Location"] == back
