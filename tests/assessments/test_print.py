"""A chapter printed from the browser reads like a document."""

import pytest
from playwright.sync_api import Page

CHAPTER = "/jednostka/9901012/ocena/2025/rozdzial/2/"
LEFT_OUT = (".bar", ".trail", "footer", ".form > nav", ".page-links")
KEPT = ("h1", ".notice", ".grid caption", ".underneath figure svg", ".drafts li", "details.legend dl")


@pytest.mark.browser
def test_what_is_for_the_screen_is_left_out_and_what_is_folded_is_opened(page: Page, site: str) -> None:
    page.goto(site + CHAPTER)
    page.emulate_media(media="print")
    assert [one for one in LEFT_OUT if page.locator(one).first.is_visible()] == []
    assert [one for one in KEPT if not page.locator(one).first.is_visible()] == []


@pytest.mark.browser
def test_no_row_is_cut_by_the_end_of_a_page_and_links_have_no_colour(page: Page, site: str) -> None:
    page.goto(site + CHAPTER)
    page.emulate_media(media="print")
    style = "(found, name) => [...new Set(found.map(one => getComputedStyle(one)[name]))]"
    assert page.locator(".grid tr").evaluate_all(style, "breakInside") == ["avoid"]
    assert page.locator("main a[href]").evaluate_all(style, "textDecorationLine") == ["none"]
