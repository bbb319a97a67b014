"""A gmina from nothing to a filled form: invitation, cycle, numbers by hand and by file, findings, two people at once,
and a lost connection.

The operator has put one unit of the register and one administrator into an empty installation; everything else happens
on pages, and in letters.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl
import pytest
from accounts import PASSWORD
from browser import DESK
from cycles import CODE, gmina
from django.core.mail import EmailMessage
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect
from servers import busy_server

from drogowskaz.assessments.models import Assessment, Cell, CellChange, Explanation
from drogowskaz.documents.spreadsheets.layout import FIRST_YEAR, KEY
from drogowskaz.engine.editions.loader import EDITIONS
from drogowskaz.engine.editions.schema import Row, Table
from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.sheets import CellKey, Sheet
from drogowskaz.engine.values import State, show
from drogowskaz.organisations.models import User

pytestmark = [pytest.mark.browser, pytest.mark.journey_1, pytest.mark.django_db(transaction=True)]

ADMINISTRATOR, WORKER, COLLEAGUE = "ada@example.org", "wanda@example.org", "kazik@example.org"
TOTAL, UNEMPLOYED, CLUBS, FLATS = (
    "population.total",
    "labour.unemployed.total",
    "clubs.youth.total",
    "housing.municipal.total",
)
SOON = 5000
"""Within so many milliseconds a person sees what a colleague has saved."""


@dataclass(frozen=True)
class Papers:
    """What lies on the desk: the numbers of the invented gmina, to be typed into the form of this year."""

    sheet: Sheet

    def text(self, row: Row, offset: int) -> str:
        """What the person reads there, with spaces as they are typed; nothing where the paper is empty."""
        value = self.sheet.values.get((row.key, offset))
        return show(value, row.kind).replace("\N{NO-BREAK SPACE}", " ") if value else ""

    @property
    def filled(self) -> dict[CellKey, int]:
        """The cells in which something stands; a text and a symbol count as nothing."""
        return {key: value.number for key, value in self.sheet.values.items() if value.state is not State.EMPTY}

    def table(self, key: str) -> Table:
        return next(one for chapter in self.sheet.edition.chapters for one in chapter.tables if one.key == key)


@pytest.fixture
def papers() -> Papers:
    reading = read_case(EDITIONS / "ozps-gmina-2025" / "cases" / "wymyslona-2025.yaml")
    return Papers(replace(reading.sheet, unit=CODE))


@contextmanager
def at_own_desk(browser: Browser) -> Iterator[Page]:
    """A browser of one person; fails the test when the code of a page fails."""
    context = browser.new_context(viewport=DESK, locale="pl-PL", permissions=["clipboard-read", "clipboard-write"])  # type: ignore[arg-type]
    faults: list[str] = []
    context.on("weberror", lambda fault: faults.append(str(fault.error)))
    try:
        yield context.new_page()
    finally:
        context.close()
    assert not faults, faults


@pytest.fixture
def installation(transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """The address of an empty site: one unit, one administrator."""
    gmina()
    User.objects.create_user(ADMINISTRATOR, PASSWORD, name="Ada Administratorka", is_staff=True)
    with busy_server(tmp_path) as address:
        yield address


def test_a_gmina_fills_in_its_form_from_nothing(
    installation: str, browser: Browser, papers: Papers, mailoutbox: list[EmailMessage], tmp_path: Path
) -> None:
    with at_own_desk(browser) as administrator, at_own_desk(browser) as worker, at_own_desk(browser) as colleague:
        administrator.goto(installation)
        sign_in(administrator, ADMINISTRATOR)
        open_the_unit(administrator)
        accept(worker, letter_to(WORKER, mailoutbox), "Wanda Wpisująca")
        invite_a_colleague(worker)
        accept(colleague, letter_to(COLLEAGUE, mailoutbox), "Kazimierz Kolega")
        year = open_the_cycle(worker)
        worker.get_by_role("link", name="Wpisz dane").click()
        section = worker.url
        typed = type_the_assessed_year(worker, papers)
        pasted = paste_block(worker, papers, "population") + paste_block(worker, papers, "infrastructure")
        assert typed + pasted >= 100
        bring_the_rest(worker, papers, tmp_path, typed + pasted)
        repair_by_suggestion(worker)
        explain(worker)
        colleague.goto(section)
        see_what_the_other_saves(worker, colleague)
        meet_in_one_cell(worker, colleague)
        again = lose_the_connection(worker, section)
        saved_once_when_the_connection_is_back(again)
    everything_is_in_the_form(papers, year)


def sign_in(page: Page, email: str) -> None:
    page.get_by_role("navigation", name="Menu główne").get_by_role("link", name="Zaloguj się").click()
    way = page.get_by_role("region", name="Hasłem")
    way.get_by_label("Adres e-mail").fill(email)
    way.get_by_label("Hasło").fill(PASSWORD)
    way.get_by_role("button", name="Zaloguj się").click()
    expect(page.get_by_role("link", name="Ada Administratorka")).to_be_visible()


def open_the_unit(page: Page) -> None:
    page.get_by_role("link", name="Ada Administratorka").click()
    page.get_by_role("link", name="Zespoły").click()
    page.get_by_label("Gmina, powiat, miasto lub województwo").fill("wymyślona")
    page.get_by_label("Nazwa instytucji").fill("GOPS w Wymyślonej")
    page.get_by_label("Adres e-mail pierwszej osoby").fill(WORKER)
    page.get_by_role("button", name="Otwórz i wyślij zaproszenie").click()
    expect(page.get_by_role("status")).to_contain_text(f"Zaproszenie na adres {WORKER} jest w drodze.")


def letter_to(address: str, letters: list[EmailMessage]) -> str:
    """The link of the one letter that came to the address."""
    (letter,) = [one for one in letters if one.to == [address]]
    (link,) = re.findall(r"http\S+/zaproszenie/\S+", str(letter.body))
    return str(link)


def accept(page: Page, link: str, name: str) -> None:
    page.goto(link)
    page.get_by_label("Imię i\N{NO-BREAK SPACE}nazwisko").fill(name)
    page.get_by_role("button", name="Przyjmij").click()
    expect(page.get_by_role("link", name=name)).to_be_visible()


def invite_a_colleague(page: Page) -> None:
    page.get_by_role("link", name="gmina Wymyślona").first.click()
    page.get_by_text("Zaproś do zespołu", exact=True).click()
    page.get_by_label("Adres e-mail").fill(COLLEAGUE)
    page.get_by_role("checkbox", name="osoba wpisująca dane").check()
    page.get_by_role("button", name="Wyślij zaproszenie").click()
    expect(page.get_by_role("status")).to_contain_text(COLLEAGUE)


def open_the_cycle(page: Page) -> int:
    """Open it today, before its time if need be; gives the assessed year."""
    page.get_by_role("link", name="Strona jednostki").click()
    page.get_by_role("link", name=re.compile("^Cykl za ")).click()
    page.get_by_role("button", name="Zaplanuj cykl").click()
    page.get_by_text("Ustal datę lokalnie").click()
    page.get_by_label("Która data").select_option("provisional_form")
    page.get_by_label("Dzień").fill(timezone.localdate().isoformat())
    page.get_by_label("Powód albo uwaga").fill("Zaczynamy wcześniej, bo w\N{NO-BREAK SPACE}grudniu nas nie ma.")
    page.get_by_role("button", name="Ustal ten dzień").click()
    page.get_by_role("button", name="Otwórz cykl").click()
    expect(page.get_by_role("link", name="Wpisz dane")).to_be_visible()
    return int(page.url.rstrip("/").rsplit("/", 1)[-1])


def cell(page: Page, row: str, offset: int = 0) -> Locator:
    """The place where the row meets the year, as many years from the assessed one as `offset`."""
    return page.locator(f'.entry[data-row="{row}"][data-offset="{offset}"]')


def everything_is_saved(page: Page) -> None:
    expect(page.locator("#status")).to_contain_text("Wszystko zapisane", timeout=20000)


def type_the_assessed_year(page: Page, papers: Papers) -> int:
    """From the top of the page down its column, number by number; gives how many cells."""
    rows = [row for key in ("population", "labour", "infrastructure") for row in papers.table(key).rows]
    go_to(page, rows[0].key)
    for row in rows:
        expect(cell(page, row.key)).to_be_focused()
        page.keyboard.type(papers.text(row, 0))
        page.keyboard.press("Enter")
    everything_is_saved(page)
    return len(rows)


def paste_block(page: Page, papers: Papers, key: str) -> int:
    """The whole table from a spreadsheet, over what is typed already; gives how many cells became filled."""
    rows, offsets = papers.table(key).rows, (-2, -1, 0, 1, 2)
    block = "\n".join("\t".join(papers.text(row, offset) for offset in offsets) for row in rows)
    page.evaluate("(text) => navigator.clipboard.writeText(text)", block)
    cell(page, rows[0].key, -2).click()
    page.keyboard.press("Control+v")
    fresh = len(rows) * (len(offsets) - 1)
    told = page.get_by_role("dialog").get_by_role("listitem")
    expect(told).to_have_text([f"Komórki do wypełnienia: {fresh}.", f"Bez zmian, bo takie same: {len(rows)}."])
    page.get_by_role("dialog").get_by_role("button", name="Wstaw", exact=True).click()
    everything_is_saved(page)
    return fresh


def bring_the_rest(page: Page, papers: Papers, folder: Path, present: int) -> None:
    """The template, filled in in another program: what it would change is shown, then put in."""
    page.get_by_role("link", name="Wczytaj plik").click()
    with page.expect_download() as begun:
        page.get_by_role("link", name="XLSX", exact=True).click()
    file = folder / begun.value.suggested_filename
    begun.value.save_as(file)
    fill_in_another_program(file, papers)
    page.get_by_label(re.compile("^Wypełniony szablon")).set_input_files(file)
    page.get_by_role("button", name="Pokaż, co by zmienił").click()
    expect(page.get_by_role("button", name="Wstaw zaznaczone")).to_be_visible()
    expect(page.get_by_role("checkbox", name=re.compile("^zmień"))).to_have_count(0)
    page.get_by_role("button", name="Wstaw zaznaczone").click()
    expect(page.get_by_role("status").filter(has_text=f"Zapisano {len(papers.filled) - present} kom")).to_be_visible()
    expect(page.get_by_text("Zwraca uwagę: 0")).to_be_visible()


def fill_in_another_program(file: Path, papers: Papers) -> None:
    """Write every number over the template, also where it stands already."""
    book, edition = openpyxl.load_workbook(file), papers.sheet.edition
    for line in (line for sheet in book if sheet.sheet_state == "visible" for line in sheet.iter_rows()):
        row = edition.row_by_key.get(str(line[KEY].value))
        if row is not None:
            for offset in row.offsets:
                line[FIRST_YEAR + edition.offset_index[offset]].value = papers.text(row, offset) or None
    book.save(file)


def go_to(page: Page, row: str) -> None:
    """Into the cell of the assessed year, once the page is ready for typing."""
    expect(page.locator("#tools")).to_be_visible()
    cell(page, row).click()


def write(page: Page, row: str, text: str) -> None:
    """Type into the cell and leave it by Enter."""
    go_to(page, row)
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def repair_by_suggestion(page: Page) -> None:
    write(page, TOTAL, "8317")
    expect(page.get_by_text("Nie zgadza się suma.").locator("visible=true").first).to_be_visible()
    everything_is_saved(page)
    page.get_by_role("link", name="Co naprawiłoby błędy").click()
    page.get_by_role("button", name="Wstaw 8\N{NO-BREAK SPACE}217").click()
    expect(page.get_by_text("Nie ma błędów, więc nie ma czego poprawiać.")).to_be_visible()
    page.get_by_role("link", name="Wróć do formularza").click()
    expect(cell(page, TOTAL)).to_have_value("8\N{NO-BREAK SPACE}217")


def explain(page: Page) -> None:
    write(page, UNEMPLOYED, "639")
    everything_is_saved(page)
    page.get_by_role("link", name="Napisz, dlaczego tak jest").first.click()
    page.get_by_label("Wyjaśnienie").fill("Upadł największy zakład w\N{NO-BREAK SPACE}gminie.")
    page.get_by_role("button", name="Zapisz wyjaśnienie").click()
    expect(page.get_by_text("Wyjaśnienie: Upadł największy zakład w\N{NO-BREAK SPACE}gminie.").first).to_be_visible()


def see_what_the_other_saves(worker: Page, colleague: Page) -> None:
    expect(cell(colleague, FLATS)).to_have_value("86")
    write(worker, FLATS, "87")
    expect(cell(colleague, FLATS)).to_have_value("87", timeout=SOON)
    expect(colleague.get_by_text("przed chwilą: Wanda Wpisująca").first).to_be_visible()


def meet_in_one_cell(worker: Page, colleague: Page) -> None:
    """Both write in one cell; the later one sees both values and puts in the own."""
    go_to(colleague, FLATS)
    colleague.keyboard.type("89")
    write(worker, FLATS, "88")
    everything_is_saved(worker)
    colleague.keyboard.press("Enter")
    colleague.get_by_role("button", name="ktoś inny też tu wpisał").click()
    dialog = colleague.get_by_role("dialog", name="Dwie osoby wpisały coś w\N{NO-BREAK SPACE}tę samą komórkę")
    expect(dialog.locator("#conflict-mine")).to_have_text("89")
    expect(dialog.locator("#conflict-theirs")).to_have_text("88")
    expect(dialog).to_contain_text("Wanda Wpisująca")
    dialog.get_by_role("button", name="Wstaw moją").click()
    everything_is_saved(colleague)
    expect(cell(worker, FLATS)).to_have_value("89", timeout=SOON)


def lose_the_connection(page: Page, section: str) -> Page:
    """Typing without a network, a closed tab, and another one opened still without: nothing is lost."""
    page.context.set_offline(True)
    write(page, CLUBS, "9")
    expect(page.locator("#notice")).to_contain_text("Nie ma połączenia.")
    page.close()
    again = page.context.new_page()
    again.goto(section)
    expect(cell(again, CLUBS)).to_have_value("9")
    about = again.locator(f'tr.beneath[data-about="{CLUBS}"]')
    expect(about).to_contain_text("Nie zgadza się suma.")
    expect(again.locator("#notice")).to_contain_text("Nie ma połączenia.")
    return again


def saved_once_when_the_connection_is_back(page: Page) -> None:
    page.context.set_offline(False)
    everything_is_saved(page)
    go_to(page, CLUBS)
    page.keyboard.press("Control+Enter")
    written = page.get_by_role("complementary").get_by_role("listitem")
    expect(written).to_have_text([re.compile(rf"^\s*{text}\s[^|]*, Wanda Wpisująca\s*$") for text in ("9", "7")])


def everything_is_in_the_form(papers: Papers, year: int) -> None:
    """What the pages showed is what is stored, each number once."""
    form = Assessment.objects.get(unit__code=CODE, year=year)
    changed: dict[CellKey, int] = {(UNEMPLOYED, 0): 639, (FLATS, 0): 89, (CLUBS, 0): 9}
    stored = {(one.row, one.offset): one.number for one in Cell.objects.filter(assessment=form)}
    assert stored == papers.filled | changed
    assert CellChange.objects.filter(assessment=form, row=CLUBS, offset=0).count() == 2
    assert Explanation.objects.get(assessment=form).text == "Upadł największy zakład w\N{NO-BREAK SPACE}gminie."
