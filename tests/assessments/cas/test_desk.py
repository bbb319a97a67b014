"""Retyping into CAS: sections in their order, blocks to copy, ticks with what changed after them."""

import datetime as dt
import re
from html import unescape

import pytest
from assessments.cas.desks import DESK, DROBIN, SECTION, arrive, drobin_form, fill
from assessments.entry.opened import clerk
from django.test import Client
from django.utils import timezone
from people import outsider
from pytest_django import DjangoAssertNumQueries

from drogowskaz.assessments.actions.cas import tick_section, untick_section
from drogowskaz.assessments.actions.entry import Save, save_cells
from drogowskaz.assessments.models import Assessment, CasTranscription
from drogowskaz.assessments.queries.cas.desk import Retyped, desk, opened
from drogowskaz.assessments.queries.cas.sections import sections_of, told_values
from drogowskaz.audit.models import Entry
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.workflow import Refused

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def form() -> Assessment:
    made = drobin_form()
    fill(made, dict(DROBIN.values))
    return made


def tick(client: Client, page: str = SECTION) -> int:
    """Press „przepisane” as the page shows it."""
    found = re.search(r'name="seen" value="([^"]+)"', client.get(page).content.decode())
    assert found is not None
    return client.post(page, {"seen": found[1], "tick": ""}).status_code


def states(form: Assessment) -> dict[str, str]:
    shown = desk(form, "en")
    return {one.section.key: one.state.value for part in shown.parts for one in part.sections}


def test_sections_follow_the_form_and_hold_every_row_once() -> None:
    for name in ("ozps-gmina-2014", "ozps-gmina-2025"):
        edition = edition_named(name)
        sections = sections_of(edition)
        assert [row.key for one in sections for row in one.rows] == [row.key for row in edition.rows]
        assert {one.chapter.number for one in sections} == {one.number for one in edition.chapters}
        assert max(len(one.rows) for one in sections) <= 40


def test_a_section_shows_its_values_as_they_are_typed(form: Assessment, client: Client) -> None:
    page = arrive(client, form).get(SECTION).content.decode()
    (block,) = re.findall(r'<textarea id="b-population"[^>]*>\n(.*?)</textarea>', page, re.S)
    lines = unescape(block).split("\n")
    assert lines[0] == "8316\t8279\t8279\t8279\t8279"
    assert len(lines) == len(DROBIN.edition.tables["population"].rows)


def test_a_layout_that_is_our_assumption_is_said_to_be_one(form: Assessment, client: Client) -> None:
    told = "Go by the names, not by the places"
    arrive(client, form)
    certain = [one.key for one in sections_of(DROBIN.edition) if one.is_certain]
    for key in ("1/0", "2/1"):
        assert (told in client.get(f"/en{DESK}{key}/").content.decode()) is (key not in certain)


def test_a_tick_is_kept_with_who_and_when_and_leads_to_the_next_section(form: Assessment, client: Client) -> None:
    assert tick(arrive(client, form)) == 302
    kept = CasTranscription.objects.get()
    assert (kept.section, kept.by.name) == ("2/1", "Celina Wpisująca")  # type: ignore[union-attr]
    assert states(form)["2/1"] == "done"
    assert "Celina Wpisująca" in client.get(DESK).content.decode()
    assert [one.details["section"] for one in Entry.objects.filter(verb="cas.section_ticked")] == ["2/1"]


def test_a_second_click_is_no_second_tick(form: Assessment, client: Client) -> None:
    arrive(client, form)
    assert (tick(client), tick(client)) == (302, 302)
    assert Entry.objects.filter(verb="cas.section_ticked").count() == 1


def test_the_last_of_two_people_counts(form: Assessment, client: Client) -> None:
    first, second = clerk(form), clerk(form, "Danuta Druga")
    for person in (first, second):
        client.force_login(person)
        tick(client)
    assert [one.by for one in CasTranscription.objects.all()] == [second]


def test_a_value_changed_after_the_tick_is_named_with_what_it_was(form: Assessment, client: Client) -> None:
    tick(arrive(client, form))
    save_cells(assessment=form, saves=[Save("population.total", 0, "8280", 1)], actor=None, at=NOW)
    found = opened(form, "2", 1, "en")
    assert found is not None
    assert found.shown.state is Retyped.CHANGED
    (change,) = found.shown.changes
    assert (change.number, change.year, change.was, change.now) == (1, 2014, "8\xa0279", "8\xa0280")
    page = client.get(f"/en{DESK}").content.decode()
    assert "<del>8\xa0279</del>" in page
    tick(client)
    assert states(form)["2/1"] == "done"


def test_values_that_changed_while_somebody_retyped_are_not_ticked(form: Assessment, client: Client) -> None:
    page = arrive(client, form).get(SECTION).content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    save_cells(assessment=form, saves=[Save("population.total", 0, "8280", 1)], actor=None, at=NOW)
    assert seen is not None
    answer = client.post(SECTION, {"seen": seen[1], "tick": ""})
    assert (answer.status_code, CasTranscription.objects.count()) == (422, 0)
    assert 'value="' + seen[1] not in answer.content.decode()


def test_a_tick_can_be_taken_back_once_and_twice(form: Assessment, client: Client) -> None:
    tick(arrive(client, form))
    for _press in range(2):
        assert client.post(SECTION, {"untick": ""}).status_code == 302
    assert states(form)["2/1"] == "not-yet"
    assert Entry.objects.filter(verb="cas.section_unticked").count() == 1


def test_the_text_of_a_chapter_is_a_section_too(form: Assessment, client: Client) -> None:
    form.texts.create(chapter="1", version=1, text="Gmina leży nad rzeką.", written_at=NOW)
    page = f"{DESK}1/0/"
    assert "Gmina leży nad rzeką." in arrive(client, form).get(page).content.decode()
    tick(client, page)
    form.texts.create(chapter="1", version=2, text="Gmina leży nad jeziorem.", written_at=NOW)
    assert states(form)["1/0"] == "changed"


def test_a_closed_form_is_still_retyped_and_compared(form: Assessment, client: Client) -> None:
    Assessment.objects.filter(pk=form.pk).update(locked=True)
    arrive(client, form)
    assert (client.get(DESK).status_code, tick(client)) == (200, 302)
    assert client.get(f"{DESK}porownanie/").status_code == 200
    assert client.get(f"{DESK}druk/").status_code == 403
    assert f"{DESK}druk/" not in client.get(DESK).content.decode()


def test_an_expired_duty_and_an_outsider_get_nowhere(form: Assessment, client: Client) -> None:
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    for person in (clerk(form, valid_until=yesterday), outsider()):
        client.force_login(person)
        assert [client.get(page).status_code for page in (DESK, SECTION, f"{DESK}porownanie/")] == [403, 403, 403]
        section = sections_of(DROBIN.edition)[1]
        for act in (tick_section, untick_section):
            extra = {"seen": told_values(form, section)[1]} if act is tick_section else {}
            with pytest.raises(Refused):
                act(assessment=form, section=section, actor=person, at=timezone.now(), **extra)  # type: ignore[operator]


def test_a_section_that_is_none_and_a_visitor(form: Assessment, client: Client) -> None:
    assert client.get(DESK).status_code == 302
    arrive(client, form)
    assert [client.get(f"{DESK}{one}/").status_code for one in ("2/9", "99/1", "2/0")] == [404, 404, 404]
    assert client.get("/wpis/1419053/2013/cas/").status_code == 404


def test_the_desk_asks_the_same_questions_of_one_tick_and_of_three(
    form: Assessment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 3):
        for section in sections_of(DROBIN.edition)[:count]:
            seen = told_values(form, section)[1]
            tick_section(assessment=form, section=section, seen=seen, actor=None, at=NOW)
        with django_assert_num_queries(4):
            assert desk(form, "pl").done == count
        with django_assert_num_queries(3):
            assert opened(form, "2", 1, "pl") is not None
