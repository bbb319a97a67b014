"""The answering desk and the page of one answer, as the office, its animator and others meet them."""

import pytest
from cycles import holder, put
from django.test import Client
from participation.fate.answering import DESK, NOW, WORDS, Office, again, answer, as_sent, letter_of, office, said
from people import outsider
from pytest_django import DjangoAssertNumQueries

from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.models import User
from drogowskaz.participation.enums.contribution import ContributionState
from drogowskaz.participation.enums.moderation import ModerationStep
from drogowskaz.participation.models import Contribution, Fate, ModerationAct, Reopening, Theme

pytestmark = pytest.mark.django_db
ROW = "population.total"


@pytest.fixture
def here() -> Office:
    return office()


def page_of(contribution: Contribution) -> str:
    return f"/en/jednostka/9901012/cykl/2026/glosy/{contribution.number}/odpowiedz/"


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def read(person: User, address: str = DESK, status: int = 200) -> str:
    answered = signed_in(person).get(address)
    assert answered.status_code == status
    return answered.content.decode()


def test_an_empty_desk_says_what_comes_here(here: Office) -> None:
    page = read(here.editor)
    assert "Nothing waits for an answer." in page
    assert "What a moderator publishes comes here for an answer." in page


def test_the_desk_has_everything_the_person_who_answers_needs(here: Office) -> None:
    assert here.cycle.assessment is not None
    put(here.cycle.assessment, ROW, 0, 1204)
    theme = Theme.objects.create(cycle=here.cycle, name="Dojazd", at=NOW)
    asked = said(
        here.cycle, for_whom="starsi", where="Górki", source="lista obecności", theme=theme, chapter="2", row=ROW,
        organisation_name="Koło Zmyślone", capacity="organisation",
    )  # fmt: skip
    said(here.cycle, "To samo pisze sąsiadka.", merged_into=asked)
    ModerationAct.objects.create(
        contribution=asked, step=ModerationStep.RESTORED, reason="Nikogo tu nie widać.", at=NOW
    )
    page = read(here.editor)
    for words in (
        asked.text, "starsi", "Górki", "lista obecności", "Dojazd", "1,204" if "1,204" in page else "1\xa0204",
        "Koło Zmyślone", "To samo pisze sąsiadka.", "Nikogo tu nie widać.", "1 contribution waits for an answer.",
    ):  # fmt: skip
        assert words in page, words
    assert page.count("<article") == 1


def test_what_waits_comes_first_and_can_be_asked_for(here: Office) -> None:
    first, second = said(here.cycle, "Najpierw."), said(here.cycle, "Potem.", kind="question")
    answer(first, here.editor)
    page = read(here.editor)
    assert page.index("Potem.") < page.index("Najpierw.")
    for asked, there, gone in (
        ("?stan=czekaja", "Potem.", "Najpierw."),
        ("?stan=odpowiedziane", "Najpierw.", "Potem."),
        ("?rodzaj=question", "Potem.", "Najpierw."),
    ):
        page = read(here.editor, DESK + asked)
        assert there in page
        assert gone not in page
    assert "Nothing is like that." in read(here.editor, f"{DESK}?rozdzial=9")
    assert second.text in read(here.editor, f"{DESK}?rodzaj=nonsense&temat=x&czesc=%C2%B2")


def test_hostile_words_stay_words(here: Office) -> None:
    asked = said(here.cycle, "<script>alert(1)</script>", for_whom="<img src=x>")
    for address in (DESK, page_of(asked)):
        page = read(here.editor, address)
        assert "<script>alert" not in page
        assert "<img src=x>" not in page


def test_ticked_ones_get_one_answer_and_the_page_says_how_many(here: Office) -> None:
    every = [said(here.cycle, f"Potrzeba {number}.") for number in range(3)]
    form = {f"seen-{one.number}": str(one.version) for one in every}
    Contribution.objects.filter(number=2).update(version=5)
    client = signed_in(here.editor)
    sent = client.post(DESK, {**form, "tick": ["1", "2"], "move": "answer", "code": "explained", "reason": "Tak jest."})
    assert sent.status_code == 302
    assert [*Fate.objects.values_list("contribution__number", flat=True)] == [1]
    page = client.get(DESK).content.decode()
    assert "1 contribution is answered." in page
    assert "so they were left as they are: 2." in page


def test_a_refused_answer_loses_nothing_of_what_was_typed_or_ticked(here: Office) -> None:
    asked = said(here.cycle)
    form = {"tick": "1", f"seen-{asked.number}": "1", "move": "answer", "code": "taken", "reason": "Dopiszemy to."}
    sent = signed_in(here.editor).post(DESK, form)
    page = sent.content.decode()
    assert sent.status_code == 422
    assert "You say it was taken in. Write what was changed in the assessment." in page
    assert "Dopiszemy to." in page
    assert 'name="tick" value="1" checked' in page
    assert not Fate.objects.exists()


@pytest.mark.parametrize("form", [{}, {"move": "burn"}], ids=["empty", "unknown"])
def test_a_button_that_is_none_is_misread(here: Office, form: dict[str, str]) -> None:
    client = signed_in(here.editor)
    assert [client.post(address, form).status_code for address in (DESK, page_of(said(here.cycle)))] == [400, 400]


def test_one_is_answered_corrected_and_taken_back_on_its_page(here: Office) -> None:
    asked = said(here.cycle, row=ROW, chapter="2")
    client = signed_in(here.editor)
    address = page_of(asked)
    taken = {"code": "taken", "change": "Dopisano dowóz.", "where": ROW}
    assert client.post(address, as_sent(asked, **taken)).status_code == 302
    given = Fate.objects.get()
    assert (given.chapter, given.row, given.change) == ("2", ROW, "Dopisano dowóz.")
    page = client.get(address).content.decode()
    assert "Correct the answer" in page
    assert "Dopisano dowóz." in page
    assert client.post(address, as_sent(again(asked), **{**taken, "where": "#9"})).status_code == 302
    assert Fate.objects.get(number=2).chapter == "9"
    sent = client.post(address, {"move": "reopen", "seen": str(again(asked).version), "again": "Nowe dane."})
    assert sent.status_code == 302
    assert Reopening.objects.get().fate.number == 2
    page = client.get(address).content.decode()
    assert "Nowe dane." in page
    assert "no longer stands" in page


def test_the_slower_of_two_is_told_and_keeps_what_was_typed(here: Office) -> None:
    asked = said(here.cycle)
    form = as_sent(asked, reason="Moja odpowiedź.")
    answer(asked, here.approver)
    sent = signed_in(here.editor).post(page_of(asked), form)
    page = sent.content.decode()
    assert sent.status_code == 422
    assert "Contribution 1 was changed meanwhile; it is now: answered." in page
    assert "Moja odpowiedź." in page
    assert WORDS.reason in page
    assert f'name="seen" value="{again(asked).version}"' in page


def test_an_animator_is_asked_for_the_paper_first_and_then_writes_down(here: Office) -> None:
    animator, asked = holder(Role.ANIMATOR, here.cycle.unit), said(here.cycle)
    page = read(animator, page_of(asked))
    assert "Register the paper first" in page
    assert 'value="answer"' not in page
    paper = letter_of(here.cycle)
    assert "OPS.1.2026" in read(animator, page_of(asked))
    client = signed_in(animator)
    assert client.post(page_of(asked), as_sent(asked)).status_code == 422
    assert client.post(page_of(asked), as_sent(asked, paper=str(paper.number))).status_code == 302
    assert "OPS.1.2026" in Fate.objects.get().basis


def test_one_that_was_joined_leads_to_the_other(here: Office) -> None:
    target = said(here.cycle)
    source = said(here.cycle, merged_into=target)
    page = read(here.editor, page_of(source))
    assert "Contribution 2 was joined with 1." in page
    assert f'href="{page_of(target)}"' in page
    assert 'value="answer"' not in page


def test_who_wrote_it_reads_why_another_person_answers(here: Office) -> None:
    page = read(here.editor, page_of(said(here.cycle, author=here.editor)))
    assert "You wrote 1 yourself. Another person must answer it." in page
    assert 'value="answer"' not in page


def test_others_get_to_neither_page(here: Office) -> None:
    asked = said(here.cycle)
    stranger = signed_in(outsider())
    for address in (DESK, page_of(asked)):
        assert Client().get(address).status_code == 302
        assert Client().post(address, as_sent(asked)).status_code == 302
        assert stranger.post(address, as_sent(asked)).status_code == 403
    assert not Fate.objects.exists()


def test_an_auditor_reads_and_is_offered_nothing(here: Office) -> None:
    auditor, asked = holder(Role.AUDITOR, here.cycle.unit), said(here.cycle)
    for address in (DESK, page_of(asked)):
        page = read(auditor, address)
        assert asked.text in page
        assert 'value="answer"' not in page
    assert signed_in(auditor).post(page_of(asked), as_sent(asked)).status_code == 422
    assert not Fate.objects.exists()


@pytest.mark.parametrize("state", ["submitted", "hidden", "spam", "withdrawn"])
def test_what_is_not_public_has_no_page(here: Office, state: str) -> None:
    asked = said(here.cycle, state=ContributionState(state))
    read(here.editor, page_of(asked), 404)
    assert asked.text not in read(here.editor)


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_asks_as_often_for_one_as_for_three(
    here: Office, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for place in range(number):
        asked = said(here.cycle, f"Potrzeba {place}.", row=ROW)
        said(here.cycle, f"Razem {place}.", merged_into=asked)
        answer(asked, here.editor)
    client = signed_in(here.editor)
    client.get(DESK)
    with django_assert_num_queries(QUERIES):
        assert client.get(DESK).content.decode().count("<article") == number


QUERIES = 23
