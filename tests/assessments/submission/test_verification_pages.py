"""The pages of the regional centre: what changed first, questions about cells, returning and accepting."""

import pytest
from assessments.submission.desk import NUMBER, REVIEW, SENIOR, Desk, client_of, desk, done, read
from django.test import Client
from people import outsider
from pytest_django import DjangoAssertNumQueries
from signatures import APRIL

from drogowskaz.assessments.actions.submission import send, share_draft, take_back
from drogowskaz.assessments.actions.verification import answer_objection
from drogowskaz.assessments.enums import Way
from drogowskaz.assessments.models import Cell, Objection, Package
from drogowskaz.assessments.queries import packages
from drogowskaz.assessments.queries.submission import state_of
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant

pytestmark = pytest.mark.django_db
CELL = REVIEW + f"komorka/{NUMBER}/2014/"


def sent() -> Desk:
    found = desk()
    found.made.sign_and_send()
    return found


def corrected(*asked: str) -> tuple[Desk, int]:
    """Returned with questions, the first cell changed, the others answered, sent again; and what stood there."""
    found = desk()
    found.returned(*asked)
    was = Cell.objects.get(assessment=found.made.form, row=asked[0], offset=0).number
    found.made.put(asked[0], was + 3)
    for one in Objection.objects.exclude(row=asked[0]):
        answer_objection(
            assessment=found.made.again(), objection=one.pk, answer="Tak jest.", actor=found.made.editor, at=APRIL
        )
    found.made.sign_and_send()
    return found, was


def state(found: Desk) -> Way:
    return state_of(found.made.again())


def test_a_form_sent_for_the_first_time_shows_everything_and_nothing_changed() -> None:
    text = read(sent().at("rops"), REVIEW + "?rozdzial=2")
    assert "What changed since" not in text
    assert "Explanation: Tak było w rejestrze." in text
    assert "Accept the form" in text


def test_after_a_return_just_the_cells_that_changed_or_were_asked_about_come_first() -> None:
    found, was = corrected(NUMBER, SENIOR)
    page = found.at("rops").get(REVIEW).content.decode()
    changes = page[page.index('id="changes"') : page.index("</ol>", page.index('id="changes"'))]
    assert changes.count("<li>") == 2
    text = read(found.at("rops"), REVIEW)
    assert f"was {was} → is now {was + 3}" in text
    assert f"Asked: Skąd {SENIOR}? Answer: Tak jest." in text


def test_a_cell_that_changed_without_being_asked_about_is_marked() -> None:
    found = desk()
    found.returned(NUMBER)
    form = found.made.form
    for row in (NUMBER, "clubs.senior"):
        cell = Cell.objects.filter(assessment=form, row=row, offset=0).first()
        if cell is None:
            form.cells.create(row=row, offset=0, state=1, number=4, changed_at=APRIL)
        else:
            found.made.put(row, cell.number + 1)
    found.made.sign_and_send()
    assert read(found.at("rops"), REVIEW).count("Nobody asked about this cell.") == 1


def test_a_question_is_written_changed_and_removed() -> None:
    found = sent()
    client = found.at("rops")
    status, text = done(client, CELL, act="ask", text="Ile mieszkań?")
    assert status == 302
    assert "Ile mieszkań?" in text
    assert "you ask" in read(client, REVIEW + "?rozdzial=2")
    done(client, CELL, act="ask", text="Ile mieszkań z pustostanami?")
    asked = Objection.objects.get()
    assert asked.text == "Ile mieszkań z pustostanami?"
    status, text = done(client, REVIEW, act="drop", objection=asked.pk)
    assert "You ask about no cell yet." in text
    assert done(client, REVIEW, act="drop", objection=asked.pk)[0] == 302


def test_an_empty_question_is_refused_and_the_page_stays() -> None:
    status, text = done(sent().at("rops"), CELL, act="ask", text=" ")
    assert status == 422
    assert "Give the reason" in text


def test_the_unit_does_not_see_a_question_before_the_return() -> None:
    found = sent()
    done(found.at("rops"), CELL, act="ask", text="Tajne na razie.")
    assert "Tajne na razie." not in read(found.at("editor"), "/en/wpis/1419053/2014/podpis/")


def test_a_return_without_a_reason_is_refused() -> None:
    found = sent()
    status, text = done(found.at("rops"), REVIEW, act="return", seen=1, reason="")
    assert (status, state(found)) == (422, Way.SENT)
    assert "Give the reason; it stays with the form." in text


def test_a_return_sends_the_reason_with_the_questions_and_says_where_the_form_is() -> None:
    found = sent()
    client = found.at("rops")
    done(client, CELL, act="ask", text="Ile mieszkań?")
    assert "With the reason below 1 question about a cell is sent." in read(client, REVIEW)
    status, text = done(client, REVIEW, act="return", seen=1, reason="Jedna liczba.")
    assert (status, state(found)) == (302, Way.RETURNED)
    assert "The form has been returned to the unit with your reasons." in text
    assert "Back to the board" in text
    assert "Accept the form" not in text


def test_after_the_return_the_questions_that_were_sent_stay_there_without_the_answers_being_written() -> None:
    found = desk()
    found.returned(NUMBER, SENIOR)
    asked = Objection.objects.get(row=SENIOR)
    answer_objection(
        assessment=found.made.again(), objection=asked.pk, answer="Jeszcze piszę.", actor=found.made.editor, at=APRIL
    )
    text = read(found.at("rops"), REVIEW)
    assert "What the unit is to answer" in text
    assert f"Skąd {SENIOR}?" in text
    assert "Jeszcze piszę." not in text


def test_accepting_shows_that_nothing_more_waits() -> None:
    found = sent()
    client = found.at("rops")
    status, text = done(client, REVIEW, act="accept", seen=1)
    assert (status, state(found)) == (302, Way.ACCEPTED)
    assert "This form is accepted; nothing more waits for you here." in text
    assert done(client, REVIEW, act="accept", seen=1)[0] == 422


def test_an_accepted_form_can_still_be_returned() -> None:
    found = sent()
    client = found.at("rops")
    done(client, REVIEW, act="accept", seen=1)
    assert "Return this accepted form all the same" in read(client, REVIEW)
    assert done(client, REVIEW, act="return", seen=1, reason="Znaleziono błąd.")[0] == 302
    text = read(client, REVIEW)
    assert "Return the form" not in text
    assert "You ask about no cell yet." not in text


def test_a_sent_version_altered_by_one_byte_is_told_and_cannot_be_accepted() -> None:
    found = sent()
    package = Package.objects.get()
    file = packages.file_of(package.sha256)
    file.write_bytes(file.read_bytes()[:-1])
    packages._frozen.cache_clear()
    text = read(found.at("rops"), REVIEW)
    assert "The package was changed after signing" in text
    assert "Accept the form" not in text
    assert "Return the form" in text


def test_nobody_accepts_a_version_they_have_not_seen() -> None:
    found = sent()
    take_back(assessment=found.made.again(), reason="Zła liczba.", actor=found.made.approver, at=APRIL)
    found.made.again()
    found.made.put(NUMBER, 77)
    found.made.sign_and_send()
    status, text = done(found.at("rops"), REVIEW, act="accept", seen=1)
    assert (status, state(found)) == (422, Way.SENT)
    assert "Meanwhile the unit signed version 2." in text


def test_whoever_worked_on_the_form_decides_nothing_and_reads_why() -> None:
    found = sent()
    Grant.objects.create(
        person=found.made.approver, role=Role.ROPS_REVIEWER, reach=Reach.REGION,
        unit=Grant.objects.get(person=found.made.rops).unit, valid_from=APRIL.date().replace(year=2025),
    )  # fmt: skip
    client = found.at("approver")
    assert "You worked on this form yourself." in read(client, REVIEW)
    assert done(client, REVIEW, act="accept", seen=1)[0] == 422
    assert state(found) is Way.SENT


def test_a_draft_that_is_shown_is_marked_and_has_no_decision() -> None:
    found = desk()
    share_draft(assessment=found.made.form, shared=True, actor=found.made.editor, at=APRIL)
    text = read(found.at("rops"), REVIEW)
    assert "draft, not signed" in text
    assert "Accept the form" not in text
    assert "Return the form" not in text


def test_a_form_taken_back_shows_the_version_that_was_sent_not_the_work_on_it() -> None:
    found = sent()
    take_back(assessment=found.made.again(), reason="Zła liczba.", actor=found.made.approver, at=APRIL)
    found.made.again()
    found.made.put(NUMBER, 98765)
    text = read(found.at("rops"), REVIEW + "?rozdzial=2")
    assert "The unit took the form back" in text
    assert "98 765" not in text


def test_a_signed_version_is_not_shown_before_it_is_sent() -> None:
    found = sent()
    take_back(assessment=found.made.again(), reason="Zła liczba.", actor=found.made.approver, at=APRIL)
    found.made.again()
    found.made.put(NUMBER, 98765)
    found.made.sign()
    assert "98 765" not in read(found.at("rops"), REVIEW + "?rozdzial=2")
    send(assessment=found.made.again(), actor=found.made.editor, at=APRIL)
    assert "98 765" in read(found.at("rops"), REVIEW + "?rozdzial=2")


@pytest.mark.parametrize(
    "address",
    [
        REVIEW.replace("/14/", "/06/"),
        REVIEW.replace("/2014/", "/2013/"),
        REVIEW + "?rozdzial=99",
        REVIEW + "komorka/no.such.row/2014/",
        REVIEW + f"komorka/{NUMBER}/1999/",
    ],
)
def test_what_is_not_there_is_not_found(address: str) -> None:
    assert sent().at("rops").get(address).status_code == 404


def test_others_read_why_or_sign_in() -> None:
    sent()
    stranger = client_of(outsider())
    for address in (REVIEW, CELL):
        assert stranger.get(address).status_code == 403
        assert stranger.post(address, {"act": "accept", "seen": 1}).status_code == 403
        assert Client().get(address).status_code == 302


def test_the_unit_may_look_and_not_decide() -> None:
    found = sent()
    client = found.at("editor")
    assert "Accept the form" not in read(client, REVIEW)
    assert done(client, REVIEW, act="return", seen=1, reason="x")[0] == 422
    assert done(client, CELL, act="ask", text="x")[0] == 422


@pytest.mark.parametrize("rows", [(NUMBER,), (NUMBER, SENIOR, "population.total")])
def test_the_page_asks_as_often_for_one_change_as_for_three(
    rows: tuple[str, ...], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    found, _was = corrected(*rows)
    client = found.at("rops")
    client.get(REVIEW)
    with django_assert_num_queries(QUERIES):
        client.get(REVIEW)


QUERIES = 17
