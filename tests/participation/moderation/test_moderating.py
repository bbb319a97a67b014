"""Publishing, returning, hiding, rejecting and restoring: who may, what it leaves behind, who is told."""

import pytest
from participation.invitation.invited import BEFORE
from participation.moderation.said import (
    JANUARY,
    again,
    auditor,
    cycle,
    manager,
    moderator,
    organisation,
    person,
    reachable,
    reasons,
    said,
    steps,
    worker,
)
from refusals import too_long

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.models import Message, News
from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.models import Mandate, Organisation, User
from drogowskaz.participation.actions.moderation import (
    Handled,
    hide_contribution,
    moderate_many,
    publish_contribution,
    reject_contribution,
    restore_contribution,
    return_contribution,
)
from drogowskaz.participation.enums.contribution import ContributionState
from drogowskaz.participation.models import Contribution, ModerationAct
from drogowskaz.participation.permissions.moderation import may_moderate_this

pytestmark = pytest.mark.django_db
GROUND, REASON = "personal_data", "There is a name of a neighbour in it."


@pytest.fixture
def year() -> Cycle:
    return cycle()


def publish(one: Contribution, actor: User | None, seen: int | None = None) -> None:
    publish_contribution(contribution=one, seen=one.version if seen is None else seen, actor=actor, at=JANUARY)


def _may(one: Contribution, actor: User) -> bool:
    return may_moderate_this(actor, one, JANUARY) is None


def _animator_with_mandate(year: Cycle, circle: Organisation) -> User:
    animator = worker(year.unit, Role.ANIMATOR)
    Mandate.objects.create(organisation=circle, person=animator, acts=["draft"], valid_from=BEFORE)
    return animator


class TestWho:
    @pytest.mark.parametrize("role", [Role.DATA_EDITOR, Role.APPROVER, Role.ANIMATOR, Role.COORDINATOR])
    def test_the_people_of_the_unit_and_its_animators_publish(self, role: Role, year: Cycle) -> None:
        one = said(year)
        publish(one, worker(year.unit, role))
        assert again(one).state == ContributionState.PUBLISHED

    def test_a_moderator_of_the_installation_publishes(self, year: Cycle) -> None:
        one = said(year)
        publish(one, moderator())
        assert steps(one) == [("published", "Mirka Moderatorka")]

    @pytest.mark.parametrize("who", ["outsider", "auditor"])
    def test_an_outsider_and_an_auditor_change_nothing(self, who: str, year: Cycle) -> None:
        one = said(year)
        actor = person("Olek Postronny") if who == "outsider" else auditor()
        with pytest.raises(Refused) as refused:
            publish(one, actor)
        assert reasons(refused.value) == [
            "Only a moderator, the people of gmina Wymyślona who work on its assessment, and its animators can "
            "moderate."
        ]
        assert (again(one).state, steps(one)) == (ContributionState.SUBMITTED, [])

    def test_nobody_moderates_what_they_wrote(self, year: Cycle) -> None:
        clerk = worker(year.unit)
        one = said(year, author=clerk)
        with pytest.raises(Refused) as refused:
            publish(one, clerk)
        assert reasons(refused.value) == ["You wrote 1 yourself. Another person must moderate it."]

    def test_nobody_moderates_what_was_made_for_an_organisation_they_belong_to(self, year: Cycle) -> None:
        circle = organisation("KGW Zmyślone", year.unit)
        leader = manager(circle, acts=())
        animator = worker(year.unit, Role.ANIMATOR)
        leader_too = moderator("Inna Moderatorka")
        one = said(year, organisation=circle)
        from_grant = [leader, leader_too, animator]
        assert [_may(one, each) for each in from_grant] == [False, True, True]

    def test_a_mandate_alone_ties_as_well(self, year: Cycle) -> None:
        circle = organisation("KGW Zmyślone", year.unit)
        animator = _animator_with_mandate(year, circle)
        one = said(year, organisation=circle)
        with pytest.raises(Refused) as refused:
            publish(one, animator)
        assert reasons(refused.value) == [
            "1 was made for KGW Zmyślone, where you belong. Another person must moderate it."
        ]


class TestPublishing:
    def test_it_is_news_for_those_who_follow_it(self, year: Cycle) -> None:
        one = said(year)
        publish(one, moderator())
        told = News.objects.get()
        assert (told.thing, told.event) == (
            "unit/990101/assessment/2026/contribution/1", "participation.contribution_published",
        )  # fmt: skip
        assert (again(one).published_at, again(one).version) == (JANUARY, 2)

    def test_the_second_click_is_refused_and_leaves_one_trace(self, year: Cycle) -> None:
        one, actor = said(year), moderator()
        publish(one, actor, seen=1)
        with pytest.raises(Refused) as refused:
            publish(again(one), actor, seen=1)
        assert reasons(refused.value) == [
            "Contribution 1 was changed meanwhile; it is now: published, waiting for an answer. Nothing was changed by "
            "you."
        ]
        assert (len(steps(one)), News.objects.count()) == (1, 1)

    def test_what_its_author_corrected_meanwhile_is_not_published_unread(self, year: Cycle) -> None:
        one = said(year)
        Contribution.objects.filter(pk=one.pk).update(version=2, text="Inny tekst.")
        with pytest.raises(Refused):
            publish(one, moderator(), seen=1)
        assert again(one).state == ContributionState.SUBMITTED


class TestReturning:
    def test_the_author_gets_the_reason_and_the_link(self, year: Cycle) -> None:
        one = reachable(year)
        return_contribution(contribution=one, seen=1, reason=REASON, actor=moderator(), at=JANUARY)
        letter = Message.objects.get()
        assert (letter.event, letter.address, letter.language) == (
            "participation.contribution_returned", "autorka@example.org", "en",
        )  # fmt: skip
        assert (REASON in " ".join(letter.text.split()), "/en/glos/" in letter.text) == (True, True)
        assert again(one).state == ContributionState.RETURNED

    def test_who_has_only_a_page_of_their_own_is_returned_to_without_a_letter(self, year: Cycle) -> None:
        one = reachable(year, email="", confirmed_at=None)
        return_contribution(contribution=one, seen=1, reason=REASON, actor=moderator(), at=JANUARY)
        assert (again(one).state, Message.objects.count()) == (ContributionState.RETURNED, 0)

    def test_nothing_is_returned_to_nobody(self, year: Cycle) -> None:
        with pytest.raises(Refused) as refused:
            return_contribution(contribution=said(year), seen=1, reason=REASON, actor=moderator(), at=JANUARY)
        assert reasons(refused.value) == [
            "The author of 1 has no page of their own on which they could correct it. Publish it as it is, or hide it "
            "with a ground."
        ]

    @pytest.mark.parametrize(
        ("reason", "sentence"),
        [
            ("  ", "Say why. The author reads it."),
            ("x" * 1001, too_long("x" * 1001, 1000)),
        ],
        ids=["empty", "long"],
    )
    def test_a_reason_is_needed(self, reason: str, sentence: str, year: Cycle) -> None:
        with pytest.raises(Refused) as refused:
            return_contribution(contribution=reachable(year), seen=1, reason=reason, actor=moderator(), at=JANUARY)
        assert reasons(refused.value) == [sentence]

    def test_an_address_that_nobody_confirmed_gets_no_letter(self, year: Cycle) -> None:
        one = reachable(year, confirmed_at=None)
        return_contribution(contribution=one, seen=1, reason=REASON, actor=moderator(), at=JANUARY)
        assert Message.objects.count() == 0


class TestHiding:
    def test_it_has_a_ground_and_a_reason_and_the_author_learns_how_to_appeal(self, year: Cycle) -> None:
        one = reachable(year, state=ContributionState.PUBLISHED)
        hide_contribution(contribution=one, seen=1, ground=GROUND, reason=REASON, actor=moderator(), at=JANUARY)
        act, letter = ModerationAct.objects.get(), Message.objects.get()
        words = " ".join(letter.text.split())
        assert (act.step, act.ground, act.reason) == ("hidden", GROUND, REASON)
        assert ("it tells about a person who can be recognised" in words, "appeal once" in words) == (
            True, True,
        )  # fmt: skip

    @pytest.mark.parametrize("ground", ["", "opinion"])
    def test_a_different_opinion_is_no_ground(self, ground: str, year: Cycle) -> None:
        with pytest.raises(Refused) as refused:
            hide_contribution(
                contribution=said(year), seen=1, ground=ground, reason=REASON, actor=moderator(), at=JANUARY
            )
        assert reasons(refused.value) == [
            "Choose the ground. A different opinion is never one: what is only against us stays published."
        ]


class TestRestoring:
    @pytest.mark.parametrize("state", [ContributionState.HIDDEN, ContributionState.SPAM])
    def test_what_was_put_away_is_published_with_a_reason(self, state: ContributionState, year: Cycle) -> None:
        one = reachable(year, state=state)
        restore_contribution(contribution=one, seen=1, reason="A mistake.", actor=moderator(), at=JANUARY)
        assert (again(one).state, again(one).published_at) == (ContributionState.PUBLISHED, JANUARY)
        assert [each.event for each in Message.objects.all()] == ["participation.contribution_restored"]

    def test_what_was_published_before_is_no_news_again(self, year: Cycle) -> None:
        one = said(year, state=ContributionState.HIDDEN, published_at=JANUARY)
        restore_contribution(contribution=one, seen=1, reason="A mistake.", actor=moderator(), at=JANUARY)
        assert News.objects.count() == 0


class TestRejecting:
    def test_nobody_is_written_to(self, year: Cycle) -> None:
        one = reachable(year)
        reject_contribution(contribution=one, seen=1, actor=moderator(), at=JANUARY)
        assert (again(one).state, Message.objects.count()) == (ContributionState.SPAM, 0)


class TestMany:
    def test_each_is_done_or_named_as_left(self, year: Cycle) -> None:
        clerk = worker(year.unit)
        plain, changed, own = said(year), said(year), said(year, author=clerk)
        Contribution.objects.filter(pk=changed.pk).update(version=2)
        done = moderate_many(cycle=year, seen={1: 1, 2: 1, 3: 1}, move="publish", actor=clerk, at=JANUARY)
        assert done == Handled(done=(1,), changed=(2,), own=(3,))
        assert [again(one).state for one in (plain, changed, own)] == ["published", "submitted", "submitted"]

    def test_numbers_of_another_cycle_are_not_touched(self, year: Cycle) -> None:
        done = moderate_many(cycle=year, seen={77: 1}, move="reject", actor=moderator(), at=JANUARY)
        assert done == Handled((), (), ())

    def test_nothing_chosen_is_said(self, year: Cycle) -> None:
        with pytest.raises(Refused) as refused:
            moderate_many(cycle=year, seen={}, move="reject", actor=moderator(), at=JANUARY)
        assert reasons(refused.value) == ["Nothing was chosen, so nothing was changed."]
