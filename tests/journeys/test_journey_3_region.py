"""The analyst of a region: opens the cycles, gets a form, returns it with two questions, sees just what came of them,
accepts it; the frozen form is then verified by command.

The operator has put the register, three accounts and their roles into an empty installation; everything else happens
on pages.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from accounts import PASSWORD
from django.utils import timezone
from journeys.test_journey_1_whole import (
    Papers,
    at_own_desk,
    cell,
    everything_is_saved,
    fill_in_another_program,
    write,
)
from playwright.sync_api import Browser, Page, expect
from servers import busy_server

from drogowskaz.assessments.models import Package
from drogowskaz.assessments.queries.packages import file_of
from drogowskaz.config.cli import main
from drogowskaz.engine.editions.loader import EDITIONS
from drogowskaz.engine.files.cases import read_case
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, User
from drogowskaz.territory.actions.register import load_demo
from drogowskaz.territory.models import Unit

pytestmark = [pytest.mark.browser, pytest.mark.journey_3, pytest.mark.django_db(transaction=True)]

GMINA, REGION, YEAR = "0605053", "06", 2025
CLERK, HEAD, ANALYST = "celina@example.org", "wojt@example.org", "analityk@example.org"
FLATS, CLUBS = "housing.municipal.total", "clubs.youth.total"
WHY = "Dwie liczby prosimy sprawdzić."
ABOUT = {FLATS: "Ile mieszkań zostało po sprzedaży dwóch?", CLUBS: "Czy to razem ze świetlicami parafii?"}
ANSWER = "Tak, dwie prowadzą parafie."


@dataclass(frozen=True)
class Desks:
    """A browser of each person, signed in."""

    clerk: Page
    head: Page
    analyst: Page


@pytest.fixture
def installation(transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """The address of a site with a register, and three people with their roles."""
    load_demo(at=timezone.now())
    unit, region = Unit.objects.get(code=GMINA), Unit.objects.get(code=REGION)
    for email, name, role, place, reach in (
        (CLERK, "Celina Wpisująca", Role.DATA_EDITOR, unit, Reach.UNIT),
        (HEAD, "Wacław Wójt", Role.APPROVER, unit, Reach.UNIT),
        (ANALYST, "Alina Analityczka", Role.ROPS_REVIEWER, region, Reach.REGION),
    ):
        person = User.objects.create_user(email, PASSWORD, name=name)
        Grant.objects.create(person=person, role=role, reach=reach, unit=place, valid_from=timezone.localdate())
    with busy_server(tmp_path) as address:
        yield address


def test_a_form_is_returned_with_two_questions_corrected_and_accepted(
    installation: str, browser: Browser, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with at_own_desk(browser) as clerk, at_own_desk(browser) as head, at_own_desk(browser) as analyst:
        for page, email in ((clerk, CLERK), (head, HEAD), (analyst, ANALYST)):
            sign_in(page, installation, email)
        desks = Desks(clerk, head, analyst)
        open_the_campaign(analyst, installation)
        fill_in(clerk, installation, tmp_path)
        sign_and_send(desks, "Podpisz formularz za 2025")
        return_with_two_questions(analyst, installation)
        correct_one_and_answer_the_other(clerk, installation)
        sign_and_send(desks, "Odpowiedz na zwrot")
        see_just_these_two_and_accept(analyst, installation)
    the_packages_are_whole_until_one_byte_is_changed(capsys)


def sign_in(page: Page, site: str, email: str) -> None:
    page.goto(f"{site}/konto/wejscie/")
    way = page.get_by_role("region", name="Hasłem")
    way.get_by_label("Adres e-mail").fill(email)
    way.get_by_label("Hasło").fill(PASSWORD)
    way.get_by_role("button", name="Zaloguj się").click()
    expect(page.get_by_role("button", name="Wyjdź")).to_be_visible()


def open_the_campaign(page: Page, site: str) -> None:
    """Of powiat janowski first; the rest of the region can follow."""
    page.goto(f"{site}/wojewodztwo/{REGION}/cykle/{YEAR}/")
    page.get_by_label("Powiat lub miasto").select_option("powiat janowski")
    page.get_by_role("button", name="Pokaż").click()
    page.get_by_role("button", name=re.compile("^Tylko powiat janowski")).click()
    expect(page.get_by_text("zbieranie danych: 8")).to_be_visible()


def task(page: Page, name: str) -> None:
    """Open what waits for the person."""
    origin = re.match(r"https?://[^/]+", page.url)
    assert origin is not None
    page.goto(f"{origin.group()}/moje-sprawy/")
    page.get_by_role("link", name=re.compile(f"^{re.escape(name)}")).first.click()


def fill_in(page: Page, site: str, folder: Path) -> None:
    """The template, filled in in another program and brought back."""
    reading = read_case(EDITIONS / "ozps-gmina-2025" / "cases" / "wymyslona-2025.yaml")
    papers = Papers(replace(reading.sheet, unit=GMINA))
    task(page, "Wypełnij")
    page.get_by_role("link", name="Wczytaj plik").click()
    with page.expect_download() as begun:
        page.get_by_role("link", name="XLSX", exact=True).click()
    file = folder / begun.value.suggested_filename
    begun.value.save_as(file)
    fill_in_another_program(file, papers)
    page.get_by_label(re.compile("^Wypełniony szablon")).set_input_files(file)
    page.get_by_role("button", name="Pokaż, co by zmienił").click()
    page.get_by_role("button", name="Wstaw zaznaczone").click()
    expect(page.get_by_role("status").filter(has_text=f"Zapisano {len(papers.filled)} kom")).to_be_visible()


def sign_and_send(desks: Desks, waits: str) -> None:
    """The head of the gmina signs; the clerk sends."""
    task(desks.head, waits)
    desks.head.get_by_role("button", name="Podpisz formularz").click()
    expect(
        desks.head.get_by_role("status").filter(has_text="jest podpisana i\N{NO-BREAK SPACE}zamrożona")
    ).to_be_visible()
    task(desks.clerk, "Wyślij podpisany formularz")
    desks.clerk.get_by_role("button", name="Wyślij do ośrodka regionalnego (ROPS)").click()
    expect(desks.clerk.get_by_text("wysłany do ośrodka regionalnego", exact=True).first).to_be_visible()


def return_with_two_questions(page: Page, site: str) -> None:
    for row, text in ABOUT.items():
        task(page, "Sprawdź formularz")
        page.locator(f'tr[id="{row}"] td[data-year="{YEAR}"] a').click()
        page.get_by_label("O\N{NO-BREAK SPACE}co chodzi w\N{NO-BREAK SPACE}tej komórce").fill(text)
        page.get_by_role("button", name="Zapisz pytanie").click()
        expect(page.get_by_text(text)).to_be_visible()
    page.get_by_label("Powód zwrotu").fill(WHY)
    page.get_by_role("button", name="Zwróć formularz").click()
    expect(page.get_by_text("zwrócony do poprawy", exact=True).first).to_be_visible()


def correct_one_and_answer_the_other(page: Page, site: str) -> None:
    task(page, "Odpowiedz na zwrot")
    asked = page.get_by_role("region", name="Co zwrócono").locator("ol > li")
    expect(asked).to_have_count(2)
    expect(asked.first).to_contain_text(ABOUT[FLATS])
    asked.first.get_by_role("link", name="Popraw tę komórkę").click()
    expect(page.locator("tr[data-asked]").filter(has_text=ABOUT[FLATS])).to_be_visible()
    write(page, FLATS, "84")
    expect(cell(page, FLATS)).to_have_value("84")
    everything_is_saved(page)
    task(page, "Odpowiedz na zwrot")
    asked.last.get_by_text("Liczba jest właściwa – odpowiedz dlaczego").click()
    asked.last.get_by_label("Dlaczego zostaje bez zmian").fill(ANSWER)
    asked.last.get_by_role("button", name="Zapisz odpowiedź").click()
    expect(page.get_by_text("Nic nie stoi na przeszkodzie podpisowi")).to_be_visible()


def see_just_these_two_and_accept(page: Page, site: str) -> None:
    task(page, "Sprawdź formularz")
    changes = page.locator("#changes > li")
    expect(changes).to_have_count(2)
    expect(changes.first.locator("del")).to_have_text("86")
    expect(changes.first.locator("ins")).to_have_text("84")
    expect(changes.last).to_contain_text(ABOUT[CLUBS])
    expect(changes.last).to_contain_text(ANSWER)
    page.get_by_role("button", name="Przyjmij formularz").click()
    expect(page.locator("#decided")).to_contain_text("Ten formularz jest przyjęty")
    page.locator("#decided").get_by_role("link", name="Wróć do tablicy").click()
    expect(page).to_have_url(re.compile(f"/wojewodztwo/{REGION}/formularze/{YEAR}/$"))
    expect(page.get_by_role("row").filter(has_text="gmina Janów Lubelski")).to_contain_text("przyjęty")


def the_packages_are_whole_until_one_byte_is_changed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "verify", "packages"]) == 0
    assert "Everything is as it was signed: 2" in capsys.readouterr().out
    altered = file_of(Package.objects.get(number=2).sha256)
    content = bytearray(altered.read_bytes())
    content[len(content) // 2] ^= 1
    altered.write_bytes(content)
    assert main(["--lang", "en", "verify", "packages"]) == 1
    told = capsys.readouterr().out
    assert altered.name in told
    assert file_of(Package.objects.get(number=1).sha256).name not in told
