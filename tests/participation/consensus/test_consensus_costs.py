"""Pages of consensus maps ask the database as often for three things as for one."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from participation.consensus.maps import TEXTS, Mapped, another, enter, running

from drogowskaz.participation.actions.consensus import add_statements, open_map
from drogowskaz.participation.actions.consensus_closing import close_map
from drogowskaz.participation.queries.consensus import ballots_of
from drogowskaz.participation.queries.consensus_page import shown_results
from drogowskaz.participation.queries.consensus_voice import Slip, token_of

pytestmark = pytest.mark.django_db


def there() -> Mapped:
    cache.clear()
    now = timezone.now()
    return running(TEXTS, now, timezone.localdate(now) + dt.timedelta(days=3))


def asked(client: Client, address: str) -> int:
    """How many queries a page takes, once what is kept for later has been read."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def more(of: Mapped, place: int) -> None:
    """One more statement, sheet and map."""
    enter(of, place, "123", organisation=f"KGW {place}")
    add_statements(asked=of.map, texts=[f"Zdanie {place}."], actor=of.animator, at=of.at)
    one = another(of.cycle, of.animator, at=of.at)
    open_map(asked=one.map, closes_on=of.map.closes_on, actor=of.animator, at=of.at)


@pytest.mark.parametrize("page", ["", "przygotowanie/", "wpisywanie/", "wpisywanie/?arkusz=1", "glos/", "../"])
def test_three_cost_as_much_as_one(client: Client, page: str) -> None:
    of = there()
    more(of, 1)
    client.force_login(of.animator)
    once = asked(client, f"{of.address}{page}" if page != "../" else of.address.rsplit("/", 2)[0] + "/")
    more(of, 2)
    more(of, 3)
    assert asked(client, f"{of.address}{page}" if page != "../" else of.address.rsplit("/", 2)[0] + "/") == once


def test_a_sheet_by_its_link_costs_as_much_for_three(client: Client) -> None:
    of = there()
    more(of, 1)
    address = f"/mapa/list/{token_of(Slip(of.map, sheet=9))}/"
    once = asked(client, address)
    more(of, 2)
    more(of, 3)
    assert asked(client, address) == once


def test_ballots_take_three_queries_and_kept_results_none() -> None:
    of = there()
    for place in (1, 2, 3):
        more(of, place)
    with CaptureQueriesContext(connection) as queries:
        assert ballots_of(of.map).choices.shape == (3, 6)
    assert len(queries) == 3
    close_map(asked=of.map, actor=of.animator, at=of.at)
    closed = of.again()
    with CaptureQueriesContext(connection) as queries:
        assert shown_results(closed, "pl") is not None
    assert len(queries) == 0
