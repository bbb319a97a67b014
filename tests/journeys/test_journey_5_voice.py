"""A citizen without an account: compares the gmina with an earlier year, says something about it on a phone, follows it
by e-mail, and gets the answer in a letter; until then the assessment cannot go to the council.

The invented gmina has two published years and an open cycle; two accounts of its office do their part on pages.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from accounts import PASSWORD
from browser import PHONE, wider_than_screen
from django.core.mail import EmailMessage
from django.utils import timezone
from journeys.test_journey_1_whole import at_own_desk
from journeys.test_journey_2_circle import on_a_phone
from journeys.test_journey_3_region import sign_in
from participation.fate.answering import signed
from playwright.sync_api import Browser, Page, expect
from servers import busy_server

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, User

pytestmark = [pytest.mark.browser, pytest.mark.journey_5, pytest.mark.django_db(transaction=True)]

GMINA, YEAR = "9901012", 2026
EDITOR, HEAD, CITIZEN = "edytor@example.org", "szefowa@example.org", "mieszkanka@example.org"
SAID = "Do lekarza w powiecie nie ma czym dojechać od czwartku do niedzieli."
ANSWER = "Dopisaliśmy brak dowozu do wniosków; od stycznia gmina sprawdzi koszt."


@pytest.fixture
def town(two_years: str, tmp_path: Path) -> Iterator[str]:
    """The address of the site with two people of the office of the invented gmina."""
    cycle = Cycle.objects.select_related("unit").get(unit__code=GMINA, year=YEAR)
    for email, name, role in ((EDITOR, "Ewa Edytorska", Role.DATA_EDITOR), (HEAD, "Szefa Wzorcowa", Role.APPROVER)):
        person = User.objects.create_user(email, PASSWORD, name=name)
        Grant.objects.create(
            person=person, role=role, reach=Reach.UNIT, unit=cycle.unit, valid_from=timezone.localdate()
        )  # fmt: skip
    # Filling in and signing a whole form is journey 1; here it only has to be signed.
    signed(cycle)
    with busy_server(tmp_path) as address:
        yield address


def test_a_citizen_speaks_without_an_account_and_gets_the_answer_by_letter(
    town: str, browser: Browser, mailoutbox: list[EmailMessage]
) -> None:
    with on_a_phone(browser) as citizen, at_own_desk(browser) as editor, at_own_desk(browser) as head:
        compare_two_years(citizen, town)
        number = speak(citizen, town)
        confirm(citizen, link_in(mailoutbox, CITIZEN, "glos/potwierdzenie", town))
        sign_in(editor, town, EDITOR)
        sign_in(head, town, HEAD)
        the_council_waits(head, town, rf"Głos nr\s{number}\b")
        publish(editor, town, number)
        the_council_waits(head, town, r"nie ma\sodpowiedzi")
        answer(editor, town, number)
        read_the_letter(citizen, mailoutbox, town, number)
        to_the_council(head, town)


def compare_two_years(page: Page, site: str) -> None:
    page.goto(f"{site}/jednostka/{GMINA}/ocena/2025/")
    page.get_by_role("link", name="Porównaj z\N{NO-BREAK SPACE}innym rokiem albo inną jednostką").click()
    page.get_by_role("link", name="2024", exact=True).first.click()
    expect(page.get_by_role("columnheader", name=re.compile("Różnica")).first).to_be_attached()


def speak(page: Page, site: str) -> str:
    """From the page of the gmina to a need in three questions; gives the number it got."""
    assert page.viewport_size == PHONE
    page.goto(f"{site}/jednostka/{GMINA}/")
    with page.expect_navigation():
        page.get_by_role("link", name=re.compile("^droga: weź udział")).first.click()
    assert not wider_than_screen(page)
    page.get_by_role("link", name="Zabierz głos, bez konta").click()
    with page.expect_navigation():
        page.get_by_role("link", name=re.compile("^Potrzeba")).click()
    expect(page.get_by_text("Udział jest dobrowolny").first).to_be_visible()
    page.get_by_label("Czego brakuje?").fill(SAID)
    page.get_by_label(re.compile("^Dla kogo")).fill("osoby starsze bez samochodu")
    page.get_by_label(re.compile("^Gdzie")).fill("Wola Zmyślona")
    page.get_by_label("we własnym imieniu").check()
    page.get_by_label("Pseudonimem").check()
    page.get_by_label(re.compile("^Podpis, który zobaczą wszyscy")).fill("Sąsiadka")
    page.get_by_label(re.compile("^Wyślij mi, co z\N{NO-BREAK SPACE}tego wyniknie")).fill(CITIZEN)
    assert not wider_than_screen(page)
    page.get_by_role("button", name="Wyślij", exact=True).click()
    heading = page.get_by_role("heading", level=1, name=re.compile("Twój głos nr"))
    expect(heading).to_be_visible()
    expect(page.get_by_text("czeka na\N{NO-BREAK SPACE}moderację", exact=False).first).to_be_visible()
    return re.findall(r"\d+", heading.inner_text())[0]


def link_in(letters: list[EmailMessage], address: str, way: str, site: str) -> str:
    """The newest link of this sort in letters to the address, at the site of this test."""
    bodies = [str(one.body) for one in letters if one.to == [address]]
    ways = [match for body in bodies for match in re.findall(rf"http://[^/]+(/{way}/\S+)", body)]
    return f"{site}{ways[-1]}"


def confirm(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_role("button", name="Tak, to mój adres").click()
    expect(page.get_by_role("status")).to_contain_text("Potwierdzone.")


def the_council_waits(page: Page, site: str, why: str) -> None:
    """The transition is refused, and says because of what."""
    page.goto(f"{site}/jednostka/{GMINA}/cykl/{YEAR}/")
    button = page.get_by_role("button", name="Przekaż radzie")
    expect(button).to_be_disabled()
    expect(button).to_have_accessible_description(re.compile(why))


def publish(page: Page, site: str, number: str) -> None:
    page.goto(f"{site}/jednostka/{GMINA}/cykl/{YEAR}/udzial/")
    page.get_by_role("link", name="Moderacja głosów").click()
    # It was typed quicker than a person types, so it waits in the other pile.
    page.get_by_role("link", name=re.compile("^Czekają, warto")).click()
    page.get_by_label(f"Zaznacz głos {number}").check()
    page.get_by_role("button", name="Opublikuj zaznaczone").click()
    expect(page.get_by_role("status").first).to_be_visible()


def answer(page: Page, site: str, number: str) -> None:
    page.goto(f"{site}/jednostka/{GMINA}/cykl/{YEAR}/udzial/")
    page.get_by_role("link", name="Odpowiedzi na\N{NO-BREAK SPACE}głosy").click()
    page.get_by_role("link", name=re.compile(rf"^Odpowiedz na\sten głos.*\b{number}\b")).click()
    page.get_by_label("Uwzględniono w\N{NO-BREAK SPACE}części").check()
    page.get_by_label("Odpowiedź z\N{NO-BREAK SPACE}uzasadnieniem").fill(ANSWER)
    page.get_by_label(re.compile("^Co zmieniono w\N{NO-BREAK SPACE}ocenie")).fill(
        "Dopisano zdanie o\N{NO-BREAK SPACE}dowozie."
    )
    page.get_by_label(re.compile("^Gdzie w\N{NO-BREAK SPACE}ocenie")).select_option(index=1)
    page.get_by_role("button", name="Odpowiedz", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Odpowiedź jest zapisana")


def read_the_letter(page: Page, letters: list[EmailMessage], site: str, number: str) -> None:
    """The answer's words are in the letter; its link leads to the page of the contribution."""
    (letter,) = [one for one in letters if one.to == [CITIZEN] and "Dopisaliśmy brak dowozu" in str(one.body)]
    (way, *_others) = re.findall(rf"http://[^/]+(/\S*glosy/{number}/)", str(letter.body))
    page.goto(f"{site}{way}")
    expect(page.get_by_role("main")).to_contain_text(ANSWER.replace(" w ", " w\N{NO-BREAK SPACE}"))
    expect(page.get_by_role("main")).to_contain_text("Sąsiadka")
    assert not wider_than_screen(page)


def to_the_council(page: Page, site: str) -> None:
    page.goto(f"{site}/jednostka/{GMINA}/cykl/{YEAR}/")
    page.get_by_role("button", name="Przekaż radzie").click()
    expect(page.get_by_text("w\N{NO-BREAK SPACE}radzie").first).to_be_visible()
