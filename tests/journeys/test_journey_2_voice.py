"""The leader of a circle takes part in the consultation of the draft on a phone, for her organisation and under its
mandate; she reads who answered what and when, and her organisation stands among those who took part.

The office and its open consultation are there; the rest happens on pages and in letters.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from accounts import PASSWORD
from browser import wider_than_screen
from cycles import gmina, opened
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from journeys.test_journey_1_whole import at_own_desk
from journeys.test_journey_2_circle import on_a_phone
from journeys.test_journey_3_region import sign_in
from participation.consultation.consulted import KEPT, TEXT, written
from playwright.sync_api import Browser, Page, expect
from servers import busy_server

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.actions.membership import join, mandate_of
from drogowskaz.organisations.actions.organisation import Description, add_organisation
from drogowskaz.organisations.enums import Act, Kind, Position, Reach, Role
from drogowskaz.organisations.models import Grant, User
from drogowskaz.participation.actions.consultation import (
    announce_consultation,
    make_consultation,
    put_principles,
)
from drogowskaz.participation.actions.consultation_running import open_consultation
from drogowskaz.participation.actions.consultation_section import add_section
from drogowskaz.participation.queries.consultation_text import chapter_bound

pytestmark = [pytest.mark.browser, pytest.mark.journey_2, pytest.mark.django_db(transaction=True)]

GMINA, YEAR = "9901012", 2026
EDITOR, LEADER = "edytor@example.org", "kolo@example.org"
CIRCLE = "KGW Zmyślone"
SAID = "W części o dojazdach brakuje naszych obiadów z dowozem do trzech wsi."
ANSWER = "Dopisaliśmy obiady z dowozem do opisu pomocy."


@pytest.fixture
def village(transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """The address of a site with an open consultation of a small gmina and the circle that has a leader."""
    now = timezone.now()
    cycle = written(opened(gmina()))
    editor = User.objects.create_user(EDITOR, PASSWORD, name="Ewa Edytorska")
    Grant.objects.create(
        person=editor, role=Role.DATA_EDITOR, reach=Reach.UNIT, unit=cycle.unit,
        valid_from=timezone.localdate() - timedelta(days=30),
    )  # fmt: skip
    described = Description(name=CIRCLE, kind=Kind.KGW, unit=cycle.unit, email=LEADER)
    leader = User.objects.create_user(LEADER, PASSWORD, name="Lidia Liderka")
    with transaction.atomic():
        circle = add_organisation(description=described, actor=None, at=now)
        join(organisation=circle, person=leader, position=Position.MANAGER, actor=None, at=now)
        mandate_of(
            organisation=circle, person=leader, acts=[Act.DRAFT, Act.SPEAK], valid_from=timezone.localdate(),
            valid_until=None, document="uchwała", granted_by=None, actor=None, at=now,
        )  # fmt: skip
        consult(cycle, editor)
    with busy_server(tmp_path) as address:
        yield address


def consult(cycle: Cycle, editor: User) -> None:
    """A consultation announced eight days ago and open since today."""
    today, before = timezone.localdate(), timezone.now() - timedelta(days=8)
    text = replace(TEXT, opens_on=today, closes_on=today + timedelta(days=21))
    made = make_consultation(cycle=cycle, text=text, actor=editor, at=before)
    bound = chapter_bound(cycle, "1")
    assert bound is not None
    add_section(consultation=made, bound=bound, question="Co dodać?", actor=editor, at=before)
    put_principles(consultation=made, checks=KEPT, actor=editor, at=before)
    announce_consultation(consultation=made, actor=editor, at=before)
    open_consultation(consultation=made, actor=None, at=timezone.now())


def test_a_circle_speaks_in_the_consultation_and_reads_its_answer(
    village: str, browser: Browser, mailoutbox: list[EmailMessage]
) -> None:
    with on_a_phone(browser) as leader, at_own_desk(browser) as editor:
        sign_in(leader, village, LEADER)
        sign_in(editor, village, EDITOR)
        number = speak(leader, village)
        publish_and_answer(editor, village, number)
        read_the_answer(leader, mailoutbox, village, number)
        stand_among_those_who_took_part(leader, village)


def speak(page: Page, site: str) -> str:
    page.goto(f"{site}/jednostka/{GMINA}/cykl/{YEAR}/udzial/")
    with page.expect_navigation():
        page.get_by_role("link", name="Powiedz, co sądzisz o\N{NO-BREAK SPACE}projekcie").click()
    expect(page.get_by_text("dobrowolne").first).to_be_visible()
    assert not wider_than_screen(page)
    page.get_by_role("link", name=re.compile("^Zabierz głos o\\stej części")).first.click()
    page.get_by_role("link", name=re.compile("^Uwaga")).click()
    page.get_by_label(re.compile("^Twoja uwaga|^Co jest błędne")).first.fill(SAID)
    page.get_by_label("w\N{NO-BREAK SPACE}imieniu organizacji").check()
    page.get_by_label("Która z\N{NO-BREAK SPACE}Twoich organizacji?").select_option(label=CIRCLE)
    page.get_by_label("Bez nazwiska").check()
    page.get_by_label(re.compile("^Wyślij mi, co z\\stego wyniknie")).fill(LEADER)
    with page.expect_navigation():
        page.get_by_role("button", name="Wyślij", exact=True).click()
    heading = page.get_by_role("heading", level=1, name=re.compile("Twój głos nr"))
    expect(heading).to_be_visible()
    assert not wider_than_screen(page)
    return re.findall(r"\d+", heading.inner_text())[0]


def publish_and_answer(page: Page, site: str, number: str) -> None:
    """Its words cannot be hurried, so it may wait in the other pile; one answer for whatever is ticked."""
    page.goto(f"{site}/jednostka/{GMINA}/cykl/{YEAR}/glosy/{number}/moderacja/")
    with page.expect_navigation():
        page.get_by_role("button", name="Opublikuj", exact=True).click()
    expect(page.get_by_text("opublikowany, czeka").first).to_be_visible()
    page.goto(f"{site}/jednostka/{GMINA}/cykl/{YEAR}/glosy/odpowiedzi/")
    page.get_by_label(re.compile("zaznacz do\\swspólnej odpowiedzi")).check()
    page.get_by_label("Uwzględniono w\N{NO-BREAK SPACE}całości").check()
    page.get_by_label("Odpowiedź z\N{NO-BREAK SPACE}uzasadnieniem").fill(ANSWER)
    page.get_by_label(re.compile("^Co zmieniono w\\socenie")).fill("Dopisano zdanie w rozdziale 1.")
    page.get_by_label(re.compile("^Gdzie w\\socenie")).select_option(index=1)
    page.get_by_role("button", name="Odpowiedz", exact=True).click()
    expect(page.get_by_role("status").first).to_be_visible()


def read_the_answer(page: Page, letters: list[EmailMessage], site: str, number: str) -> None:
    """In the letter, and with whom and when on the page."""
    (letter,) = [one for one in letters if one.to == [LEADER] and ANSWER in str(one.body)]
    (way, *_others) = re.findall(rf"http://[^/]+(/\S*glosy/{number}/)", str(letter.body))
    page.goto(f"{site}{way}")
    for words in (CIRCLE, "Dopisano zdanie", f"{timezone.localdate().year}"):
        expect(page.get_by_role("main")).to_contain_text(words)
    assert not wider_than_screen(page)


def stand_among_those_who_took_part(page: Page, site: str) -> None:
    page.goto(f"{site}/jednostka/{GMINA}/cykl/{YEAR}/udzial/")
    # With everything loaded: before its styles come, a page is measured wrongly.
    with page.expect_navigation():
        page.get_by_role("link", name="Organizacje, etap po etapie").click()
    expect(page.get_by_role("row").filter(has_text=CIRCLE)).to_be_visible()
    assert not wider_than_screen(page)
