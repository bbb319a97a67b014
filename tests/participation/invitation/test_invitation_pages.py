"""The list of organisations with its buttons, and the page behind the link of a letter."""

import re

import pytest
from cycles import gmina
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from participation.invitation.invited import JANUARY, cycle, invite, manager, organisation, person, worker
from pytest_django.fixtures import DjangoAssertNumQueries

from drogowskaz.assessments.models import Cycle
from drogowskaz.notifications.models import Message
from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.models import Invitation
from drogowskaz.participation.enums.annexe import Asked
from drogowskaz.participation.models import AnnexeInvitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def year() -> Cycle:
    return cycle()


def address(year: Cycle) -> str:
    with override("en"):
        return reverse("participation:invitations", args=[year.unit.code, year.year])


def signed_in(who: object) -> Client:
    client = Client()
    client.force_login(who)  # type: ignore[arg-type]
    return client


def link_in(letter: Message) -> str:
    found = re.search(r"https?://[^/]+(/\S*zaproszenie/\S+)", letter.text)
    assert found is not None
    return found[1]


class TestList:
    def test_a_gmina_without_organisations_is_told_how_to_add_the_first(self, year: Cycle) -> None:
        page = signed_in(worker(year.unit)).get(address(year)).content.decode()
        assert "Even one is enough" in page
        assert 'href="/en/organizacje/nowa/"' in page
        assert 'name="move"' not in page

    def test_the_dates_stand_with_how_they_were_found_and_the_way_to_change_them(self, year: Cycle) -> None:
        page = signed_in(worker(year.unit)).get(address(year)).content.decode()
        assert "15 February 2027" in page
        assert f'href="/en/jednostka/{year.unit.code}/cykl/2026/"' in page

    def test_ticked_organisations_are_invited_and_counted(self, year: Cycle) -> None:
        circle = organisation("KGW Zmyślone", year.unit, email="kgw@example.org")
        fields = {"move": "email", "organisation": str(circle.pk), "contact": "Roman", "language": "en"}
        answered = signed_in(worker(year.unit)).post(address(year), fields)
        assert answered.status_code == 302
        assert (Message.objects.get().address, Message.objects.get().language) == ("kgw@example.org", "en")

    def test_keys_that_nothing_has_invite_nobody(self, year: Cycle) -> None:
        organisation("KGW Zmyślone", year.unit, email="kgw@example.org")
        fields = {"move": "email", "organisation": ["9" * 40, "-1", "x", "999999"], "contact": "Roman"}
        answered = signed_in(worker(year.unit)).post(address(year), fields)
        assert (answered.status_code, AnnexeInvitation.objects.count()) == (422, 0)
        assert b"Tick at least one organisation" in answered.content

    def test_a_refusal_keeps_the_ticks(self, year: Cycle) -> None:
        circle = organisation("KGW Zmyślone", year.unit, email="kgw@example.org")
        fields = {"move": "email", "organisation": str(circle.pk), "contact": ""}
        answered = signed_in(worker(year.unit)).post(address(year), fields)
        assert answered.status_code == 422
        assert f'value="{circle.pk}" checked' in answered.content.decode()

    def test_the_office_writes_down_what_it_was_told(self, year: Cycle) -> None:
        circle = organisation("KGW Zmyślone", year.unit, email="kgw@example.org")
        invite(year, circle)
        asked = AnnexeInvitation.objects.get()
        fields = {"move": "decline", "invitation": str(asked.pk), "note": "telefon 11 stycznia"}
        signed_in(worker(year.unit)).post(address(year), fields)
        asked.refresh_from_db()
        assert (asked.answer, asked.note) == (Asked.DECLINED, "telefon 11 stycznia")

    def test_one_from_another_place_is_found_by_its_name_and_invited(self, year: Cycle) -> None:
        wide = organisation("Fundacja Powiatowa", gmina("9901022", "Inna"), email="fundacja@example.org")
        client = signed_in(worker(year.unit))
        assert "Fundacja Powiatowa" not in client.get(address(year)).content.decode()
        assert "Fundacja Powiatowa" in client.get(address(year), {"q": "powiat"}).content.decode()
        client.post(address(year), {"move": "email", "organisation": str(wide.pk), "contact": "Roman"})
        assert AnnexeInvitation.objects.get().organisation == wide
        assert "Fundacja Powiatowa" in client.get(address(year)).content.decode()

    def test_a_visitor_is_sent_to_sign_in_and_an_outsider_told_why_not(self, year: Cycle) -> None:
        assert Client().get(address(year)).status_code == 302
        assert signed_in(person("Olek Postronny")).get(address(year)).status_code == 403
        assert signed_in(person("Olek Postronny")).post(address(year), {"move": "email"}).status_code == 403

    def test_an_auditor_reads_and_has_no_buttons(self, year: Cycle) -> None:
        organisation("KGW Zmyślone", year.unit)
        page = signed_in(worker(year.unit, Role.AUDITOR)).get(address(year))
        assert (page.status_code, b'name="move"' in page.content) == (200, False)

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_number_of_queries_does_not_grow(
        self, number: int, year: Cycle, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        circles = [organisation(f"KGW {place}", year.unit, email="a@example.org") for place in range(number)]
        invite(year, *circles)
        client = signed_in(worker(year.unit))
        client.get(address(year))
        with django_assert_num_queries(15):
            client.get(address(year))


class TestLetter:
    def test_it_says_what_until_when_whom_to_ask_and_that_it_is_voluntary(self, year: Cycle) -> None:
        invite(year, organisation("KGW Zmyślone", year.unit, email="kgw@example.org"))
        page = Client().get("/en" + link_in(Message.objects.get()))
        told = " ".join(page.content.decode().split())
        sentences = ("until 15 February 2027", "Roman, tel. 81 000 00 00", "It is voluntary", "What does KGW Zmyślone")
        assert [one for one in sentences if one not in told] == []

    def test_its_button_leads_to_accepting_the_mandate_with_the_same_link(self, year: Cycle) -> None:
        invite(year, organisation("KGW Zmyślone", year.unit, email="kgw@example.org"))
        link = link_in(Message.objects.get())
        token = link.rstrip("/").rpartition("/")[2]
        with override("pl"):
            way = reverse("organisations:invitation", args=[token])
        assert f'href="{way}"' in Client().get(link).content.decode()
        offer = Client().get(way)
        assert (offer.status_code, f"({year.unit.full_name}, 2026)" in offer.content.decode()) == (200, True)
        assert Invitation.objects.get().answer == "waiting"

    def test_one_click_says_no_and_another_changes_ones_mind(self, year: Cycle) -> None:
        circle = organisation("KGW Zmyślone", year.unit, email="kgw@example.org")
        manager(circle)
        invite(year, circle)
        link = link_in(Message.objects.get())
        answers = []
        for move in ("decline", "reconsider"):
            Client().post(link, {"move": move, "note": "za dużo pracy"})
            answers.append(AnnexeInvitation.objects.get().answer)
        assert answers == [Asked.DECLINED, Asked.WAITING]

    def test_a_link_that_is_not_known_says_what_to_do(self) -> None:
        with override("en"):
            address = reverse("participation:annexe_letter", args=["niewazny"])
        answered = Client().get(address)
        assert (answered.status_code, b"Perhaps a newer letter" in answered.content) == (404, True)

    def test_a_move_that_is_not_there_is_misread(self, year: Cycle) -> None:
        invite(year, organisation("KGW Zmyślone", year.unit, email="kgw@example.org"), at=JANUARY)
        assert Client().post(link_in(Message.objects.get()), {"move": "sign"}).status_code == 400
