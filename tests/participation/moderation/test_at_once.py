"""Two moderators in the same moment: one wins, the other is told; no circle and no lost link comes of it."""

from collections.abc import Callable

import pytest
from participation.moderation.said import JANUARY, again, cycle, moderator, reasons, said, steps, worker
from races import outcomes, several_writers

from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions.appeal import decide_appeal, put_appeal
from drogowskaz.participation.actions.merging import merge
from drogowskaz.participation.actions.moderation import (
    hide_contribution,
    moderate_many,
    publish_contribution,
    reject_contribution,
)
from drogowskaz.participation.actions.theme import make_theme
from drogowskaz.participation.enums.contribution import ContributionState
from drogowskaz.participation.models import Appeal, Contribution, ModerationAct, Theme
from drogowskaz.participation.queries.merging import merged_sources

pytestmark = [
    pytest.mark.django_db(transaction=True),
    several_writers,
]
PUBLISHED = ContributionState.PUBLISHED


def together(*acts: Callable[[], object]) -> list[list[str]]:
    """Do all in the same moment; what each was refused with, the one that was not refused first."""
    return sorted((reasons(one) if isinstance(one, Refused) else [] for one in outcomes(*acts)), key=len)


def test_of_publishing_and_rejecting_one_happens() -> None:
    year = cycle()
    one, people = said(year), [moderator(), worker(year.unit)]
    first, second = again(one), again(one)
    told = together(
        lambda: publish_contribution(contribution=first, seen=1, actor=people[0], at=JANUARY),
        lambda: reject_contribution(contribution=second, seen=1, actor=people[1], at=JANUARY),
    )
    assert (told[0], len(told[1]), len(steps(one))) == ([], 1, 1)
    assert again(one).state in ("published", "spam")


def test_of_two_who_do_many_each_is_done_once() -> None:
    year = cycle()
    for _place in range(6):
        said(year)
    seen = dict.fromkeys(range(1, 7), 1)
    together(
        *(
            lambda actor=actor: moderate_many(cycle=year, seen=seen, move="publish", actor=actor, at=JANUARY)
            for actor in (moderator(), worker(year.unit))
        )
    )
    assert set(Contribution.objects.values_list("state", "version")) == {("published", 2)}
    assert ModerationAct.objects.count() == 6


def test_two_joins_against_each_other_make_no_circle() -> None:
    year = cycle()
    one, other = said(year, state=PUBLISHED), said(year, state=PUBLISHED)
    told = together(
        lambda: merge(sources=[one], target=other, actor=None, at=JANUARY),
        lambda: merge(sources=[other], target=one, actor=None, at=JANUARY),
    )
    links = set(Contribution.objects.values_list("merged_into__number", flat=True))
    assert (told[0], len(told[1]), links in ({None, 1}, {None, 2})) == ([], 1, True)


def test_joining_along_a_chain_leaves_one_link_each() -> None:
    year = cycle()
    first, second, third = (said(year, state=PUBLISHED) for _place in range(3))
    together(
        lambda: merge(sources=[second], target=first, actor=None, at=JANUARY),
        lambda: merge(sources=[third], target=second, actor=None, at=JANUARY),
    )
    assert [again(one).merged_into_id for one in (first, second, third)] == [None, first.pk, first.pk]
    assert [one.number for one in merged_sources(first)] == [2, 3]


def test_what_is_hidden_in_that_moment_takes_no_other_with_it_unseen() -> None:
    year = cycle()
    one, other = said(year, state=PUBLISHED), said(year, state=PUBLISHED)
    together(
        lambda: merge(sources=[other], target=one, actor=None, at=JANUARY),
        lambda: hide_contribution(contribution=again(one), seen=1, ground="insult", reason="x", actor=None, at=JANUARY),
    )
    assert (again(one).state, again(other).state) == ("hidden", "published")


def test_an_appeal_is_made_once_and_decided_once() -> None:
    year = cycle()
    one = said(year, state=PUBLISHED)
    hide_contribution(contribution=one, seen=1, ground="insult", reason="x", actor=None, at=JANUARY)
    made = together(*(lambda: put_appeal(contribution=one, text="Nie.", at=JANUARY),) * 2)
    assert (made[0], len(made[1]), Appeal.objects.count()) == ([], 1, 1)
    people = [moderator(), worker(year.unit)]
    decided = together(
        lambda: decide_appeal(contribution=one, upheld=True, reason="Tak.", actor=people[0], at=JANUARY),
        lambda: decide_appeal(contribution=one, upheld=False, reason="Nie.", actor=people[1], at=JANUARY),
    )
    assert (decided[0], decided[1]) == (
        [], ["The appeal about 1 was decided on meanwhile. Nothing was changed by you."],
    )  # fmt: skip
    assert (Appeal.objects.get().upheld is True) == (again(one).state == "published")


def test_two_themes_of_one_name_are_one() -> None:
    year = cycle()
    told = together(*(lambda: make_theme(cycle=year, name="Dojazd", actor=None, at=JANUARY),) * 2)
    assert (told[0], told[1], Theme.objects.count()) == (
        [], ["A theme “Dojazd” is there already. Put the contributions under it."], 1,
    )  # fmt: skip
