"""The pages of a published assessment tell nothing of what is hidden: to nobody, in no language, on no page."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from itertools import chain

import pytest
from django.test import Client
from documents.told import Line, told_in
from people import NOON, administrator, outsider, unit

from drogowskaz.assessments import actions
from drogowskaz.assessments.models import Assessment, Cell, CellChange
from drogowskaz.assessments.queries.provenance import provenance
from drogowskaz.assessments.queries.publication import Copy, copy_of, find
from drogowskaz.engine.disclosure.audit import Audit, audit
from drogowskaz.engine.disclosure.small import is_sensitive
from drogowskaz.engine.disclosure.withholding import Withheld
from drogowskaz.engine.editions.loader import EDITIONS
from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.files.reading import Source
from drogowskaz.engine.values import State
from drogowskaz.territory.models import Unit

pytestmark = pytest.mark.django_db

CODE, YEAR = "9901012", 2025
PAGE = f"/jednostka/{CODE}/ocena/{YEAR}/"
READING = replace(read_case(EDITIONS / "ozps-gmina-2025/cases/wymyslona-2025.yaml"), source=Source("Zmyślony przykład"))
EDITION = READING.sheet.edition
PAGES = (
    f"/jednostka/{CODE}/",
    PAGE,
    *(f"{PAGE}rozdzial/{chapter.number}/" for chapter in EDITION.chapters),
    f"{PAGE}wskazniki/",
)
EMPTY, NO_FIGURE = "puste", "brak wyniku"


@pytest.fixture
def gmina() -> Unit:
    return unit(CODE, "Wymyślona")


@pytest.fixture
def draft(gmina: Unit) -> Assessment:
    made, _changed = actions.load_reading(reading=READING, unit=gmina, actor=None, at=NOON)
    return made


@pytest.fixture
def public(draft: Assessment) -> Assessment:
    actions.publish(assessment=draft, actor=None, at=NOON)
    return Assessment.objects.select_related("unit", "source").get(pk=draft.pk)


@pytest.fixture
def found(public: Assessment) -> Withheld:
    return find([Assessment.objects.select_related("unit").get(pk=public.pk)])


@pytest.fixture
def copy(public: Assessment, gmina: Unit) -> Copy:
    return copy_of(public, [gmina], "pl")


def cell_page(row: str, offset: int) -> str:
    return f"{PAGE}komorka/{row}/{YEAR + offset}/"


def visitor(who: str) -> Client:
    client = Client()
    people = {"administrator": administrator, "outsider": outsider}
    if who in people:
        client.force_login(people[who]())
    return client


def html_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())


def words(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", " ", html)).strip()


def lines(html: str) -> Iterator[Line]:
    """The rows of the page's tables of the form, without signs of certainty and units."""
    for row in re.findall(r'<tr id="[^"]+"[^>]*>(.*?)</tr>', html, re.DOTALL):
        label, *cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        label = re.sub(r'<span class="tag.*?</span>', "", label, flags=re.DOTALL)
        texts = (re.sub(r"\s+(?=$)|^\s+", "", words(cell)) for cell in cells)
        yield re.sub(r"\s\[[^]]*\]\s*$", "", words(label)), tuple("" if one == EMPTY else one for one in texts)


def indicator_lines(html: str) -> Iterator[Line]:
    for label, cells in lines(html):
        yield label, tuple("–" if one in ("", NO_FIGURE) else one for one in cells)


def findings(html: str) -> str:
    listed = re.findall(r'<li>\s*<a [^>]*>(.*?)</a>\s*<span class="small">(.*?)</span>', html, re.DOTALL)
    return "\n".join(f"{place[:1].upper()}{place[1:]}. {message}" for message, place in listed)


@pytest.mark.parametrize("who", ["anonymous", "outsider", "administrator"])
def test_the_marks_stand_in_the_hidden_cells_for_everybody(copy: Copy, who: str) -> None:
    client = visitor(who)
    chapters = [html_of(client, page) for page in PAGES if "/rozdzial/" in page]
    marks = sum(cells.count(copy.hidden.mark) for html in chapters for _label, cells in lines(html))
    assert marks == len(copy.hidden.cells) > 100
    figures = [cell for _label, cells in lines(html_of(client, PAGES[-1])) for cell in cells]
    assert figures.count(copy.hidden.mark) == len(copy.hidden.indicators)


def test_nobody_can_compute_a_small_number_from_the_pages(client: Client, copy: Copy, found: Withheld) -> None:
    chapters = [html_of(client, page) for page in PAGES if "/rozdzial/" in page]
    rows = chain(*(lines(html) for html in chapters), indicator_lines(html_of(client, PAGES[-1])))
    told = told_in(rows, findings(html_of(client, PAGE)), copy.sheet, copy.hidden)
    assert len(told.cells) > 2000
    assert told.figures
    assert audit([told], found.threshold) == Audit((), (), ())


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_forms_with_other_hidden_numbers_have_the_very_same_pages(
    client: Client, public: Assessment, found: Withheld, prefix: str
) -> None:
    """Charts, sentences, counts, reasons: whatever told of a hidden number would differ."""
    sensitive = {place for place in found.cells if is_sensitive(EDITION.row_by_key[place[1]])}
    asked = sorted({(row, offset) for _year, row, offset in sensitive if offset == 0})[::6]
    pages = [*PAGES, *(cell_page(*cell) for cell in asked)]
    before = [html_of(client, prefix + page) for page in pages]
    for numbers in found.alternatives[:: len(found.alternatives) // 2]:
        for (_year, row, offset), number in numbers.items():
            Cell.objects.filter(assessment=public, row=row, offset=offset).update(number=number, state=State.VALUE)
        assert numbers
        assert [html_of(client, prefix + page) for page in pages] == before


def test_the_page_of_a_hidden_cell_says_why_and_shows_no_number_of_its_past(client: Client, copy: Copy) -> None:
    cell = sorted(copy.hidden.cells)[0]
    CellChange.objects.filter(row=cell[0], offset=cell[1]).update(number=31_337)
    html = html_of(client, cell_page(*cell))
    assert copy.hidden.reason in words(html)
    assert "31\N{NO-BREAK SPACE}337" not in html
    told = provenance(copy, cell, "pl")
    assert {told.cell.text, *(one.text for one in told.journal)} == {copy.hidden.mark}


def test_what_stood_in_a_shown_cell_before_is_not_told_of_rows_about_people(public: Assessment, copy: Copy) -> None:
    cell = next(
        key for key in sorted(copy.sheet.values)
        if is_sensitive(EDITION.row_by_key[key[0]]) and key not in copy.hidden.cells
    )  # fmt: skip
    change = CellChange.objects.get(assessment=public, row=cell[0], offset=cell[1])
    Cell.objects.filter(assessment=public, row=cell[0], offset=cell[1]).update(version=2)
    CellChange.objects.create(
        assessment=public, row=cell[0], offset=cell[1], version=2, state=1, number=change.number + 7, at=NOON
    )
    newest, oldest = provenance(copy, cell, "pl").journal
    assert (newest.text == copy.hidden.mark, oldest.text) == (False, copy.hidden.mark)


def test_the_sentence_that_explains_the_mark_stands_once_below_each_table_that_has_one(
    client: Client, copy: Copy
) -> None:
    for chapter in EDITION.chapters:
        keys = {row.table for row in chapter.rows if any((row.key, one) in copy.hidden.cells for one in row.offsets)}
        html = html_of(client, f"{PAGE}rozdzial/{chapter.number}/")
        assert words(html).count(copy.hidden.reason) == len(keys)


def test_a_draft_shows_every_number_to_an_administrator_and_says_so(draft: Assessment) -> None:
    html = html_of(visitor("administrator"), "/en" + PAGE)
    assert "This is not the public copy" in html
    assert "(hidden)" not in html


def test_a_public_page_does_not_say_that_it_is_whole(public: Assessment) -> None:
    assert "This is not the public copy" not in html_of(visitor("administrator"), "/en" + PAGE)


def test_the_norm_is_not_told_where_one_of_its_numbers_is_hidden(
    client: Client, public: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = f"/en{PAGE}wskazniki/"
    assert 'id="norm"' in html_of(client, page)
    kept = public.public_copy
    kept.cells = [*kept.cells, ["staff.social_workers.fte", 0]]
    kept.save()
    assert 'id="norm"' not in html_of(client, page)
