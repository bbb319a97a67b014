"""Numbers in KRS: how they are written, what the register says of them, and that nothing waits for its answer."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import Client
from organisations.cast import LATER, NOON, description, manager, organisation, reasons, someone
from organisations.krs_server import (
    BREAK,
    BROKEN,
    CLOSING,
    COMPANY,
    HUGE,
    KNOWN,
    MOVED,
    OTHER,
    RUBBISH,
    SLOW,
    TRICKLE,
    register,
)
from people import administrator
from pytest_django.fixtures import Settings

from drogowskaz.audit.models import Entry
from drogowskaz.engine.files.krs import NoExtract, is_number, read_extract, same_name, tidy_number, with_zeros
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations import actions
from drogowskaz.organisations.actions.krs import Silent, look_up
from drogowskaz.organisations.actions.register import answer_check, ask_register
from drogowskaz.organisations.enums import RegisterAnswer
from drogowskaz.organisations.models import Organisation, RegisterCheck, User

Running = tuple[str, list[str]]


@pytest.fixture
def running() -> Iterator[Running]:
    with register() as found:
        yield found


@pytest.fixture
def address(running: Running, settings: Settings) -> str:
    """The register of this test is the one the installation asks."""
    settings.KRS_ADDRESS = running[0]
    return running[0]


class TestNumbers:
    @pytest.mark.parametrize(
        ("typed", "number"),
        [
            ("0000242593", "0000242593"),
            (" 0000 242 593 ", "0000242593"),
            ("KRS: 0000242593", "0000242593"),
            ("krs0000-242-593", "0000242593"),
            ("dwieście", "dwieście"),
            ("", ""),
        ],
        ids=["plain", "blanks", "with the word", "hyphens", "words", "empty"],
    )
    def test_what_people_write_around_a_number_is_left_out(self, typed: str, number: str) -> None:
        assert tidy_number(typed) == number

    @pytest.mark.parametrize(
        ("text", "right"),
        [
            ("0000242593", True),
            ("0000000000", False),
            ("242593", False),
            ("00002425931", False),
            ("٠٠٠٠٢٤٢٥٩٣", False),
            ("", False),
        ],
        ids=["ten", "zeros", "short", "long", "other digits", "empty"],
    )
    def test_ten_digits_are_a_number_and_all_zeros_are_none(self, text: str, right: bool) -> None:
        assert is_number(text) is right

    def test_zeros_in_front_are_offered_for_a_short_number_only(self) -> None:
        assert [with_zeros(text) for text in ("12345", "0000242593", "0", "12a45", "")] == [
            "0000012345", "", "", "", "",
        ]  # fmt: skip

    def test_names_are_the_same_whatever_their_case_and_quotes(self) -> None:
        assert same_name('FUNDACJA "ECHO"', "Fundacja Echo")
        assert not same_name("FUNDACJA ECHO", "Fundacja Echo 2")

    @pytest.mark.parametrize(
        "content",
        [b"", b"{}", b"[]", b"null", b'{"odpis": 1}', b'{"odpis": {"dane": {"dzial1": null}}}', b"[" * 100_000],
        ids=["nothing", "empty", "list", "null", "number", "no part", "deep"],
    )
    def test_what_is_no_extract_is_never_half_read(self, content: bytes) -> None:
        with pytest.raises(NoExtract):
            read_extract(content)


class TestAsking:
    def test_an_association_is_found_in_its_register(self, running: Running) -> None:
        found = look_up(KNOWN, running[0])
        assert found is not None
        told = (found.number, found.name, found.seat, found.as_of, found.closing)
        name = '"ŁAŃCUCKIE CENTRUM ROZWOJU" W KRZEMIENICY'
        assert told == (KNOWN, name, "KRZEMIENICA, gmina CZARNA", dt.date(2025, 1, 28), False)
        assert running[1] == [f"{KNOWN} S"]

    def test_a_company_is_looked_for_in_the_other_register(self, running: Running) -> None:
        assert look_up(COMPANY, running[0]) is not None
        assert running[1] == [f"{COMPANY} S", f"{COMPANY} P"]

    def test_a_liquidation_is_told(self, running: Running) -> None:
        found = look_up(CLOSING, running[0])
        assert found is not None
        assert found.closing

    def test_a_number_neither_knows_is_not_found(self, running: Running) -> None:
        assert look_up("0000999999", running[0]) is None
        assert running[1] == ["0000999999 S", "0000999999 P"]

    @pytest.mark.parametrize(
        "number",
        [RUBBISH, HUGE, BREAK, BROKEN, OTHER],
        ids=["rubbish", "huge", "technical break", "server fault", "another number"],
    )
    def test_what_cannot_be_used_is_no_answer(self, running: Running, number: str) -> None:
        with pytest.raises(Silent):
            look_up(number, running[0])

    def test_a_redirect_is_not_followed(self, running: Running) -> None:
        with pytest.raises(Silent):
            look_up(MOVED, running[0])
        assert running[1] == [f"{MOVED} S"]

    @pytest.mark.parametrize("number", [SLOW, TRICKLE], ids=["slow", "byte by byte"])
    def test_an_answer_that_does_not_come_is_not_waited_for(self, running: Running, number: str) -> None:
        with pytest.raises(Silent):
            look_up(number, running[0], wait=0.2)

    @pytest.mark.parametrize(
        "address", ["http://127.0.0.1:9", "file:///etc", "nowhere"], ids=["closed port", "file", "no address"]
    )
    def test_without_a_network_there_is_no_answer(self, address: str) -> None:
        with pytest.raises(Silent):
            look_up(KNOWN, address)


@pytest.mark.django_db(transaction=True)
class TestKeeping:
    """The worker is asked after the commit, so these tests commit."""

    def test_saving_a_number_asks_by_itself_and_keeps_what_was_said(self, address: str) -> None:
        name = "Łańcuckie Centrum Rozwoju w Krzemienicy"
        actions.add_organisation(description=description(name, krs=KNOWN), actor=None, at=NOON)
        check = RegisterCheck.objects.get()
        told = (check.krs, check.answer, check.seat, check.as_of, check.asked_at)
        assert told == (KNOWN, RegisterAnswer.FOUND, "KRZEMIENICA, gmina CZARNA", dt.date(2025, 1, 28), NOON)

    def test_a_different_name_is_only_told(self, address: str) -> None:
        actions.add_organisation(description=description("Fundacja Inna", krs=KNOWN), actor=None, at=NOON)
        assert RegisterCheck.objects.get().answer == RegisterAnswer.OTHER_NAME
        assert Organisation.objects.get().name == "Fundacja Inna"

    @pytest.mark.parametrize(
        ("number", "answer"),
        [("0000999999", RegisterAnswer.NOT_FOUND), (RUBBISH, RegisterAnswer.NO_ANSWER)],
        ids=["not found", "no answer"],
    )
    def test_an_organisation_is_saved_whatever_the_register_says(
        self, address: str, number: str, answer: RegisterAnswer
    ) -> None:
        actions.add_organisation(description=description(krs=number), actor=None, at=NOON)
        assert (Organisation.objects.get().krs, RegisterCheck.objects.get().answer) == (number, answer)

    def test_where_it_is_turned_off_nothing_is_asked(self, running: Running) -> None:
        actions.add_organisation(description=description(krs=KNOWN), actor=None, at=NOON)
        assert (running[1], RegisterCheck.objects.count()) == ([], 0)

    def test_saving_without_a_change_of_the_number_asks_nothing(self, address: str, running: Running) -> None:
        given = description(krs=KNOWN)
        made = actions.add_organisation(description=given, actor=None, at=NOON)
        changed = replace(given, about="Pomagamy.")
        actions.change_organisation(organisation=made, description=changed, actor=None, at=LATER)
        assert running[1] == [f"{KNOWN} S"]

    def test_an_answer_to_a_former_question_is_not_kept(self, address: str) -> None:
        made = actions.add_organisation(description=description(krs=KNOWN), actor=None, at=NOON)
        check = RegisterCheck.objects.get()
        RegisterCheck.objects.update(answer=RegisterAnswer.FOUND, answered_at=LATER)
        answer_check(check=check.pk, at=LATER)
        assert RegisterCheck.objects.get(organisation=made).answer == RegisterAnswer.FOUND

    def test_asking_twice_in_a_minute_is_refused(self, address: str) -> None:
        made = actions.add_organisation(description=description(krs=KNOWN), actor=None, at=NOON)
        with pytest.raises(Refused) as caught:
            ask_register(organisation=made, actor=None, at=NOON + dt.timedelta(seconds=30))
        assert reasons(caught.value) == ["The register was asked less than a minute ago. Look at the answer first."]
        ask_register(organisation=made, actor=None, at=LATER)
        assert Entry.objects.filter(verb="organisation.register_asked").count() == 2

    def test_an_outsider_does_not_ask_and_without_a_number_nobody_does(self, address: str) -> None:
        circle = organisation()
        said = []
        for person in (someone(), administrator()):
            with pytest.raises(Refused) as caught:
                ask_register(organisation=circle, actor=person, at=NOON)
            said.append(reasons(caught.value)[-1])
        assert said == ["The organisation has no number in KRS here, so there is nothing to ask about."] * 2


@pytest.mark.django_db(transaction=True)
class TestPages:
    def manager_of(self, circle: Organisation) -> User:
        return manager(circle)

    def test_the_page_shows_what_was_said_and_when(self, address: str, client: Client) -> None:
        made = actions.add_organisation(description=description("Fundacja Inna", krs=KNOWN), actor=None, at=NOON)
        page = client.get(f"/en/organizacje/{made.pk}/").content.decode()
        assert "found under a different name" in page
        assert "&quot;ŁAŃCUCKIE CENTRUM ROZWOJU&quot; W KRZEMIENICY" in page
        assert "Asked on 1 March 2026" in page

    def test_an_answer_about_a_former_number_is_not_shown(self, address: str, client: Client) -> None:
        made = actions.add_organisation(description=description("Fundacja Inna", krs=KNOWN), actor=None, at=NOON)
        Organisation.objects.update(krs="0000999999")
        assert "ŁAŃCUCKIE" not in client.get(f"/en/organizacje/{made.pk}/").content.decode()

    def test_a_manager_asks_from_the_page_and_others_do_not(self, address: str, client: Client) -> None:
        circle = organisation()
        Organisation.objects.update(krs=KNOWN)
        page = f"/en/organizacje/{circle.pk}/"
        assert client.post(page).status_code == 403
        client.force_login(someone())
        assert client.post(page).status_code == 422
        client.force_login(self.manager_of(circle))
        assert client.post(page).status_code == 302
        assert RegisterCheck.objects.get().answer == RegisterAnswer.OTHER_NAME

    def test_where_it_is_turned_off_there_is_no_button(self, client: Client) -> None:
        circle = organisation()
        Organisation.objects.update(krs=KNOWN)
        client.force_login(self.manager_of(circle))
        page = client.get(f"/en/organizacje/{circle.pk}/").content.decode()
        assert "This installation does not ask the register." in page
        assert "Ask the register now" not in page

    def test_a_short_number_is_offered_back_with_its_zeros(self, client: Client) -> None:
        circle = organisation()
        client.force_login(self.manager_of(circle))
        sent = {"name": "KGW Zmyślone", "kind": "kgw", "krs": "KRS 242 593"}
        page = f"/en/organizacje/{circle.pk}/zmiana/"
        answer = client.post(page, sent)
        told = answer.content.decode()
        assert answer.status_code == 422
        assert "With zeros in front it would be 0000242593" in told
        assert 'value="0000242593"' in told
        assert client.post(page, {**sent, "krs": "0000242593"}).status_code == 302
        assert Organisation.objects.get().krs == "0000242593"
