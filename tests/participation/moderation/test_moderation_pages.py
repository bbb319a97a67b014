"""The pages of moderators: who opens them, what their buttons do, and what a burst of spam costs."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from participation.moderation.said import (
    BULK,
    JANUARY,
    again,
    auditor,
    cycle,
    moderator,
    person,
    reachable,
    said,
    worker,
)
from pytest_django.fixtures import DjangoAssertNumQueries

from drogowskaz.assessments.models import Cycle
from drogowskaz.participation.actions.appeal import put_appeal
from drogowskaz.participation.actions.moderation import hide_contribution, publish_contribution
from drogowskaz.participation.enums.contribution import ContributionState
from drogowskaz.participation.models import Contribution, ContributionText, Theme

pytestmark = pytest.mark.django_db
PUBLISHED = ContributionState.PUBLISHED
PLACES = ("moderation", "moderation_one", "themes")


@pytest.fixture
def year() -> Cycle:
    return cycle()


def address(year: Cycle, route: str = "moderation", number: int = 1) -> str:
    where = [year.unit.code, year.year, *([number] if route == "moderation_one" else [])]
    with override("en"):
        return reverse(f"participation:{route}", args=where)


def signed_in(who: object) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(who)  # type: ignore[arg-type]
    return client


def text_of(response: object) -> str:
    """The words of a page, without its marks."""
    plain = re.sub(r"<[^>]*>", " ", response.content.decode())  # type: ignore[attr-defined]
    return " ".join(plain.split())


class TestOpening:
    @pytest.mark.parametrize("route", PLACES)
    def test_three_people_a_visitor_and_an_outsider(self, route: str, year: Cycle) -> None:
        said(year)
        people = [worker(year.unit), moderator(), auditor(), person("Olek Postronny")]
        codes = [signed_in(one).get(address(year, route)).status_code for one in people]
        assert [*codes, Client().get(address(year, route)).status_code] == [200, 200, 200, 403, 302]

    def test_an_auditor_reads_and_is_offered_nothing_to_press(self, year: Cycle) -> None:
        said(year)
        client = signed_in(auditor())
        pages = [client.get(address(year, route)).content.decode() for route in PLACES]
        assert ['name="move"' in page for page in pages] == [False, False, False]

    def test_an_auditor_who_sends_the_form_anyway_changes_nothing(self, year: Cycle) -> None:
        one = said(year)
        client = signed_in(auditor())
        sent = {"move": "publish", "tick": "1", "seen-1": "1", "seen": "1"}
        codes = [client.post(address(year, route), sent).status_code for route in ("moderation", "moderation_one")]
        assert (codes, again(one).state) == ([422, 422], "submitted")

    def test_a_number_that_is_not_there_is_not_found(self, year: Cycle) -> None:
        assert signed_in(worker(year.unit)).get(address(year, "moderation_one", 7)).status_code == 404

    @pytest.mark.parametrize("route", PLACES)
    def test_a_button_that_is_not_there_is_misread(self, route: str, year: Cycle) -> None:
        said(year)
        assert signed_in(worker(year.unit)).post(address(year, route), {"move": "erase"}).status_code == 400


class TestQueue:
    def test_those_with_signs_stand_apart_and_the_signs_are_words(self, year: Cycle) -> None:
        said(year, "Zwykła uwaga.")
        said(year, "Kup teraz!", signs=["links", "unknown"])
        client = signed_in(worker(year.unit))
        plain, signed = (
            client.get(address(year) + query).content.decode() for query in ("?lista=czekaja", "?lista=znaki")
        )
        assert ("Zwykła uwaga." in plain, "Kup teraz!" in plain) == (True, False)
        assert ("Zwykła uwaga." in signed, "Kup teraz!" in signed, "many links" in signed) == (False, True, True)

    @pytest.mark.parametrize(
        ("query", "numbers"),
        [
            ("?lista=znaki&znak=links", [1]),
            ("?lista=znaki&znak=fast", [1, 2]),
            ("?lista=znaki&q=obiady", [2]),
            ("?lista=znaki&q=1", [1]),
            ("?lista=znaki&rodzaj=need", []),
            ("?lista=znaki&kanal=online", [1, 2]),
            ("?lista=znaki&znak=bzdura", [1, 2]),
            ("?lista=bzdura", []),
        ],
        ids=["sign", "shared-sign", "words", "number", "kind", "channel", "misread", "no-such-list"],
    )
    def test_a_list_is_narrowed(self, query: str, numbers: list[int], year: Cycle) -> None:
        said(year, "Kup teraz", signs=["links", "fast"])
        said(year, "Gdzie są obiady", signs=["fast"])
        page = signed_in(worker(year.unit)).get(address(year) + query)
        assert [line.contribution.number for line in page.context["lines"]] == numbers

    def test_the_chosen_are_published_and_counted(self, year: Cycle) -> None:
        for _place in range(3):
            said(year)
        Contribution.objects.filter(number=2).update(version=2)
        sent = {"move": "publish", "tick": ["1", "2", "x"], "seen-1": "1", "seen-2": "1", "seen-3": "1"}
        page = signed_in(worker(year.unit)).post(address(year), sent, follow=True)
        assert dict(Contribution.objects.values_list("number", "state")) == {
            1: "published", 2: "submitted", 3: "submitted",
        }  # fmt: skip
        words = text_of(page)
        assert "1 contribution was published." in words
        assert "Changed by somebody meanwhile and left as they are: 2." in words

    def test_nothing_chosen_is_said(self, year: Cycle) -> None:
        page = signed_in(worker(year.unit)).post(address(year), {"move": "reject"})
        assert (page.status_code, "Nothing was chosen, so nothing was changed." in text_of(page)) == (422, True)

    def test_ones_own_is_shown_with_the_reason_and_without_a_box(self, year: Cycle) -> None:
        clerk = worker(year.unit)
        said(year, author=clerk)
        page = signed_in(clerk).get(address(year))
        assert ("You wrote 1 yourself" in text_of(page), 'name="tick"' in page.content.decode()) == (True, False)

    @pytest.mark.parametrize("name", ["czekaja", "znaki", "odwolania", "zwrocone", "ukryte", "spam"])
    @pytest.mark.parametrize("number", [1, 3])
    def test_queries_do_not_grow(
        self, number: int, name: str, year: Cycle, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _place in range(number):
            said(year)
            said(year, signs=["links"])
            said(year, state=ContributionState.RETURNED)
            said(year, state=ContributionState.SPAM)
            one = said(year, state=PUBLISHED)
            hide_contribution(contribution=one, seen=1, ground="insult", reason="x", actor=None, at=JANUARY)
            put_appeal(contribution=one, text="Nie.", at=JANUARY)
        client = signed_in(worker(year.unit))
        client.get(address(year))
        with django_assert_num_queries(QUERIES):
            client.get(f"{address(year)}?lista={name}")


QUERIES = 15
"""Of one list: who reads, the cycle, the counts, the page, its last acts."""


class TestBurst:
    """Ten thousand at once, as a machine sends them."""

    @pytest.fixture
    def burst(self, year: Cycle) -> Cycle:
        made = (
            Contribution(cycle=year, number=number, text=f"Kup {number}", made_at=JANUARY, signs=["links"], **BULK)
            for number in range(1, 10_001)
        )
        Contribution.objects.bulk_create(made, batch_size=1000)
        return year

    def test_the_page_answers_with_twenty_and_the_same_queries(
        self, burst: Cycle, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        client = signed_in(worker(burst.unit))
        client.get(address(burst))
        with django_assert_num_queries(QUERIES):
            page = client.get(f"{address(burst)}?lista=znaki&strona=500")
        assert [line.contribution.number for line in page.context["lines"]] == list(range(9981, 10_001))

    def test_one_click_rejects_the_oldest_five_hundred_and_leaves_what_was_touched_or_came_later(
        self, burst: Cycle
    ) -> None:
        Contribution.objects.filter(number=1).update(version=2)
        Contribution.objects.filter(number__gt=400).update(signs=[])
        said(burst, "Przyszło później", signs=["links"])
        client = signed_in(worker(burst.unit))
        client.post(f"{address(burst)}?lista=znaki", {"move": "reject_all", "last": "10000"})
        spam = Contribution.objects.filter(state=ContributionState.SPAM)
        assert list(spam.order_by("number").values_list("number", flat=True)) == list(range(2, 401))


class TestOne:
    def test_it_shows_everything_about_it(self, year: Cycle) -> None:
        one = reachable(year, signs=["shouting"], for_whom="Dla matek", text="<b>Nie ma gdzie</b>")
        ContributionText.objects.create(contribution=one, version=1, text="Było inaczej", at=JANUARY)
        page = signed_in(worker(year.unit)).get(address(year, "moderation_one")).content.decode()
        shown = ("&lt;b&gt;Nie ma gdzie", "Dla matek", "almost only capital letters", "Było inaczej")
        assert [words in page for words in shown] == [True, True, True, True]

    def test_each_button_does_what_it_says(self, year: Cycle) -> None:
        client = signed_in(worker(year.unit))
        states = []
        for sent in (
            {"move": "return", "seen": "1", "return-reason": "A name."},
            {"move": "publish", "seen": "3"},
            {"move": "hide", "seen": "4", "hide-ground": "insult", "hide-reason": "A rude word."},
            {"move": "restore", "seen": "5", "restore-reason": "A mistake."},
        ):
            one = Contribution.objects.filter(number=1).first() or reachable(year)
            if one.state == ContributionState.RETURNED:
                Contribution.objects.update(state=ContributionState.SUBMITTED, version=3)
            answered = client.post(address(year, "moderation_one"), sent)
            states.append((answered.status_code, again(one).state))
        assert states == [(302, "returned"), (302, "published"), (302, "hidden"), (302, "published")]

    def test_rejected_as_spam_it_goes_among_the_spam(self, year: Cycle) -> None:
        one = said(year)
        signed_in(worker(year.unit)).post(address(year, "moderation_one"), {"move": "reject", "seen": "1"})
        assert again(one).state == ContributionState.SPAM

    def test_the_slower_of_two_is_refused_and_sees_what_happened(self, year: Cycle) -> None:
        one = said(year)
        publish_contribution(contribution=one, seen=1, actor=moderator(), at=JANUARY)
        page = signed_in(worker(year.unit)).post(address(year, "moderation_one"), {"move": "reject", "seen": "1"})
        words = text_of(page)
        assert (page.status_code, again(one).state) == (422, PUBLISHED)
        assert "Contribution 1 was changed meanwhile; it is now: published" in words
        assert "Mirka Moderatorka: published" in words

    @pytest.mark.parametrize(
        "sent",
        [{"move": "hide", "hide-reason": "Bo tak."}, {"move": "return", "return-reason": ""}],
        ids=["no-ground", "no-reason"],
    )
    def test_what_cannot_be_read_is_said_and_kept(self, sent: dict[str, str], year: Cycle) -> None:
        one = reachable(year)
        page = signed_in(worker(year.unit)).post(address(year, "moderation_one"), {**sent, "seen": "1"})
        kept = sent.get("hide-reason", "") in page.content.decode()
        assert (page.status_code, again(one).state, kept) == (422, "submitted", True)

    def test_it_is_joined_by_number_and_parted(self, year: Cycle) -> None:
        one, other = said(year, state=PUBLISHED), said(year, state=PUBLISHED)
        client = signed_in(worker(year.unit))
        client.post(address(year, "moderation_one", 2), {"move": "merge", "merge-target": "1"})
        joined = again(other).merged_into
        client.post(address(year, "moderation_one", 2), {"move": "part", "part-reason": "Inna wieś."})
        assert (joined, again(other).merged_into) == (one, None)

    def test_a_number_that_is_not_there_cannot_be_joined_with(self, year: Cycle) -> None:
        said(year, state=PUBLISHED)
        page = signed_in(worker(year.unit)).post(
            address(year, "moderation_one"), {"move": "merge", "merge-target": "9"}
        )
        assert "There is no contribution 9 in this cycle. Nothing was changed." in text_of(page)

    def test_an_appeal_is_decided_on(self, year: Cycle) -> None:
        one = said(year, state=PUBLISHED)
        hide_contribution(contribution=one, seen=1, ground="insult", reason="x", actor=moderator(), at=JANUARY)
        put_appeal(contribution=one, text="Nikogo nie obraziłam.", at=JANUARY)
        client = signed_in(worker(year.unit))
        before = text_of(client.get(address(year, "moderation_one")))
        client.post(
            address(year, "moderation_one"),
            {"move": "decide", "decide-upheld": "yes", "decide-reason": "Rzeczywiście."},
        )
        assert ("Nikogo nie obraziłam." in before, again(one).state) == (True, PUBLISHED)

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries_do_not_grow_with_its_history(
        self, number: int, year: Cycle, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        one = said(year, state=PUBLISHED)
        for place in range(number):
            said(year, state=PUBLISHED, merged_into=one)
            said(year, state=PUBLISHED)
            ContributionText.objects.create(contribution=one, version=place + 1, text="x", at=JANUARY)
        client = signed_in(worker(year.unit))
        client.get(address(year, "moderation_one"))
        with django_assert_num_queries(17):
            client.get(address(year, "moderation_one"))


class TestThemes:
    def test_they_are_made_filled_renamed_and_removed(self, year: Cycle) -> None:
        said(year, state=PUBLISHED)
        said(year, state=PUBLISHED)
        client, page = signed_in(worker(year.unit)), address(year, "themes")
        client.post(page, {"move": "make", "name": "Dojazd"})
        theme = str(Theme.objects.get().pk)
        client.post(page, {"move": "put", "theme": theme, "tick": ["1", "2"]})
        counted = text_of(client.get(page))
        client.post(page, {"move": "rename", "theme": theme, "name": "Dojazd z sołectw"})
        narrowed = client.get(f"{page}?temat={theme}").context["page"].paginator.count
        client.post(page, {"move": "put", "theme": "", "tick": ["1"]})
        assert ("2 contributions" in counted, narrowed, Theme.objects.get().name) == (True, 2, "Dojazd z sołectw")
        assert [one.theme_id for one in Contribution.objects.all()] == [None, int(theme)]
        client.post(page, {"move": "remove", "theme": theme})
        assert Theme.objects.count() == 0

    @pytest.mark.parametrize(
        "sent",
        [{"move": "make", "name": ""}, {"move": "put", "theme": "999", "tick": "1"}, {"move": "rename", "theme": "9"}],
        ids=["nameless", "gone", "renamed-gone"],
    )
    def test_what_cannot_be_done_is_said(self, sent: dict[str, str], year: Cycle) -> None:
        said(year, state=PUBLISHED)
        assert signed_in(worker(year.unit)).post(address(year, "themes"), sent).status_code == 422

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries_do_not_grow(
        self, number: int, year: Cycle, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for place in range(number):
            theme = Theme.objects.create(cycle=year, name=f"Temat {place}", at=JANUARY)
            said(year, state=PUBLISHED, theme=theme)
        client = signed_in(worker(year.unit))
        client.get(address(year, "themes"))
        with django_assert_num_queries(11):
            client.get(address(year, "themes"))
