"""Versions: what was signed stays as it was; a change is a new version; ending, terminating, giving up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from organisations.cast import reasons
from participation.agreement.sides import DECEMBER, HOUR, Sides, sides, signed, talks

from drogowskaz.engine.workflow import Refused
from drogowskaz.participation.actions import agreement as actions
from drogowskaz.participation.enums.agreement import OPEN, WAS_SIGNED, AgreementState, Opinion
from drogowskaz.participation.models import DraftingTask
from drogowskaz.participation.queries.agreement import entries_to_draft, in_force, summary_of, worked_on
from drogowskaz.participation.queries.agreement.wording import digest_of, wording_of
from drogowskaz.participation.workflow.agreement import AGREEMENT

BASE = {"side": None, "paper": None}


def again(found: Sides) -> None:
    """The next version goes to talks."""
    found.made = actions.open_agreement(cycle=found.cycle, lang="pl", actor=found.approver, at=DECEMBER + HOUR)
    actions.put_to_talks(agreement=found.agreement, actor=found.approver, at=DECEMBER + HOUR)


def test_every_state_is_in_the_table_under_the_same_name() -> None:
    assert set(AGREEMENT.states) == set(AgreementState.values)
    assert all(str(AgreementState(state).label) for state in AGREEMENT.states)


@given(st.lists(st.sampled_from([move.name for move in AGREEMENT.transitions]), max_size=12))
def test_whatever_is_tried_a_signed_wording_is_never_worked_on_again(moves: list[str]) -> None:
    """Only moves that start where the agreement stands are taken, as the actions do it."""
    state, was_signed = AGREEMENT.start, False
    for name in moves:
        move = AGREEMENT.move(name)
        if state in move.sources:
            state = move.target
        was_signed = was_signed or state == AgreementState.SIGNED
        assert not (was_signed and state in OPEN)
        assert was_signed == (state in WAS_SIGNED)


@pytest.mark.django_db
def test_a_new_version_takes_everything_over_and_the_old_one_stays_in_force() -> None:
    found = talks()
    found.say(found.add("Dane do 15 lutego.", None), found.circle, wants="Do 28 lutego.")
    found.sign(None, divergence=True)
    found.sign(found.circle, divergence=True)
    first = found.agreement
    again(found)
    assert in_force(found.cycle) == first
    assert worked_on(found.cycle) == found.agreement
    assert found.agreement.version == 2
    keys = ("parties", "scope", "conditions")
    assert [wording_of(found.agreement)[key] for key in keys] == [first.content[key] for key in keys]
    stance = found.agreement.conditions.get().stances.get(organisation=found.circle)
    assert (stance.opinion, stance.wants, stance.about) == (Opinion.DISPUTED, "Do 28 lutego.", 1)


@pytest.mark.django_db
def test_when_the_new_version_is_signed_the_old_one_is_replaced_and_untouched() -> None:
    found = signed()
    first = found.agreement
    again(found)
    found.propose("5", found.circle, gives="Świetlica i stołówka")
    found.sign(None)
    found.sign(found.circle)
    first.refresh_from_db()
    assert (first.state, found.agreement.state) == (AgreementState.REPLACED, AgreementState.SIGNED)
    assert digest_of(first.content) == digest_of(wording_of(first)) == first.digest
    assert [one.digest for one in first.signatures.all()] == [first.digest] * 2
    assert first.digest != found.agreement.digest


@pytest.mark.django_db
def test_a_new_version_gives_no_task_twice() -> None:
    found = signed()
    again(found)
    found.sign(None)
    found.sign(found.circle)
    assert DraftingTask.objects.count() == 2


@pytest.mark.django_db
def test_a_name_that_changes_later_does_not_change_what_was_signed() -> None:
    found = talks()
    found.sign(None)
    found.circle.name = "KGW Przemianowane"
    found.circle.save()
    found.sign(found.circle, digest=found.agreement.digest)
    assert found.agreement.content["parties"][0]["name"] == "KGW Zmyślone"


@pytest.mark.django_db
def test_one_side_terminates_with_a_reason() -> None:
    found = signed()
    with pytest.raises(Refused, match="Give the reason; it stays with the agreement"):
        actions.terminate_agreement(agreement=found.agreement, reason=" ", actor=found.approver, at=DECEMBER, **BASE)
    actions.terminate_agreement(
        agreement=found.agreement, side=found.circle, paper=None, reason="Koniec koła.", actor=found.leader, at=DECEMBER
    )
    agreement = found.agreement
    assert (agreement.state, agreement.reason, agreement.closed_at) == (
        AgreementState.TERMINATED,
        "Koniec koła.",
        DECEMBER,
    )


@pytest.mark.django_db
def test_what_is_over_cannot_be_ended_again() -> None:
    found = signed()
    actions.end_agreement(agreement=found.agreement, reason="", actor=found.approver, at=DECEMBER, **BASE)
    with pytest.raises(Refused) as caught:
        actions.end_agreement(agreement=found.agreement, reason="", actor=found.approver, at=DECEMBER, **BASE)
    assert reasons(caught.value) == ["The agreement is now: ended. Nothing in it can be changed this way."]


@pytest.mark.django_db
def test_an_editor_of_the_office_does_not_terminate() -> None:
    found = signed()
    with pytest.raises(Refused, match="Only an approver of gmina Nibylandia 9901012 can accept and sign"):
        actions.terminate_agreement(agreement=found.agreement, reason="Tak", actor=found.editor, at=DECEMBER, **BASE)


@pytest.mark.django_db
def test_talks_can_be_given_up_and_begun_anew() -> None:
    found = talks()
    actions.drop_agreement(agreement=found.agreement, reason="Nie w tym roku.", actor=found.editor, at=DECEMBER, **BASE)
    assert found.agreement.state == AgreementState.DROPPED
    again(found)
    assert found.agreement.version == 2


@pytest.mark.django_db
def test_the_hub_tells_where_the_agreement_stands_and_nothing_of_the_talks() -> None:
    found = sides()
    assert summary_of(found.cycle).told("en") == (
        "There is no cooperation agreement. It is voluntary; annexes can be handed in without one."
    )
    found = talks_of(found)
    assert summary_of(found.cycle).told("en") == "A cooperation agreement is being prepared by the sides."
    found.sign(None)
    found.sign(found.circle)
    told = summary_of(found.cycle)
    assert (told.state, told.organisations, told.signed_at) == (AgreementState.SIGNED, 1, DECEMBER)
    assert told.told("en") == "The office and 1 organisation have signed a cooperation agreement."
    actions.end_agreement(agreement=found.agreement, reason="", actor=found.approver, at=DECEMBER, **BASE)
    assert summary_of(found.cycle).told("en") == "The cooperation agreement is no longer in force."


def talks_of(found: Sides) -> Sides:
    """The same people at talks."""
    found.made = actions.open_agreement(cycle=found.cycle, lang="pl", actor=found.approver, at=DECEMBER)
    actions.put_to_talks(agreement=found.agreement, actor=found.approver, at=DECEMBER)
    found.join(found.circle)
    return found


@pytest.mark.django_db
def test_what_is_to_be_drafted_names_the_one_organisation_unless_it_is_disputed() -> None:
    found = talks()
    assert [(entry.chapter, by) for entry, by in entries_to_draft(found.agreement)] == [
        ("9", found.circle),
        ("11", found.circle),
    ]
    found.say(found.chapter("9"), None, wants="Ośrodek sam.")
    assert [(entry.chapter, by) for entry, by in entries_to_draft(found.agreement)] == [("11", found.circle)]
