"""Loading, publishing and withdrawing an assessment."""

from dataclasses import replace

import pytest
from people import LATER, NOON, administrator, drobin, outsider, unit

from drogowskaz.assessments import actions
from drogowskaz.assessments.enums import Status
from drogowskaz.assessments.models import Assessment, Cell, CellChange
from drogowskaz.assessments.queries import sheet_of
from drogowskaz.audit.models import Entry
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import NO_INFORMATION, State, Value
from drogowskaz.engine.workflow import Refused

pytestmark = pytest.mark.django_db


def loaded() -> Assessment:
    assessment, _changed = actions.load_reading(reading=drobin(), unit=unit(), actor=None, at=NOON)
    return assessment


def sentences(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [refusal.sentence("en") for refusal in refused.value.refusals]


def test_a_loaded_sheet_reads_back_as_it_was() -> None:
    assert sheet_of(loaded()).values == drobin().sheet.values


def test_every_loaded_cell_has_its_source_and_its_first_journal_row() -> None:
    assessment = loaded()
    cells = Cell.objects.filter(assessment=assessment)
    assert cells.count() == CellChange.objects.filter(assessment=assessment, version=1).count() == 120
    assert set(cells.values_list("source__publisher", flat=True)) == {
        "Urząd Miasta i Gminy w Drobinie, materiały na sesję rady 21 maja 2015 r."
    }


def test_loading_the_same_sheet_twice_changes_nothing() -> None:
    assessment = loaded()
    again, changed = actions.load_reading(reading=drobin(), unit=assessment.unit, actor=None, at=LATER)
    assert (again, changed) == (assessment, 0)
    assert CellChange.objects.count() == 120
    assert Entry.objects.count() == 1
    again.refresh_from_db()
    assert again.changed_at == NOON


def test_loading_a_changed_sheet_writes_only_what_differs_and_keeps_the_old_value() -> None:
    assessment = loaded()
    reading = drobin()
    values = {
        **reading.sheet.values,
        ("population.total", 0): Value(State.VALUE, 8280),
        ("hospices", 0): NO_INFORMATION,
    }
    changed_sheet = Sheet(reading.sheet.edition, reading.sheet.unit, 2014, values)
    _again, changed = actions.load_reading(
        reading=replace(reading, sheet=changed_sheet), unit=assessment.unit, actor=None, at=LATER
    )
    assert changed == 2
    journal = CellChange.objects.filter(row="population.total", offset=0).order_by("version")
    assert list(journal.values_list("version", "number")) == [(1, 8279), (2, 8280)]
    assert Cell.objects.get(row="hospices").state == State.NO_INFORMATION


def test_a_year_on_another_edition_is_refused_and_nothing_is_written() -> None:
    assessment = loaded()
    Assessment.objects.filter(pk=assessment.pk).update(edition="ozps-gmina-2013")
    with pytest.raises(Refused) as refused:
        actions.load_reading(reading=drobin(), unit=assessment.unit, actor=None, at=LATER)
    assert sentences(refused) == ["The assessment for 2014 is on another edition: ozps-gmina-2013."]
    assert CellChange.objects.count() == 120


def test_an_outsider_cannot_load_publish_or_withdraw() -> None:
    assessment, person = loaded(), outsider()
    only = ["Only an administrator can publish a form that was not signed here."]
    with pytest.raises(Refused) as refused:
        actions.load_reading(reading=drobin(), unit=assessment.unit, actor=person, at=LATER)
    assert sentences(refused) == ["Only an administrator can put published forms in."]
    with pytest.raises(Refused) as refused:
        actions.publish(assessment=assessment, actor=person, at=LATER)
    assert sentences(refused) == only
    actions.publish(assessment=assessment, actor=None, at=LATER)
    with pytest.raises(Refused) as refused:
        actions.withdraw(assessment=assessment, reason="bo tak", actor=person, at=LATER)
    assert sentences(refused) == only


def test_an_administrator_whose_account_is_closed_cannot_publish() -> None:
    person = administrator()
    person.is_active = False
    with pytest.raises(Refused):
        actions.publish(assessment=loaded(), actor=person, at=LATER)


def test_publishing_leaves_a_trace_with_the_person() -> None:
    assessment = loaded()
    actions.publish(assessment=assessment, actor=administrator(), at=LATER)
    assert assessment.status == Status.PUBLIC
    entry = Entry.objects.get(verb="assessment.published")
    assert (entry.actor_name, entry.thing, entry.thing_id) == (
        "Ada Administratorka",
        "assessments.Assessment",
        str(assessment.pk),
    )


def test_a_second_click_on_publish_is_refused_and_leaves_one_trace() -> None:
    assessment = loaded()
    actions.publish(assessment=assessment, actor=None, at=LATER)
    with pytest.raises(Refused) as refused:
        actions.publish(assessment=assessment, actor=None, at=LATER)
    assert sentences(refused) == ["The assessment is already: public."]
    assert Entry.objects.filter(verb="assessment.published").count() == 1


def test_the_slower_of_two_withdrawals_is_refused() -> None:
    """Both read the public assessment; the state is asked again when it is changed."""
    assessment = loaded()
    actions.publish(assessment=assessment, actor=None, at=LATER)
    first, second = Assessment.objects.get(pk=assessment.pk), Assessment.objects.get(pk=assessment.pk)
    actions.withdraw(assessment=first, reason="pomyłka w druku", actor=None, at=LATER)
    with pytest.raises(Refused) as refused:
        actions.withdraw(assessment=second, reason="inna pomyłka", actor=None, at=LATER)
    assert sentences(refused) == ["The assessment is already: withdrawn."]
    assert [entry.details for entry in Entry.objects.filter(verb="assessment.withdrawn")] == [
        {"reason": "pomyłka w druku"}
    ]


def test_withdrawing_needs_a_reason() -> None:
    assessment = loaded()
    actions.publish(assessment=assessment, actor=None, at=LATER)
    with pytest.raises(Refused) as refused:
        actions.withdraw(assessment=assessment, reason="  ", actor=None, at=LATER)
    assert sentences(refused) == ["Say why the assessment is withdrawn."]


def test_an_assessment_without_source_or_cells_is_not_published_and_every_reason_is_told() -> None:
    assessment = Assessment.objects.create(
        unit=unit(), year=2014, edition="ozps-gmina-2014", created_at=NOON, changed_at=NOON
    )
    with pytest.raises(Refused) as refused:
        actions.publish(assessment=assessment, actor=None, at=LATER)
    assert sentences(refused) == [
        "Numbers without a source are not published. Add the source first.",
        "There is nothing to publish: no cell is filled in.",
    ]


def test_a_withdrawn_assessment_can_be_published_again() -> None:
    assessment = loaded()
    actions.publish(assessment=assessment, actor=None, at=NOON)
    actions.withdraw(assessment=assessment, reason="poprawka", actor=None, at=NOON)
    actions.publish(assessment=assessment, actor=None, at=LATER)
    assert Assessment.objects.get().status == Status.PUBLIC
