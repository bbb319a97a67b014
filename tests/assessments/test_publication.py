"""What public copies hide is found when something becomes public, for all years of the unit together."""

from dataclasses import replace

import pytest
from people import LATER, NOON, unit

from drogowskaz.assessments import actions
from drogowskaz.assessments.actions.publication import hide_small_counts
from drogowskaz.assessments.models import Assessment, PublicCopy
from drogowskaz.assessments.queries.publication import copy_of, find, found_for, once_public, withheld_of
from drogowskaz.assessments.tasks import take_up_copies
from drogowskaz.engine.disclosure.small import is_sensitive
from drogowskaz.engine.editions.loader import EDITIONS
from drogowskaz.engine.editions.schema import Parts
from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.files.reading import Reading, Source
from drogowskaz.engine.values import State, Value
from drogowskaz.engine.workflow import Refused
from drogowskaz.territory.models import Unit

pytestmark = pytest.mark.django_db

CASE = "ozps-gmina-2025/cases/wymyslona-2025.yaml"


def reading(year: int = 2025, **changed: int) -> Reading:
    """The invented gmina's form, of any year."""
    found = replace(read_case(EDITIONS / CASE), source=Source("Zmyślony przykład"))
    values = dict(found.sheet.values)
    for row, number in changed.items():
        values[row.replace("__", "."), 0] = Value(State.VALUE, number)
    return replace(found, sheet=replace(found.sheet, year=year, values=values))


def published(place: Unit, year: int = 2025, **changed: int) -> Assessment:
    made, _changed = actions.load_reading(reading=reading(year, **changed), unit=place, actor=None, at=NOON)
    actions.publish(assessment=made, actor=None, at=NOON)
    return Assessment.objects.get(pk=made.pk)


@pytest.fixture
def gmina() -> Unit:
    return unit("9901012", "Wymyślona")


def test_publishing_keeps_what_is_hidden_and_it_fits_the_form(gmina: Unit) -> None:
    made = published(gmina)
    series = once_public([gmina])
    kept = PublicCopy.objects.get(assessment=made)
    assert (kept.found_for, kept.threshold, len(kept.cells)) == (found_for(series), 5, len(withheld_of(series).cells))
    assert kept.cells


def test_a_kept_copy_is_read_without_looking_again(gmina: Unit, django_assert_num_queries: object) -> None:
    published(gmina)
    series = once_public([gmina])
    with django_assert_num_queries(0):  # type: ignore[operator]
        withheld_of(series)


def test_a_copy_that_no_longer_fits_is_found_again(gmina: Unit) -> None:
    made = published(gmina)
    before = withheld_of(once_public([gmina])).cells
    PublicCopy.objects.update(found_for="an earlier program")
    assert withheld_of(once_public([gmina])).cells == before
    PublicCopy.objects.all().delete()
    assert withheld_of(once_public([gmina])).cells == find([made]).cells


def test_a_second_year_is_hidden_together_with_the_first_and_hides_nothing_that_was_shown(gmina: Unit) -> None:
    first = published(gmina, 2024)
    shown_before = {(2024, *cell) for cell in map(tuple, PublicCopy.objects.get(assessment=first).cells)}
    published(gmina, 2025)
    series = once_public([gmina])
    now = withheld_of(series)
    assert {one.public_copy.found_for for one in series} == {found_for(series)}
    assert {place for place in now.cells if place[0] == 2024} <= shown_before
    assert {place[0] for place in now.cells} == {2024, 2025}


def test_what_was_withdrawn_is_still_known_to_its_readers(gmina: Unit) -> None:
    first = published(gmina, 2024)
    actions.withdraw(assessment=first, reason="Pomyłka w rozdziale 3.", actor=None, at=LATER)
    published(gmina, 2025)
    assert {place[0] for place in withheld_of(once_public([gmina])).cells} == {2024, 2025}


def test_a_correction_of_a_public_form_is_hidden_anew(gmina: Unit) -> None:
    made = published(gmina)
    row = next(row for row, offset in map(tuple, PublicCopy.objects.get(assessment=made).cells) if offset == 0)
    shown = Value(State.VALUE, 900)
    sheet = reading().sheet
    corrected = replace(reading(), sheet=replace(sheet, values={**sheet.values, (row, 0): shown}))
    actions.load_reading(reading=corrected, unit=gmina, actor=None, at=LATER)
    series = once_public([gmina])
    assert PublicCopy.objects.get(assessment=made).found_for == found_for(series)


def test_what_anybody_could_compute_from_an_earlier_copy_is_refused_and_named(gmina: Unit) -> None:
    sheet = reading().sheet
    part = next(
        row
        for row in sheet.edition.rows
        if row.parts is Parts.ALL and is_sensitive(row) and sheet.value(row.key, 0).number
    )
    assert part.parent is not None
    whole = sheet.value(part.parent, 0).number - sheet.value(part.key, 0).number + 3
    published(gmina, **{part.key.replace(".", "__"): 3, part.parent.replace(".", "__"): whole})
    # As though an earlier program had shown everything but this one part of a sum.
    PublicCopy.objects.update(cells=[[part.key, 0]], figures=[], silent=[])
    with pytest.raises(Refused) as refused:
        hide_small_counts(units=[gmina])
    sentence = refused.value.refusals[0].sentence("en")
    assert sentence.startswith("From the public copy somebody could compute small numbers of people")
    assert f"{part.key} (2025)" in sentence


def test_a_draft_hides_nothing_from_those_who_work_on_it(gmina: Unit) -> None:
    made, _changed = actions.load_reading(reading=reading(), unit=gmina, actor=None, at=NOON)
    copy = copy_of(made, [gmina], "pl")
    assert (copy.hidden.cells, copy.is_public, copy.whole) == (frozenset(), False, copy.result)


def test_after_an_upgrade_the_worker_finds_every_copy_anew(gmina: Unit) -> None:
    made = published(gmina)
    PublicCopy.objects.update(found_for="an earlier program", program="0.0.1")
    assert [take_up_copies(), take_up_copies()] == [1, 0]
    assert PublicCopy.objects.get(assessment=made).found_for == found_for(once_public([gmina]))


def test_a_copy_that_an_older_installation_never_had_is_found_by_the_worker(gmina: Unit) -> None:
    published(gmina)
    PublicCopy.objects.all().delete()
    assert take_up_copies() == 1
    assert PublicCopy.objects.count() == 1
