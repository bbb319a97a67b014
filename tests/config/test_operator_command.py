"""`drogowskaz operator add` and `drogowskaz campaign open`: the first steps on a new installation."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from drogowskaz.assessments.models import Cycle
from drogowskaz.config.cli import main
from drogowskaz.notifications.models import Message
from drogowskaz.organisations.models import Grant, Invitation, User
from drogowskaz.territory.actions.register import load_demo

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "ewa@gmina.example"


def added(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The link that was printed."""
    assert main(["--lang", "en", "operator", "add", ADDRESS, *words]) == 0
    return capsys.readouterr().out.splitlines()[-1]


def test_the_first_administrator_is_invited_and_can_open_units(
    capsys: pytest.CaptureFixture[str], client: Client
) -> None:
    link = added(capsys, "--site", "https://ozps.gmina.example/")
    assert re.fullmatch(r"https://ozps\.gmina\.example/en/zaproszenie/[\w-]{43}/", link)
    path = link.removeprefix("https://ozps.gmina.example")
    page = client.get(path).content.decode()
    assert "<h1>\n    \n      Invitation to administer this installation" in page
    client.post(path, {"move": "accept", "name": "Ewa Nowak"})
    assert [*Grant.objects.values_list("person__email", "role", "reach", "unit")] == [
        (ADDRESS, "operator", "platform", None)
    ]
    assert client.get("/en/zespol/").status_code == 200
    assert b'name="email"' in client.get("/en/zespol/").content


def test_the_letter_carries_the_same_link(capsys: pytest.CaptureFixture[str]) -> None:
    link = added(capsys)
    letter = Message.objects.get()
    assert (letter.address, letter.subject) == (ADDRESS, "Invitation to administer this installation")
    assert link in mail.outbox[0].body


def test_a_second_invitation_waits_for_the_first(capsys: pytest.CaptureFixture[str]) -> None:
    added(capsys)
    assert main(["--lang", "en", "operator", "add", ADDRESS.upper()]) == 2
    assert "is already waiting. Take it back to send another." in capsys.readouterr().err
    assert Invitation.objects.count() == 1


def test_an_administrator_is_not_invited_again(capsys: pytest.CaptureFixture[str]) -> None:
    person = User.objects.create_user(ADDRESS)
    Grant.objects.create(person=person, role="operator", reach="platform", valid_from=timezone.localdate())
    assert main(["--lang", "en", "operator", "add", ADDRESS]) == 2
    assert capsys.readouterr().err == f"{ADDRESS} administers this installation already.\n"


@pytest.mark.parametrize("words", [("nobody",), (ADDRESS, "--site", "ozps.gmina.example")])
def test_what_is_no_address_is_told_and_nobody_is_invited(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert main(["--lang", "en", "operator", "add", *words]) == 2
    assert capsys.readouterr().err
    assert Invitation.objects.count() == 0


def test_a_campaign_opens_the_cycles_of_a_voivodeship_and_a_second_time_none(
    capsys: pytest.CaptureFixture[str],
) -> None:
    load_demo(at=timezone.now())
    assert main(["--lang", "en", "campaign", "open", "06", "2025"]) == 0
    made = Cycle.objects.filter(year=2025).count()
    assert made > 10
    assert f"opened now {made}, open before 0" in capsys.readouterr().out
    assert main(["--lang", "en", "campaign", "open", "06", "2025"]) == 0
    assert f"opened now 0, open before {made}" in capsys.readouterr().out
    assert Cycle.objects.filter(year=2025).count() == made


@pytest.mark.parametrize(("code", "year", "told"), [
    ("0605053", "2025", "The register has no voivodeship or powiat with the code 0605053."),
    ("06", "1999", "There are forms for the years from "),
])  # fmt: skip
def test_what_has_no_campaign_is_told(capsys: pytest.CaptureFixture[str], code: str, year: str, told: str) -> None:
    load_demo(at=timezone.now())
    assert main(["--lang", "en", "campaign", "open", code, year]) == 2
    assert told in capsys.readouterr().err
    assert Cycle.objects.count() == 0
