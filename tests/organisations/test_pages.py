"""Every page of this area, asked by the owner, a colleague, an outsider and a visitor; and its buttons."""

import re
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone
from organisations.cast import (
    grant,
    holder,
    manager,
    mandate,
    member,
    organisation,
    place,
    someone,
    tokens,
)
from people import administrator
from pytest_django import DjangoAssertNumQueries

from drogowskaz.notifications.models import Message
from drogowskaz.organisations import actions
from drogowskaz.organisations.enums import Act, Kind, Position, Reach, Role
from drogowskaz.organisations.models import Grant, Invitation, Mandate, Membership, Organisation, Tenancy, User
from drogowskaz.organisations.urls import urlpatterns

pytestmark = pytest.mark.django_db
LIST = "/en/organizacje/"
TEAM = "/en/zespol/9901012/"


def signed_in(person: User | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def text(response: object) -> str:
    return " ".join(response.content.decode().replace("\xa0", " ").split())  # type: ignore[attr-defined]


@dataclass
class Cast:
    """A circle with its manager, a member and an outsider; the unit's administrator and editor; an invitation."""

    circle: Organisation
    owner: User
    colleague: User
    outsider: User
    token: str

    def address(self, name: str) -> str:
        return {
            "list": LIST,
            "add": f"{LIST}nowa/",
            "mine": f"{LIST}moje/",
            "organisation": f"{LIST}{self.circle.pk}/",
            "change": f"{LIST}{self.circle.pk}/zmiana/",
            "people": f"{LIST}{self.circle.pk}/osoby/",
            "handover": f"{LIST}{self.circle.pk}/przekazanie/{self.colleague.pk}/",
            "teams": "/en/zespol/",
            "team": TEAM,
            "team-handover": f"{TEAM}przekazanie/{self.colleague.pk}/",
            "invitation": f"/en/zaproszenie/{self.token}/",
        }[name]

    def person(self, who: str) -> User | None:
        return {"owner": self.owner, "colleague": self.colleague, "outsider": self.outsider, "visitor": None}[who]


@pytest.fixture
def cast() -> Cast:
    """The owner manages the circle and administers the unit; the colleague belongs to both."""
    circle = organisation(unit=place())
    owner, colleague = manager(circle), member(circle)
    grant(owner, Role.TENANT_ADMIN)
    grant(colleague, Role.DATA_EDITOR)
    gathered, sending = tokens()
    actions.invite_to_organisation(
        organisation=circle, email="nowa@example.org", position=Position.MEMBER, acts=[Act.SUPPLY], document="",
        valid_until=None, sending=sending, actor=owner, at=timezone.now(),
    )  # fmt: skip
    Tenancy.objects.create(unit=place(), activated_at=timezone.now())
    return Cast(circle, owner, colleague, someone("Postronny"), gathered[0])


MATRIX = {
    "list": (200, 200, 200, 200),
    "add": (200, 200, 403, 302),
    "mine": (200, 200, 200, 200),
    "organisation": (200, 200, 200, 200),
    "change": (200, 403, 403, 302),
    "people": (200, 200, 403, 302),
    "handover": (200, 403, 403, 302),
    "teams": (200, 200, 200, 302),
    "team": (200, 200, 403, 302),
    "team-handover": (200, 403, 403, 302),
    "invitation": (200, 200, 200, 200),
}
"""What each page answers to the owner, a colleague, an outsider and a visitor."""
PEOPLE = ("owner", "colleague", "outsider", "visitor")


def test_the_matrix_knows_every_route() -> None:
    assert MATRIX.keys() == {pattern.name for pattern in urlpatterns}


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("name", MATRIX)
def test_every_page_answers_each_person_as_the_matrix_says(cast: Cast, name: str, who: str) -> None:
    response = signed_in(cast.person(who)).get(cast.address(name))
    assert response.status_code == MATRIX[name][PEOPLE.index(who)]
    if response.status_code == 302:
        assert response["Location"].startswith("/en/konto/wejscie/?next=")
    if response.status_code == 403:
        assert "You may not open this page" in text(response)


MOVES = {
    "add": {"name": "Nowe", "kind": "kgw", "unit": "9901012"},
    "change": {"name": "Inna nazwa", "kind": "kgw"},
    "people": {"move": "invite", "invitation-email": "kto@example.org", "invitation-position": "member"},
    "handover": {"move": "leave", "last_day": "2026-01-01", "reason": "x"},
    "team": {
        "move": "invite", "invitation-email": "kto@example.org", "invitation-roles": ["data_editor"],
        "invitation-reach": "unit",
    },
    "team-handover": {"move": "leave", "last_day": "2026-01-01", "reason": "x"},
}  # fmt: skip


@pytest.mark.parametrize(("who", "answer"), [("colleague", (403, 422)), ("outsider", (403,)), ("visitor", (302,))])
@pytest.mark.parametrize("name", [name for name in MOVES if name != "add"])
def test_pressing_a_button_one_may_not_press_changes_nothing(
    cast: Cast, name: str, who: str, answer: tuple[int, ...]
) -> None:
    response = signed_in(cast.person(who)).post(cast.address(name), MOVES[name])
    assert response.status_code in answer
    assert list(Organisation.objects.values_list("name", flat=True)) == ["KGW Zmyślone"]
    assert Invitation.objects.count() == Message.objects.count() == 1
    assert not Membership.objects.exclude(ended_at=None).exists()
    assert not Grant.objects.exclude(ended_at=None, valid_until=None).exists()


@pytest.mark.parametrize("name", MOVES)
def test_the_owner_presses_and_is_brought_to_a_page_that_says_what_happened(cast: Cast, name: str) -> None:
    response = signed_in(cast.owner).post(cast.address(name), MOVES[name], follow=True)
    assert response.redirect_chain
    assert response.status_code == 200
    assert 'role="status"' in text(response)


@pytest.mark.parametrize("name", ["people", "team"])
def test_a_button_that_is_none_is_misread(cast: Cast, name: str) -> None:
    assert signed_in(cast.owner).post(cast.address(name), {"move": "burn"}).status_code == 400


@pytest.mark.parametrize("move", ["end", "revoke", "withdraw"])
@pytest.mark.parametrize("key", ["", "x", "0", "9" * 30])
def test_a_thing_that_is_none_is_not_found(cast: Cast, move: str, key: str) -> None:
    given = {"move": move, "membership": key, "mandate": key, "invitation": key, "reason": "x"}
    assert signed_in(cast.owner).post(cast.address("people"), given).status_code == 404


def test_what_belongs_to_another_organisation_cannot_be_ended_from_here(cast: Cast) -> None:
    other = organisation("Inne Koło")
    manager(other)
    held = mandate(other, member(other))
    given = {"move": "revoke", "mandate": str(held.pk), "reason": "x"}
    assert signed_in(cast.owner).post(cast.address("people"), given).status_code == 404


@pytest.mark.parametrize("address", [f"{LIST}999999/", f"{LIST}999999/osoby/", "/en/zespol/0000000/"])
def test_addresses_that_lead_nowhere_say_so(cast: Cast, address: str) -> None:
    assert signed_in(cast.owner).get(address).status_code == 404


class TestList:
    def test_search_finds_without_polish_letters_and_says_when_there_is_nothing(self, client: Client) -> None:
        organisation("Koło w Łąkach", unit=place())
        assert "Koło w Łąkach" in text(client.get(LIST, {"q": "lakach"}))
        assert "Nothing found." in text(client.get(LIST, {"q": "nigdzie"}))

    def test_an_empty_list_says_what_to_do(self, client: Client) -> None:
        assert "The list is empty." in text(client.get(LIST))

    def test_the_organisations_of_one_unit_can_be_asked_for(self, client: Client) -> None:
        organisation("Tutejsze Koło", unit=place())
        organisation("Dalekie Koło", unit=place("9901022"))
        html = text(client.get(LIST, {"jednostka": "9901012"}))
        assert "Only from: gmina Nibylandia 9901012." in html
        assert "Tutejsze Koło" in html
        assert "Dalekie Koło" not in html
        assert client.get(LIST, {"jednostka": "0000000"}).status_code == 404

    def test_whoever_may_add_somewhere_has_the_button(self) -> None:
        for person, there in ((holder(Role.ANIMATOR), True), (someone(), False), (None, False)):
            assert ("Add an organisation" in text(signed_in(person).get(LIST))) == there

    def test_typing_gets_only_the_results(self, client: Client) -> None:
        html = text(client.get(LIST, {"q": "kolo"}, headers={"HX-Request": "true"}))
        assert html.startswith('<section id="results"')

    def test_a_long_list_has_pages_that_keep_the_search(self, client: Client) -> None:
        for number in range(31):
            organisation(f"Koło {number}")
        assert "page 1 of 2" in text(client.get(LIST, {"q": "kolo"}))
        assert text(client.get(LIST, {"q": "kolo", "strona": "2"})).count('class="small">farmers') == 1

    @pytest.mark.parametrize("many", [1, 3])
    def test_it_costs_the_same_with_one_and_with_three(
        self, client: Client, many: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(many):
            organisation(f"Koło {number}", unit=place())
        with django_assert_num_queries(2):
            client.get(LIST)


class TestPublicPage:
    def test_everybody_reads_what_it_does_and_nobody_outside_reads_names_or_addresses(self, cast: Cast) -> None:
        Organisation.objects.update(about="Obiady dla starszych.", email="kolo@example.org")
        visitor = text(signed_in(None).get(cast.address("organisation")))
        assert "Obiady dla starszych." in visitor
        assert "Zarządzająca" not in visitor
        assert "kolo@example.org" not in visitor
        assert "kolo@example.org" in text(signed_in(cast.outsider).get(cast.address("organisation")))

    def test_a_button_that_cannot_be_pressed_says_why(self, cast: Cast) -> None:
        html = text(signed_in(cast.colleague).get(cast.address("organisation")))
        assert 'aria-disabled="true" aria-describedby="why-not-change"' in html
        assert '<p class="small" id="why-not-change">Only a manager of KGW Zmyślone can do this.</p>' in html


class TestAdding:
    GIVEN: ClassVar = {
        "name": "Nowe Koło",
        "kind": "kgw",
        "unit": "9901012",
        "krs": "00001 23456",
        "about": "Tańczymy.",
    }

    def test_an_animator_adds_an_organisation_and_is_brought_to_inviting(self) -> None:
        client = signed_in(holder(Role.ANIMATOR))
        response = client.post(f"{LIST}nowa/", self.GIVEN)
        made = Organisation.objects.get()
        assert response["Location"] == f"{LIST}{made.pk}/osoby/"
        assert (made.unit, made.krs) == (place(), "0000123456")

    def test_an_animator_of_elsewhere_is_refused_and_what_was_written_stays_in_the_form(self, cast: Cast) -> None:
        response = signed_in(holder(Role.ANIMATOR, unit=place("9901022"))).post(f"{LIST}nowa/", self.GIVEN)
        assert response.status_code == 422
        html = text(response)
        assert "Nothing was changed:" in html
        assert 'value="Nowe Koło"' in html
        assert Organisation.objects.count() == 1

    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("unit", "9999999", "There is no unit with this code."),
            ("unit", "Nigdzie", "There is no unit of this name."),
            ("unit", "Nibylandia", "Several units fit: "),
            ("host", "Nieznane", "There is no organisation of this name in the list."),
            ("krs", "123", "A number in KRS has ten digits"),
        ],
    )
    def test_a_mistake_is_told_beside_its_field(self, field: str, value: str, sentence: str) -> None:
        place(), place("9901022")
        response = signed_in(holder(Role.ANIMATOR)).post(f"{LIST}nowa/", {**self.GIVEN, field: value})
        assert response.status_code == 422
        assert sentence in text(response)
        assert not Organisation.objects.exists()

    def test_an_informal_group_is_added_with_the_name_of_its_host(self, cast: Cast) -> None:
        given = {**self.GIVEN, "kind": "informal", "host": "kgw zmyslone", "krs": ""}
        assert signed_in(holder(Role.ANIMATOR)).post(f"{LIST}nowa/", given).status_code == 302
        assert Organisation.objects.get(kind=Kind.INFORMAL).host == cast.circle


class TestPeople:
    def test_a_mandate_is_given_and_revoked_and_stays_among_the_former(self, cast: Cast) -> None:
        client, address = signed_in(cast.owner), cast.address("people")
        given = {
            "move": "mandate", "mandate-person": str(cast.colleague.pk), "mandate-acts": ["sign"],
            "mandate-valid_from": timezone.localdate().isoformat(), "mandate-document": "Uchwała 3",
        }  # fmt: skip
        assert client.post(address, given).status_code == 302
        held = Mandate.objects.get()
        assert "Uchwała 3" in text(client.get(address))
        client.post(address, {"move": "revoke", "mandate": str(held.pk), "reason": "koniec kadencji"})
        html = text(client.get(address))
        assert "koniec kadencji" in html[html.index("Former mandates") :]

    def test_an_unreadable_mandate_comes_back_with_what_was_written(self, cast: Cast) -> None:
        given = {"move": "mandate", "mandate-person": str(cast.colleague.pk), "mandate-valid_from": "kiedyś"}
        response = signed_in(cast.owner).post(cast.address("people"), given)
        assert response.status_code == 422
        assert 'value="kiedyś"' in text(response)
        assert not Mandate.objects.exists()

    @pytest.mark.parametrize("many", [1, 3])
    def test_it_costs_the_same_with_one_and_with_three(
        self, cast: Cast, many: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _time in range(many):
            mandate(cast.circle, member(cast.circle))
        client = signed_in(cast.owner)
        with django_assert_num_queries(8):
            client.get(cast.address("people"))


class TestTeam:
    def test_a_role_is_given_and_ended_with_a_reason(self, cast: Cast) -> None:
        client = signed_in(cast.owner)
        given = {
            "move": "grant",
            "grant-person": str(cast.colleague.pk),
            "grant-role": "approver",
            "grant-reach": "unit",
        }
        assert client.post(TEAM, given).status_code == 302
        held = Grant.objects.get(role=Role.APPROVER)
        client.post(TEAM, {"move": "end", "grant": str(held.pk), "reason": "zastępstwo minęło"})
        held.refresh_from_db()
        assert held.end_reason == "zastępstwo minęło"

    def test_a_role_for_a_year_needs_the_year(self, cast: Cast) -> None:
        given = {**MOVES["team"], "invitation-reach": "cycle"}
        response = signed_in(cast.owner).post(TEAM, given)
        assert response.status_code == 422
        assert "Write the assessed year, or choose the whole unit." in text(response)

    def test_only_roles_one_may_give_are_offered(self, cast: Cast) -> None:
        html = text(signed_in(cast.owner).get(TEAM))
        assert 'value="approver"' in html
        assert 'value="auditor"' not in html
        assert 'value="operator"' not in html

    def test_the_unit_leaves_and_everything_stays_readable_for_the_region(self, cast: Cast) -> None:
        signed_in(cast.owner).post(TEAM, {"move": "leave", "reason": "rezygnacja"})
        assert Tenancy.objects.get().left_reason == "rezygnacja"
        assert "not open" in text(signed_in(holder(Role.ROPS_REVIEWER, Reach.REGION)).get(TEAM))

    @pytest.mark.parametrize("many", [1, 3])
    def test_it_costs_the_same_with_one_and_with_three(
        self, cast: Cast, many: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _time in range(many):
            holder(Role.DATA_EDITOR)
        client = signed_in(cast.owner)
        with django_assert_num_queries(12):
            client.get(TEAM)


class TestOpening:
    GIVEN: ClassVar = {"unit": "9901022", "name": "GOPS", "kind": "ops", "email": "gops@example.org"}

    def test_the_region_opens_a_unit_from_the_page(self) -> None:
        place("9901022")
        client = signed_in(holder(Role.ROPS_REVIEWER, Reach.REGION))
        response = client.post("/en/zespol/", self.GIVEN, follow=True)
        assert response.redirect_chain[0][0] == "/en/zespol/9901022/"
        assert "is open. The invitation to gops@example.org is on its way." in text(response)
        assert "works here" in text(client.get("/en/zespol/"))

    def test_nobody_else_sees_the_form_or_opens_anything(self, cast: Cast) -> None:
        place("9901022")
        client = signed_in(cast.owner)
        assert 'id="why-not-open"' in text(client.get("/en/zespol/"))
        assert client.post("/en/zespol/", self.GIVEN).status_code == 422
        assert Tenancy.objects.count() == 1

    @pytest.mark.parametrize("many", [1, 3])
    def test_it_costs_the_same_with_one_and_with_three(
        self, many: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        client = signed_in(holder(Role.ROPS_REVIEWER, Reach.REGION))
        for code in ("9901012", "9901022", "9901032")[:many]:
            Tenancy.objects.create(unit=place(code), activated_at=timezone.now())
        with django_assert_num_queries(5):
            assert text(client.get("/en/zespol/")).count("works here since") == many

    def test_an_administrator_sees_every_unit_and_others_only_theirs(self, cast: Cast) -> None:
        assert "9901012/" in text(signed_in(administrator()).get("/en/zespol/"))
        assert "No unit you work with is open yet." in text(signed_in(cast.outsider).get("/en/zespol/"))


class TestInvitation:
    def test_the_page_says_who_what_and_that_it_is_voluntary(self, cast: Cast) -> None:
        html = text(signed_in(None).get(cast.address("invitation")))
        assert "Zarządzająca invites nowa@example.org" in html
        assert "It is voluntary: you can decline" in html
        assert "supply its data" in html

    def test_accepting_makes_the_account_and_signs_in(self, cast: Cast) -> None:
        client = signed_in(None)
        response = client.post(cast.address("invitation"), {"move": "accept", "name": "Nowa Osoba"}, follow=True)
        assert response.redirect_chain[0][0] == f"{LIST}moje/"
        assert response.context["mine"].memberships[0].organisation == cast.circle
        assert User.objects.get(email="nowa@example.org").name == "Nowa Osoba"

    def test_without_a_name_nothing_is_accepted(self, cast: Cast) -> None:
        response = signed_in(None).post(cast.address("invitation"), {"move": "accept", "name": ""})
        assert response.status_code == 422
        assert Invitation.objects.get().answer == "waiting"

    def test_declining_is_told_and_makes_no_account(self, cast: Cast) -> None:
        response = signed_in(None).post(cast.address("invitation"), {"move": "decline"})
        assert response.status_code == 200
        assert "Nothing was given and no account was made." in text(response)
        assert not User.objects.filter(email="nowa@example.org").exists()

    def test_a_used_link_says_so_and_gives_nothing_again(self, cast: Cast) -> None:
        signed_in(None).post(cast.address("invitation"), {"move": "accept", "name": "Nowa"})
        for response in (
            signed_in(None).get(cast.address("invitation")),
            signed_in(None).post(cast.address("invitation"), {"move": "accept", "name": "Ktoś inny"}),
        ):
            assert response.status_code == 410
            assert "The link works once; sign in to go on." in text(response)
        assert User.objects.filter(email="nowa@example.org").count() == 1

    def test_an_account_accepts_without_being_signed_in_and_signs_in_as_usual(self, cast: Cast) -> None:
        User.objects.create_user("nowa@example.org", name="Dawna")
        response = signed_in(None).post(cast.address("invitation"), {"move": "accept"}, follow=True)
        assert "Sign in to see the organisations you belong to" in text(response)
        assert Membership.objects.filter(person__email="nowa@example.org").exists()

    def test_somebody_else_who_is_signed_in_is_told_to_sign_out(self, cast: Cast) -> None:
        client = signed_in(cast.outsider)
        assert 'id="why-not-accept"' in text(client.get(cast.address("invitation")))
        response = client.post(cast.address("invitation"), {"move": "accept", "name": "Ja"})
        assert response.status_code == 422
        assert not User.objects.filter(email="nowa@example.org").exists()

    @pytest.mark.parametrize("token", ["x", "a" * 43, quote("zażółć")])
    def test_an_unknown_link_is_not_found(self, token: str) -> None:
        assert signed_in(None).get(f"/en/zaproszenie/{token}/").status_code == 404

    def test_it_is_never_kept_by_a_browser(self, cast: Cast) -> None:
        assert "no-store" in signed_in(None).get(cast.address("invitation"))["Cache-Control"]

    def test_the_letter_leads_to_the_page(self, cast: Cast) -> None:
        signed_in(cast.owner).post(cast.address("people"), MOVES["people"])
        link = re.search(r"http://testserver(\S+)", Message.objects.get(address="kto@example.org").text)
        assert link
        assert signed_in(None).get(link[1]).status_code == 200


class TestMine:
    def test_organisations_mandates_and_roles_are_listed(self, cast: Cast) -> None:
        mandate(cast.circle, cast.colleague, Act.SPEAK)
        html = text(signed_in(cast.colleague).get(cast.address("mine")))
        assert "KGW Zmyślone" in html
        assert "speak at the council" in html
        assert "Data editor" in html

    def test_somebody_without_anything_is_told_what_to_do(self, cast: Cast) -> None:
        html = text(signed_in(cast.outsider).get(cast.address("mine")))
        assert "You belong to no organisation here." in html
        assert "You have no mandate, so you speak in your own name only." in html
        assert "You have no role in the team of any unit." in html

    @pytest.mark.parametrize("many", [1, 3])
    def test_it_costs_the_same_with_one_and_with_three(
        self, cast: Cast, many: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(many):
            mandate(organisation(f"Koło {number}"), member(organisation(f"Inne {number}"), cast.outsider))
        client = signed_in(cast.outsider)
        with django_assert_num_queries(5):
            client.get(cast.address("mine"))


class TestHandingOver:
    def test_the_work_goes_to_the_successor_from_the_page(self, cast: Cast) -> None:
        successor = holder(Role.ADDRESSEE_CLERK)
        client = signed_in(cast.owner)
        address = cast.address("team-handover")
        held = Grant.objects.get(person=cast.colleague)
        given = {
            "move": "leave", "last_day": "2026-01-01", "successor": str(successor.pk), "passed_on": [str(held.pk)],
            "reason": "nowa praca",
        }  # fmt: skip
        assert client.post(address, given).status_code == 302
        assert Grant.objects.filter(person=successor, role=Role.DATA_EDITOR, ended_at=None).exists()

    def test_the_operator_closes_the_account_from_the_page_and_others_do_not_see_it(self, cast: Cast) -> None:
        address = cast.address("team-handover")
        assert 'value="close"' not in text(signed_in(cast.owner).get(address))
        response = signed_in(administrator()).post(address, {"move": "close", "reason": "odejście"}, follow=True)
        assert "is closed." in text(response)
        cast.colleague.refresh_from_db()
        assert not cast.colleague.is_active

    @pytest.mark.parametrize("many", [1, 3])
    def test_it_costs_the_same_with_one_and_with_three(
        self, cast: Cast, many: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for role in (Role.APPROVER, Role.ADDRESSEE_CLERK, Role.COUNCIL_OFFICE)[:many]:
            grant(cast.colleague, role)
            holder(role)
        client = signed_in(cast.owner)
        with django_assert_num_queries(11):
            client.get(cast.address("team-handover"))

    def test_somebody_who_holds_nothing_has_nothing_to_hand_over(self, cast: Cast) -> None:
        address = f"{TEAM}przekazanie/{cast.outsider.pk}/"
        assert "This person holds nothing here" in text(signed_in(cast.owner).get(address))
