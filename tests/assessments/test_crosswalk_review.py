"""Proposing, reviewing, publishing and withdrawing an entry of the crosswalk."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from people import LATER, NOON, administrator, outsider

from drogowskaz.assessments import actions
from drogowskaz.assessments.enums import Review
from drogowskaz.assessments.models import CrosswalkEntry
from drogowskaz.assessments.queries.crosswalk import in_force
from drogowskaz.assessments.workflow import CROSSWALK
from drogowskaz.audit.models import Entry
from drogowskaz.engine.crosswalk.entries import Relation
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.models import User

pytestmark = pytest.mark.django_db

NEW, OLD = "ozps-gmina-2025", "ozps-gmina-2014"
REASON = "Druk za 2020 ma inną nazwę [druk gminy]"


def proposed(person: User | None = None, **other: object) -> CrosswalkEntry:
    given = {"old": "hospices", "new": "hospices", "relation": Relation.SAME, "year": 2020, "breaks": True}
    person = person or outsider()
    return actions.propose_entry(edition=NEW, reason=REASON, actor=person, at=NOON, **{**given, **other})  # type: ignore[arg-type]


def colleague() -> User:
    return User.objects.create_user("kaja@example.org", name="Kaja Koleżanka", is_staff=True)


def accept(entry: CrosswalkEntry, actor: User | None) -> None:
    actions.accept_entry(entry=entry, actor=actor, at=LATER)


def send_back(entry: CrosswalkEntry, actor: User | None) -> None:
    actions.return_entry(entry=entry, reason="Podaj druk.", actor=actor, at=LATER)


def publish(entry: CrosswalkEntry, actor: User | None) -> None:
    actions.publish_entry(entry=entry, actor=actor, at=LATER)


def withdraw(entry: CrosswalkEntry, actor: User | None) -> None:
    actions.withdraw_entry(entry=entry, reason="Pomyłka.", actor=actor, at=LATER)


MOVES: dict[str, Callable[[CrosswalkEntry, User | None], None]] = {
    "accept": accept,
    "return": send_back,
    "publish": publish,
    "withdraw": withdraw,
}


def sentences(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [refusal.sentence("en") for refusal in refused.value.refusals]


def cuts(key: str) -> list[tuple[int, bool]]:
    """The steps of a row from the old edition, as they are in force."""
    crosswalk = in_force().between(edition_named(OLD), edition_named(NEW))
    return [(step.year, step.cuts) for way in crosswalk.out_of(key) for step in way.steps]


def test_every_status_is_a_state_of_the_workflow_and_every_move_has_its_action() -> None:
    assert set(CROSSWALK.states) == set(Review.values)
    assert {move.name for move in CROSSWALK.transitions} == set(MOVES)


@pytest.mark.parametrize("status", Review.values)
@pytest.mark.parametrize("name", MOVES)
def test_a_move_is_made_from_its_own_states_only_and_leaves_a_trace(name: str, status: str) -> None:
    entry, move = proposed(), CROSSWALK.move(name)
    CrosswalkEntry.objects.update(status=status)
    reviewer = administrator()
    if status in move.sources:
        MOVES[name](entry, reviewer)
        assert (entry.status, entry.reviewed_by, entry.reviewed_at) == (move.target, reviewer, LATER)
        assert Entry.objects.get(verb=move.verb).actor_name == "Ada Administratorka"
    else:
        with pytest.raises(Refused) as refused:
            MOVES[name](entry, reviewer)
        assert sentences(refused) == [f"The entry is already: {status}."]
        entry.refresh_from_db()
        assert entry.status == status
        assert not Entry.objects.filter(verb=move.verb).exists()


def test_a_proposal_is_stored_with_its_proposer_and_a_trace_and_changes_nothing_yet() -> None:
    entry = proposed()
    assert (entry.status, entry.proposed_by.name, entry.proposed_at) == (Review.PROPOSED, "Olek Postronny", NOON)
    assert Entry.objects.get(verb="crosswalk.proposed").details == {"edition": NEW}
    assert cuts("hospices") == []


def test_only_a_published_entry_is_used_and_a_withdrawn_one_no_more() -> None:
    entry, reviewer = proposed(), administrator()
    accept(entry, reviewer)
    assert cuts("hospices") == []
    publish(entry, reviewer)
    assert cuts("hospices") == [(2020, True)]
    withdraw(entry, reviewer)
    assert cuts("hospices") == []


def test_a_later_published_entry_stands_instead_of_an_earlier_one() -> None:
    reviewer, person = administrator(), outsider()
    for breaks in (True, False):
        entry = proposed(person, breaks=breaks)
        accept(entry, reviewer)
        publish(entry, reviewer)
    assert cuts("hospices") == [(2020, False)]


@pytest.mark.parametrize("name", MOVES)
def test_nobody_reviews_their_own_proposal(name: str) -> None:
    person = administrator()
    entry = proposed(person)
    with pytest.raises(Refused) as refused:
        MOVES[name](entry, person)
    assert sentences(refused) == ["You proposed this entry. Another person must review it."]


@pytest.mark.parametrize("name", MOVES)
def test_an_outsider_the_operator_and_a_closed_account_review_nothing(name: str) -> None:
    entry, closed = proposed(colleague()), administrator()
    closed.is_active = False
    for person in (outsider(), None, closed):
        with pytest.raises(Refused) as refused:
            MOVES[name](entry, person)
        assert sentences(refused) == ["Only an administrator can review entries of the crosswalk."]


def test_a_proposal_needs_a_person_and_a_reason_and_both_are_told() -> None:
    with pytest.raises(Refused) as refused:
        actions.propose_entry(
            edition=NEW, old="hospices", new="hospices", relation=Relation.SAME, year=2020, breaks=False,
            reason=" ", actor=None, at=NOON,
        )  # fmt: skip
    assert sentences(refused) == [
        "Sign in to propose an entry of the crosswalk.",
        "Say why, and where it is known from.",
    ]
    assert not CrosswalkEntry.objects.exists()


@pytest.mark.parametrize("name", ["return", "withdraw"])
def test_returning_and_withdrawing_need_a_reason(name: str) -> None:
    entry, reviewer = proposed(), administrator()
    act = {"return": actions.return_entry, "withdraw": actions.withdraw_entry}[name]
    with pytest.raises(Refused) as refused:
        act(entry=entry, reason="  ", actor=reviewer, at=LATER)
    done = {"return": "returned", "withdraw": "withdrawn"}[name]
    assert sentences(refused) == [f"Say why the entry is {done}."]


def test_the_reason_of_a_return_is_kept_with_the_entry_and_in_the_log() -> None:
    entry = proposed()
    send_back(entry, administrator())
    assert entry.answer == "Podaj druk."
    assert Entry.objects.get(verb="crosswalk.returned").details == {"reason": "Podaj druk."}


def test_the_slower_of_two_reviewers_is_refused() -> None:
    """Both read the proposed entry; the state is asked again when it is changed."""
    entry = proposed()
    first, second = CrosswalkEntry.objects.get(pk=entry.pk), CrosswalkEntry.objects.get(pk=entry.pk)
    accept(first, administrator())
    with pytest.raises(Refused) as refused:
        send_back(second, colleague())
    assert sentences(refused) == ["The entry is already: accepted."]
    assert list(Entry.objects.filter(verb__startswith="crosswalk.").values_list("verb", flat=True)) == [
        "crosswalk.proposed",
        "crosswalk.accepted",
    ]


def test_a_proposal_that_contradicts_the_entries_in_force_is_refused_with_the_reason() -> None:
    with pytest.raises(Refused) as refused:
        proposed(old="hospices", new="population.total", relation=Relation.RENAMED)
    assert sentences(refused) == [
        "In 2020 there already is a row “population.total”. Say also what becomes of that row."
    ]


def test_of_two_contradicting_proposals_the_second_cannot_be_published() -> None:
    reviewer, person = administrator(), outsider()
    first = proposed(person, new="", relation=Relation.REMOVED, year=2019)
    back = proposed(person, old="hospices", new="hospices", relation=Relation.SAME, year=2021)
    for entry in (first, back):
        accept(entry, reviewer)
    publish(first, reviewer)
    with pytest.raises(Refused) as refused:
        publish(back, reviewer)
    assert sentences(refused) == [
        "Before 2021 there is no row “hospices”: it is not in ozps-gmina-2014 and no earlier entry makes it."
    ]
    back.refresh_from_db()
    assert back.status == Review.ACCEPTED


def test_an_edition_without_an_earlier_one_takes_no_entries() -> None:
    with pytest.raises(Refused) as refused:
        actions.propose_entry(
            edition=OLD, old="hospices", new="hospices", relation=Relation.SAME, year=2014, breaks=False,
            reason=REASON, actor=outsider(), at=NOON,
        )  # fmt: skip
    assert sentences(refused) == ["No crosswalk leads to ozps-gmina-2014."]


def test_a_divided_row_is_one_proposal_with_several_keys() -> None:
    entry = proposed(old="hospices", new="hospices context.rural", relation=Relation.SPLIT, year=2020)
    assert [(pair.old, pair.new) for pair in entry.pairs] == [("hospices", "hospices"), ("hospices", "context.rural")]


def test_a_published_entry_that_no_longer_fits_is_left_out_and_named() -> None:
    entry = proposed()
    CrosswalkEntry.objects.update(status=Review.PUBLISHED, reviewed_at=LATER, old="no.such.row", new="no.such.row")
    force = in_force()
    assert (dict(force.groups).get(NEW, []), force.unfit) == ([], (entry,))
    assert cuts("hospices") == []


def test_the_database_refuses_a_reviewer_who_is_the_proposer() -> None:
    person = administrator()
    entry = proposed(person)
    with pytest.raises(IntegrityError), transaction.atomic():
        CrosswalkEntry.objects.filter(pk=entry.pk).update(reviewed_by=person)
