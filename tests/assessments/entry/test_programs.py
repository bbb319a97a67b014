"""What the workspace runs, as the site hands it out."""

import hashlib

import pytest
from django.test import Client

from drogowskaz.engine.compiled.artefact import compiled
from drogowskaz.engine.editions.loader import edition_named

pytestmark = pytest.mark.django_db

MADE = compiled(edition_named("ozps-gmina-2025"), 2025)
ADDRESS = f"/formularz/ozps-gmina-2025/{MADE.sha256}.json"


def test_the_compiled_checks_are_handed_out_under_their_name_for_ever(client: Client) -> None:
    answer = client.get(ADDRESS)
    assert hashlib.sha256(answer.content).hexdigest() == MADE.sha256
    assert (answer["Content-Type"], answer["ETag"]) == ("application/json", f'"{MADE.sha256}"')
    assert "immutable" in answer["Cache-Control"]


def test_a_browser_that_has_them_is_not_sent_them_again(client: Client) -> None:
    answer = client.get(ADDRESS, headers={"If-None-Match": f'"{MADE.sha256}"'})
    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.parametrize(
    "address",
    [
        f"/formularz/ozps-gmina-2014/{MADE.sha256}.json",
        f"/formularz/no-such-edition/{MADE.sha256}.json",
        "/formularz/ozps-gmina-2025/abc.json",
    ],
)
def test_other_names_lead_nowhere(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_worker_stands_above_the_pages_it_keeps(client: Client, prefix: str) -> None:
    answer = client.get(f"{prefix}/wpis/pracownik.js")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/javascript; charset=utf-8")
