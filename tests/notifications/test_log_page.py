"""The log of letters: who sees which, what is never shown, trying again; and the catalogue of all letters."""

import importlib
import re
from pathlib import Path

import pytest
from accounts import member
from architecture.house import tool
from cycles import gmina, holder
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from people import LATER, NOON, administrator

from drogowskaz.notifications import actions
from drogowskaz.notifications.enums import MANDATORY
from drogowskaz.notifications.letters import catalogue, previewed, sentence
from drogowskaz.notifications.models import Message
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant
from drogowskaz.territory.enums import Kind
from drogowskaz.territory.models import Unit

pytestmark = pytest.mark.django_db

LOG = "/en/powiadomienia/dziennik/"
SOURCE = Path(actions.__file__).parents[2]


def letter(address: str, about: str, **fields: object) -> Message:
    with transaction.atomic():
        made = actions.post(
            event="organisations.sign_in_link",
            thing=address,
            address=address,
            at=NOON,
            language="en",
            context={"link": "https://gmina.example/secret/", "until": NOON, "host": "gmina.example"},
        )
    assert made is not None
    Message.objects.filter(pk=made.pk).update(about=about, **fields)
    made.refresh_from_db()
    return made


def seen(client: Client) -> list[str]:
    page = client.get(LOG)
    assert page.status_code == 200
    return sorted(set(re.findall(r"\w+@list\.example", page.content.decode())))


def test_each_sees_the_letters_of_what_they_look_after() -> None:
    top = Unit.of(code="99", name="wymyślone", kind=Kind.VOIVODESHIP, parent=None)
    top.save()
    mine = gmina(parent=top)
    for name, about in {
        "mine": "unit/990101",
        "form": "unit/990101/assessment/2026",
        "neighbour": "unit/990102",
        "elsewhere": "unit/060101",
        "private": "",
    }.items():
        letter(f"{name}@list.example", about)
    everywhere = member()
    Grant.objects.create(person=everywhere, role=Role.COORDINATOR, reach=Reach.PLATFORM, valid_from=NOON.date())
    people = {
        "unit": holder(Role.TENANT_ADMIN, mine),
        "region": holder(Role.COORDINATOR, top, reach=Reach.REGION),
        "country": everywhere,
        "installation": administrator(),
    }
    told = {}
    for name, person in people.items():
        client = Client()
        client.force_login(person)
        told[name] = [address.partition("@")[0] for address in seen(client)]
    assert told == {
        "unit": ["form", "mine"],
        "region": ["form", "mine", "neighbour"],
        "country": ["elsewhere", "form", "mine", "neighbour"],
        "installation": ["elsewhere", "form", "mine", "neighbour", "private"],
    }


def test_the_log_is_closed_to_those_who_look_after_nothing(client: Client) -> None:
    assert client.get(LOG).status_code == 302
    client.force_login(holder(Role.DATA_EDITOR, gmina()))
    assert [client.get(LOG).status_code, client.post(LOG, {"letter": "1"}).status_code] == [403, 403]


def test_what_a_letter_says_is_not_shown(client: Client) -> None:
    letter("ktos@list.example", "", given_up_at=LATER, last_error="SMTPDataError: (550, b'No such person')")
    client.force_login(administrator())
    page = client.get(LOG).content.decode()
    assert ("No such person" in page, "secret" in page) == (True, False)


def test_an_empty_log_says_when_letters_appear(client: Client) -> None:
    client.force_login(administrator())
    assert "No letter has been written" in client.get(LOG).content.decode()
    letter("ktos@list.example", "")
    assert "No letter is in this state." in client.get(f"{LOG}?stan=sent").content.decode()


def test_a_letter_out_of_reach_is_not_tried_again(client: Client) -> None:
    one = letter("ktos@list.example", "unit/060101", given_up_at=LATER, last_error="550 no")
    client.force_login(holder(Role.TENANT_ADMIN, gmina()))
    assert client.post(LOG, {"letter": one.pk}).status_code == 302
    one.refresh_from_db()
    assert one.given_up_at == LATER


@pytest.mark.parametrize("number", ["", "abc", "-1", "²", "9" * 30])
def test_a_letter_that_is_not_there_is_told_of(client: Client, number: str) -> None:
    client.force_login(administrator())
    page = client.post(LOG, {"letter": number}, follow=True)
    assert "This letter is not in the log. Nothing was sent." in page.content.decode()


def test_a_letter_given_up_is_tried_again_by_a_button_and_the_second_click_says_so(client: Client) -> None:
    one = letter("ktos@list.example", "unit/990101", given_up_at=LATER, last_error="550 no", attempts=6)
    client.force_login(holder(Role.TENANT_ADMIN, gmina()))
    first, second = (client.post(LOG, {"letter": one.pk}, follow=True).content.decode() for _time in range(2))
    assert ("is on its way again" in first, "waits already" in second) == (True, True)


def test_the_log_is_paged_and_costs_the_same_for_one_letter_and_for_sixty(client: Client) -> None:
    client.force_login(administrator())
    costs = []
    for number in range(60):
        letter(f"osoba{number}@list.example", "")
        if number in (0, 59):
            with CaptureQueriesContext(connection) as caught:
                shown = seen(client)
            costs.append((len(shown), len(caught)))
    assert [shown for shown, _cost in costs] == [1, 50]
    assert costs[0][1] == costs[1][1]
    assert "osoba0@list.example" in client.get(f"{LOG}?strona=2").content.decode()


# The catalogue.


def named_in_code(call: str) -> set[str]:
    """Every event that stands as a word in a call, or in a table of such words, of the source."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        if path.name != "letters.py":
            found |= set(re.findall(call, path.read_text("utf-8")))
    return found


def test_every_letter_that_is_written_stands_in_the_catalogue_and_every_entry_is_written() -> None:
    folders = [path.name for path in SOURCE.iterdir() if (path / "templates" / path.name / "mail").is_dir()]
    quoted = named_in_code(rf'"((?:{"|".join(folders)})\.[a-z_]+)"')
    templates = {
        f"{area}.{path.name.removesuffix('_subject.txt')}"
        for area in folders
        for path in (SOURCE / area / "templates" / area / "mail").glob("*_subject.txt")
    }
    tables = [importlib.import_module(f"drogowskaz.{area}.letters").LETTERS for area in folders]
    assert sorted(one.event for table in tables for one in table) == sorted(templates)
    assert set(catalogue.letters) == templates
    assert set(catalogue.letters) - quoted == set()


def test_every_news_has_its_sentence_and_every_sentence_its_news() -> None:
    templates = {f"{path.parents[1].name}.{path.stem}" for path in SOURCE.glob("*/templates/*/news/*.txt")}
    assert set(catalogue.news) == templates
    assert set(catalogue.news) - named_in_code(r'"(\w+\.\w+)"') == set()


def test_every_letter_says_why_it_came_and_that_it_cannot_be_stopped_or_how() -> None:
    for one in catalogue.letters.values():
        said = previewed(one, "en")
        assert all(said[part].strip() for part in ("subject", "reason", "text")), one.event
        assert f"because: {said['reason']}" in said["text"], one.event
        assert ("This letter cannot be stopped" in said["text"]) == (one.kind in MANDATORY), one.event
        assert ("Stop letters like this one: https://" in said["text"]) == (one.kind not in MANDATORY), one.event


def test_every_news_can_be_said_in_both_languages() -> None:
    for one in catalogue.news.values():
        for language in ("pl", "en"):
            with override(language):
                assert sentence(one.event, one.example)


def test_the_catalogue_is_for_administrators(client: Client) -> None:
    assert client.get("/listy/").status_code == 302
    client.force_login(member())
    assert client.get("/listy/").status_code == 403
    client.force_login(administrator())
    page = client.get("/en/listy/").content.decode()
    assert [event for event in catalogue.letters if f'id="{event}"' not in page] == []


def test_the_page_for_developers_is_fresh() -> None:
    page = tool("letters").PAGE.read_text("utf-8")
    assert tool("letters").page() == page
