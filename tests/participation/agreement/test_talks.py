"""Talking over the points: changing, adding, agreeing and disputing, and two who do it at once."""

import pytest
from organisations.cast import place, reasons, someone
from participation.agreement.sides import DECEMBER, sides, talks

from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions import agreement as actions
from drogowskaz.participation.enums.agreement import (
    AgreementState,
    AgreementStepKind,
    ConditionKind,
    Opinion,
    ScopeLevel,
)
from drogowskaz.participation.enums.paper import PaperKind
from drogowskaz.participation.models import Agreement, AgreementParty, Condition, Stance
from drogowskaz.participation.queries.agreement.wording import wording_of

pytestmark = pytest.mark.django_db
STALE = (
    "Somebody changed this point after you opened the page. Nothing of theirs was overwritten. What you wrote is still "
    "in the form; read the point as it stands now and decide again."
)


def opinions(point: object) -> list[tuple[object, str, str, bool]]:
    """What each side said, and whether of the point as it stands."""
    point.refresh_from_db()  # type: ignore[attr-defined]
    found = point.stances.order_by("pk")  # type: ignore[attr-defined]
    return [(one.organisation, one.opinion, one.wants, one.about == point.version) for one in found]  # type: ignore[attr-defined]


def test_an_agreement_begins_with_our_proposal_for_every_chapter() -> None:
    found = talks()
    scope = [(one.chapter, one.level) for one in found.agreement.scope.all()]
    assert scope == [
        ("1", 1), ("2", 1), ("3", 2), ("4", 2), ("5", 2), ("6", 1), ("7", 2), ("8", 2), ("9", 3), ("10", 1), ("11", 3),
    ]  # fmt: skip
    assert found.chapter("9").gives == "projekt całego rozdziału"


def test_an_organisation_can_prepare_it_as_well() -> None:
    found = sides()
    made = actions.open_agreement(cycle=found.cycle, lang="en", actor=found.leader, at=DECEMBER)
    assert made.scope.get(chapter="9").gives == "a draft of the whole chapter"


def test_only_one_version_is_worked_on_at_a_time() -> None:
    found = talks()
    with pytest.raises(Refused) as caught:
        actions.open_agreement(cycle=found.cycle, lang="pl", actor=found.leader, at=DECEMBER)
    said = "Version 1 of the agreement is already being worked on. Go on with that one."
    assert reasons(caught.value) == [said]


def test_an_outsider_prepares_nothing() -> None:
    found = sides()
    with pytest.raises(Refused) as caught:
        actions.open_agreement(cycle=found.cycle, lang="pl", actor=someone(), at=DECEMBER)
    assert reasons(caught.value) == [
        "Until it is signed, the agreement is for its sides: the people of gmina Nibylandia 9901012, its animators, "
        "and people with a mandate from an organisation to draft or sign."
    ]
    assert not Agreement.objects.exists()


def test_no_agreement_begins_in_a_closed_cycle() -> None:
    found = sides()
    found.cycle.state = "closed"
    with pytest.raises(Refused, match="The cycle is closed, so no agreement can begin in it"):
        actions.open_agreement(cycle=found.cycle, lang="pl", actor=found.approver, at=DECEMBER)


def test_joining_twice_is_joining_once() -> None:
    found = talks()
    found.join(found.circle)
    assert AgreementParty.objects.count() == 1


def test_an_organisation_joins_by_its_letter_that_an_animator_registered() -> None:
    found = talks()
    letter = found.paper(PaperKind.LETTER_IN, found.brigade)
    actions.join_agreement(
        agreement=found.agreement, organisation=found.brigade, paper=letter, actor=found.animator, at=DECEMBER
    )
    party = AgreementParty.objects.get(organisation=found.brigade)
    assert (party.paper, party.mandate) == (letter, None)


def test_the_office_joins_nobody() -> None:
    found = talks()
    with pytest.raises(Refused, match="You have no mandate to act for OSP Nibylandia"):
        actions.join_agreement(
            agreement=found.agreement, organisation=found.brigade, paper=None, actor=found.approver, at=DECEMBER
        )


def test_an_organisation_of_another_place_does_not_join() -> None:
    found = talks()
    found.brigade.unit = place("9902012")
    found.brigade.save()
    with pytest.raises(Refused, match="OSP Nibylandia works in another place"):
        found.join(found.brigade)


def test_who_leaves_takes_its_points_along_and_says_why() -> None:
    found = talks("circle", "brigade")
    point = found.add("Samochód na dowóz.", found.brigade)
    actions.leave_agreement(
        agreement=found.agreement, organisation=found.brigade, paper=None, reason="Brak czasu.", actor=found.chief,
        at=DECEMBER,
    )  # fmt: skip
    point.refresh_from_db()
    assert point.removed_at == DECEMBER
    party = AgreementParty.objects.get(organisation=found.brigade)
    assert (party.left_at, party.left_reason) == (DECEMBER, "Brak czasu.")
    assert [one["name"] for one in wording_of(found.agreement)["parties"]] == ["KGW Zmyślone"]


def test_who_has_chapters_gives_them_back_before_it_leaves() -> None:
    found = talks("circle", "brigade")
    found.propose("9", None, organisation=found.brigade)
    with pytest.raises(Refused) as caught:
        actions.leave_agreement(
            agreement=found.agreement, organisation=found.brigade, paper=None, reason="Nie", actor=found.chief,
            at=DECEMBER,
        )  # fmt: skip
    said = "Chapters 9 are written down for OSP Nibylandia. Change that first, then leave."
    assert reasons(caught.value) == [said]


def test_who_changes_a_chapter_agrees_with_it_and_the_others_speak_anew() -> None:
    found = talks()
    entry = found.chapter("5")
    found.say(entry, None)
    found.propose("5", found.circle, level=ScopeLevel.DRAFTS, gives="Świetlica")
    assert opinions(found.chapter("5")) == [
        (None, Opinion.AGREED, "", False),
        (found.circle, Opinion.AGREED, "", True),
    ]
    changed = found.chapter("5")
    assert (changed.level, changed.gives, changed.version, changed.proposer) == (3, "Świetlica", 2, found.circle)


def test_the_same_once_more_changes_nothing() -> None:
    found = talks()
    steps = found.agreement.steps.count()
    assert found.propose("5", found.circle, condition=found.chapter("5").condition).version == 1
    assert found.agreement.steps.count() == steps


def test_of_two_who_change_a_chapter_the_slower_is_refused_and_nothing_is_lost() -> None:
    found = talks()
    entry = found.chapter("5")
    found.propose("5", found.circle, level=ScopeLevel.DRAFTS)
    with pytest.raises(Refused) as caught:
        actions.change_scope(
            entry=entry, text=actions.ScopeText(ScopeLevel.NONE), seen=1, side=None, paper=None, actor=found.approver,
            at=DECEMBER,
        )  # fmt: skip
    assert reasons(caught.value) == [STALE]
    assert found.chapter("5").level == ScopeLevel.DRAFTS


def test_an_opinion_about_an_older_wording_is_refused() -> None:
    found = talks()
    entry = found.chapter("5")
    found.propose("5", found.circle, level=ScopeLevel.DRAFTS)
    with pytest.raises(Refused) as caught:
        actions.say_opinion(
            point=entry, opinion=Opinion.AGREED, wants="", seen=1, side=None, paper=None, actor=found.approver,
            at=DECEMBER,
        )  # fmt: skip
    assert reasons(caught.value) == [STALE]


def test_a_chapter_is_not_written_down_for_one_that_has_not_joined() -> None:
    found = talks()
    with pytest.raises(Refused, match="OSP Nibylandia has not joined this agreement, so nothing can be written down"):
        found.propose("9", None, organisation=found.brigade)


def test_each_of_the_three_lists_takes_points_of_both_sides() -> None:
    found = talks()
    for kind in ConditionKind:
        found.add(f"Ośrodek: {kind.value}", None, kind)
        found.add(f"Koło: {kind.value}", found.circle, kind)
    assert list(Condition.objects.values_list("kind", "organisation")) == [
        (kind.value, side) for kind in ConditionKind for side in (None, found.circle.pk)
    ]


def test_the_same_point_twice_is_added_once() -> None:
    found = talks()
    found.add("Sala w remizie.", found.circle)
    found.add(" Sala w remizie. ", found.circle)
    assert Condition.objects.count() == 1


def test_an_empty_point_is_refused() -> None:
    found = talks()
    with pytest.raises(Refused, match="Write the point in a sentence"):
        found.add("   ", found.circle)


def test_only_its_own_side_changes_a_point() -> None:
    found = talks()
    point = found.add("Dane do 15 lutego.", None)
    with pytest.raises(Refused) as caught:
        actions.change_condition(
            point=point, text="Do 28.", seen=1, side=found.circle, paper=None, actor=found.leader, at=DECEMBER
        )
    said = "Only the side that proposed a point changes it. Dispute it and write what you want instead."
    assert reasons(caught.value) == [said]


def test_a_changed_point_is_spoken_of_anew() -> None:
    found = talks()
    point = found.add("Dane do 15 lutego.", None)
    found.say(point, found.circle, wants="Do 28 lutego.")
    actions.change_condition(
        point=point, text="Dane do 28 lutego.", seen=1, side=None, paper=None, actor=found.approver, at=DECEMBER
    )
    assert opinions(point) == [
        (None, Opinion.AGREED, "", True),
        (found.circle, Opinion.DISPUTED, "Do 28 lutego.", False),
    ]


def test_a_point_taken_back_is_spoken_of_no_more() -> None:
    found = talks()
    point = found.add("Dane do 15 lutego.", None)
    actions.remove_condition(point=point, seen=1, side=None, paper=None, actor=found.approver, at=DECEMBER)
    with pytest.raises(Refused, match="This point was taken back in the meantime"):
        found.say(point, found.circle)


def test_who_disputes_says_what_instead() -> None:
    found = talks()
    with pytest.raises(Refused, match="Write what you want instead"):
        actions.say_opinion(
            point=found.chapter("5"), opinion=Opinion.DISPUTED, wants=" ", seen=1, side=None, paper=None,
            actor=found.approver, at=DECEMBER,
        )  # fmt: skip


def test_saying_the_same_twice_leaves_one_step() -> None:
    found = talks()
    for _click in range(2):
        found.say(found.chapter("5"), None, wants="Tylko dane.")
    assert found.agreement.steps.filter(kind=AgreementStepKind.DISPUTED).count() == 1


def test_in_a_draft_nobody_agrees_yet() -> None:
    found = talks()
    Agreement.objects.update(state=AgreementState.DRAFT)
    with pytest.raises(Refused, match="The agreement is now: draft, being prepared"):
        found.say(found.chapter("5"), None)


def test_a_side_agrees_with_all_the_rest_at_once_but_not_with_what_it_disputes() -> None:
    found = talks()
    found.say(found.chapter("5"), found.circle, wants="Tylko dane.")
    number = actions.agree_with_rest(
        agreement=found.agreement, digest=found.digest, side=found.circle, paper=None, actor=found.leader, at=DECEMBER
    )
    said = Stance.objects.filter(organisation=found.circle)
    assert (number, said.filter(opinion=Opinion.AGREED).count(), said.filter(opinion=Opinion.DISPUTED).count()) == (
        10,
        10,
        1,
    )


def test_the_rest_is_what_was_read() -> None:
    found = talks()
    read = found.digest
    found.add("Sala w remizie.", None)
    with pytest.raises(Refused, match="The agreement changed after you opened the page"):
        actions.agree_with_rest(
            agreement=found.agreement, digest=read, side=found.circle, paper=None, actor=found.leader, at=DECEMBER
        )


def test_an_animator_speaks_for_nobody_without_a_paper() -> None:
    found = talks()
    with pytest.raises(Refused, match="Only a data editor or approver of gmina Nibylandia 9901012 can speak"):
        actions.say_opinion(
            point=found.chapter("5"), opinion=Opinion.AGREED, wants="", seen=1, side=None, paper=None,
            actor=found.animator, at=DECEMBER,
        )  # fmt: skip


def test_what_an_animator_writes_down_names_its_paper() -> None:
    found = talks()
    letter = found.paper(PaperKind.LETTER_IN)
    actions.say_opinion(
        point=found.chapter("5"), opinion=Opinion.DISPUTED, wants="Tylko dane.", seen=1, side=None, paper=letter,
        actor=found.animator, at=DECEMBER,
    )  # fmt: skip
    assert Stance.objects.get().paper == letter
