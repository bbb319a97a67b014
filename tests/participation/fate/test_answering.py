"""Giving, correcting and taking back the answer to a contribution: what it needs, who may, what stays."""

import datetime as dt
from dataclasses import replace

import pytest
from cycles import holder
from participation.fate.answering import (
    HOUR,
    NOW,
    WORDS,
    Office,
    again,
    answer,
    letter_of,
    office,
    said,
    sentences,
)
from participation.invitation.invited import manager, organisation, worker
from people import outsider
from refusals import too_long

from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.models import News
from drogowskaz.organisations.enums import Kind, Role
from drogowskaz.organisations.models import Grant, User
from drogowskaz.participation.actions.fate import FateText, give_fates, reopen_contribution
from drogowskaz.participation.enums.contribution import ContributionState, FateCode
from drogowskaz.participation.enums.paper import PaperKind
from drogowskaz.participation.models import Contribution, Fate, Reopening
from drogowskaz.participation.queries.fate import fate_of, fates_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Office:
    return office()


def refused(contribution: Contribution, actor: User | None, fate: FateText = WORDS, **more: object) -> list[str]:
    """The sentences of an answer that is refused and leaves nothing behind."""
    before = (Fate.objects.count(), again(contribution).version)
    with pytest.raises(Refused) as told:
        answer(contribution, actor, fate, **more)
    assert (Fate.objects.count(), again(contribution).version) == before
    return sentences(told.value)


def test_an_answer_stands_with_its_words_and_who_gave_it(here: Office) -> None:
    asked = said(here.cycle)
    answer(asked, here.editor)
    given = fate_of(again(asked))
    assert given is not None
    assert (given.number, given.code, given.reason, given.by, given.basis, given.label) == (
        1, "explained", WORDS.reason, here.editor, "", "",
    )  # fmt: skip
    assert again(asked).state == ContributionState.ANSWERED


def test_a_second_click_gives_no_second_answer_and_tells_nobody_again(here: Office) -> None:
    asked = said(here.cycle)
    first, second = again(asked), again(asked)
    assert answer(first, here.editor) == answer(second, here.editor)
    assert (Fate.objects.count(), News.objects.count()) == (1, 1)


def test_a_corrected_answer_is_another_one_and_the_first_stays(here: Office) -> None:
    asked = said(here.cycle)
    answer(asked, here.editor)
    answer(again(asked), here.approver, replace(WORDS, reason="Poprawiamy rok: od 2020."))
    assert [*Fate.objects.values_list("number", "reason")] == [(1, WORDS.reason), (2, "Poprawiamy rok: od 2020.")]
    standing = fate_of(again(asked))
    assert standing is not None
    assert standing.number == 2
    assert [one.context["again"] for one in News.objects.order_by("pk")] == [False, True]


@pytest.mark.parametrize(("fate", "sentence"), [
    (FateText("", "Bo tak."), "Choose what became of it."),
    (FateText(FateCode.MERGED, "Bo tak."), "Choose what became of it."),
    (replace(WORDS, reason="  "), "Write the answer: why it was decided so. The author and everybody read it."),
    (replace(WORDS, reason="a" * 4001), too_long("a" * 4001, 4000)),
    (FateText(FateCode.TAKEN, "Tak.", change="a" * 4001, chapter="9"), too_long("a" * 4001, 4000)),
    (FateText(FateCode.PASSED, "Tak.", passed_to="a" * 201), too_long("a" * 201, 200)),
    (
        FateText(FateCode.TAKEN, "Tak.", chapter="9"),
        "You say it was taken in. Write what was changed in the assessment.",
    ),
    (
        FateText(FateCode.PART, "Tak.", change="Dopisano zdanie."),
        "You say it was taken in. Choose the chapter or the row in which it was.",
    ),
    (FateText(FateCode.PASSED, "To droga powiatowa."), "You say it was passed on. Write to whom."),
], ids=["none", "merged", "no reason", "long", "long change", "long name", "no change", "no place", "nobody"],
)  # fmt: skip
def test_an_answer_that_lacks_something_is_refused_with_what_it_lacks(
    here: Office, fate: FateText, sentence: str
) -> None:
    assert refused(said(here.cycle), here.editor, fate) == [sentence]


def test_what_does_not_belong_to_the_word_is_left_out(here: Office) -> None:
    asked = said(here.cycle)
    given = answer(asked, here.editor, replace(WORDS, change="Nic.", chapter="9", passed_to="powiat"))
    assert (given.change, given.chapter, given.passed_to) == ("", "", "")


def test_an_outsider_and_somebody_whose_role_has_ended_may_not(here: Office) -> None:
    asked = said(here.cycle)
    ended = worker(here.cycle.unit)
    Grant.objects.filter(person=ended).update(valid_until=NOW.date() - dt.timedelta(days=1))
    for person in (outsider(), ended):
        assert refused(asked, person) == [
            "Only the people of gmina Wymyślona who work on its assessment, and its animators, can answer "
            "contributions."
        ]


def test_an_animator_writes_down_what_the_office_answered_only_on_its_paper(here: Office) -> None:
    animator, asked = holder(Role.ANIMATOR, here.cycle.unit), said(here.cycle)
    (told,) = refused(asked, animator)
    assert told.startswith("You help the office and do not answer for it.")
    sent = letter_of(here.cycle, PaperKind.LETTER_OUT)
    (told,) = refused(asked, animator, paper=sent)
    assert told.startswith("This paper is crossed out, of another year, or not one in which an office answers.")
    given = answer(asked, animator, paper=letter_of(here.cycle))
    assert given.basis.startswith("pismo 2 z")
    assert given.label == "Written down for the office on the basis of its letter or of minutes."


def test_nobody_answers_what_they_wrote_themselves(here: Office) -> None:
    asked = said(here.cycle, author=here.editor)
    assert refused(asked, here.editor) == ["You wrote 1 yourself. Another person must answer it."]
    assert answer(asked, here.approver).label == ""


def test_nor_what_was_made_for_their_organisation(here: Office) -> None:
    circle = organisation("KGW Zmyślone", here.cycle.unit)
    member = manager(circle)
    Grant.objects.filter(person=here.editor).update(person=member)
    asked = said(here.cycle, organisation=circle)
    assert refused(asked, member) == ["1 was made for KGW Zmyślone, where you belong. Another person must answer it."]


def test_what_an_institution_said_is_answered_by_its_own_people(here: Office) -> None:
    centre = organisation("GOPS", here.cycle.unit, kind=Kind.OPS)
    member = manager(centre)
    Grant.objects.filter(person=here.editor).update(person=member)
    assert answer(said(here.cycle, organisation=centre), member).label == ""


def test_where_one_person_works_alone_the_answer_to_oneself_is_labelled(here: Office) -> None:
    alone = worker(here.cycle.unit, Role.DATA_EDITOR, Role.APPROVER)
    Grant.objects.exclude(person=alone).delete()
    given = answer(said(here.cycle, author=alone), alone)
    assert given.label == "One person entered and approved this: only one person works on it in this office."


def test_where_everybody_else_is_tied_too_the_answer_is_labelled(here: Office) -> None:
    Grant.objects.filter(person=here.approver).delete()
    given = answer(said(here.cycle, author=here.editor), here.editor)
    assert given.label == "Answered by somebody tied to it: nobody else in this office could."


def test_one_that_was_changed_meanwhile_is_not_answered(here: Office) -> None:
    asked = said(here.cycle)
    Contribution.objects.update(version=7)
    assert refused(asked, here.editor) == [
        "Contribution 1 was changed meanwhile; it is now: published, waiting for an answer. Nothing was changed by you."
    ]


@pytest.mark.parametrize("state", ["submitted", "returned", "hidden", "spam", "withdrawn"])
def test_what_is_not_public_is_not_answered(here: Office, state: str) -> None:
    (told,) = refused(said(here.cycle, state=state), here.editor)
    assert told.startswith("Contribution 1 was changed meanwhile")


def test_one_that_was_joined_is_answered_by_the_answer_to_the_other(here: Office) -> None:
    target = said(here.cycle)
    middle = said(here.cycle, "To samo.", merged_into=target)
    source = said(here.cycle, "I to samo.", merged_into=middle)
    assert refused(again(source), here.editor) == [
        "Contribution 3 was joined with 2. Answer that one: its answer is the answer to both."
    ]
    given = answer(target, here.editor)
    assert fates_by([again(target), again(middle), again(source)]) == {
        target.pk: given, middle.pk: given, source.pk: given,
    }  # fmt: skip
    told = {one.thing.rpartition("/")[2]: one.context["joined"] for one in News.objects.all()}
    assert told == {"1": 0, "2": 1, "3": 1}


def test_one_joined_with_what_was_hidden_is_answered_by_itself(here: Office) -> None:
    hidden = said(here.cycle, state=ContributionState.HIDDEN)
    source = said(here.cycle, merged_into=hidden)
    given = answer(again(source), here.editor)
    assert fate_of(again(source)) == given


def test_many_are_answered_at_once_and_those_changed_meanwhile_are_named(here: Office) -> None:
    every = [said(here.cycle, f"Potrzeba {number}.") for number in range(4)]
    seen = {one.number: one.version for one in every}
    Contribution.objects.filter(number=2).update(version=9)
    Contribution.objects.filter(number=3).update(author=here.editor)
    done = give_fates(contributions=map(again, every), fate=WORDS, seen=seen, actor=here.editor, at=NOW + HOUR)
    assert (done.done, done.changed) == ((1, 4), (2,))
    assert [one.sentence("en") for one in done.refused] == ["You wrote 3 yourself. Another person must answer it."]
    assert len({*Fate.objects.values_list("group", flat=True)}) == 1
    twice = give_fates(contributions=map(again, every), fate=WORDS, seen=seen, actor=here.editor, at=NOW + HOUR)
    assert (twice.done, twice.before, Fate.objects.count()) == ((), (1, 4), 2)


def test_nothing_chosen_is_told(here: Office) -> None:
    with pytest.raises(Refused) as told:
        give_fates(contributions=[], fate=WORDS, seen={}, actor=here.editor, at=NOW)
    assert sentences(told.value) == ["Nothing was chosen, so nothing was changed."]


def test_an_answer_taken_back_leaves_the_contribution_waiting_with_the_reason(here: Office) -> None:
    asked = said(here.cycle)
    answer(asked, here.editor)
    reopen_contribution(
        contribution=again(asked), reason="Przyszły nowe dane.", seen=2, actor=here.approver, at=NOW + HOUR
    )
    assert (again(asked).state, fate_of(again(asked))) == (ContributionState.PUBLISHED, None)
    assert [*Reopening.objects.values_list("fate__number", "reason", "by")] == [
        (1, "Przyszły nowe dane.", here.approver.pk)
    ]
    answer(again(asked), here.editor)
    standing = fate_of(again(asked))
    assert standing is not None
    assert standing.number == 2


@pytest.mark.parametrize(("reason", "state", "sentence"), [
    (" ", "open", "Say why the answer is taken back. The author and everybody read it."),
    (
        "Nowe dane.",
        "council",
        "The cycle for 2026 is now: with the council. An answer can be corrected, but not taken back.",
    ),
], ids=["no reason", "with the council"])  # fmt: skip
def test_taking_back_needs_a_reason_and_work_that_goes_on(here: Office, reason: str, state: str, sentence: str) -> None:
    asked = said(here.cycle)
    answer(asked, here.editor)
    type(here.cycle).objects.update(state=state)
    with pytest.raises(Refused) as told:
        reopen_contribution(contribution=again(asked), reason=reason, seen=2, actor=here.editor, at=NOW)
    assert sentences(told.value) == [sentence]
    assert again(asked).state == ContributionState.ANSWERED
