"""What the browser reads and shows of values, against what the server does."""

import pytest
from accounts import arrive, take_over
from assessments.entry.opened import CLERK, EXAMPLE, YEAR
from django.test import Client
from people import unit
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.polish import bind
from drogowskaz.engine.values import Kind, Unreadable, parse, show
from drogowskaz.engine.words import catalogue

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page: Page, live_server: LiveServer) -> Page:
    """A page of an open form, from which the modules are reached."""
    unit(EXAMPLE, "Janów Lubelski")
    client = Client()
    arrive(client, CLERK)
    take_over(page.context, client, live_server.url)
    page.goto(f"{live_server.url}/wpis/{EXAMPLE}/{YEAR}/2/")
    return page


TYPED = [
    "", " ", "0", "00", "7", "-7", "−7", "+7", "1 234", "1\N{NO-BREAK SPACE}234\N{NARROW NO-BREAK SPACE}567",
    "12 34", "1234,5", "1234,50", "1234.505", "12.500", "0.500", "1e3", ".", "x", "X", "-", "–", "=A1", "wielu",
    "40000000", "40000001", "1000000000000", "1000000000001", "9999999999999999999", "1 234,00", "٣", "1,", "- 7",
]  # fmt: skip
READ = """async ([texts, row]) => {
    const { parse, shown } = await import("/static/assessments/entry/reading.js");
    return texts.map((text) => {
        try {
            const value = parse(text, row);
            return [value.state, value.number, shown(value, row.kind, "pl")];
        } catch (fault) {
            return document.querySelector(`[data-say="${fault.sentence}"]`).textContent;
        }
    });
}"""


@pytest.mark.parametrize("kind", [Kind.COUNT, Kind.MONEY, Kind.FTE])
@pytest.mark.parametrize("negative", [False, True])
def test_the_browser_reads_and_shows_values_as_the_server_does(desk: Page, kind: Kind, negative: bool) -> None:
    largest = edition_named("ozps-gmina-2025").largest[kind]
    expected: list[object] = []
    for text in TYPED:
        try:
            value = parse(text, kind, largest=largest, negative=negative)
            expected.append([value.state.value, value.number, show(value, kind)])
        except Unreadable as wrong:
            expected.append(bind(catalogue("pl").gettext(wrong.message)))
    row = {"kind": kind.value, "most": largest * kind.scale, "negative": negative}
    told = desk.evaluate(READ, [TYPED, row])
    assert [bind(one) if isinstance(one, str) else one for one in told] == expected


def test_cells_in_quotes_may_hold_tabs_lines_and_quotes(desk: Page) -> None:
    copied = '1\t"dwa\nwiersze"\r\n"mówi ""tak""\t"\t\r\n'
    script = 'async (text) => (await import("/static/assessments/entry/pasting.js")).cellsOf(text)'
    assert desk.evaluate(script, copied) == [["1", "dwa\nwiersze"], ['mówi "tak"\t', ""]]
