"""Beginning and filling in: codes, versions, colleagues at once, removed entries, two organisations of one person."""

import pytest
from django.db import connection
from participation.annexe.filled import (
    DECEMBER,
    JANUARY,
    MARCH,
    Scene,
    begun,
    circle,
    filled,
    mandate,
    reasons,
    scene,
    sent,
    someone,
    write,
)

from drogowskaz.audit.models import Entry
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.enums import Kind
from drogowskaz.participation.actions.annexe import (
    Fate,
    Save,
    remove_place,
    restore_place,
    save_answers,
    start_annexe,
    tidy_code,
)
from drogowskaz.participation.actions.annexe.starting import LETTERS, new_code
from drogowskaz.participation.enums.annexe import ItemState
from drogowskaz.participation.models import Annexe
from drogowskaz.participation.queries.annexe import answers_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Scene:
    return scene()


def one(field: str, text: str, seen: int, place: int = 0) -> Save:
    return Save(field, place, text, seen)


def test_an_annexe_begins_with_what_is_known(here: Scene) -> None:
    annexe = begun(here)
    assert answers_of(annexe.items.all()) == {
        ("n1.organisation", 0): "KGW Zmyślone",
        ("n10.filled_by", 0): "itself",
    }


def test_a_code_is_short_and_holds_no_letter_that_is_taken_for_another() -> None:
    code = new_code()
    assert (len(code), code[4], set(code) - set(LETTERS)) == (9, "-", {"-"})
    assert set(LETTERS) & set("0O1I2Z5S8BUVGQ") == set()


@pytest.mark.parametrize("typed", ["k7mn 4pxr", "K7MN-4PXR", "k7mn4pxr", " K7MN – 4PXR "])
def test_a_code_is_found_however_it_was_copied(typed: str) -> None:
    assert tidy_code(typed) == "K7MN-4PXR"


def test_beginning_twice_gives_the_same_annexe(here: Scene) -> None:
    assert (begun(here).pk, begun(here).pk) == (Annexe.objects.get().pk,) * 2
    assert Entry.objects.filter(verb="annexe.started").count() == 1


def test_an_institution_has_no_annexe(here: Scene) -> None:
    office = circle(here.unit, "GOPS")
    office.kind = Kind.OPS
    office.save()
    mandate(office, here.leader)
    with pytest.raises(Refused) as caught:
        begun(here, office)
    assert reasons(caught.value) == ["GOPS is a public institution. The annexe is for organisations of citizens."]


def test_before_the_dates_nothing_is_begun_and_the_sentence_names_them(here: Scene) -> None:
    with pytest.raises(Refused) as caught:
        start_annexe(cycle=here.cycle, organisation=here.circle, actor=here.leader, at=DECEMBER)
    assert reasons(caught.value) == [
        "Organisations supply data for 2026 from 04.01.2027 to 15.02.2027. It is too early now; nothing was lost. The "
        "office of gmina Wymyślona can set an earlier day."
    ]


@pytest.mark.parametrize("who", ["outsider", "editor", "approver", "operator", "animator"])
def test_nobody_else_begins_an_annexe(here: Scene, who: str) -> None:
    with pytest.raises(Refused):
        start_annexe(cycle=here.cycle, organisation=here.circle, actor=here[who], at=JANUARY)
    assert not Annexe.objects.exists()


def test_an_answer_is_read_and_kept_in_one_way_of_writing(here: Scene) -> None:
    annexe = begun(here)
    (outcome,) = write(annexe, {("n2.money.jst", 0): "6 000,50 zł"}, here.leader)
    assert (outcome.fate, outcome.text, outcome.version) == (Fate.SAVED, "6000.50", 1)


def test_what_cannot_be_read_is_not_saved_and_says_why(here: Scene) -> None:
    annexe = begun(here)
    bad, good = write(annexe, {("n2.service.recipients", 0): "dwie", ("n1.legal_form", 0): "kgw"}, here.leader)
    assert (bad.fate, bool(bad.sentence), good.fate) == (Fate.WRONG, True, Fate.SAVED)
    assert not annexe.items.filter(field="n2.service.recipients").exists()


def test_the_same_answer_again_changes_nothing(here: Scene) -> None:
    annexe = begun(here)
    write(annexe, {("n1.legal_form", 0): "kgw"}, here.leader)
    (again,) = save_answers(annexe=annexe, saves=[one("n1.legal_form", "kgw", 0)], actor=here.leader, at=JANUARY)
    assert (again.fate, again.version) == (Fate.SAME, 1)


def test_of_two_colleagues_the_slower_one_sees_both_answers(here: Scene) -> None:
    annexe, colleague = begun(here), someone("Zosia")
    mandate(here.circle, colleague)
    write(annexe, {("n1.mandate_holder", 0): "prezeska"}, here.leader)
    save = one("n1.mandate_holder", "skarbniczka", 0)
    (outcome,) = save_answers(annexe=annexe, saves=[save], actor=colleague, at=JANUARY)
    assert (outcome.fate, outcome.text, outcome.by, outcome.save.text) == (
        Fate.CONFLICT,
        "prezeska",
        "Kazia Kołowa",
        "skarbniczka",
    )
    (again,) = save_answers(
        annexe=annexe, saves=[one("n1.mandate_holder", "skarbniczka", 1)], actor=colleague, at=JANUARY
    )
    assert (again.fate, again.version) == (Fate.SAVED, 2)


def test_a_question_nobody_asks_and_a_place_too_far_are_not_saved(here: Scene) -> None:
    annexe = begun(here)
    saves = [one("n99.nothing", "x", 0), one("n2.service.name", "x", 0, place=100)]
    assert [one.fate for one in save_answers(annexe=annexe, saves=saves, actor=here.leader, at=JANUARY)] == [
        Fate.WRONG,
        Fate.WRONG,
    ]


def test_after_handing_in_an_answer_is_read_and_not_changed(here: Scene) -> None:
    annexe = sent(here)
    with pytest.raises(Refused) as caught:
        write(annexe, {("n2.service.recipients", 0): "25"}, here.leader)
    assert reasons(caught.value) == ["This annexe is now: handed in. Answers can be read, not changed."]


def test_what_the_office_did_not_return_stays_locked_during_a_correction(here: Scene) -> None:
    annexe = sent(here)
    annexe.items.filter(field="n2.service.recipients").update(state=ItemState.RETURNED, reason="Kogo?")
    locked, open_now = write(
        annexe, {("n2.service.food_persons", 0): "13", ("n2.service.recipients", 0): "25"}, here.leader, MARCH
    )
    assert (locked.fate, open_now.fate) == (Fate.LOCKED, Fate.SAVED)


def test_a_removed_entry_is_not_sent_and_comes_back_whole(here: Scene) -> None:
    annexe = filled(here)
    before = answers_of(annexe.items.all())
    gone = remove_place(annexe=annexe, section="N2", place=0, actor=here.leader, at=JANUARY)
    left = answers_of(annexe.items.all())
    back = restore_place(annexe=annexe, section="N2", place=0, actor=here.leader, at=JANUARY)
    assert (gone, back, answers_of(annexe.items.all())) == (6, 6, before)
    assert [key for key in left if key[0].startswith("n2.")] == []


def test_a_section_that_does_not_repeat_has_nothing_to_remove(here: Scene) -> None:
    annexe = filled(here)
    with pytest.raises(Refused):
        remove_place(annexe=annexe, section="N1", place=0, actor=here.leader, at=JANUARY)


def test_one_person_with_two_organisations_keeps_two_annexes_apart(here: Scene) -> None:
    brigade = circle(here.unit, "OSP Zmyślone")
    mandate(brigade, here.leader)
    first, second = begun(here), begun(here, brigade)
    write(first, {("n1.legal_form", 0): "kgw"}, here.leader)
    assert answers_of(second.items.all()) == {
        ("n1.organisation", 0): "OSP Zmyślone",
        ("n10.filled_by", 0): "itself",
    }
    assert first.code != second.code


def test_a_mandate_of_one_organisation_says_nothing_of_another(here: Scene) -> None:
    brigade, fireman = circle(here.unit, "OSP Zmyślone"), someone("Strażak")
    mandate(brigade, fireman)
    with pytest.raises(Refused) as caught:
        write(begun(here), {("n1.legal_form", 0): "kgw"}, fireman)
    assert reasons(caught.value) == ["You have no mandate to act for KGW Zmyślone. Its manager can give you one."]


def test_saving_costs_as_many_queries_for_three_answers_as_for_one(here: Scene) -> None:
    from django.test.utils import CaptureQueriesContext

    annexe, counted = begun(here), []
    write(annexe, {("n4.qualifications", 0): "x"}, here.leader)
    for fields in (["n1.mandate_holder"], ["n2.service.name", "n2.service.area", "n6.missing"]):
        with CaptureQueriesContext(connection) as captured:
            save_answers(
                annexe=annexe, saves=[one(field, "tekst", 0) for field in fields], actor=here.leader, at=JANUARY
            )
        counted.append(len(captured) - len(fields))
    assert counted[0] == counted[1]
