"""A farmers' wives' circle supplies data on a phone: invited by a letter, it fills in the annexe, sees what became of
every answer, and its figure stands in the published form with its name; three organisations feed one cell.

The operator has put the register, two accounts of the office and two organisations with people of their own into an
empty installation; everything else happens on pages, and in letters.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from accounts import PASSWORD
from browser import PHONE, wider_than_screen
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from journeys.test_journey_1_whole import at_own_desk
from journeys.test_journey_3_region import fill_in, sign_in, task
from playwright.sync_api import Browser, Locator, Page, expect
from servers import busy_server

from drogowskaz.organisations.actions.membership import join, mandate_of
from drogowskaz.organisations.actions.organisation import Description, add_organisation
from drogowskaz.organisations.enums import Act, Kind, Position, Reach, Role
from drogowskaz.organisations.models import Grant, User
from drogowskaz.territory.actions.register import load_demo
from drogowskaz.territory.models import Unit

pytestmark = [pytest.mark.browser, pytest.mark.journey_2, pytest.mark.django_db(transaction=True)]

GMINA, YEAR = "0605053", 2025
CLERK, HEAD, LEADER = "celina@example.org", "wojt@example.org", "kolo@example.org"
CIRCLE, BRIGADE, SOCIETY = "KGW Jagodzianki", "OSP Momoty", "Stowarzyszenie Bliżej"
OTHERS = {BRIGADE: (Kind.OSP, "druh@example.org"), SOCIETY: (Kind.NGO, "prezes@example.org")}
FOOD, VOLUNTEERS = "food_aid.persons", "ngo.volunteers"
HELPERS = {CIRCLE: "14", BRIGADE: "25", SOCIETY: "8"}
FORMS = {CIRCLE: "koło gospodyń wiejskich", BRIGADE: "ochotnicza straż pożarna", SOCIETY: "stowarzyszenie"}
FED = "37"
"""Persons the circle gave food to; no other organisation tells of food."""


@pytest.fixture
def installation(transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """The address of a site with a register, the office, and two organisations that have people here already."""
    load_demo(at=timezone.now())
    unit, now = Unit.objects.get(code=GMINA), timezone.now()
    for email, name, role in ((CLERK, "Celina Wpisująca", Role.DATA_EDITOR), (HEAD, "Wacław Wójt", Role.APPROVER)):
        person = User.objects.create_user(email, PASSWORD, name=name)
        Grant.objects.create(
            person=person, role=role, reach=Reach.UNIT, unit=unit, valid_from=timezone.localdate()
        )  # fmt: skip
    with transaction.atomic():
        for name, (kind, email) in OTHERS.items():
            described = Description(name=name, kind=kind, unit=unit, email=email)
            made = add_organisation(description=described, actor=None, at=now)
            person = User.objects.create_user(email, PASSWORD, name=f"Osoba z {name}")
            join(organisation=made, person=person, position=Position.MANAGER, actor=None, at=now)
            mandate_of(
                organisation=made, person=person, acts=[Act.SUPPLY], valid_from=timezone.localdate(), valid_until=None,
                document="uchwała", granted_by=None, actor=None, at=now,
            )  # fmt: skip
    with busy_server(tmp_path) as address:
        yield address


@contextmanager
def on_a_phone(browser: Browser) -> Iterator[Page]:
    """A browser of one person on a phone; fails the test when the code of a page fails."""
    context = browser.new_context(viewport=PHONE, locale="pl-PL", has_touch=True)  # type: ignore[arg-type]
    faults: list[str] = []
    context.on("weberror", lambda fault: faults.append(str(fault.error)))
    try:
        yield context.new_page()
    finally:
        context.close()
    assert not faults, faults


def test_the_figure_of_a_circle_becomes_the_published_cell(
    installation: str, browser: Browser, mailoutbox: list[EmailMessage], tmp_path: Path
) -> None:
    with at_own_desk(browser) as clerk, at_own_desk(browser) as head, on_a_phone(browser) as leader:
        sign_in(clerk, installation, CLERK)
        sign_in(head, installation, HEAD)
        open_the_cycle(clerk, installation)
        fill_in(clerk, installation, tmp_path)
        invite_three(clerk, installation)
        become_manager(leader, letter_to(LEADER, mailoutbox, installation))
        fill_in_the_annexe(leader, installation, CIRCLE, fed=FED)
        for name, (_kind, email) in OTHERS.items():
            with on_a_phone(browser) as person:
                sign_in(person, installation, email)
                fill_in_the_annexe(person, installation, name)
        take_what_was_supplied(clerk, installation)
        sign_and_publish(head)
        what_became_of_it(leader, installation)
    with on_a_phone(browser) as visitor:
        who_supplied_it(visitor, installation)


def open_the_cycle(page: Page, site: str) -> None:
    """Of the year whose official form is installed, with time for organisations from today on."""
    page.goto(f"{site}/jednostka/{GMINA}/cykl/{YEAR}/")
    page.get_by_role("button", name="Otwórz cykl").click()
    give_time(page)


def give_time(page: Page) -> None:
    """Organisations supply data from today on; on the page of the cycle."""
    today = timezone.localdate()
    for key, day in (("annexe_opens", today), ("annexe_closes", today + timedelta(days=14))):
        page.get_by_text("Ustal datę lokalnie").click()
        page.get_by_label("Która data").select_option(key)
        page.get_by_label("Dzień").fill(day.isoformat())
        page.get_by_label("Powód albo uwaga").fill("Organizacje poprosiły o inny termin.")
        page.get_by_role("button", name="Ustal ten dzień").click()
        expect(page.get_by_text("Organizacje poprosiły o\N{NO-BREAK SPACE}inny termin.").first).to_be_attached()


def invite_three(page: Page, site: str) -> None:
    """The circle is not in the register yet; all three get a letter."""
    page.goto(f"{site}/jednostka/{GMINA}/cykl/{YEAR}/")
    page.get_by_role("link", name="Droga tej oceny").click()
    page.get_by_role("link", name="Zaproszenia i\N{NO-BREAK SPACE}załączniki").click()
    page.get_by_role("link", name="Dodaj ją do spisu").click()
    page.get_by_label("Nazwa").fill(CIRCLE)
    page.get_by_label("Rodzaj").select_option("kgw")
    page.get_by_label("Gmina, powiat lub województwo, w\N{NO-BREAK SPACE}którym działa").fill("gmina Janów Lubelski")
    page.get_by_label("E-mail do kontaktu").fill(LEADER)
    page.get_by_role("button", name="Dodaj").click()
    expect(page).to_have_url(re.compile("/organizacje/\\d+/"))
    page.goto(f"{site}/jednostka/{GMINA}/cykl/{YEAR}/zalaczniki/")
    for name in HELPERS:
        page.get_by_label(f"Zaznacz: {name}").check()
    page.get_by_label("Kogo mogą pytać").fill("Celina Wpisująca, tel. 15 000 00 00")
    page.get_by_role("button", name="Zaproś e-mailem").click()
    expect(page.get_by_role("row").filter(has_text=CIRCLE)).to_contain_text("e-mailem")


def letter_to(address: str, letters: list[EmailMessage], site: str) -> str:
    """The link of the one letter that came to the address, at the site of this test."""
    (letter,) = [one for one in letters if one.to == [address]]
    (way,) = re.findall(r"http://[^/]+(/zalacznik/zaproszenie/\S+)", str(letter.body))
    return f"{site}{way}"


def become_manager(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.get_by_text("dobrowoln").first).to_be_visible()
    page.get_by_role("link", name="Dalej").click()
    page.get_by_label("Imię i\N{NO-BREAK SPACE}nazwisko").fill("Lidia Liderka")
    page.get_by_role("button", name="Przyjmij").click()
    expect(page.get_by_role("button", name="Wyjdź")).to_be_visible()


def answer(page: Page, label: str) -> Locator:
    return page.get_by_label(re.compile(f"^{re.escape(label)}"))


def group(page: Page, legend: str) -> Locator:
    return page.get_by_role("group", name=re.compile(f"^{re.escape(legend)}")).last


def choose(page: Page, legend: str, label: str) -> None:
    group(page, legend).get_by_label(label, exact=True).check()


def fill_in_the_annexe(page: Page, site: str, name: str, fed: str = "") -> None:
    """What is needed, one service, the volunteers; then hand in."""
    page.goto(f"{site}/zalacznik/")
    page.get_by_role("link", name=f"{name}: załącznik za").click()
    page.get_by_role("button", name="Rozpocznij załącznik").click()
    page.get_by_role("link", name="Organizacja").click()
    choose(
        page,
        "Forma organizacji",
        {CIRCLE: "koło gospodyń wiejskich", BRIGADE: "ochotnicza straż pożarna"}.get(name, "stowarzyszenie"),
    )
    answer(page, "Osoba wypełniająca").fill("przewodnicząca, uchwała zarządu")
    choose(page, "Obszar działania", "gmina Janów Lubelski")
    assert not wider_than_screen(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Zapisz i\N{NO-BREAK SPACE}przejdź dalej").click()
    answer(page, "Nazwa usługi").fill("Obiady dla starszych" if fed else "Pomoc sąsiedzka")
    choose(page, "Dziedzina usługi", "pomoc żywnościowa i\N{NO-BREAK SPACE}rzeczowa")
    answer(page, "Liczba odbiorców w\N{NO-BREAK SPACE}roku").fill(fed or "12")
    choose(page, "Kogo liczono", "osoby (każda raz)")
    if fed:
        answer(page, "Osoby, które otrzymały żywność").fill(fed)
    choose(page, "Skąd są te liczby", "policzone (lista, ewidencja)")
    save(page)
    go_to_part(page, "Ludzie")
    answer(page, "Wolontariusze działający").fill(HELPERS[name])
    save(page)
    go_to_part(page, "Zgody i\N{NO-BREAK SPACE}publikacja")
    choose(page, "Jak pokazać te odpowiedzi", "w\N{NO-BREAK SPACE}całości, z\N{NO-BREAK SPACE}nazwą organizacji")
    choose(page, "Potwierdzam, że wpisy", "tak")
    choose(page, "Wiem, że liczby mniejsze", "tak")
    save(page)
    page.get_by_role("link", name="Wszystkie części").click()
    page.get_by_role("link", name="Sprawdź i\N{NO-BREAK SPACE}przekaż").click()
    page.get_by_role("button", name="Przekaż", exact=True).click()
    expect(page.get_by_text("przekazana, czeka na\N{NO-BREAK SPACE}urząd").first).to_be_visible()


def save(page: Page) -> None:
    """By the button; what was typed is there when the page has come back."""
    with page.expect_navigation():
        page.get_by_role("button", name="Zapisz", exact=True).click()


def go_to_part(page: Page, name: str) -> None:
    page.get_by_role("link", name="Wszystkie części").click()
    page.get_by_role("list").get_by_role("link", name=name).click()


def take_what_was_supplied(page: Page, site: str) -> None:
    """The food of the circle by one click, the volunteers of the three together."""
    page.goto(f"{site}/jednostka/{GMINA}/cykl/{YEAR}/udzial/")
    page.get_by_role("link", name="Co podały organizacje").click()
    food = page.get_by_role("region", name=re.compile("^Osoby, które otrzymały żywność|żywno"))
    with page.expect_navigation():
        food.get_by_role("button", name=f"Wstaw {FED}").click()
    volunteers = page.get_by_role("region", name=re.compile("olontariusz"))
    for name in HELPERS:
        expect(volunteers).to_contain_text(name)
    with page.expect_navigation():
        volunteers.get_by_role("button", name="Wpisz sumę: 47").click()
    expect(volunteers.get_by_role("button", name="Wpisz sumę: 47")).not_to_be_visible()


def sign_and_publish(page: Page) -> None:
    task(page, f"Podpisz formularz za {YEAR}")
    page.get_by_role("button", name="Podpisz formularz").click()
    page.get_by_role("button", name=re.compile("^Opublikuj")).click()
    expect(page.get_by_role("status").filter(has_text="publiczna")).to_be_visible()


def what_became_of_it(page: Page, site: str) -> None:
    page.goto(f"{site}/zalacznik/")
    page.get_by_role("link", name=f"{CIRCLE}: załącznik za").click()
    with page.expect_navigation():
        page.get_by_role("link", name="Zobacz każdą odpowiedź").click()
    assert not wider_than_screen(page)
    food = page.get_by_role("listitem").filter(has_text="Osoby, które otrzymały żywność").first
    expect(food).to_contain_text(FED)
    people = page.get_by_role("listitem").filter(has_text="Wolontariusze działający").first
    expect(people).to_contain_text("47")
    expect(people).to_contain_text(BRIGADE)


def who_supplied_it(page: Page, site: str) -> None:
    """Anybody, in one click from the published number."""
    page.goto(f"{site}/jednostka/{GMINA}/ocena/{YEAR}/rozdzial/9/")
    page.locator(f'tr[id="{VOLUNTEERS}"] td a').nth(2).click()
    for name, number in HELPERS.items():
        expect(page.get_by_role("main")).to_contain_text(name)
        expect(page.get_by_role("main")).to_contain_text(number)
    page.goto(f"{site}/jednostka/{GMINA}/ocena/{YEAR}/komorka/{FOOD}/{YEAR}/")
    expect(page.get_by_role("main")).to_contain_text(CIRCLE)
