"""The workspace in a browser: keys, saving, findings while typing, blocks, undo, conflicts, lost connections."""

from collections.abc import Iterator

import pytest
from assessments.entry.opened import SECTION, clerk, open_form
from browser import PHONE, violations, wider_than_screen
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from drogowskaz.assessments.models import Assessment, Cell, CellChange
from drogowskaz.organisations.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TOTAL, WOMEN, MEN = "population.total", "population.women.total", "population.men.total"

# What a browser answers whose connection is lost between the page and the file that keeps it.
FIRST_TIME_NOTHING_IS_KEPT = """
    const register = ServiceWorkerContainer.prototype.register;
    ServiceWorkerContainer.prototype.register = function () {
        ServiceWorkerContainer.prototype.register = register;
        return Promise.reject(new TypeError("Failed to register a ServiceWorker"));
    };
"""


@pytest.fixture
def form() -> Assessment:
    return open_form()


@pytest.fixture
def carried(form: Assessment) -> None:
    """A value of last year. It is written before any page is open: SQLite in memory has no room for both."""
    Cell.objects.create(assessment=form, row=MEN, offset=-1, state=1, number=40, changed_at=timezone.now())


@pytest.fixture
def other(form: Assessment, browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    """The browser of another person, signed in; no page is open yet."""
    context = browser.new_context(locale="pl-PL")
    sign_in(context, clerk(form, "Druga Osoba"), live_server)
    yield context
    context.close()


@pytest.fixture
def desk(form: Assessment, page: Page, live_server: LiveServer) -> Page:
    sign_in(page.context, clerk(form), live_server)
    return opened(page, live_server)


def sign_in(context: BrowserContext, person: User, live_server: LiveServer) -> None:
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session.save()
    context.add_cookies([{"name": "sessionid", "value": session.session_key or "", "url": live_server.url}])


def opened(page: Page, live_server: LiveServer) -> Page:
    page.goto(live_server.url + SECTION)
    expect(page.locator("#tools")).to_be_visible()
    return page


@pytest.fixture
def colleague(other: BrowserContext, desk: Page, live_server: LiveServer) -> Page:
    """Another person with the same page open."""
    return opened(other.new_page(), live_server)


def at(page: Page, row: str = TOTAL, offset: int = 0):
    return page.locator(f'[id="c:{row}:{offset}"]')


def state(page: Page, row: str = TOTAL, offset: int = 0):
    return page.locator(f'[id="m:{row}:{offset}"]')


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def is_saved(page: Page, row: str = TOTAL, offset: int = 0) -> None:
    expect(state(page, row, offset)).to_have_attribute("data-state", "saved")


def stored() -> dict[tuple[str, int], int]:
    return {(cell.row, cell.offset): cell.number for cell in Cell.objects.exclude(state=0)}


def paste(page: Page, text: str) -> None:
    page.evaluate(
        """(text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const pasted = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
            document.activeElement.dispatchEvent(pasted);
        }""",
        text,
    )


def test_a_number_is_saved_when_its_cell_is_left_and_shown_as_the_form_shows_it(desk: Page) -> None:
    at(desk).click()
    desk.keyboard.type("8269")
    desk.keyboard.press("Enter")
    is_saved(desk)
    expect(at(desk)).to_have_value("8\N{NO-BREAK SPACE}269")
    assert stored() == {(TOTAL, 0): 8269}
    assert focused(desk) == f"c:{WOMEN}:0"


def test_the_keys_of_a_spreadsheet_move_between_cells(desk: Page) -> None:
    at(desk).click()
    walked = []
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "Home", "End", "Tab", "Enter", "Shift+Enter"):
        desk.keyboard.press(key)
        walked.append(focused(desk).removeprefix("c:population."))
    assert walked == [
        "total:1", "women.total:1", "women.total:0", "total:0", "total:-2", "total:2", "women.total:-2",
        "women.age0_17:2", "women.total:2",
    ]  # fmt: skip


def test_ctrl_and_an_arrow_leap_over_what_is_filled_in(form: Assessment, desk: Page) -> None:
    for row in (WOMEN, MEN):
        at(desk, row).fill("5")
    at(desk, MEN).blur()
    is_saved(desk, MEN)
    at(desk).click()
    desk.keyboard.press("Control+ArrowDown")
    assert focused(desk) == f"c:{WOMEN}:0"
    desk.keyboard.press("Control+ArrowDown")
    assert focused(desk) == f"c:{MEN}:0"


def test_typing_replaces_f2_changes_and_escape_gives_up(desk: Page) -> None:
    at(desk).click()
    desk.keyboard.type("12")
    desk.keyboard.press("Enter")
    desk.keyboard.press("ArrowUp")
    desk.keyboard.type("7")
    expect(at(desk)).to_have_value("7")
    desk.keyboard.press("Escape")
    expect(at(desk)).to_have_value("12")
    desk.keyboard.press("F2")
    desk.keyboard.press("ArrowLeft")
    desk.keyboard.type("9")
    desk.keyboard.press("Enter")
    expect(at(desk)).to_have_value("192")
    is_saved(desk)
    assert stored() == {(TOTAL, 0): 192}


def test_undo_and_redo_are_saved_like_any_change(desk: Page) -> None:
    at(desk).click()
    desk.keyboard.type("12")
    desk.keyboard.press("Enter")
    is_saved(desk)
    desk.keyboard.press("Control+z")
    expect(at(desk)).to_have_value("")
    is_saved(desk)
    assert stored() == {}
    desk.keyboard.press("Control+y")
    expect(at(desk)).to_have_value("12")
    is_saved(desk)
    assert list(CellChange.objects.order_by("version").values_list("state", "number")) == [(1, 12), (0, 0), (1, 12)]


def test_findings_come_at_each_keystroke_and_go_with_the_number_put_in(desk: Page) -> None:
    for row, text in ((WOMEN, "30"), (MEN, "20")):
        at(desk, row).fill(text)
    at(desk).click()
    beneath = desk.locator(f'tr[data-about="{TOTAL}"]')
    desk.keyboard.type("5")
    expect(beneath).to_contain_text("5 powinno równać się 50 (kobiety 30 +\N{NO-BREAK SPACE}mężczyźni 20)")
    desk.keyboard.type("1")
    expect(beneath).to_contain_text("51 powinno równać się 50")
    beneath.get_by_role("button").click()
    expect(at(desk)).to_have_value("50")
    expect(beneath).to_be_hidden()
    is_saved(desk)
    assert stored()[TOTAL, 0] == 50


def test_what_is_not_understood_stays_in_its_cell_and_over_a_closed_tab(desk: Page, live_server: LiveServer) -> None:
    at(desk).fill("wielu")
    at(desk, WOMEN).click()
    expect(state(desk)).to_contain_text("„wielu” to nie liczba")
    opened(desk, live_server)
    expect(at(desk)).to_have_value("wielu")
    expect(at(desk)).to_have_attribute("aria-invalid", "true")
    assert stored() == {}


def test_a_pasted_block_is_shown_first_and_undone_at_once(desk: Page) -> None:
    at(desk).click()
    paste(desk, "1 200\t1 210\r\n700\tdużo\r\n")
    dialog = desk.get_by_role("dialog")
    expect(dialog.locator("#paste-wrong li")).to_have_count(1)
    assert stored() == {}
    assert violations(desk) == []
    dialog.locator("#paste-take").click()
    is_saved(desk, WOMEN)
    assert stored() == {(TOTAL, 0): 1200, (TOTAL, 1): 1210, (WOMEN, 0): 700}
    desk.keyboard.press("Control+z")
    expect(at(desk, WOMEN)).to_have_value("")
    is_saved(desk, WOMEN)
    assert stored() == {}


def test_a_block_that_is_not_taken_changes_nothing(desk: Page) -> None:
    at(desk).click()
    paste(desk, "1\t2")
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog")).to_be_hidden()
    assert focused(desk) == f"c:{TOTAL}:0"
    assert stored() == {}


def test_what_is_typed_without_a_connection_is_sent_once_when_it_is_back(desk: Page) -> None:
    desk.context.set_offline(True)
    at(desk).fill("77")
    at(desk, WOMEN).click()
    expect(state(desk)).to_have_attribute("data-state", "waiting")
    expect(desk.locator("#notice")).to_be_visible()
    assert stored() == {}
    desk.context.set_offline(False)
    is_saved(desk)
    expect(desk.locator("#notice")).to_be_hidden()
    assert list(CellChange.objects.values_list("version", "number")) == [(1, 77)]


def test_a_form_that_could_not_be_kept_for_later_is_kept_when_the_connection_is_back(
    form: Assessment, page: Page, live_server: LiveServer
) -> None:
    page.add_init_script(FIRST_TIME_NOTHING_IS_KEPT)
    sign_in(page.context, clerk(form), live_server)
    opened(page, live_server)
    page.context.set_offline(True)
    page.context.set_offline(False)
    page.wait_for_function("async () => Boolean((await navigator.serviceWorker.getRegistration())?.active)")


@pytest.mark.usefixtures("carried")
def test_a_tab_closed_and_opened_without_a_connection_goes_on(desk: Page) -> None:
    desk.evaluate("navigator.serviceWorker.ready")
    desk.reload()
    expect(desk.locator("#tools")).to_be_visible()
    desk.wait_for_function(
        """async () => {
            const needed = [location.href, document.getElementById("entry").dataset.state];
            return (await Promise.all(needed.map((one) => caches.match(one)))).every(Boolean);
        }"""
    )
    context, address = desk.context, desk.url
    context.set_offline(True)
    at(desk).fill("77")
    at(desk, WOMEN).click()
    expect(state(desk)).to_have_attribute("data-state", "waiting")
    desk.close()
    again = context.new_page()
    again.goto(address)
    expect(at(again)).to_have_value("77")
    expect(at(again, MEN, -1)).to_have_value("40")
    at(again, WOMEN).click()
    again.keyboard.type("30")
    at(again, MEN).click()
    again.keyboard.type("20")
    expect(again.locator(f'tr[data-about="{TOTAL}"]')).to_contain_text("77 powinno równać się 50")
    again.keyboard.press("Enter")
    context.set_offline(False)
    is_saved(again, MEN)
    assert stored() == {(TOTAL, 0): 77, (WOMEN, 0): 30, (MEN, 0): 20, (MEN, -1): 40}
    assert CellChange.objects.count() == 3


def test_a_lost_session_keeps_what_is_typed_until_the_person_signs_in_again(
    desk: Page, form: Assessment, live_server: LiveServer
) -> None:
    person = User.objects.get()
    desk.context.clear_cookies()
    at(desk).fill("77")
    at(desk, WOMEN).click()
    expect(desk.locator("#notice a")).to_be_visible()
    assert stored() == {}
    sign_in(desk.context, person, live_server)
    desk.context.add_cookies([{"name": "csrftoken", "value": "a" * 32, "url": live_server.url}])
    is_saved(desk)
    assert stored() == {(TOTAL, 0): 77}


def test_people_see_what_others_save(colleague: Page, desk: Page) -> None:
    at(colleague).fill("77")
    at(colleague, WOMEN).click()
    is_saved(colleague)
    expect(at(desk)).to_have_value("77")
    expect(state(desk)).to_contain_text("Druga Osoba")


@pytest.mark.parametrize(("button", "number"), [("#conflict-keep", 88), ("#conflict-leave", 77)])
def test_a_conflict_shows_both_values_and_lets_the_person_choose(
    colleague: Page, desk: Page, button: str, number: int
) -> None:
    desk.route("**/zmiany/**", lambda route: route.abort())
    at(colleague).fill("77")
    at(colleague, WOMEN).click()
    is_saved(colleague)
    at(desk).fill("88")
    at(desk, WOMEN).click()
    expect(state(desk)).to_have_attribute("data-state", "conflict")
    state(desk).get_by_role("button").click()
    expect(desk.locator("#conflict-mine")).to_have_text("88")
    expect(desk.locator("#conflict-theirs")).to_have_text("77")
    expect(desk.locator("#conflict-when")).to_contain_text("Druga Osoba")
    assert violations(desk) == []
    desk.locator(button).click()
    expect(at(desk)).to_have_value(str(number))
    expect(state(desk)).not_to_have_attribute("data-state", "conflict")
    expect(desk.locator("#status")).not_to_contain_text("(1)")
    assert stored() == {(TOTAL, 0): number}


def test_rows_can_be_narrowed_to_those_not_filled_in(desk: Page) -> None:
    at(desk).fill("5")
    at(desk, WOMEN).click()
    desk.locator("#filter").select_option("missing")
    expect(at(desk)).to_be_hidden()
    expect(at(desk, WOMEN)).to_be_visible()
    desk.locator("#filter").select_option("changed")
    expect(desk.locator("#none-shown")).to_be_visible()


@pytest.mark.usefixtures("carried")
def test_empty_cells_can_be_filled_from_last_year(desk: Page) -> None:
    desk.locator("#fill").click()
    desk.locator("#paste-take").click()
    is_saved(desk, MEN)
    assert stored() == {(MEN, -1): 40, (MEN, 0): 40}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible_and_fits_a_phone(desk: Page, scheme: str) -> None:
    desk.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    at(desk).fill("abc")
    at(desk, WOMEN).fill("5")
    at(desk, MEN).click()
    is_saved(desk, WOMEN)
    assert violations(desk) == []
    desk.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert violations(desk) == []
    assert not wider_than_screen(desk)


def test_what_is_typed_before_the_modules_are_there_is_not_lost(
    form: Assessment, page: Page, live_server: LiveServer
) -> None:
    sign_in(page.context, clerk(form), live_server)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/stan/", hold)
    page.goto(live_server.url + SECTION)
    at(page).fill("77")
    at(page, WOMEN).click()
    expect(page.locator("#tools")).to_be_hidden()
    for route in held:
        route.continue_()
    is_saved(page)
    assert stored() == {(TOTAL, 0): 77}
