"""Answers brought from last year's annexe and from a file."""

import datetime as dt

import pytest
from participation.annexe.filled import JANUARY, Scene, begun, reasons, scene, sent, write

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.annexes import write_csv
from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions.annexe import copy_last_year, import_answers, preview_of, start_annexe
from drogowskaz.participation.models import Annexe
from drogowskaz.participation.queries.annexe import answers_of, definition_of

pytestmark = pytest.mark.django_db
NEXT = dt.datetime(2028, 1, 14, 12, tzinfo=dt.UTC)


@pytest.fixture
def here() -> Scene:
    return scene()


def a_year_later(here: Scene) -> Annexe:
    """The annexe for 2027 of the circle, which handed one in for 2026."""
    sent(here)
    cycle = Cycle.objects.create(unit=here.unit, year=2027, planned_at=JANUARY)
    return start_annexe(cycle=cycle, organisation=here.circle, actor=here.leader, at=NEXT)


def table(annexe: Annexe, **answers: str) -> bytes:
    told = {(key.replace("__", "."), 0): text for key, text in answers.items()}
    return write_csv(definition_of(annexe), told, "pl")


def test_last_years_answers_come_without_consents(here: Scene) -> None:
    annexe = a_year_later(here)
    assert copy_last_year(annexe=annexe, actor=here.leader, at=NEXT) == 12
    found = answers_of(annexe.items.all())
    assert (found["n2.service.name", 0], found["n2.service.recipients", 0]) == ("Obiady dla starszych", "24")
    assert [key for key, _place in found if key.startswith("n10.")] == ["n10.filled_by"]


def test_what_is_written_already_is_never_replaced(here: Scene) -> None:
    annexe = a_year_later(here)
    write(annexe, {("n1.mandate_holder", 0): "nowa prezeska", ("n2.service.name", 0): "Paczki"}, here.leader, NEXT)
    copy_last_year(annexe=annexe, actor=here.leader, at=NEXT)
    found = answers_of(annexe.items.all())
    assert (found["n1.mandate_holder", 0], found["n2.service.name", 0]) == ("nowa prezeska", "Paczki")
    assert ("n2.service.recipients", 0) not in found


def test_copying_twice_brings_nothing_more(here: Scene) -> None:
    annexe = a_year_later(here)
    copy_last_year(annexe=annexe, actor=here.leader, at=NEXT)
    assert copy_last_year(annexe=annexe, actor=here.leader, at=NEXT) == 0


def test_without_an_earlier_annexe_there_is_nothing_to_copy(here: Scene) -> None:
    with pytest.raises(Refused) as caught:
        copy_last_year(annexe=begun(here), actor=here.leader, at=JANUARY)
    assert reasons(caught.value) == ["This organisation has not handed in an annexe for an earlier year."]


def test_a_preview_tells_what_a_file_would_change_and_changes_nothing(here: Scene) -> None:
    annexe = begun(here)
    write(annexe, {("n2.service.name", 0): "Obiady"}, here.leader)
    preview = preview_of(annexe, table(annexe, n2__service__name="Paczki", n1__organisation="KGW Zmyślone"), "pl")
    assert [(one.number, one.was, one.becomes) for one in preview.changes] == [(1, "Obiady", "Paczki")]
    assert (preview.same, preview.problems) == (1, ())
    assert answers_of(annexe.items.all())["n2.service.name", 0] == "Obiady"


def test_a_file_is_brought_in_whole_and_an_empty_cell_changes_nothing(here: Scene) -> None:
    annexe = begun(here)
    write(annexe, {("n4.qualifications", 0): "kucharka"}, here.leader)
    content = table(annexe, n2__service__name="Paczki", n2__service__recipients="12")
    stamp = preview_of(annexe, content, "pl").stamp
    assert import_answers(annexe=annexe, content=content, stamp=stamp, actor=here.leader, at=JANUARY) == 2
    found = answers_of(annexe.items.all())
    assert (found["n2.service.recipients", 0], found["n4.qualifications", 0]) == ("12", "kucharka")


def test_one_bad_line_keeps_the_whole_file_out(here: Scene) -> None:
    annexe = begun(here)
    content = table(annexe, n2__service__name="Paczki").replace(b"n2.service.recipients;1;", b"n2.service.nic;1;")
    preview = preview_of(annexe, content, "en")
    with pytest.raises(Refused) as caught:
        import_answers(annexe=annexe, content=content, stamp=preview.stamp, actor=here.leader, at=JANUARY)
    assert reasons(caught.value) == ["The file was not brought in: 1 of its places cannot be read."]
    assert ("n2.service.name", 0) not in answers_of(annexe.items.all())


def test_what_is_no_table_at_all_is_told(here: Scene) -> None:
    preview = preview_of(begun(here), b"\x00\x01\x02", "en")
    assert (preview.changes, len(preview.problems)) == ((), 1)


def test_a_colleague_who_wrote_meanwhile_keeps_the_file_out(here: Scene) -> None:
    annexe = begun(here)
    content = table(annexe, n2__service__name="Paczki")
    stamp = preview_of(annexe, content, "pl").stamp
    write(annexe, {("n2.service.name", 0): "Obiady"}, here.leader)
    with pytest.raises(Refused) as caught:
        import_answers(annexe=annexe, content=content, stamp=stamp, actor=here.leader, at=JANUARY)
    assert "since you looked at the file" in reasons(caught.value)[0]
    assert answers_of(annexe.items.all())["n2.service.name", 0] == "Obiady"


def test_a_file_is_not_brought_into_what_was_handed_in(here: Scene) -> None:
    annexe = sent(here)
    with pytest.raises(Refused):
        import_answers(annexe=annexe, content=b"", stamp="", actor=here.leader, at=JANUARY)
