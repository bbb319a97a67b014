"""Joining links and never deletes; there is no circle, no chain, and a way back."""

import pytest
from participation.moderation.said import (
    JANUARY,
    again,
    cycle,
    moderator,
    reachable,
    reasons,
    said,
    steps,
    worker,
)

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.models import Message
from drogowskaz.participation.actions.contribution_own import forget_author
from drogowskaz.participation.actions.merging import merge, part
from drogowskaz.participation.enums.contribution import ContributionState, FateCode, Naming
from drogowskaz.participation.models import Contribution, Fate, ModerationAct
from drogowskaz.participation.queries.fate import fate_of, unanswered
from drogowskaz.participation.queries.merging import alike, merged_sources

pytestmark = pytest.mark.django_db
PUBLISHED, ANSWERED = ContributionState.PUBLISHED, ContributionState.ANSWERED


@pytest.fixture
def year() -> Cycle:
    return cycle()


def join(target: Contribution, *sources: Contribution) -> tuple[Contribution, ...]:
    return merge(sources=[again(one) for one in sources], target=again(target), actor=None, at=JANUARY)


def linked() -> dict[int, int | None]:
    found = Contribution.objects.values_list("number", "merged_into__number")
    return dict(found.order_by("number"))


class TestJoining:
    def test_it_links_and_leaves_everything_where_it_was(self, year: Cycle) -> None:
        one, other = said(year, state=PUBLISHED), said(year, state=PUBLISHED)
        join(one, other)
        assert (linked(), again(other).state, again(other).version) == ({1: None, 2: 1}, "published", 2)
        assert [(act.step, act.other_id) for act in ModerationAct.objects.all()] == [("merged", one.pk)]

    def test_what_was_joined_with_a_source_follows_it(self, year: Cycle) -> None:
        first, second, third = (said(year, state=PUBLISHED) for _place in range(3))
        join(second, third)
        join(first, second)
        assert (linked(), [one.number for one in merged_sources(first)]) == ({1: None, 2: 1, 3: 1}, [2, 3])

    def test_a_target_that_is_joined_stands_for_the_one_it_was_joined_with(self, year: Cycle) -> None:
        first, second, third = (said(year, state=PUBLISHED) for _place in range(3))
        join(first, second)
        join(second, third)
        assert linked() == {1: None, 2: 1, 3: 1}

    def test_a_second_click_changes_nothing(self, year: Cycle) -> None:
        one, other = said(year, state=PUBLISHED), said(year, state=PUBLISHED)
        join(one, other)
        assert (join(one, other), ModerationAct.objects.count()) == ((), 1)

    def test_there_is_no_circle(self, year: Cycle) -> None:
        one, other = said(year, state=PUBLISHED), said(year, state=PUBLISHED)
        join(one, other)
        with pytest.raises(Refused) as refused:
            join(other, one)
        assert reasons(refused.value) == ["2 is joined with 1 already. Part them first."]

    def test_nothing_is_joined_with_itself(self, year: Cycle) -> None:
        one = said(year, state=PUBLISHED)
        with pytest.raises(Refused) as refused:
            join(one, one)
        assert reasons(refused.value) == ["1 cannot be joined with itself."]

    def test_one_that_is_joined_elsewhere_is_parted_first(self, year: Cycle) -> None:
        first, second, third = (said(year, state=PUBLISHED) for _place in range(3))
        join(first, second)
        with pytest.raises(Refused) as refused:
            join(third, second)
        assert reasons(refused.value) == ["2 is joined with 1 already. Part them first."]

    def test_only_what_is_public_and_not_answered_is_joined_with_what_is_public(self, year: Cycle) -> None:
        with pytest.raises(Refused) as refused:
            join(said(year), said(year, state=ANSWERED))
        assert reasons(refused.value) == [
            "Nothing can be joined with 1; it is: waiting for a moderator.",
            "2 cannot be joined with another one; it is: answered.",
        ]

    def test_nobody_joins_what_they_wrote(self, year: Cycle) -> None:
        clerk = worker(year.unit)
        one, own = said(year, state=PUBLISHED), said(year, state=PUBLISHED, author=clerk)
        with pytest.raises(Refused) as refused:
            merge(sources=[own], target=one, actor=clerk, at=JANUARY)
        assert reasons(refused.value) == ["You wrote 2 yourself. Another person must moderate it."]

    def test_the_author_learns_with_which_one_and_that_it_was_answered(self, year: Cycle) -> None:
        join(said(year, state=ANSWERED), reachable(year, state=PUBLISHED))
        letter = Message.objects.get()
        assert (letter.event, "answered already" in " ".join(letter.text.split())) == (
            "participation.contribution_merged", True,
        )  # fmt: skip


class TestAnswering:
    def test_it_waits_for_no_answer_of_its_own_and_gets_that_of_the_other(self, year: Cycle) -> None:
        one, other = said(year, state=ANSWERED), said(year, state=PUBLISHED)
        fate = Fate.objects.create(contribution=one, number=1, code=FateCode.TAKEN, reason="Tak.", at=JANUARY)
        join(one, other)
        assert (list(unanswered(year)), fate_of(again(other))) == ([], fate)

    def test_once_the_author_is_forgotten_it_stays_as_anonymous_and_linked(self, year: Cycle) -> None:
        one = said(year, state=PUBLISHED)
        other = reachable(year, state=PUBLISHED, naming=Naming.NAME, name="Zofia Zmyślona")
        join(one, other)
        forget_author(contribution=again(other), at=JANUARY)
        left = again(other)
        assert (left.merged_into_id, left.naming, left.name, left.email) == (one.pk, Naming.ANONYMOUS, "", "")


class TestParting:
    def test_it_waits_for_an_answer_of_its_own_again(self, year: Cycle) -> None:
        one, other = said(year, state=PUBLISHED), said(year, state=PUBLISHED)
        join(one, other)
        part(contribution=again(other), reason="Another village.", actor=moderator(), at=JANUARY)
        assert (linked(), steps(other)) == (
            {1: None, 2: None}, [("merged", ""), ("parted", "Mirka Moderatorka")],
        )  # fmt: skip

    def test_what_is_not_joined_is_not_parted(self, year: Cycle) -> None:
        with pytest.raises(Refused) as refused:
            part(contribution=said(year), reason=" ", actor=moderator(), at=JANUARY)
        assert reasons(refused.value) == [
            "1 is not joined with another one. Nothing was changed.",
            "Say why they are parted. It stays in the log.",
        ]


def test_those_with_the_same_words_are_offered(year: Cycle) -> None:
    one = said(year, "Brakuje autobusu wieczorem do Zmyślonej.", state=PUBLISHED)
    like = said(year, "Wieczorem nie ma autobusów ze Zmyślonej!", state=PUBLISHED)
    said(year, "Dobrze, że jest świetlica.", state=PUBLISHED)
    said(year, "Brakuje autobusu wieczorem.", state=ContributionState.HIDDEN)
    assert alike(one) == [like]
