"""An author appeals once; somebody who did not hide it decides, except where nobody else could."""

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
from refusals import too_long

from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.models import Message
from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.appeal import decide_appeal, put_appeal
from drogowskaz.participation.actions.moderation import hide_contribution, restore_contribution
from drogowskaz.participation.enums.contribution import ContributionState
from drogowskaz.participation.models import Appeal, Contribution

pytestmark = pytest.mark.django_db
WHY = "I named nobody."


@pytest.fixture
def year() -> Cycle:
    return cycle()


def hidden(year: Cycle, by: User | None) -> Contribution:
    one = reachable(year, state=ContributionState.PUBLISHED)
    hide_contribution(contribution=one, seen=1, ground="personal_data", reason="A name.", actor=by, at=JANUARY)
    return again(one)


def decide(one: Contribution, actor: User | None, upheld: bool = True) -> Appeal:
    return decide_appeal(contribution=again(one), upheld=upheld, reason="Read again.", actor=actor, at=JANUARY)


class TestAppealing:
    def test_it_is_made_once(self, year: Cycle) -> None:
        one = hidden(year, None)
        put_appeal(contribution=one, text=WHY, at=JANUARY)
        with pytest.raises(Refused) as refused:
            put_appeal(contribution=one, text="Again.", at=JANUARY)
        assert reasons(refused.value) == [
            "You appealed already on 11.01.2027. An appeal is made once; what was decided stands here."
        ]
        assert Appeal.objects.get().text == WHY

    def test_only_what_is_hidden_can_be_appealed_against(self, year: Cycle) -> None:
        with pytest.raises(Refused) as refused:
            put_appeal(contribution=said(year), text=WHY, at=JANUARY)
        assert reasons(refused.value) == ["Only what is hidden can be appealed against; this is not."]

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            (" ", "Say why it should not be hidden."),
            ("x" * 3001, too_long("x" * 3001, 3000)),
        ],
        ids=["empty", "long"],
    )
    def test_it_says_something(self, text: str, sentence: str, year: Cycle) -> None:
        with pytest.raises(Refused) as refused:
            put_appeal(contribution=hidden(year, None), text=text, at=JANUARY)
        assert reasons(refused.value) == [sentence]


class TestDeciding:
    def test_upheld_it_is_published_again_and_the_author_is_told(self, year: Cycle) -> None:
        one = hidden(year, moderator())
        put_appeal(contribution=one, text=WHY, at=JANUARY)
        appeal = decide(one, worker(year.unit))
        letter = Message.objects.filter(event="participation.appeal_decided").get()
        assert (appeal.upheld, appeal.label, again(one).state) == (True, "", "published")
        assert ("you were right" in letter.text, steps(one)[-1]) == (True, ("restored", "Roman Rachmistrz"))

    def test_not_upheld_it_stays_hidden_and_the_author_is_told(self, year: Cycle) -> None:
        one = hidden(year, moderator())
        put_appeal(contribution=one, text=WHY, at=JANUARY)
        decide(one, worker(year.unit), upheld=False)
        letter = Message.objects.filter(event="participation.appeal_decided").get()
        assert (again(one).state, "stays hidden" in " ".join(letter.text.split())) == ("hidden", True)

    def test_whoever_hid_it_does_not_decide_where_somebody_else_could(self, year: Cycle) -> None:
        hider, _other = worker(year.unit), worker(year.unit, Role.ANIMATOR)
        one = hidden(year, hider)
        put_appeal(contribution=one, text=WHY, at=JANUARY)
        with pytest.raises(Refused) as refused:
            decide(one, hider)
        assert reasons(refused.value) == ["You hid 1 yourself. Another person must decide on the appeal."]

    def test_the_only_moderator_decides_and_it_is_labelled(self, year: Cycle) -> None:
        hider = worker(year.unit)
        one = hidden(year, hider)
        put_appeal(contribution=one, text=WHY, at=JANUARY)
        assert decide(one, hider).label == (
            "Whoever hid it decided on the appeal too: nobody else moderates in this unit."
        )

    def test_it_is_decided_once(self, year: Cycle) -> None:
        one = hidden(year, moderator())
        put_appeal(contribution=one, text=WHY, at=JANUARY)
        decide(one, worker(year.unit), upheld=False)
        with pytest.raises(Refused) as refused:
            decide(one, worker(year.unit))
        assert reasons(refused.value) == ["The appeal about 1 was decided on meanwhile. Nothing was changed by you."]

    def test_while_it_waits_nothing_is_restored_past_it(self, year: Cycle) -> None:
        one = hidden(year, moderator())
        put_appeal(contribution=one, text=WHY, at=JANUARY)
        with pytest.raises(Refused) as refused:
            restore_contribution(
                contribution=again(one), seen=2, reason="A mistake.", actor=moderator("Inna"), at=JANUARY
            )
        assert reasons(refused.value) == [
            "Its author appealed. Decide on the appeal; that also restores it, with a letter to the author."
        ]
