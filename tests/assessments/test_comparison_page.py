"""The page of a comparison: who sees which forms in it, what it says where there is nothing to compare, its cost."""

import re
from collections.abc import Iterable
from html import unescape

import pytest
from browser import PHONE, violations, wider_than_screen
from django.test import Client
from people import NOON, administrator, drobin, outsider, unit
from playwright.sync_api import Page, expect
from pytest_django import DjangoAssertNumQueries

from drogowskaz.assessments import actions
from drogowskaz.assessments.models import Assessment
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.files.reading import Reading, Source
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import State, Value
from drogowskaz.territory.enums import Kind
from drogowskaz.territory.models import Unit

pytestmark = pytest.mark.django_db

PAGE = "/en/jednostka/1419053/ocena/2025/porownanie/"
ROWS = {"population.total": 8000, "labour.unemployed.total": 400, "population.women.total": 4100}
OTHER = "1419062"


def form(of: Unit, year: int, edition: str = "ozps-gmina-2025", rows: Iterable[str] = ROWS) -> Assessment:
    values = {(row, 0): Value(State.VALUE, ROWS[row] + year) for row in rows}
    sheet = Sheet(edition_named(edition), of.code, year, values)
    found, _changed = actions.load_reading(
        reading=Reading(sheet, source=Source("A test")), unit=of, actor=None, at=NOON
    )
    actions.publish(assessment=found, actor=None, at=NOON)
    return found


@pytest.fixture
def forms() -> tuple[Assessment, Assessment, Assessment]:
    """Two years of one unit and one of another."""
    here = unit()
    return form(here, 2024), form(here, 2025), form(unit(OTHER, "Mała Wieś"), 2025)


def words(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return " ".join(unescape(re.sub(r"<svg.*?</svg>|<[^>]*>", " ", response.content.decode(), flags=re.DOTALL)).split())


def headings(client: Client, address: str) -> list[str]:
    """What the columns of the first table are called; nothing where no forms stand side by side."""
    html = client.get(address).content.decode()
    return re.findall(r'<th scope="col" class="n">([^<]+)</th>', html.split("</thead>")[0])


@pytest.mark.usefixtures("forms")
def test_without_a_choice_the_nearest_earlier_year_stands_beside(client: Client) -> None:
    assert headings(client, PAGE) == ["2024", "2025"]
    assert headings(client, PAGE.replace("2025", "2024")) == ["2024", "2025"]


@pytest.mark.usefixtures("forms")
def test_two_units_can_be_swapped(client: Client) -> None:
    both = ["gmina Drobin, 2025", "gmina Mała Wieś, 2025"]
    assert headings(client, f"{PAGE}?z={OTHER}") == both
    html = client.get(f"{PAGE}?z={OTHER}&rozdzial=3").content.decode()
    swap = re.search(r'href="([^"]+)">Swap the two</a>', html)
    assert swap is not None
    assert unescape(swap[1]) == f"/en/jednostka/{OTHER}/ocena/2025/porownanie/?z=1419053&rok=2025&rozdzial=3"
    assert headings(client, unescape(swap[1])) == both[::-1]


@pytest.mark.usefixtures("forms")
@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        ("?rok=2025", "This is one and the same form."),
        ("?z=1419053&rok=2025", "This is one and the same form."),
        ("?rok=2019", "There is no public assessment of this unit for “2019”: gmina Drobin."),
        ("?rok=abc", "There is no public assessment of this unit for “abc”: gmina Drobin."),
        (f"?z={OTHER}&rok=2024", "There is no public assessment of this unit for “2024”: gmina Mała Wieś."),
        ("?z=9999999", "There is no unit with the code “9999999”."),
        ("?z=%3Cb%3E", "There is no unit with the code “<b>”."),
        ("?z=1419072", "There is no public assessment of this unit here yet: gmina Staroźreby."),
        ("?z=1419", "These two forms ask about different things"),
    ],
)
def test_a_choice_that_cannot_be_compared_gets_a_sentence_and_another_choice(
    client: Client, choice: str, sentence: str
) -> None:
    unit("1419072", "Staroźreby")
    powiat = Unit.of(code="1419", name="płocki", kind=Kind.POWIAT, parent=None)
    powiat.save()
    form(powiat, 2025, "ozps-powiat-2025", ["population.total"])
    said = words(client, PAGE + choice)
    assert sentence in said
    assert "Another unit, by name" in said
    assert headings(client, PAGE + choice) == []
    assert "<b>" not in client.get(PAGE + choice).content.decode()


def test_a_unit_with_one_year_says_so_and_names_others(client: Client) -> None:
    form(unit(), 2025)
    form(unit(OTHER, "Mała Wieś"), 2025)
    said = words(client, PAGE)
    assert "There is only one public assessment of this unit here: gmina Drobin." in said
    assert "For example: gmina Mała Wieś" in said


def test_forms_of_two_editions_are_joined_by_the_crosswalk(client: Client) -> None:
    here = unit()
    form(here, 2025)
    actions.publish(
        assessment=actions.load_reading(reading=drobin(), unit=here, actor=None, at=NOON)[0], actor=None, at=NOON
    )
    assert headings(client, PAGE) == ["2014", "2025"]
    assert "The numbers before and after cannot be compared." in words(client, PAGE)


@pytest.mark.parametrize("address", ["/en/jednostka/1419053/ocena/2019/porownanie/", PAGE + "?rozdzial=99"])
@pytest.mark.usefixtures("forms")
def test_a_form_or_chapter_that_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(("who", "sees"), [("anonymous", False), ("outsider", False), ("administrator", True)])
@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_is_not_public_stands_beside_only_for_administrators(
    client: Client, forms: tuple[Assessment, Assessment, Assessment], status: str, who: str, sees: bool
) -> None:
    for one in (forms[0], forms[2]):
        Assessment.objects.filter(pk=one.pk).update(status=status)
    people = {"outsider": outsider, "administrator": administrator}
    if who in people:
        client.force_login(people[who]())
    for choice in ("", "?rok=2024", f"?z={OTHER}", f"?z={OTHER}&rok=2025"):
        assert bool(headings(client, PAGE + choice)) is sees
    assert client.get(PAGE.replace("2025", "2024")).status_code == (200 if sees else 404)
    found = client.get(PAGE + "?szukaj=mala").content.decode()
    assert (f"?z={OTHER}" in found) is sees
    shown = client.get(PAGE).content.decode() + client.get(PAGE + "?rok=2024").content.decode()
    assert ("10\xa0024" in shown) is sees


@pytest.mark.usefixtures("forms")
def test_a_search_lists_first_what_can_be_compared_and_says_of_the_others_that_it_cannot(client: Client) -> None:
    unit("1419072", "Mała Druga")
    said = words(client, PAGE + "?szukaj=mala")
    assert said.index("gmina Mała Wieś") < said.index("gmina Mała Druga")
    assert "there is no public assessment here that could be compared with this one" in said
    assert "Nothing found." in words(client, PAGE + "?szukaj=nigdzie")


@pytest.mark.usefixtures("forms")
def test_while_typing_only_the_list_is_sent(client: Client) -> None:
    html = client.get(PAGE + "?szukaj=mala", headers={"HX-Request": "true"}).content.decode().strip()
    assert html.startswith('<div id="others"')
    assert "<html" not in html
    assert f'href="?z={OTHER}"' in html


@pytest.mark.usefixtures("forms")
def test_the_chapter_goes_along_with_every_choice(client: Client) -> None:
    html = client.get(f"{PAGE}?z={OTHER}&rozdzial=3").content.decode()
    assert f'href="?z={OTHER}&amp;rok=2025&amp;rozdzial=3"' in html
    assert f'href="?z={OTHER}&amp;rok=2025&amp;rozdzial=wskazniki"' in html
    assert '<input type="hidden" name="rozdzial" value="3">' in html


@pytest.mark.usefixtures("forms")
def test_indicators_stand_side_by_side_with_their_meaning(client: Client) -> None:
    html = client.get(f"{PAGE}?z={OTHER}&rozdzial=wskazniki").content.decode()
    assert sorted(re.findall(r'<tr id="([^"]+)"', html)) == sorted(
        one.id for one in edition_named("ozps-gmina-2025").indicators
    )
    assert html.count("<summary>What it means</summary>") == len(edition_named("ozps-gmina-2025").indicators)


@pytest.mark.usefixtures("forms")
def test_nothing_on_the_page_orders_or_judges(client: Client) -> None:
    html = client.get(f"{PAGE}?z={OTHER}").content.decode()
    rows = re.findall(r'<tr id="([^"]+)"', html)
    chapter = next(one for one in edition_named("ozps-gmina-2025").chapters if one.number == "2")
    assert rows == [row.key for row in chapter.rows]
    assert "nothing here is a ranking" in html
    assert re.search(r'class="[^"]*\b(error|done|justify)\b', html) is None


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("choice", "queries"), [("", 8), (f"?z={OTHER}", 11), ("?szukaj=mala", 6), ("?z=9999999", 6)])
def test_the_page_costs_the_same_with_one_row_and_with_three(
    client: Client, rows: int, choice: str, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    some = list(ROWS)[:rows]
    here = unit()
    for year in (2024, 2025):
        form(here, year, rows=some)
    form(unit(OTHER, "Mała Wieś"), 2025, rows=some)
    with django_assert_num_queries(queries):
        client.get(PAGE + choice)


def test_forms_of_two_editions_cost_one_query_more_for_the_crosswalk(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    form(unit(), 2025)
    form(unit(OTHER, "Mała Wieś"), 2014, "ozps-gmina-2014")
    with django_assert_num_queries(12):
        client.get(f"{PAGE}?z={OTHER}")


HOSTILE = "<script>alert(1)</script> ‮מבחן عربى‬"


def test_hostile_text_and_text_from_right_to_left_stay_text(client: Client) -> None:
    here = unit()
    for year in (2024, 2025):
        values = {
            ("population.total", 0): Value(State.VALUE, 8000),
            ("childcare.nursery.refusal_text", 0): Value(State.VALUE, text=HOSTILE),
        }
        sheet = Sheet(edition_named("ozps-gmina-2025"), here.code, year, values)
        found, _changed = actions.load_reading(
            reading=Reading(sheet, source=Source(HOSTILE)), unit=here, actor=None, at=NOON
        )
        actions.publish(assessment=found, actor=None, at=NOON)
    html = client.get(PAGE).content.decode()
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2
    assert re.search(r'<a [^>]*dir="auto"[^>]*>&lt;script', html) is not None


@pytest.mark.browser
def test_two_units_are_chosen_by_keyboard_and_read_on_a_phone_without_a_fault(site: str, page: Page) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{site}/en/jednostka/1419053/ocena/2014/porownanie/")
    with page.expect_response("**szukaj=wymys*"):
        page.get_by_role("searchbox").press_sequentially("wymys")
    page.locator("#others").get_by_role("link").press("Enter")
    expect(page.get_by_role("table").first).to_be_visible()
    assert (violations(page), wider_than_screen(page)) == ([], False)
    page.get_by_role("link", name="Indicators", exact=True).last.click()
    page.wait_for_url("**rozdzial=wskazniki")
    assert (violations(page), wider_than_screen(page)) == ([], False)
