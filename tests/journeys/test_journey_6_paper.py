"""A gmina with one organisation where nobody of the office logs in: the animator runs the cycle on paper, from the
invitation to the accepted annexe and the minutes; the office confirms by a link.

The operator has put the register and the animator's account into an empty installation; everything else happens on
pages, in letters and on printed sheets.
"""

import io
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from accounts import PASSWORD
from django.core.mail import EmailMessage
from django.utils import timezone
from journeys.test_journey_1_whole import at_own_desk
from journeys.test_journey_2_circle import answer, choose, give_time, go_to_part, save
from journeys.test_journey_3_region import sign_in
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from servers import busy_server

from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, User
from drogowskaz.territory.actions.register import load_demo
from drogowskaz.territory.models import Unit

pytestmark = [pytest.mark.browser, pytest.mark.journey_6, pytest.mark.django_db(transaction=True)]

GMINA, NAME, YEAR = "0605053", "gmina Janów Lubelski", 2025
ANIMATOR, OFFICE = "antek@example.org", "gops@example.org"
CIRCLE, CENTRE = "KGW Leśne", "GOPS w\N{NO-BREAK SPACE}Janowie"
DECISION = "Pismo GOPS: liczby koła przyjęte"
HELPERS = "11"


@pytest.fixture
def installation(transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """The address of a site with a register and one animator; nobody of the office has an account."""
    load_demo(at=timezone.now())
    person = User.objects.create_user(ANIMATOR, PASSWORD, name="Antek Animator")
    Grant.objects.create(
        person=person,
        role=Role.ANIMATOR,
        reach=Reach.UNIT,
        unit=Unit.objects.get(code=GMINA),
        valid_from=timezone.localdate(),
    )
    with busy_server(tmp_path) as address:
        yield address


def test_a_cycle_on_paper_from_the_invitation_to_the_minutes(
    installation: str, browser: Browser, mailoutbox: list[EmailMessage], tmp_path: Path
) -> None:
    with at_own_desk(browser) as animator, at_own_desk(browser) as office:
        sign_in(animator, installation, ANIMATOR)
        open_the_cycle(animator, installation)
        put_into_the_register(animator, installation, CIRCLE, "kgw", "")
        put_into_the_register(animator, installation, CENTRE, "ops", OFFICE)
        code = invite_on_paper(animator, installation, tmp_path)
        register(animator, installation, "annexe", f"Załącznik {CIRCLE} z\N{NO-BREAK SPACE}podpisem", CIRCLE, tmp_path)
        enter_from_paper(animator, installation, code)
        register(animator, installation, "decision", DECISION, CENTRE, tmp_path)
        write_down_the_decision(animator, installation)
        confirm_by_link(office, mailoutbox, installation)
        see_that_it_is_confirmed(animator, installation)
        minutes = meet(animator, installation, tmp_path)
        read_the_minutes(office, minutes, tmp_path)
        the_desk_is_clear(animator, installation)


def open_the_cycle(page: Page, site: str) -> None:
    page.goto(f"{site}/jednostka/{GMINA}/cykl/{YEAR}/")
    page.get_by_role("button", name="Otwórz cykl").click()
    give_time(page)


def put_into_the_register(page: Page, site: str, name: str, kind: str, email: str) -> None:
    page.goto(f"{site}/jednostka/{GMINA}/cykl/{YEAR}/zalaczniki/")
    page.get_by_role("link", name=re.compile("^Dodaj (ją do spisu|pierwszą organizację)")).first.click()
    page.get_by_label("Nazwa").fill(name)
    page.get_by_label("Rodzaj").select_option(kind)
    page.get_by_label("Gmina, powiat lub województwo, w\N{NO-BREAK SPACE}którym działa").fill(NAME)
    page.get_by_label("E-mail do kontaktu").fill(email)
    page.get_by_role("button", name="Dodaj").click()
    expect(page.get_by_role("main")).to_contain_text(name)


def invite_on_paper(page: Page, site: str, folder: Path) -> str:
    """Print the letter with the form; gives the code that stands on it."""
    page.goto(f"{site}/jednostka/{GMINA}/cykl/{YEAR}/zalaczniki/")
    page.get_by_label(f"Zaznacz: {CIRCLE}").check()
    page.get_by_label("Kogo mogą pytać").fill("Antek Animator, tel. 15 000 00 00")
    page.get_by_role("button", name="Zaproś na papierze").click()
    with page.expect_download() as begun:
        page.get_by_role("link", name=re.compile("^list i.formularz do druku")).click()
    text = printed(begun.value.path())
    assert CIRCLE in text
    return str(re.findall(r"\b([0-9A-Z]{4}-[0-9A-Z]{4})\b", text)[0])


def printed(path: Path) -> str:
    """The words of a PDF, as another program reads them."""
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def register(page: Page, site: str, kind: str, title: str, sender: str, folder: Path) -> None:
    """A photo of the paper goes into the register of papers."""
    photo = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(photo, "PNG")
    page.goto(f"{site}/jednostka/{GMINA}/cykl/{YEAR}/pisma/")
    page.get_by_label("Co to jest").select_option(kind)
    page.get_by_label("Czego dotyczy").fill(title)
    page.get_by_label("Data na piśmie").fill(timezone.localdate().isoformat())
    page.get_by_label("Od kogo albo do kogo").fill(sender)
    page.get_by_label("To samo w\N{NO-BREAK SPACE}spisie organizacji").select_option(label=sender)
    scan = {"name": f"{kind}.png", "mimeType": "image/png", "buffer": photo.getvalue() + title.encode()}
    page.get_by_label("Skan lub zdjęcie").set_input_files(scan)  # type: ignore[arg-type]
    page.get_by_role("button", name="Zarejestruj to pismo").click()
    expect(page.get_by_role("main")).to_contain_text(title)


def enter_from_paper(page: Page, site: str, code: str) -> None:
    """With the consent of the organisation, under the code of its form."""
    page.goto(f"{site}/biurko/{GMINA}/{YEAR}/")
    page.get_by_role("link", name="Pisanie w\N{NO-BREAK SPACE}imieniu organizacji").click()
    page.get_by_label("Organizacja:").select_option(label=CIRCLE)
    page.get_by_role("group", name="Jak jest wypełniany").get_by_label(
        "z\N{NO-BREAK SPACE}formularza papierowego"
    ).check()
    page.get_by_label("Kto z\N{NO-BREAK SPACE}organizacji wyraził zgodę").fill("Łucja Leśna, przewodnicząca")
    page.get_by_label("Którego dnia").fill(timezone.localdate().isoformat())
    page.get_by_label("W\N{NO-BREAK SPACE}jaki sposób").fill("podpis na formularzu papierowym")
    page.get_by_label("Zarejestrowane pismo, jeśli jest").select_option(index=1)
    page.get_by_role("button", name="Zapisz zgodę i\N{NO-BREAK SPACE}rozpocznij").click()
    expect(page.get_by_role("main")).to_contain_text(code)
    expect(page.get_by_role("main")).to_contain_text("Łucja Leśna")
    page.get_by_role("list").get_by_role("link", name="Organizacja").first.click()
    choose(page, "Forma organizacji", "koło gospodyń wiejskich")
    answer(page, "Osoba wypełniająca").fill("Łucja Leśna, przewodnicząca")
    choose(page, "Obszar działania", NAME)
    with page.expect_navigation():
        page.get_by_role("button", name="Zapisz i\N{NO-BREAK SPACE}przejdź dalej").click()
    answer(page, "Nazwa usługi").fill("Paczki dla chorych")
    choose(page, "Dziedzina usługi", "pomoc żywnościowa i\N{NO-BREAK SPACE}rzeczowa")
    answer(page, "Liczba odbiorców w\N{NO-BREAK SPACE}roku").fill("18")
    choose(page, "Kogo liczono", "osoby (każda raz)")
    choose(page, "Skąd są te liczby", "policzone (lista, ewidencja)")
    save(page)
    go_to_part(page, "Ludzie")
    answer(page, "Wolontariusze działający").fill(HELPERS)
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


def write_down_the_decision(page: Page, site: str) -> None:
    """The office decided by a letter; the animator writes it down and decides nothing."""
    page.goto(f"{site}/jednostka/{GMINA}/cykl/{YEAR}/zalaczniki/")
    page.get_by_role("row").filter(has_text=CIRCLE).get_by_role("link", name=re.compile("czeka")).click()
    page.get_by_label("Pismo, w\N{NO-BREAK SPACE}którym urząd zdecydował").select_option(index=1)
    page.get_by_role("button", name="Przyjmij wszystko, co czeka").click()
    expect(page.get_by_text("Nic tu nie czeka na\N{NO-BREAK SPACE}urząd")).to_be_visible()


def confirm_by_link(page: Page, letters: list[EmailMessage], site: str) -> None:
    """Somebody of the office, without an account."""
    (letter,) = [one for one in letters if one.to == [OFFICE]]
    (way,) = re.findall(r"http://[^/]+(/potwierdzenie/\S+)", str(letter.body))
    page.goto(f"{site}{way}")
    expect(page.get_by_role("main")).to_contain_text(CIRCLE)
    page.get_by_label("Kto odpowiada").fill("Grażyna Kierowniczka, GOPS")
    page.get_by_role("button", name="Tak, zgadza się").click()
    expect(page.get_by_role("status")).to_be_visible()


def see_that_it_is_confirmed(page: Page, site: str) -> None:
    page.goto(f"{site}/jednostka/{GMINA}/cykl/{YEAR}/potwierdzenia/")
    expect(page.get_by_role("main")).to_contain_text("Grażyna Kierowniczka")
    page.goto(f"{site}/wpis/{GMINA}/{YEAR}/podane/")
    helpers = page.get_by_role("region", name=re.compile("^Wolontariusze"))
    expect(helpers).to_contain_text(HELPERS)
    expect(helpers).to_contain_text("GOPS")


def meet(page: Page, site: str, folder: Path) -> str:
    """Prepare, print, hold, write down; gives the address of the minutes."""
    page.goto(f"{site}/jednostka/{GMINA}/cykl/{YEAR}/udzial/")
    page.get_by_role("link", name="Przygotuj spotkanie").click()
    page.get_by_label("Tytuł").fill("Spotkanie w\N{NO-BREAK SPACE}świetlicy")
    page.get_by_label("Porządek spotkania").fill("Co robi koło\nCzego brakuje")
    save(page)
    page.get_by_role("link", name="Dodaj termin").click()
    now = timezone.localtime()
    page.get_by_label("Dzień").fill(now.date().isoformat())
    begins = now.replace(second=0, microsecond=0)
    for label, moment in (("Od", begins), ("Do", last_minute(begins))):
        page.get_by_label(label, exact=True).fill(f"{moment:%H:%M}")
    page.get_by_label("Miejsce", exact=True).fill("Świetlica")
    save(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Ogłoś spotkanie").click()
    with page.expect_download() as begun:
        page.get_by_role("link", name=re.compile("^Lista obecności")).click()
    assert "Spotkanie w" in printed(begun.value.path())
    with page.expect_navigation():
        page.get_by_role("button", name="Spotkanie się odbyło").click()
    page.get_by_role("link", name="Kto przyszedł").click()
    page.get_by_label("Organizacja, instytucja lub grupa").fill(CIRCLE)
    page.get_by_label("Ile osób").fill("6")
    save(page)
    page.get_by_role("link", name=re.compile("^Wróć")).click()
    page.get_by_role("link", name="Napisz protokół").click()
    page.get_by_label("Co to jest").select_option("conclusion")
    page.get_by_label("Treść").fill("Chorym na\N{NO-BREAK SPACE}kolonii nikt nie dowozi obiadów.")
    page.get_by_label(re.compile("^Kto to zgłosił")).fill(CIRCLE)
    save(page)
    page.get_by_role("link", name=re.compile("^Wróć")).click()
    with page.expect_navigation():
        page.get_by_role("button", name="Przyjmij protokół").click()
    register(page, site, "minutes", "Lista obecności z\N{NO-BREAK SPACE}podpisami", CIRCLE, folder)
    page.goto(f"{site}/jednostka/{GMINA}/cykl/{YEAR}/udzial/")
    page.get_by_role("link", name="Chorym na\N{NO-BREAK SPACE}kolonii").click()
    return page.url


def last_minute(begins: datetime) -> datetime:
    """An hour later, or the last minute of the day."""
    later = begins + timedelta(hours=1)
    return later if later.date() == begins.date() else begins.replace(hour=23, minute=59)


def read_the_minutes(page: Page, address: str, folder: Path) -> None:
    """Anybody, on the page and as PDF."""
    page.goto(address)
    expect(page.get_by_role("main")).to_contain_text("Chorym na\N{NO-BREAK SPACE}kolonii")
    with page.expect_download() as begun:
        page.get_by_role("link", name=re.compile("PDF")).click()
    text = " ".join(printed(begun.value.path()).split())
    assert CIRCLE in text
    assert "nikt nie dowozi obiadów" in text


def the_desk_is_clear(page: Page, site: str) -> None:
    page.goto(f"{site}/biurko/")
    line = page.get_by_role("region", name="Cykle").get_by_role("listitem").filter(has_text=f"{YEAR}")
    expect(line.first).to_contain_text("nic tu nie czeka")
