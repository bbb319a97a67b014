"""The log tells what happened and never who, and nothing in it signs anybody in."""

import json
import logging
import re
from collections.abc import Iterator
from contextlib import closing

import pytest
from accounts import member, occasional
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import path
from people import NOON
from pytest_django.fixtures import Settings
from sesame.tokens import create_token

from drogowskaz.audit.models import Pseudonym
from drogowskaz.config import logs
from drogowskaz.config.urls import urlpatterns as addresses_of_the_site
from drogowskaz.organisations.accounts.links import SCOPE
from drogowskaz.organisations.models import Invitation
from drogowskaz.organisations.models.invitation import digest, new_token

NAME = re.compile(r"[0-9a-f]{32}")


def fails(request: object) -> None:
    """A page of ours that breaks with a person's address in the fault."""
    raise RuntimeError("cannot write to zofia@example.org")


urlpatterns = [*addresses_of_the_site, path("awaria/", fails, name="fails")]


class Kept(logging.Handler):
    """What would be on the error output, a text for each record."""

    def __init__(self, formatter: logging.Formatter) -> None:
        super().__init__()
        self.setFormatter(formatter)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def requests_told() -> Iterator[None]:
    log = logging.getLogger(logs.REQUESTS)
    before = log.level
    log.setLevel("INFO")
    yield
    log.setLevel(before)


def kept(formatter: logging.Formatter) -> Iterator[Kept]:
    handler = Kept(formatter)
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def objects(requests_told: None) -> Iterator[Kept]:
    yield from kept(logs.Object())


@pytest.fixture
def lines(requests_told: None) -> Iterator[Kept]:
    yield from kept(logs.Line())


@pytest.mark.django_db
def test_a_request_is_one_object_with_its_name_status_and_time(client: Client, objects: Kept) -> None:
    answer = client.get("/zdrowie/?kto=zofia@example.org")
    (line,) = objects.lines
    told = json.loads(line)
    assert told.pop("duration_ms") >= 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", told.pop("time"))
    assert NAME.fullmatch(answer["X-Request-ID"])
    assert told == {
        "level": "INFO",
        "logger": "drogowskaz.requests",
        "message": "GET /zdrowie/ 200",
        "request_id": answer["X-Request-ID"],
        "method": "GET",
        "path": "/zdrowie/",
        "status": 200,
        "account": None,
    }


@pytest.mark.django_db
def test_a_person_is_told_by_the_mark_of_the_log_of_acts(client: Client, objects: Kept) -> None:
    person = member()
    mark = Pseudonym.objects.create(person=person).mark.hex
    client.force_login(person)
    client.get("/konto/")
    told = json.loads(objects.lines[-1])
    assert (told["path"], told["account"]) == ("/konto/", mark)


@pytest.mark.django_db
def test_nothing_that_signs_in_and_no_address_gets_into_the_log(client: Client, lines: Kept, objects: Kept) -> None:
    """Every link the site sends is opened, mistyped, and asked for with an address; then something breaks."""
    person = occasional()
    token, invitation = create_token(person, SCOPE), new_token()
    Invitation.objects.create(
        email="nowa@example.org", roles=["operator"], reach="platform", token_digest=digest(invitation),
        invited_at=NOON, expires_at=NOON,
    )  # fmt: skip
    key = f"{person.pk}-{default_token_generator.make_token(person)}"
    for address in (
        f"/konto/link/{token}/", f"/konto/link/{token}", f"/en/konto/link/{token}x/", f"/zaproszenie/{invitation}/",
        f"/zaproszenie/{invitation[:-1]}/", f"/konto/haslo/nowe/{key}/", f"/konto/adres/{key}/", f"/nie/ma/{token}/",
        f"/{token}", "/konto/link/?next=/zofia@example.org/",
    ):  # fmt: skip
        client.get(address)
        client.put(address)
    client.post("/konto/link/", {"email": "zofia@example.org"})
    Client(enforce_csrf_checks=True).post(f"/zaproszenie/{invitation}/", {"move": "accept"})
    written = "\n".join([*lines.lines, *objects.lines])
    assert len(lines.lines) > 20
    assert [secret for secret in (token, invitation[:-1], key, key[2:], "example.org") if secret in written] == []


@pytest.mark.django_db
def test_a_fault_is_told_with_its_traceback_and_without_the_address_in_it(
    settings: Settings, lines: Kept, objects: Kept
) -> None:
    settings.ROOT_URLCONF = __name__
    answer = Client(raise_request_exception=False).get("/awaria/")
    assert answer.status_code == 500
    told = [json.loads(line) for line in objects.lines if '"fault"' in line]
    assert [(one["path"], one["request_id"]) for one in told] == [("/awaria/", answer["X-Request-ID"])]
    assert "RuntimeError: cannot write to …" in told[0]["fault"]
    assert "RuntimeError: cannot write to …" in "\n".join(lines.lines)
    assert "zofia" not in "\n".join([*lines.lines, *objects.lines])


@pytest.mark.django_db
def test_files_of_the_pages_are_not_told(client: Client, lines: Kept) -> None:
    with closing(client.get("/static/ui/look.css")) as answer:
        assert answer.status_code == 200
    assert lines.lines == []


@pytest.mark.django_db
def test_requests_are_not_told_unless_asked_for(client: Client) -> None:
    handler = Kept(logs.Line())
    logging.getLogger().addHandler(handler)
    client.get("/zdrowie/")
    logging.getLogger().removeHandler(handler)
    assert handler.lines == []


def test_a_fault_of_a_mail_server_is_told_without_the_recipient() -> None:
    record = logging.LogRecord("a", logging.ERROR, "", 1, "refused: %s", ({"ewa.k@gmina.pl": (550, b"no")},), None)
    assert logs.Line().format(record).endswith("ERROR a: refused: {'…': (550, b'no')}")


@pytest.mark.parametrize("form", ["", "xml", "JSON"])
def test_an_unknown_form_of_the_log_stops_the_start(form: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DROGOWSKAZ_LOG must be line or json"):
        logs.configuration(form, False)
