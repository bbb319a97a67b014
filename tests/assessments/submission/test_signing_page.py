"""The page on which a form is signed and sent, as each kind of person sees it."""

import datetime as dt

import pytest
from assessments.submission.desk import FORM, NUMBER, SENIOR, SIGNING, Desk, client_of, desk, done, read
from django.test import Client
from django.utils import timezone
from people import outsider
from pytest_django import DjangoAssertNumQueries
from signatures import APRIL, HOUR

from drogowskaz.assessments.actions.remarks import remark
from drogowskaz.assessments.actions.submission import share_draft
from drogowskaz.assessments.actions.verification import accept_form
from drogowskaz.assessments.enums import Way
from drogowskaz.assessments.models import Cell, Objection, Package
from drogowskaz.assessments.queries.submission import state_of
from drogowskaz.organisations.models import Grant

pytestmark = pytest.mark.django_db


def state(found: Desk) -> Way:
    return state_of(found.made.again())


def test_before_the_signature_the_page_says_what_it_means_and_by_when() -> None:
    text = read(desk().at("approver"), SIGNING)
    assert "It is not an electronic signature in the sense of the law" in text
    assert "30 April 2015" in text
    assert "Nothing is in the way of the signature" in text
    assert "The council goes its own way" in text


def test_an_approver_signs_and_sends() -> None:
    found = desk()
    status, text = done(found.at("approver"), SIGNING, act="sign", stamp=found.stamp())
    assert (status, state(found)) == (302, Way.SIGNED)
    assert "Version 1 is signed and frozen. Nothing has been sent yet." in text
    assert done(found.at("editor"), SIGNING, act="send")[0] == 302
    assert state(found) is Way.SENT


def test_an_approver_publishes_what_was_signed_and_everyone_reads_it() -> None:
    found = desk()
    found.made.sign()
    assert "Publish the signed version" not in read(found.at("editor"), SIGNING)
    status, text = done(found.at("approver"), SIGNING, act="publish")
    assert status == 302
    assert "The signed version is public now." in text
    assert "This version is public: everyone can read it" in read(found.at("editor"), SIGNING)
    page = read(Client(), "/en/jednostka/1419053/ocena/2014/")
    assert "Version 1, signed on 20 April 2026." in page
    assert "Its fingerprint in the public record" in page


def test_a_second_click_signs_nothing_again() -> None:
    found = desk()
    client, stamp = found.at("approver"), found.stamp()
    done(client, SIGNING, act="sign", stamp=stamp)
    status, text = done(client, SIGNING, act="sign", stamp=stamp)
    assert status == 422
    assert "The form is already: signed, not sent yet." in text
    assert Package.objects.count() == 1


def test_a_form_changed_since_the_page_was_opened_is_not_signed() -> None:
    found = desk()
    stamp = found.stamp()
    found.made.put(NUMBER, 5)
    status, text = done(found.at("approver"), SIGNING, act="sign", stamp=stamp)
    assert status == 422
    assert "Somebody changed the form after you opened this page." in text
    assert state(found) is Way.WORK


def test_an_editor_reads_why_they_do_not_sign() -> None:
    found = desk()
    client = found.at("editor")
    assert "Only an approver of" in read(client, SIGNING)
    assert done(client, SIGNING, act="sign", stamp=found.stamp())[0] == 422
    assert not Package.objects.exists()


def test_an_error_stands_there_with_the_way_to_its_cell() -> None:
    found = desk()
    found.made.put("population.total", 1)
    client = found.at("approver")
    assert "Errors to correct" in read(client, SIGNING)
    page = client.get(SIGNING).content.decode()
    assert f'href="{FORM}2/?strona=1#population.total"' in page
    assert 'value="sign"' not in page


def test_an_unexplained_finding_stands_there_with_the_way_to_its_explanation() -> None:
    page = desk(explained=False).at("approver").get(SIGNING).content.decode()
    assert f'href="{FORM}wyjasnienie/' in page


def test_an_open_question_is_told_and_does_not_block() -> None:
    found = desk()
    remark(
        assessment=found.made.form, cell=(NUMBER, 0), text="Ile?", asks=True, assignee=None, actor=found.made.editor,
        at=APRIL,
    )  # fmt: skip
    client = found.at("approver")
    assert "1 question about a cell has no answer yet." in read(client, SIGNING)
    assert done(client, SIGNING, act="sign", stamp=found.stamp())[0] == 302


def test_taking_back_needs_a_reason_and_keeps_the_signed_version() -> None:
    found = desk()
    found.made.sign_and_send()
    client = found.at("approver")
    status, text = done(client, SIGNING, act="take_back", reason=" ")
    assert (status, state(found)) == (422, Way.SENT)
    assert "Give the reason; it stays with the form." in text
    status, text = done(client, SIGNING, act="take_back", reason="Zła liczba mieszkań.")
    assert (status, state(found)) == (302, Way.WORK)
    assert "Zła liczba mieszkań." in text
    assert Package.objects.count() == 1


def test_what_was_typed_stays_when_it_is_refused() -> None:
    found = desk()
    found.made.sign_and_send()
    Grant.objects.filter(person=found.made.rops).delete()
    tomorrow = (timezone.localdate() + dt.timedelta(days=1)).isoformat()
    typed = {"act": "note_return", "day": tomorrow, "reason": "Powód, który zostaje."}
    page = found.at("approver").post(SIGNING, typed)
    assert page.status_code == 422
    assert "Powód, który zostaje.</textarea>" in page.content.decode()
    assert f'value="{tomorrow}"' in page.content.decode()


def test_a_correction_of_an_accepted_form_begins_with_a_reason() -> None:
    found = desk()
    found.made.sign_and_send()
    accept_form(assessment=found.made.again(), version=1, actor=found.made.rops, at=APRIL)
    client = found.at("approver")
    assert done(client, SIGNING, act="correct", reason="")[0] == 422
    assert done(client, SIGNING, act="correct", reason="Błąd w rozdziale 2.")[0] == 302
    assert state(found) is Way.CORRECTION


def test_the_draft_is_shown_to_the_centre_and_hidden_again() -> None:
    found = desk()
    reviewer, editor = found.at("rops"), found.at("editor")
    assert "has neither sent this form nor shown its draft" in read(reviewer, SIGNING, 403)
    assert done(editor, SIGNING, act="share")[0] == 302
    assert "being filled in" in read(reviewer, SIGNING)
    assert done(editor, SIGNING, act="unshare")[0] == 302
    read(reviewer, SIGNING, 403)


def test_what_was_returned_stands_there_with_what_stood_and_stands() -> None:
    found = desk()
    found.returned(NUMBER, SENIOR)
    before = Cell.objects.get(assessment=found.made.form, row=NUMBER, offset=0).number
    found.made.put(NUMBER, before + 3)
    text = read(found.at("editor"), SIGNING)
    assert "Proszę sprawdzić." in text
    assert f"was {before} → is now {before + 3} Skąd {NUMBER}?" in text
    assert text.count("waits for a correction or an answer") == 1


def test_an_answer_settles_a_question() -> None:
    found = desk()
    found.returned(NUMBER)
    asked = Objection.objects.get()
    client = found.at("editor")
    assert "neither another value nor an answer: 1" in read(client, SIGNING)
    status, text = done(client, SIGNING, act="answer", objection=asked.pk, answer="Tak jest w ewidencji.")
    assert status == 302
    assert "Answer: Tak jest w ewidencji." in text
    assert "Nothing is in the way of the signature" in text


def test_where_no_centre_works_its_decision_is_written_down() -> None:
    found = desk()
    found.made.sign_and_send()
    client = found.at("approver")
    assert "works here itself" in read(client, SIGNING)
    Grant.objects.filter(person=found.made.rops).delete()
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    assert done(client, SIGNING, act="note_acceptance", day=tomorrow, reason="")[0] == 422
    status, text = done(client, SIGNING, act="note_acceptance", day="2026-05-04", reason="Pismo z 4 maja.")
    assert (status, state(found)) == (302, Way.ACCEPTED)
    assert "Accepted by the regional centre elsewhere, written down here" in text
    assert done(client, SIGNING, act="note_return", day="", reason="x")[0] == 422
    assert done(client, SIGNING, act="note_return", day="2026-05-06", reason="Brak tabeli.")[0] == 302
    assert state(found) is Way.RETURNED


def test_where_one_person_does_both_it_is_said_before_the_signature_and_stays_with_it() -> None:
    found = desk()
    found.made.form.changes.update(by=found.made.approver)
    Grant.objects.filter(person=found.made.editor).update(person=found.made.approver)
    client = found.at("approver")
    assert "One person entered and approved this" in read(client, SIGNING)
    _status, text = done(client, SIGNING, act="sign", stamp=found.stamp())
    assert "One person entered and approved this" in text[text.index("What happened") :]


def test_an_outsider_reads_why_and_a_visitor_is_sent_to_sign_in() -> None:
    found = desk()
    assert "can read every number" in read(client_of(outsider()), SIGNING, 403)
    assert Client().get(SIGNING)["Location"].startswith("/en/konto/wejscie/")
    assert client_of(found.made.editor).post(SIGNING, {"act": "fly"}).status_code == 400


def test_an_approver_whose_term_ended_reads_nothing() -> None:
    found = desk()
    Grant.objects.filter(person=found.made.approver).update(valid_until=dt.date(2025, 2, 1))
    assert found.at("approver").post(SIGNING, {"act": "sign", "stamp": found.stamp()}).status_code == 403
    assert not Package.objects.exists()


@pytest.mark.parametrize("rows", [(NUMBER,), (NUMBER, SENIOR, "population.total")])
def test_the_page_asks_as_often_for_one_question_as_for_three(
    rows: tuple[str, ...], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    found = desk()
    found.returned(*rows)
    if len(rows) > 1:
        for shared in (True, False, True):
            share_draft(assessment=found.made.again(), shared=shared, actor=found.made.editor, at=APRIL + 2 * HOUR)
    client = found.at("editor")
    client.get(SIGNING)
    with django_assert_num_queries(QUERIES):
        client.get(SIGNING)


QUERIES = 26
"""Of which the session and the person take two."""


def test_the_grid_shows_what_was_asked_under_the_row_and_that_it_is_settled() -> None:
    found = desk()
    found.returned(NUMBER)
    grid = f"{FORM}2/"
    text = read(found.at("editor"), grid)
    assert f"The regional centre asks, 2014. Skąd {NUMBER}?" in text
    assert "write why it stays as it is" in text
    found.made.put(NUMBER, 130)
    assert "Settled: the number was changed, or an answer was written." in read(found.at("editor"), grid)


def test_the_grid_asks_nothing_before_the_form_is_returned() -> None:
    found = desk()
    assert "The regional centre asks" not in read(found.at("editor"), f"{FORM}2/")
