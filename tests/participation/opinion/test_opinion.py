"""The opinion of a public-benefit council: its clock, who writes it, silence, taking it back."""

import datetime as dt

import pytest
from cycles import holder
from participation.consultation.consulted import AFTER, DURING, NOW, Consulted, announced, prepared
from people import outsider

from drogowskaz.audit.models import Entry
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.opinion import OpinionText, hand_draft, take_back_opinion, write_opinion
from drogowskaz.participation.actions.paper import PaperDescription, register_paper
from drogowskaz.participation.enums.consultation import OpinionKind
from drogowskaz.participation.enums.paper import PaperKind
from drogowskaz.participation.models import CouncilOpinion, Paper
from drogowskaz.participation.queries.opinion import SILENT, WAITED_FOR, shown_opinion, shown_opinions

pytestmark = pytest.mark.django_db
DAY = dt.date(2027, 3, 18)
DUE = dt.date(2027, 4, 1)
COUNCIL = "Gminna Rada Działalności Pożytku Publicznego"


def handed(there: Consulted, day: dt.date = DAY, council: str = COUNCIL) -> CouncilOpinion:
    return hand_draft(
        consultation=there.consultation, council=council, delivered_on=day, actor=there.animator, at=DURING
    )


def paper(there: Consulted) -> Paper:
    described = PaperDescription(PaperKind.LETTER_IN, "Opinia rady", dt.date(2027, 3, 19))
    return register_paper(cycle=there.cycle, description=described, scan=None, actor=there.animator, at=DURING)


def write(there: Consulted, one: CouncilOpinion, actor: User, on: Paper | None = None, **said: object) -> None:
    known = {"kind": OpinionKind.REMARKS, "received_on": dt.date(2027, 3, 20), "text": "Dopisać dowóz.", **said}
    write_opinion(opinion=one, said=OpinionText(**known), paper=on, actor=actor, at=DURING)  # type: ignore[arg-type]


def test_the_last_day_is_fourteen_days_after_the_draft_was_handed_over() -> None:
    assert handed(announced()).due_on == DUE


def test_the_same_day_twice_is_one_and_another_day_corrects_the_first() -> None:
    there = announced()
    first = handed(there)
    assert handed(there, council=f"  {COUNCIL} ").pk == first.pk
    changed = handed(there, DAY - dt.timedelta(days=1))
    assert (changed.pk, changed.due_on) == (first.pk, DUE - dt.timedelta(days=1))
    assert Entry.objects.filter(verb="opinion.draft_handed").count() == 2


@pytest.mark.parametrize(
    ("day", "word", "left"),
    [(DAY, WAITED_FOR, 14), (DUE, WAITED_FOR, 0), (DUE + dt.timedelta(days=1), SILENT, None)],
    ids=["first", "last", "after"],
)
def test_silence_is_told_only_after_the_last_day_and_never_as_being_late(
    day: dt.date, word: str, left: int | None
) -> None:
    shown = shown_opinion(handed(announced()), day)
    assert (shown.word, shown.days, shown.left) == (word, 14, left)
    assert "late" not in word


def test_a_member_of_the_council_writes_the_opinion_without_a_paper() -> None:
    there = announced()
    one, member = handed(there), holder(Role.RDPP_MEMBER, there.cycle.unit)
    write(there, one, member)
    one.refresh_from_db()
    assert (one.kind, one.text, one.paper, one.by) == (OpinionKind.REMARKS, "Dopisać dowóz.", None, member)


def test_whoever_writes_it_down_for_the_council_names_the_paper() -> None:
    there = announced()
    one = handed(there)
    with pytest.raises(Refused, match="choose the paper it came in"):
        write(there, one, there.animator)
    write(there, one, there.animator, paper(there))
    one.refresh_from_db()
    assert one.paper is not None
    assert one.paper.title == "Opinia rady"


def test_a_second_opinion_is_refused_until_the_first_is_taken_back_with_a_reason() -> None:
    there = announced()
    one, on = handed(there), paper(there)
    write(there, one, there.animator, on)
    with pytest.raises(Refused, match="written down already"):
        write(there, one, there.animator, on, text="Inna.")
    with pytest.raises(Refused, match="Say why"):
        take_back_opinion(opinion=one, reason=" ", actor=there.animator, at=DURING)
    for _click in range(2):
        take_back_opinion(opinion=one, reason="Pomyłka.", actor=there.animator, at=DURING)
    (entry,) = Entry.objects.filter(verb="opinion.taken_back")
    assert entry.details["text"] == "Dopisać dowóz."
    write(there, one, there.animator, on, text="Inna.")
    one.refresh_from_db()
    assert one.text == "Inna."


def test_an_opinion_that_says_nothing_can_be_told_without_words_others_not() -> None:
    there = announced()
    one, member = handed(there), holder(Role.RDPP_MEMBER, there.cycle.unit)
    with pytest.raises(Refused, match="Write what the council said"):
        write(there, one, member, text="")
    write(there, one, member, text="", kind=OpinionKind.NONE)
    one.refresh_from_db()
    assert one.kind == OpinionKind.NONE


@pytest.mark.parametrize("day", [DAY - dt.timedelta(days=1), dt.date(2027, 3, 21)], ids=["before", "tomorrow"])
def test_an_opinion_comes_between_the_draft_and_today(day: dt.date) -> None:
    there = announced()
    one, member = handed(there), holder(Role.RDPP_MEMBER, there.cycle.unit)
    with pytest.raises(Refused, match="between the day the council got the draft and today"):
        write(there, one, member, received_on=day)


def test_a_draft_is_not_handed_over_tomorrow_nor_to_nobody() -> None:
    there = announced()
    with pytest.raises(Refused, match="has not come yet"):
        handed(there, dt.date(2027, 3, 21))
    with pytest.raises(Refused, match="how the council is called"):
        handed(there, council="  ")


def test_before_the_announcement_no_council_gets_the_draft() -> None:
    there = prepared()
    with pytest.raises(Refused, match="from the announcement of the consultation"):
        hand_draft(
            consultation=there.consultation, council=COUNCIL, delivered_on=NOW.date(), actor=there.animator, at=NOW
        )


def test_an_outsider_writes_nothing_down() -> None:
    there = announced()
    one, person = handed(there), outsider()
    with pytest.raises(Refused, match="Only the people of"):
        hand_draft(consultation=there.consultation, council="X", delivered_on=DAY, actor=person, at=DURING)
    with pytest.raises(Refused, match="written by a member"):
        write(there, one, person)


def test_clocks_are_read_by_polish_days() -> None:
    there = announced()
    handed(there)
    midnight = dt.datetime(2027, 4, 1, 22, 30, tzinfo=dt.UTC)
    (shown,) = shown_opinions(there.consultation, midnight)
    assert (shown.word, shown_opinions(there.consultation, AFTER)[0].left) == (SILENT, None)
