"""What stands in "my tasks": annexes to read, an annexe to fill in, answers to look at again."""

import datetime as dt

import pytest
from django.utils.translation import override
from participation.invitation.invited import JANUARY, invite, manager, organisation, person, worker
from participation.review.handed_in import cycle, decide, decision, handed_in, item_of
from pytest_django.fixtures import DjangoAssertNumQueries

from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.invitation import LetterHolder, decline_invitation
from drogowskaz.participation.enums.invitation import Way
from drogowskaz.participation.models import AnnexeInvitation
from drogowskaz.participation.queries.duties import waiting_for

pytestmark = pytest.mark.django_db
HOLDER = "n1.mandate_holder"


def told(who: User, at: dt.datetime = JANUARY) -> list[tuple[str, dt.date | None]]:
    with override("en"):
        return [(one.what, one.until) for one in waiting_for(who, at, "en")]


class TestOffice:
    def test_answers_wait_for_the_people_of_the_office_only(self) -> None:
        year = cycle()
        handed_in(year, organisation("KGW Zmyślone", year.unit), number=3)
        editor, animator = worker(year.unit), worker(year.unit, Role.ANIMATOR)
        what = f"Read what organisations handed in: 2 answers, {year.unit.full_name}, 2026"
        assert told(editor) == [(what, dt.date(2027, 2, 26))]
        assert (told(animator), told(person("Olek Postronny"))) == ([], [])

    def test_nothing_waits_when_everything_is_decided(self) -> None:
        year = cycle()
        annexe = handed_in(year, organisation("KGW Zmyślone", year.unit))
        editor = worker(year.unit)
        decide(annexe, decision(item_of(annexe, HOLDER)), actor=editor)
        assert told(editor) == []


class TestOrganisation:
    def test_an_annexe_waits_for_whoever_may_fill_it_in_once_asked(self) -> None:
        year = cycle()
        circle = organisation("KGW Zmyślone", year.unit)
        leader = manager(circle)
        assert told(leader) == []
        invite(year, circle, way=Way.PAPER)
        what = f"Fill in the annexe of KGW Zmyślone: {year.unit.full_name}, 2026"
        assert told(leader) == [(what, dt.date(2027, 2, 15))]
        assert told(leader, JANUARY + dt.timedelta(days=60)) == []

    def test_after_saying_no_nothing_waits(self) -> None:
        year = cycle()
        circle = organisation("KGW Zmyślone", year.unit)
        leader = manager(circle)
        invite(year, circle, way=Way.PAPER)
        decline_invitation(
            invitation=AnnexeInvitation.objects.get(), note="", actor=LetterHolder("KGW"), at=JANUARY
        )  # fmt: skip
        assert told(leader) == []

    def test_returned_answers_wait_also_after_the_last_day(self) -> None:
        year = cycle()
        circle = organisation("KGW Zmyślone", year.unit)
        leader = manager(circle)
        annexe = handed_in(year, circle, sent_by=leader)
        decide(annexe, decision(item_of(annexe, HOLDER), "return", "Kto?"), actor=worker(year.unit))
        late = JANUARY + dt.timedelta(days=60)
        what = f"Look at 1 answer of KGW Zmyślone again: {year.unit.full_name}, 2026"
        assert told(leader, late) == [(what, None)]


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_does_not_grow(number: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    year = cycle()
    editor = worker(year.unit)
    for place in range(number):
        handed_in(year, organisation(f"KGW {place}", year.unit), number=3)
    with django_assert_num_queries(16):
        waiting_for(editor, JANUARY, "en")
