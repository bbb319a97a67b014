"""A citizen without an account: finds the unit, reads its assessment, asks a number where it comes from."""

import pytest
from browser import PHONE
from playwright.sync_api import Page, expect

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
