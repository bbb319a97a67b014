"""The public page of one contribution: its words, every version of its answer, where it came from, what was hidden."""

import pytest
from cycles import opened
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from participation.register.voices import SECRET, answered, hidden, spam, unread, voice, withdrawn

from drogowskaz.participation.actions.contributing import move_contribution
from drogowskaz.participation.enums.contribution import ContributionKind, FateCode, Naming
from drogowskaz.participation.enums.moderation import ModerationStep
from drogowskaz.participation.models import Contribution
from drogowskaz.participation.queries.contribution import contribution_path, place_of
from drogowskaz.participation.workflow.contribution import RECONSIDER, RESTORE

pytestmark = pytest.mark.django_db
LIST = "/en/jednostka/9901012/cykl/2026/glosy/"


def page(client: Client, said: Contribution) -> str:
    answer = client.get(f"{LIST}{said.number}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_need_tells_its_three_answers_and_what_it_concerns(client: Client) -> None:
    said = voice(
        text="Brakuje dowozu.", kind=ContributionKind.NEED, for_whom="starszych", where="Wólka", row="population.total"
    )
    told = page(client, said)
    for words in ("Brakuje dowozu.", "starszych", "Wólka", place_of(said, "en")):
        assert words in told
    assert f"/wiersz/{said.row}/" in told
    assert client.get(f"/en/formularz/{said.cycle.edition}/wiersz/{said.row}/").status_code == 200


def test_a_chapter_leads_to_the_form(client: Client) -> None:
    said = voice(chapter="1")
    assert f'href="/en/formularz/{said.cycle.edition}/"' in page(client, said)


def test_what_the_form_does_not_know_is_no_link(client: Client) -> None:
    assert "/wiersz/nie.ma/" not in page(client, voice(row="nie.ma"))


def test_every_version_of_the_answer_stays_readable_and_the_last_stands_first(client: Client) -> None:
    said = voice()
    answered(said, FateCode.EXPLAINED, "Odpowiedź dawna.")
    answered(said, FateCode.PASSED, "Odpowiedź nowa.", passed_to="powiat", change="Zdanie w rozdziale 9.")
    told = page(client, said)
    assert told.index("Odpowiedź nowa.") < told.index("Earlier answers") < told.index("Odpowiedź dawna.")
    assert "powiat" in told
    assert "Zdanie w rozdziale 9." in told


def test_one_that_was_opened_again_says_so_and_keeps_its_answer(client: Client) -> None:
    said = voice()
    answered(said, reason="Odpowiedź dawna.")
    move_contribution(said, RECONSIDER, actor=None, at=said.made_at)
    told = page(client, said)
    assert "The office is looking at it again." in told
    assert "Odpowiedź dawna." in told


def test_one_without_an_answer_says_when_there_will_be_one(client: Client) -> None:
    assert "It has no answer yet." in page(client, voice())


def test_joined_ones_stay_with_their_authors_and_lead_to_each_other(client: Client) -> None:
    cycle = opened()
    first = voice(cycle)
    second = voice(cycle, "To samo inaczej.", merged_into=first, name="Zofia", naming=Naming.NAME)
    gone = hidden(cycle)
    Contribution.objects.filter(pk=gone.pk).update(merged_into=first)
    answered(first, reason="Jedna odpowiedź.")
    told = page(client, first)
    assert "To samo inaczej." in told
    assert "Zofia" in told
    assert SECRET not in told
    other = page(client, second)
    assert "Jedna odpowiedź." in other
    assert f'href="{LIST}{first.number}/"' in other


def test_one_nobody_has_read_shows_its_number_and_nothing_else(client: Client) -> None:
    said = unread(opened(), name="Zenobi", naming=Naming.NAME)
    told = page(client, said)
    assert "Its words are shown once a moderator has read them" in told
    assert "spod lasu" not in told
    assert "Zenobi" not in told


def test_a_hidden_one_is_a_tombstone_with_its_reason_until_it_is_restored(client: Client) -> None:
    said = hidden(opened(), "Da się poznać sąsiada.", name="Zenobi", naming=Naming.NAME)
    answered_before = page(client, said)
    assert "Da się poznać sąsiada." in answered_before
    assert "spod lasu" not in answered_before
    assert "Zenobi" not in answered_before
    move_contribution(said, RESTORE, step=ModerationStep.RESTORED, reason="Pomyłka.", actor=None, at=said.made_at)
    assert SECRET in page(client, said)


def test_the_answer_to_a_hidden_one_is_hidden_with_it(client: Client) -> None:
    cycle = opened()
    said = voice(cycle, SECRET)
    answered(said, reason="Pan Zenobi dostał węgiel.")
    Contribution.objects.filter(pk=said.pk).update(state="hidden")
    assert "Zenobi" not in page(client, said)


def test_spam_and_what_was_withdrawn_unread_have_no_page(client: Client) -> None:
    cycle = opened()
    for one in (spam(cycle), withdrawn(cycle, published=False)):
        assert client.get(f"{LIST}{one.number}/").status_code == 404
    assert "took it back" in page(client, withdrawn(cycle, published=True))
    assert client.get(f"{LIST}99/").status_code == 404


def test_the_page_of_following_names_no_word_of_it(client: Client) -> None:
    cycle = opened()
    for said in (voice(cycle, SECRET), unread(cycle), hidden(cycle)):
        answer = client.get(f"/en/powiadomienia/obserwuj/{contribution_path(said)}/")
        assert answer.status_code == 200
        assert "spod lasu" not in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    ["unit/990101/assessment/2026/contribution/9", "unit/990101/contribution/1", "unit/x/assessment/y/contribution/z"],
)
def test_what_is_not_there_cannot_be_followed(client: Client, path: str) -> None:
    voice()
    assert client.get(f"/en/powiadomienia/obserwuj/{path}/").status_code == 404


def queries(client: Client, said: Contribution) -> int:
    page(client, said)
    with CaptureQueriesContext(connection) as asked:
        page(client, said)
    return len(asked)


def test_the_page_asks_the_database_as_often_for_three_as_for_one(client: Client) -> None:
    said = voice()

    def more(count: int) -> None:
        for _place in range(count):
            answered(said)
            voice(said.cycle, merged_into=said)

    more(1)
    first = queries(client, said)
    more(2)
    assert queries(client, said) == first
