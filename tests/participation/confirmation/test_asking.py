"""Asking an institution to confirm by a link, and its answer."""

import datetime as dt
from typing import Any

import pytest
from cycles import DECEMBER, gmina, holder, opened
from hypothesis import given
from hypothesis import strategies as st
from organisations.cast import reasons, tokens
from people import outsider

from drogowskaz.assessments.models import Cycle
from drogowskaz.audit.models import Entry
from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.models import Message
from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.models.invitation import digest
from drogowskaz.participation.actions.confirmation import (
    VALID_FOR,
    answer_confirmation,
    ask_confirmation,
    remind_confirmation,
    take_back_confirmation,
)
from drogowskaz.participation.enums.paper import Confirmed
from drogowskaz.participation.models import Confirmation
from drogowskaz.participation.queries.confirmation import confirmation_of, confirmations_about
from drogowskaz.participation.workflow.confirmation import CONFIRMATION

NEXT_DAY = DECEMBER + dt.timedelta(days=1)


def asked(cycle: Cycle | None = None, **changed: Any) -> tuple[Confirmation, list[str]]:
    """A question, and the tokens of its letters."""
    gathered, sending = tokens()
    told = {
        "cycle": cycle or opened(),
        "institution": None,
        "email": "gops@example.org",
        "subject": "obiady",
        "sentences": ["Ośrodek przyjął 120 obiadów."],
        "thing": "participation.Annexe",
        "thing_id": "7",
        "sending": sending,
        "actor": None,
        "at": DECEMBER,
    }
    return ask_confirmation(**{**told, **changed}), gathered


def answered(question: Confirmation, *, yes: bool = True, note: str = "", at: dt.datetime = NEXT_DAY) -> None:
    answer_confirmation(confirmation=question, yes=yes, said_by="kierowniczka", note=note, at=at)


@pytest.mark.django_db
def test_one_letter_leaves_and_only_the_digest_of_its_token_stays() -> None:
    question, gathered = asked()
    letter = Message.objects.get(event="participation.confirmation")
    assert gathered[0] in letter.text or letter.text == ""
    assert question.token_digest == digest(gathered[0])
    assert question.expires_at == DECEMBER + VALID_FOR


@pytest.mark.django_db
def test_the_same_question_is_not_doubled_while_it_waits() -> None:
    question, _gathered = asked()
    with pytest.raises(Refused) as refused:
        asked(question.cycle)
    assert "Remind" in reasons(refused.value)[0]


@pytest.mark.django_db
def test_a_question_without_address_subject_and_sentences_is_refused_with_every_reason() -> None:
    with pytest.raises(Refused) as refused:
        asked(email="gops", subject=" ", sentences=[" "])
    assert len(reasons(refused.value)) == 3
    assert not Confirmation.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["outsider", "animator of another gmina", "role ended yesterday"])
def test_only_those_who_register_papers_ask(who: str) -> None:
    cycle = opened()
    person = {
        "outsider": outsider,
        "animator of another gmina": lambda: holder(Role.ANIMATOR, gmina("9901022")),
        "role ended yesterday": lambda: holder(Role.ANIMATOR, cycle.unit, until=DECEMBER.date() - dt.timedelta(days=1)),
    }[who]()
    with pytest.raises(Refused):
        asked(cycle, actor=person)


@pytest.mark.django_db
def test_a_yes_is_written_down_and_told_to_whoever_asked() -> None:
    cycle = opened()
    question, _gathered = asked(cycle, actor=holder(Role.ANIMATOR, cycle.unit))
    answered(question)
    found = confirmation_of("participation.Annexe", "7")
    assert found is not None
    assert (found.answer, found.said_by) == (Confirmed.CONFIRMED, "kierowniczka")
    assert Message.objects.filter(event="participation.confirmation_answered").count() == 1
    assert Entry.objects.get(verb="confirmation.confirmed").actor_name == "gops@example.org"


@pytest.mark.django_db
def test_an_objection_needs_words_and_stands_beside_what_was_written_down() -> None:
    question, _gathered = asked()
    with pytest.raises(Refused):
        answered(question, yes=False)
    answered(question, yes=False, note="118, nie 120")
    found = confirmation_of("participation.Annexe", "7")
    assert found is not None
    assert (found.answer, found.note) == (Confirmed.OBJECTED, "118, nie 120")
    assert found.sentences == ["Ośrodek przyjął 120 obiadów."]


@pytest.mark.django_db
def test_whoever_answers_signs_themselves() -> None:
    question, _gathered = asked()
    with pytest.raises(Refused) as refused:
        answer_confirmation(confirmation=question, yes=True, said_by=" ", note="", at=NEXT_DAY)
    assert "who answers" in reasons(refused.value)[0]


@pytest.mark.django_db
def test_the_second_answer_is_refused_and_the_first_one_stays() -> None:
    question, _gathered = asked()
    stale = Confirmation.objects.get(pk=question.pk)
    answered(question)
    with pytest.raises(Refused) as refused:
        answered(stale, yes=False, note="jednak nie")
    assert "yes, so it is" in reasons(refused.value)[0]
    question.refresh_from_db()
    assert question.answer == Confirmed.CONFIRMED


@pytest.mark.django_db
def test_a_link_works_to_its_last_moment_and_no_longer() -> None:
    question, _gathered = asked()
    with pytest.raises(Refused):
        answered(question, at=DECEMBER + VALID_FOR)
    answered(question, at=DECEMBER + VALID_FOR - dt.timedelta(seconds=1))


@pytest.mark.django_db
def test_a_reminder_makes_a_new_link_and_ends_the_old_one() -> None:
    question, gathered = asked()
    stale = Confirmation.objects.get(pk=question.pk)
    _tokens, sending = tokens()
    with pytest.raises(Refused):
        remind_confirmation(confirmation=question, sending=sending, actor=None, at=DECEMBER)
    remind_confirmation(confirmation=question, sending=sending, actor=None, at=NEXT_DAY)
    assert question.token_digest != digest(gathered[0])
    with pytest.raises(Refused):
        answered(stale)
    assert Message.objects.filter(event="participation.confirmation_reminder").count() == 1


@pytest.mark.django_db
def test_a_question_that_was_taken_back_says_nothing_of_the_thing() -> None:
    question, _gathered = asked()
    take_back_confirmation(confirmation=question, actor=None, at=NEXT_DAY)
    assert confirmation_of("participation.Annexe", "7") is None
    with pytest.raises(Refused) as refused:
        answered(question)
    assert "taken back" in reasons(refused.value)[0]


@pytest.mark.django_db
def test_what_was_answered_counts_before_a_later_question_that_waits() -> None:
    question, _gathered = asked()
    answered(question, yes=False, note="nie")
    asked(question.cycle, at=NEXT_DAY)
    found = confirmations_about("participation.Annexe", ["7", "8"])
    assert {key: one.answer for key, one in found.items()} == {"7": Confirmed.OBJECTED}


@given(st.lists(st.sampled_from(CONFIRMATION.transitions), max_size=4))
def test_no_way_leads_out_of_an_answer(moves: list[Any]) -> None:
    state = CONFIRMATION.start
    for move in moves:
        if state in move.sources:
            state = move.target
    assert (state == Confirmed.WAITING) == (not moves)
