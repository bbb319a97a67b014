"""A drafting task from giving to accepting: who may, what is kept, and what is refused."""

import datetime as dt

import pytest
from cycles import DECEMBER
from organisations.cast import grant, mandate, member, organisation, reasons, someone
from participation.drafting.drafted import DEADLINE, LATER, TEXT, Drafted

from drogowskaz.assessments.actions.texts import write_text
from drogowskaz.assessments.models import ChapterText
from drogowskaz.audit.models import Entry
from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.models import Message
from drogowskaz.organisations.enums import Act, Kind, Role
from drogowskaz.organisations.permissions import SINGLE_PERSON
from drogowskaz.participation.actions.drafting import (
    OfficeText,
    accept_draft,
    hand_in,
    make_task,
    return_draft,
    take_back,
    withdraw_task,
    write_draft,
)
from drogowskaz.participation.enums.drafting import Placing, Side, TaskState
from drogowskaz.participation.models import DraftingTask, DraftVersion, TaskStep

pytestmark = pytest.mark.django_db


@pytest.fixture
def d() -> Drafted:
    return Drafted()


def states(task: DraftingTask) -> list[str]:
    return list(task.steps.values_list("state", flat=True))


def letters() -> list[tuple[str, str]]:
    return list(Message.objects.order_by("pk").values_list("event", "address"))


def refused(act: object, **given: object) -> list[str]:
    with pytest.raises(Refused) as caught:
        act(**given)  # type: ignore[operator]
    return reasons(caught.value)


class TestGiving:
    def test_a_task_is_given_with_its_basis_and_its_day(self, d: Drafted) -> None:
        told = (d.task.state, d.task.chapter, d.task.deadline, d.task.deadline_key, d.task.basis)
        assert told == (TaskState.ASSIGNED, "9", DEADLINE, "annexe_checked", "Ustalenie ze spotkania 16.11.2026")
        assert letters() == [("participation.task_given", d.drafter.email)]
        assert Entry.objects.filter(verb="drafting.given").count() == 1

    def test_everything_that_cannot_be_is_said_at_once(self, d: Drafted) -> None:
        office = organisation("GOPS", Kind.OPS, d.cycle.unit)
        wrong = d.description(
            "99", organisation=office, basis=" ", deadline=dt.date(2026, 12, 1), deadline_key="", deadline_note=""
        )
        assert refused(make_task, cycle=d.cycle, description=wrong, actor=d.editor, at=DECEMBER) == [
            "The form has no such chapter.",
            "A task is given to an organisation, not to an institution.",
            "Write what the task rests on.",
            "The day by which the draft is to come has passed already.",
            "Write why this day was chosen, or take a date of the calendar.",
        ]

    def test_a_row_of_another_chapter_is_refused(self, d: Drafted) -> None:
        wrong = d.description("5", ("population.total",))
        assert refused(make_task, cycle=d.cycle, description=wrong, actor=d.editor, at=DECEMBER) == [
            "The chapter has no such row."
        ]

    def test_a_second_click_gives_no_second_task(self, d: Drafted) -> None:
        said = refused(make_task, cycle=d.cycle, description=d.description(), actor=d.editor, at=LATER)
        assert said == ["KGW Zmyślone has a task in chapter 9 already. Nothing was added."]
        assert DraftingTask.objects.count() == 1

    def test_an_outsider_and_the_organisation_itself_give_none(self, d: Drafted) -> None:
        given = {"cycle": d.cycle, "description": d.description("11"), "at": DECEMBER}
        sentence = [
            "Only the people of gmina Wymyślona who enter or approve its data can do this, or an animator with a paper."
        ]
        assert refused(make_task, **given, actor=d.outsider) == sentence
        assert refused(make_task, **given, actor=d.drafter) == sentence

    def test_an_animator_gives_one_only_from_a_paper(self, d: Drafted) -> None:
        given = {"cycle": d.cycle, "description": d.description("11"), "at": DECEMBER, "actor": d.animator}
        assert refused(make_task, **given) == [
            "What an animator writes down for the office rests on a registered paper. Choose it."
        ]
        made = make_task(**given, paper="pismo 1 z 1.12.2026")  # type: ignore[arg-type]
        assert made.steps.get().basis == "pismo 1 z 1.12.2026"


class TestWriting:
    def test_versions_are_added_under_the_mandate(self, d: Drafted) -> None:
        d.write("Pierwsza.")
        d.write("Druga.")
        told = list(DraftVersion.objects.order_by("version").values_list("version", "text", "mandate"))
        assert told == [(1, "Pierwsza.", d.mandate.pk), (2, "Druga.", d.mandate.pk)]
        assert states(d.task) == [TaskState.ASSIGNED, TaskState.WRITING]

    def test_the_same_text_again_makes_no_version(self, d: Drafted) -> None:
        d.write("Pierwsza.")
        assert d.write("Pierwsza. \r\n\r\n") is None
        assert DraftVersion.objects.count() == 1

    def test_of_two_writers_the_second_is_told_and_nothing_is_lost(self, d: Drafted) -> None:
        other = member(d.circle, someone("Zosia"))
        mandate(d.circle, other, Act.DRAFT)
        d.write("Kazi.", seen=0)
        said = refused(d.write, text="Zosi.", seen=0, actor=other)
        assert said == [
            "Kazia has written in this draft since you opened it. Your text is kept below and has not been saved yet; "
            "compare the two and save again."
        ]
        assert [one.text for one in DraftVersion.objects.all()] == ["Kazi."]

    def test_twenty_thousand_and_one_characters_do_not_fit(self, d: Drafted) -> None:
        assert refused(d.write, text="a" * 20_001) == ["The text has 20001 characters; at most 20000 fit."]
        assert d.write("a" * 20_000) is not None

    def test_a_mandate_that_ended_does_not_write(self, d: Drafted) -> None:
        d.mandate.valid_until = dt.date(2026, 12, 6)
        d.mandate.save()
        assert refused(d.write) == [
            "Your mandate from KGW Zmyślone ended on 06.12.2026. What you did before stays yours."
        ]

    def test_a_mandate_for_something_else_does_not_write(self, d: Drafted) -> None:
        d.mandate.acts = [Act.SUPPLY.value]
        d.mandate.save()
        assert refused(d.write) == [
            "Your mandate from KGW Zmyślone does not let you do this here: draft texts and recommendations. "
            "Its manager can give a wider one."
        ]

    def test_the_office_does_not_write_for_the_organisation(self, d: Drafted) -> None:
        assert refused(d.write, actor=d.editor) == [
            "You have no mandate to act for KGW Zmyślone. Its manager can give you one."
        ]

    def test_an_animator_writes_only_on_the_consent_of_the_organisation(self, d: Drafted) -> None:
        given = {"task": d.again(), "text": "Za koło.", "seen": 0, "actor": d.animator, "at": LATER}
        assert refused(write_draft, **given) == [
            "Write how KGW Zmyślone agreed that you write this for it: who said so, and when."
        ]
        written = write_draft(**given, consent="Kazia, 7.12.2026, telefon")  # type: ignore[arg-type]
        assert written is not None
        assert (written.mandate, written.consent) == (None, "Kazia, 7.12.2026, telefon")

    def test_nothing_is_written_once_it_is_handed_in_or_withdrawn(self, d: Drafted) -> None:
        d.hand_in()
        assert refused(d.write, text="Jeszcze.") == [
            "The draft was handed in. To change it, take it back before the office decides."
        ]
        withdraw_task(task=d.again(), side=Side.OFFICE, reason="Inny plan.", actor=d.editor, at=LATER)
        assert refused(d.write, text="Jeszcze.") == [
            "The task was withdrawn, so nothing more can be written in it. What was written stays."
        ]
        assert [one.text for one in DraftVersion.objects.all()] == [TEXT]

    def test_a_task_that_is_withdrawn_while_somebody_writes_keeps_what_is_there(self, d: Drafted) -> None:
        d.write("Początek.")
        opened_before = d.again()
        withdraw_task(task=d.again(), side=Side.OFFICE, reason="Inny plan.", actor=d.editor, at=LATER)
        said = refused(write_draft, task=opened_before, text="Dalej.", seen=1, actor=d.drafter, at=LATER)
        assert said == ["The task was withdrawn, so nothing more can be written in it. What was written stays."]
        assert [one.text for one in DraftVersion.objects.all()] == ["Początek."]

    def test_a_day_that_has_passed_hinders_nothing(self, d: Drafted) -> None:
        late = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
        written = write_draft(task=d.again(), text="Po dniu.", seen=0, actor=d.drafter, at=late)
        assert written is not None


class TestHandingIn:
    def test_it_is_the_version_that_was_seen_and_the_office_is_told(self, d: Drafted) -> None:
        task = d.hand_in()
        assert task.state == TaskState.HANDED_IN
        assert TaskStep.objects.get(state=TaskState.HANDED_IN).version == 1
        assert letters()[1:] == [
            ("participation.draft_handed_in", d.editor.email),
            ("participation.draft_handed_in", d.approver.email),
        ]

    def test_an_empty_draft_is_not_handed_in(self, d: Drafted) -> None:
        d.write("Coś.")
        d.write("")
        said = refused(hand_in, task=d.again(), seen=2, actor=d.drafter, at=LATER)
        assert said == ["There is nothing to hand in yet: write the text, or propose a value for a row of the task."]

    def test_a_second_click_says_where_the_task_stands(self, d: Drafted) -> None:
        task = d.hand_in()
        said = refused(hand_in, task=task, seen=1, actor=d.drafter, at=LATER)
        assert said == ["Nothing was changed now: meanwhile the task is “draft handed in, waiting for the office”."]
        assert TaskStep.objects.filter(state=TaskState.HANDED_IN).count() == 1

    def test_a_version_somebody_added_meanwhile_is_not_handed_in_unseen(self, d: Drafted) -> None:
        d.write("Jedna.")
        d.write("Druga.")
        said = refused(hand_in, task=d.again(), seen=1, actor=d.drafter, at=LATER)
        assert said == ["The draft has a newer version than the one you looked at. Read it, then hand it in."]

    def test_it_can_be_taken_back_until_the_office_decides(self, d: Drafted) -> None:
        take_back(task=d.hand_in(), actor=d.drafter, at=LATER)
        assert d.again().state == TaskState.WRITING
        d.hand_in("Lepiej.")
        task = d.accept("Lepiej.")
        assert refused(take_back, task=task, actor=d.drafter, at=LATER) == [
            "Nothing was changed now: meanwhile the task is “draft accepted”."
        ]


class TestDeciding:
    def test_an_accepted_draft_stands_in_the_chapter_under_its_author(self, d: Drafted) -> None:
        d.hand_in()
        task = d.accept()
        written = ChapterText.objects.get()
        told = (written.chapter, written.text, written.author, written.edited, written.written_by)
        assert told == ("9", TEXT, "KGW Zmyślone", False, d.approver)
        assert (task.state, task.written_id) == (TaskState.ACCEPTED, written.pk)
        assert letters()[-1] == ("participation.draft_accepted", d.drafter.email)

    def test_what_the_office_changed_is_a_second_version_beside_the_first(self, d: Drafted) -> None:
        d.hand_in()
        d.accept("W gminie działają dwa koła.")
        texts = list(ChapterText.objects.order_by("version").values_list("text", "author", "edited"))
        assert texts == [(TEXT, "KGW Zmyślone", False), ("W gminie działają dwa koła.", "KGW Zmyślone", True)]
        drafts = list(DraftVersion.objects.order_by("version").values_list("text", "side"))
        assert drafts == [(TEXT, Side.ORGANISATION), ("W gminie działają dwa koła.", Side.OFFICE)]

    def test_the_author_stays_when_the_office_edits_later(self, d: Drafted) -> None:
        d.hand_in()
        d.accept()
        form = d.again().cycle.assessment
        assert form is not None
        write_text(assessment=form, chapter="9", text="Po zmianie.", seen=1, actor=d.editor, at=LATER)
        last = ChapterText.objects.order_by("-version")[0]
        assert (last.text, last.author, last.edited) == ("Po zmianie.", "KGW Zmyślone", True)

    def test_a_text_taken_back_takes_its_author_with_it(self, d: Drafted) -> None:
        d.hand_in()
        d.accept()
        form = d.again().cycle.assessment
        assert form is not None
        write_text(assessment=form, chapter="9", text="", seen=1, actor=d.editor, at=LATER)
        write_text(assessment=form, chapter="9", text="Od nowa.", seen=2, actor=d.editor, at=LATER)
        last = ChapterText.objects.order_by("-version")[0]
        assert (last.author, last.edited) == ("", False)

    @pytest.mark.parametrize(
        ("placing", "text", "edited"),
        [(Placing.INSTEAD, TEXT, False), (Placing.BELOW, f"Wstęp ośrodka.\n\n{TEXT}", True)],
        ids=["instead", "below"],
    )
    def test_a_draft_goes_in_the_place_of_a_text_or_below_it(
        self, d: Drafted, placing: Placing, text: str, edited: bool
    ) -> None:
        form = d.again().cycle.assessment
        assert form is not None
        write_text(assessment=form, chapter="9", text="Wstęp ośrodka.", seen=0, actor=d.editor, at=LATER)
        d.hand_in()
        d.accept(chapter=1, placing=placing)
        last = ChapterText.objects.order_by("-version")[0]
        assert (last.text, last.author, last.edited) == (text, "KGW Zmyślone", edited)

    def test_a_text_written_meanwhile_in_the_chapter_stops_accepting_whole(self, d: Drafted) -> None:
        d.hand_in()
        form = d.again().cycle.assessment
        assert form is not None
        write_text(assessment=form, chapter="9", text="Meanwhile.", seen=0, actor=d.editor, at=LATER)
        assert refused(d.accept) == [
            "Roman has written in this chapter since you opened it. Your text is kept below and has not been saved "
            "yet; compare the two and save again."
        ]
        assert d.again().state == TaskState.HANDED_IN
        assert ChapterText.objects.count() == 1

    def test_a_second_click_on_accepting_changes_nothing(self, d: Drafted) -> None:
        d.hand_in()
        d.accept()
        assert refused(d.accept, chapter=1) == ["Nothing was changed now: meanwhile the task is “draft accepted”."]
        assert ChapterText.objects.count() == 1

    def test_an_emptied_text_is_not_accepted(self, d: Drafted) -> None:
        d.hand_in()
        assert refused(d.accept, text=" \n ") == [
            "The text that you would accept is empty. To refuse the draft, return it with a reason."
        ]

    def test_it_is_returned_with_a_reason_and_written_on(self, d: Drafted) -> None:
        task = d.hand_in()
        given = {"task": task, "draft": 1, "actor": d.editor, "at": LATER}
        assert refused(return_draft, **given, reason=" ") == [
            "Write the reason, so that the other side knows what to do."
        ]
        return_draft(**given, reason="Brakuje dowozu.")  # type: ignore[arg-type]
        assert TaskStep.objects.get(state=TaskState.RETURNED).reason == "Brakuje dowozu."
        assert letters()[-1] == ("participation.draft_returned", d.drafter.email)
        d.hand_in("Z dowozem.")
        assert d.accept("Z dowozem.").state == TaskState.ACCEPTED

    def test_the_writer_does_not_decide_unless_alone_in_the_office_and_then_it_is_said(self, d: Drafted) -> None:
        mandate(d.circle, d.editor, Act.DRAFT)
        d.write(actor=d.editor)
        hand_in(task=d.again(), seen=1, actor=d.drafter, at=LATER)
        given = {"task": d.again(), "office": OfficeText(TEXT, 1, 0), "actor": d.editor, "at": LATER}
        assert refused(accept_draft, **given) == ["You submitted this yourself. Another person must decide."]
        grant(d.editor, Role.APPROVER, unit=d.cycle.unit)
        d.approver.is_active = False
        d.approver.save()
        accept_draft(**given)  # type: ignore[arg-type]
        assert TaskStep.objects.get(state=TaskState.ACCEPTED).label == SINGLE_PERSON

    def test_an_animator_accepts_only_from_a_paper(self, d: Drafted) -> None:
        d.hand_in()
        given = {"task": d.again(), "office": OfficeText(TEXT, 1, 0), "actor": d.animator, "at": LATER}
        assert refused(accept_draft, **given) == [
            "What an animator writes down for the office rests on a registered paper. Choose it."
        ]
        accept_draft(**given, paper="pismo 5 z 12.02.2027")  # type: ignore[arg-type]
        assert TaskStep.objects.get(state=TaskState.ACCEPTED).basis == "pismo 5 z 12.02.2027"

    def test_an_outsider_decides_nothing(self, d: Drafted) -> None:
        task = d.hand_in()
        given = {"task": task, "draft": 1, "reason": "Nie.", "at": LATER}
        assert refused(return_draft, **given, actor=d.outsider)[0].startswith("Only the people of")
        assert refused(return_draft, **given, actor=d.drafter)[0].startswith("Only the people of")


class TestEnding:
    def test_the_organisation_gives_it_up_of_its_own_will(self, d: Drafted) -> None:
        withdraw_task(task=d.again(), side=Side.ORGANISATION, reason="Nie damy rady.", actor=d.drafter, at=LATER)
        step = TaskStep.objects.get(state=TaskState.WITHDRAWN)
        assert (step.side, step.mandate, step.reason) == (Side.ORGANISATION, d.mandate, "Nie damy rady.")

    def test_an_accepted_one_is_not_withdrawn(self, d: Drafted) -> None:
        d.hand_in()
        task = d.accept()
        said = refused(withdraw_task, task=task, side=Side.OFFICE, reason="Jednak nie.", actor=d.editor, at=LATER)
        assert said == ["Nothing was changed now: meanwhile the task is “draft accepted”."]

    def test_after_a_withdrawal_the_same_can_be_given_anew(self, d: Drafted) -> None:
        withdraw_task(task=d.again(), side=Side.OFFICE, reason="Zły dzień.", actor=d.editor, at=LATER)
        assert d.give().pk != d.task.pk
