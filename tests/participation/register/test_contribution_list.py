"""The public list of contributions: what it tells, how it is narrowed, what it never shows."""

import pytest
from cycles import opened
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from participation.register.voices import SECRET, answered, hidden, spam, unread, voice, withdrawn

from drogowskaz.assessments.enums import Channel
from drogowskaz.participation.enums.contribution import ContributionKind, FateCode, Naming
from drogowskaz.participation.enums.minutes import Capacity, Sector
from drogowskaz.participation.models import Contribution, Theme
from drogowskaz.participation.queries.contributions import ON_A_PAGE, Wanted, listed, narrowed

pytestmark = pytest.mark.django_db
LIST = "/en/jednostka/9901012/cykl/2026/glosy/"


def page(client: Client, query: str = "") -> str:
    answer = client.get(f"{LIST}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def numbers(**wanted: str) -> list[int]:
    cycle = Contribution.objects.select_related("cycle").latest("pk").cycle
    return [one.number for one in narrowed(cycle, Wanted(**wanted))]


def test_an_empty_list_says_how_to_speak(client: Client) -> None:
    opened()
    told = page(client)
    assert "Nobody has said anything" in told
    assert f'href="{LIST}nowy/"' in told
    assert f'href="{LIST}kartka.pdf"' in told


def test_the_newest_stands_first_with_who_said_it_and_how_it_came(client: Client) -> None:
    cycle = opened()
    voice(cycle, "Pierwsza.")
    voice(
        cycle, "Druga.", name="Zofia", naming=Naming.PSEUDONYM, channel=Channel.PAPER,
        capacity=Capacity.ORGANISATION, organisation_name="KGW Zmyślone", sector=Sector.NGO,
    )  # fmt: skip
    told = page(client)
    assert told.index("Druga.") < told.index("Pierwsza.")
    assert "Zofia, for KGW Zmyślone, on paper" in told
    assert "No name given, in one&#x27;s own name, on this site" in told


def test_the_counts_are_told_as_sentences(client: Client) -> None:
    cycle = opened()
    first, second = voice(cycle), voice(cycle, kind=ContributionKind.NEED, channel=Channel.PHONE)
    answered(second)
    voice(cycle, merged_into=first)
    unread(cycle)
    told = page(client)
    assert "3 contributions can be read here. 1 is answered. 1 waits for an answer. 1 was joined" in told
    assert "These are: 2 remarks, 1 need." in told
    assert "How they came: on this site 2, by phone 1." in told


def test_a_line_tells_what_became_of_it_and_leads_to_the_whole_answer(client: Client) -> None:
    said = voice()
    answered(said, FateCode.PART, "Dopisaliśmy dowóz w rozdziale 9.", change="Nowe zdanie.")
    told = page(client)
    assert "Taken in in part: Dopisaliśmy dowóz w rozdziale 9." in told
    assert "The assessment was changed." in told
    assert f'href="{LIST}1/#los"' in told


def test_one_that_was_joined_tells_the_answer_of_the_other(client: Client) -> None:
    cycle = opened()
    first = voice(cycle)
    second = voice(cycle, "To samo.", merged_into=first)
    assert f'href="{LIST}1/"' in page(client, f"?q={second.number}")
    answered(first, reason="Jedna odpowiedź.")
    assert "Jedna odpowiedź." in page(client, f"?q={second.number}")


def test_what_nobody_may_read_is_in_no_list_and_no_search(client: Client) -> None:
    cycle = opened()
    voice(cycle)
    for one in (unread(cycle), spam(cycle), withdrawn(cycle, published=False)):
        assert f"{LIST}{one.number}/" not in page(client)
    hidden(cycle, name="Zenobi", naming=Naming.NAME)
    withdrawn(cycle, published=True)
    for query in ("", "?q=Zenobi", "?q=wegla", "?rodzaj=remark", "?los=waiting", "?strona=1"):
        assert "spod lasu" not in page(client, query)
    assert "Zenobi" not in page(client)
    assert "Its words were hidden" not in page(client, "?q=wegla")


def test_a_tombstone_says_why(client: Client) -> None:
    cycle = opened()
    hidden(cycle, "Da się poznać sąsiada.")
    told = page(client)
    assert "it tells about a person who can be recognised" in told
    assert "Da się poznać sąsiada." in told
    assert SECRET not in told


def test_words_are_found_without_polish_letters() -> None:
    cycle = opened()
    voice(cycle, "Brakuje ŻŁOBKA w Łęgu.")
    voice(cycle, "Coś innego.", kind=ContributionKind.NEED, where="Łęg")
    voice(cycle, "Żłobek.", theme=Theme.objects.create(cycle=cycle, name="Dzieci", at=cycle.planned_at))
    assert numbers(q="zlobka legu") == [1]
    assert numbers(q="łęg") == [2, 1]
    assert numbers(q="dzieci") == [3]
    assert numbers(q="3") == [3]
    assert numbers(q="nic takiego") == []


def test_every_choice_narrows_the_list() -> None:
    cycle = opened()
    theme = Theme.objects.create(cycle=cycle, name="Dowóz", at=cycle.planned_at)
    first = voice(
        cycle, kind=ContributionKind.QUESTION, channel=Channel.PHONE, sector=Sector.NGO, theme=theme, chapter="9"
    )
    other = voice(cycle)
    voice(cycle, merged_into=first)
    assert numbers(rodzaj="question") == numbers(kanal="phone") == numbers(sektor="ngo") == [1]
    assert numbers(temat=str(theme.pk)) == numbers(rozdzial="9") == [1]
    assert numbers(los="waiting") == [2, 1]
    assert numbers(los="merged") == [3]
    answered(other, FateCode.TAKEN)
    answered(other, FateCode.NOT_TAKEN)
    assert numbers(los="waiting") == [1]
    assert numbers(los="not_taken") == [2]
    assert numbers(los="taken") == []


@pytest.mark.parametrize("wanted", [{"rodzaj": "x"}, {"temat": "9" * 30}, {"los": "'"}, {"q": "9" * 99}], ids=str)
def test_a_word_that_is_not_known_breaks_nothing(client: Client, wanted: dict[str, str]) -> None:
    voice()
    name, value = next(iter(wanted.items()))
    assert client.get(LIST, {name: value}).status_code == 200


def test_the_list_comes_a_page_at_a_time_and_keeps_what_was_chosen(client: Client) -> None:
    cycle = opened()
    for _place in range(ON_A_PAGE + 1):
        voice(cycle)
    told = page(client, "?rodzaj=remark")
    assert "?rodzaj=remark&amp;strona=2" in told
    assert "Contribution 1<" in page(client, "?rodzaj=remark&strona=2")


def test_hostile_words_are_shown_and_never_obeyed(client: Client) -> None:
    voice(text="<script>alert(1)</script> <img src=x onerror=alert(1)>")
    told = page(client)
    assert "<script>alert" not in told
    assert "&lt;script&gt;alert(1)" in told


def queries(client: Client) -> int:
    client.get(LIST)
    with CaptureQueriesContext(connection) as asked:
        page(client)
    return len(asked)


def test_the_list_asks_the_database_as_often_for_fifty_as_for_one(client: Client) -> None:
    cycle = opened()

    def more(count: int) -> None:
        for _place in range(count):
            said = voice(
                cycle, chapter="9", theme=Theme.objects.get_or_create(cycle=cycle, name="t", at=cycle.planned_at)[0]
            )
            answered(said)
            voice(cycle, merged_into=said)
            hidden(cycle)

    more(1)
    first = queries(client)
    more(2)
    assert queries(client) == first
    more(47)
    assert queries(client) == first


def test_the_whole_cycle_is_told_of_in_the_language_of_the_page() -> None:
    said = voice()
    assert listed(said.cycle, Wanted(), "", "en").lines[0].stands.word == "waits for an answer"


@pytest.mark.parametrize(("more", "told"), [
    (1, "2 contributions can be read here. 2 wait for an answer. 1 was hidden or withdrawn; only its place is left."),
    (-1, "1 was hidden or withdrawn; only its place is left."),
], ids=["beside others", "alone"])  # fmt: skip
def test_what_is_gone_is_counted_apart_from_what_can_be_read(more: int, told: str) -> None:
    cycle = hidden(opened()).cycle
    for _one in range(more + 1):
        voice(cycle)
    assert listed(cycle, Wanted(), "", "en").told[0] == told


@pytest.mark.parametrize("path", ["", "1/"], ids=["list", "page"])
def test_following_leads_from_the_pages(client: Client, path: str) -> None:
    voice()
    thing = "unit/990101/assessment/2026" + ("/contribution/1" if path else "")
    address = f"/en/powiadomienia/obserwuj/{thing}/"
    assert f'href="{address}"' in client.get(f"{LIST}{path}").content.decode()
    assert client.get(address).status_code == 200
