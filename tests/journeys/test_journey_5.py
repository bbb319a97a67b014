"""A citizen without an account: finds the unit, reads its assessment, asks a number where it comes from."""

import re
from pathlib import Path

import pytest
from browser import PHONE
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

pytestmark = [pytest.mark.browser, pytest.mark.journey_5]


def test_drobin_is_one_click_from_the_front_page_with_its_two_oddities(site: str, page: Page) -> None:
    page.goto(site)
    page.get_by_role("link", name="gmina Drobin – ocena za 2014 rok").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ocena zasobów pomocy społecznej za 2014 rok")
    oddities = page.get_by_role("region", name="Co zwraca uwagę").get_by_role("listitem").get_by_role("link")
    expect(oddities).to_have_text(
        ["Wszystkie liczby ludności są takie same jak rok wcześniej.", "Prognoza ludności jest kopią roku oceny."]
    )


def test_a_number_tells_where_it_comes_from(site: str, page: Page) -> None:
    page.goto(f"{site}/jednostka/1419053/ocena/2014/")
    row = page.get_by_role("row", name="Bezrobotni – ogółem")
    row.get_by_role("link", name="483").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bezrobotni – ogółem")
    expect(page.get_by_role("link", name="wydruk z Centralnej Aplikacji Statystycznej")).to_have_attribute(
        "href", "https://old.drobin.pl/files/materialy_na_posiedzenia/21052015/ocena%202015.htm"
    )
    page.get_by_role("link", name="Wróć do rozdziału").click()
    expect(page.get_by_role("row", name="Bezrobotni – ogółem")).to_be_in_viewport()


def test_a_gmina_is_found_while_typing_without_polish_letters(site: str, page: Page) -> None:
    page.goto(site)
    page.get_by_role("link", name="Gminy i powiaty").first.click()
    page.get_by_label("Nazwa gminy, powiatu lub województwa").press_sequentially("janow lub")
    expect(page.locator("#results").get_by_role("link")).to_have_text(["gmina Janów Lubelski"])
    page.get_by_role("link", name="gmina Janów Lubelski").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gmina Janów Lubelski")
    expect(page.get_by_text("Nie ma tu jeszcze publicznej oceny tej jednostki.")).to_be_visible()


def test_the_same_page_in_english_keeps_its_place(site: str, page: Page) -> None:
    page.goto(f"{site}/jednostka/1419053/ocena/2014/rozdzial/2/")
    page.get_by_role("link", name="English").click()
    assert page.url == f"{site}/en/jednostka/1419053/ocena/2014/rozdzial/2/"
    expect(page.get_by_role("heading", name="2. Demographic and social situation")).to_be_visible()
    page.get_by_role("link", name="Polski").click()
    assert page.url == f"{site}/jednostka/1419053/ocena/2014/rozdzial/2/"


def test_on_a_phone_each_row_of_the_form_is_a_card(site: str, page: Page) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{site}/jednostka/1419053/ocena/2014/")
    first, second = (
        page.get_by_role("row", name="Mieszkańcy (w osobach) – ogółem").get_by_role("cell").nth(place).bounding_box()
        for place in (0, 3)
    )
    assert first is not None
    assert second is not None
    assert second["y"] > first["y"]
    assert first["x"] == second["x"]


def test_everything_can_be_reached_with_the_keyboard(site: str, page: Page) -> None:
    page.goto(site)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Przejdź do treści")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Nazwa gminy, powiatu lub województwa")).to_be_focused()
    page.keyboard.type("drobin")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Gminy i powiaty")
    expect(page.locator("#results").get_by_role("link")).to_have_text(["gmina Drobin"])


def test_a_citizen_reads_compares_and_takes_home_the_invented_gmina(two_years: str, page: Page, tmp_path: Path) -> None:
    """From the front page to a file on the disk, through nothing but what the pages show."""
    page.goto(two_years)
    find_the_gmina(page)
    read_a_chapter_with_its_chart(page)
    ask_a_number_where_it_comes_from(page)
    meet_a_hidden_number(page)
    open_the_indicators(page)
    compare_with_the_year_before(page)
    take_the_documents(page, tmp_path)
    copy_the_card(page)


def find_the_gmina(page: Page) -> None:
    page.get_by_role("searchbox").press_sequentially("wymyslona")
    page.keyboard.press("Enter")
    page.locator("#results").get_by_role("link", name="gmina Wymyślona").click()
    expect(page.get_by_text("To zmyślony przykład.")).to_be_visible()
    page.get_by_role("link", name="ocena za 2025 rok").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ocena zasobów pomocy społecznej za 2025 rok")


def read_a_chapter_with_its_chart(page: Page) -> None:
    page.get_by_role("navigation", name="Rozdziały").get_by_role("link", name=re.compile("^2 ")).click()
    expect(page.get_by_role("heading", name=re.compile("^2. "))).to_be_visible()
    expect(page.locator("figure").get_by_role("img").first).to_be_visible()
    page.locator("figure").get_by_role("link", name="Te same liczby są w tabeli powyżej").first.click()


def ask_a_number_where_it_comes_from(page: Page) -> None:
    page.get_by_role("row", name=re.compile("Bezrobotni – ogółem")).get_by_role("link", name="213").first.click()
    expect(page.get_by_role("heading", name="Skąd jest ta liczba")).to_be_visible()
    expect(page.get_by_text("Zmyślony przykład: liczby ułożył program").first).to_be_visible()
    page.get_by_role("link", name="Wróć do rozdziału").click()


def meet_a_hidden_number(page: Page) -> None:
    page.get_by_role("navigation", name="Rozdziały").get_by_role("link", name=re.compile("^3.1 ")).click()
    page.get_by_role("link", name="(ukryto)").first.click()
    expect(page.locator(".big")).to_contain_text("(ukryto)")
    expect(page.get_by_text("ukryto liczby osób i rodzin od 1 do 4").first).to_be_visible()


def open_the_indicators(page: Page) -> None:
    page.get_by_role("link", name="Ocena za 2025 rok").click()
    page.get_by_role("link", name="Wskaźniki policzone z tej oceny").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wskaźniki za 2025 rok")
    page.get_by_text("Co oznacza").first.click()
    expect(page.get_by_text("Jak się go liczy").first).to_be_visible()


def compare_with_the_year_before(page: Page) -> None:
    page.get_by_role("link", name="Ocena za 2025 rok").click()
    page.get_by_role("link", name="Porównaj z innym rokiem albo inną jednostką").click()
    page.get_by_role("link", name="2024", exact=True).first.click()
    expect(page.get_by_role("columnheader", name=re.compile("Różnica")).first).to_be_visible()


def take_the_documents(page: Page, folder: Path) -> None:
    page.get_by_role("link", name="Ocena za 2025 rok").click()
    page.get_by_role("link", name="Pobierz tę ocenę").click()
    expect(page.get_by_text("Nie jest to urzędowe zaświadczenie.")).to_be_visible()
    page.get_by_text("Co jest ukryte i dlaczego").click()
    expect(page.get_by_text("Kopia dla rady zawiera wszystkie liczby.")).to_be_visible()
    pdf = PdfReader(taken(page, "PDF", folder))
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Ocena zasobów pomocy społecznej"
    assert len(pdf.pages) > 20
    book = CalamineWorkbook.from_path(taken(page, "XLSX", folder))
    cells = [str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    assert "(ukryto)" in cells
    assert "213.0" in cells


def taken(page: Page, ending: str, folder: Path) -> Path:
    """Download the file, which was prepared when the assessment was published."""
    with page.expect_download() as begun:
        page.get_by_role("link", name=f"Pobierz {ending} Cały dokument").click()
    path = folder / begun.value.suggested_filename
    assert path.name == f"ocena-zasobów-wymyślona-przykład-2025.{ending.lower()}"
    begun.value.save_as(path)
    return path


def copy_the_card(page: Page) -> None:
    page.get_by_role("navigation", name="Tu jesteś").get_by_role("link", name="gmina Wymyślona").click()
    page.get_by_role("link", name="Pokaż te liczby na swojej stronie").click()
    snippet = page.get_by_role("textbox", name="Tekst do wstawienia na stronę")
    expect(snippet).to_have_value(re.compile("^<iframe src=.http.*9901012"))
    page.get_by_role("button", name="Skopiuj tekst").click()
    expect(page.get_by_role("status")).to_have_text(re.compile("Skopiowano|Tekst jest zaznaczony"))
