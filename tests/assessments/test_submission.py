"""A form on its way: signed, frozen, sent, returned with reasons, answered, accepted, corrected."""

import datetime as dt
from threading import Barrier, Thread

import pytest
from django.db import connections
from people import drobin, outsider
from races import several_writers
from signatures import APRIL, HOUR, Signed, explain_all, ready

from drogowskaz.assessments.actions import carry_over, load_reading
from drogowskaz.assessments.actions.entry import Save, save_cells
from drogowskaz.assessments.actions.submission import LONGEST_REASON, correct, send, share_draft, sign, take_back
from drogowskaz.assessments.actions.verification import (
    accept_form,
    answer_objection,
    drop_objection,
    note_acceptance,
    note_return,
    object_to,
    return_form,
)
from drogowskaz.assessments.enums import Step, Way
from drogowskaz.assessments.models import Objection, Package, SubmissionStep
from drogowskaz.assessments.permissions import may_read_draft, may_read_form, may_write
from drogowskaz.assessments.queries import sheet_of
from drogowskaz.assessments.queries.packages import file_of, frozen, verify
from drogowskaz.assessments.queries.submission import difference, open_objections, readiness, stamp_of, state_of
from drogowskaz.audit.models import Entry
from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.models import News
from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.models import Grant

pytestmark = pytest.mark.django_db
TOTAL, LONG = "population.total", "labour.unemployed.longterm"


def said(refused: "pytest.ExceptionInfo[Refused]") -> str:
    return str(refused.value)


def returned(made: Signed, *rows: str) -> None:
    """Sent and returned with a reason on each row."""
    made.sign_and_send()
    for row in rows:
        object_to(assessment=made.again(), row=row, offset=0, text="Skąd ta liczba?", actor=made.rops, at=APRIL)
    return_form(assessment=made.again(), version=1, reason="Proszę sprawdzić.", actor=made.rops, at=APRIL + HOUR)
    made.again()


def test_a_signature_freezes_everything_and_locks_the_form() -> None:
    made = ready()
    package = made.sign()
    form = made.again()
    assert (state_of(form), form.locked, package.number, package.previous) == (Way.SIGNED, True, 1, "")
    kept = frozen(package)
    assert kept.sheet.values == sheet_of(form).values
    assert len(kept.explained) == 1
    assert sorted(kept.documents) == ["ocena.pdf", "ocena.xlsx"]
    assert verify().holds


def test_nothing_can_be_written_into_a_signed_form_and_the_sentence_says_what_to_do() -> None:
    made = ready()
    made.sign()
    refusal = may_write(made.editor, made.again(), APRIL)
    assert refusal is not None
    assert "takes it back" in refusal.sentence("en")
    with pytest.raises(Refused):
        save_cells(assessment=made.form, saves=[Save(TOTAL, 0, "1", 1)], actor=made.editor, at=APRIL)
    assert frozen(Package.objects.get()).sheet.values == sheet_of(made.form).values


def test_a_form_with_an_error_is_not_signed() -> None:
    made = ready()
    made.put(TOTAL, 1)
    with pytest.raises(Refused, match="Errors to be corrected"):
        made.sign()
    assert not Package.objects.exists()
    assert state_of(made.again()) is Way.WORK


def test_a_finding_that_asks_for_it_must_be_explained() -> None:
    made = ready(explained=False)
    with pytest.raises(Refused, match="Findings to be explained"):
        made.sign()


def test_an_explanation_of_other_numbers_does_not_count() -> None:
    made = ready()
    finding = made.form.explanations.get()
    row, offset, _state, _number = next(one for one in finding.values if one[1] == 0)
    made.form.explanations.update(values=[[row, offset, 1, -5]])
    assert [one.check.id for one in readiness(made.again()).unexplained] == [finding.about]


def test_a_form_changed_since_the_page_was_opened_is_not_signed() -> None:
    made = ready()
    seen = stamp_of(made.again())
    made.put(TOTAL, sheet_of(made.form).value(TOTAL, 0).number)
    with pytest.raises(Refused, match="changed the form after you opened"):
        sign(assessment=made.again(), stamp=seen, actor=made.approver, at=APRIL)


def test_a_second_signature_is_told_that_it_is_signed() -> None:
    made = ready()
    made.sign()
    with pytest.raises(Refused, match="already: signed, not sent yet"):
        made.sign()
    assert Package.objects.count() == 1


@pytest.mark.parametrize("who", ["editor", "rops"])
def test_only_an_approver_of_the_unit_signs(who: str) -> None:
    made = ready()
    with pytest.raises(Refused, match="Only an approver"):
        sign(assessment=made.form, stamp=stamp_of(made.form), actor=getattr(made, who), at=APRIL)


def test_an_approver_whose_term_ended_does_not_sign() -> None:
    made = ready()
    Grant.objects.filter(person=made.approver).update(valid_until=dt.date(2025, 2, 1))
    with pytest.raises(Refused, match="Only an approver"):
        sign(
            assessment=made.form,
            stamp=stamp_of(made.form),
            actor=made.approver,
            at=dt.datetime(2026, 4, 1, tzinfo=dt.UTC),
        )


def test_whoever_alone_wrote_the_whole_form_does_not_sign_it_where_a_second_person_works() -> None:
    made = ready()
    made.form.changes.update(by=made.approver)
    with pytest.raises(Refused, match="Another person must decide"):
        made.sign()


def test_in_an_office_of_one_person_it_is_said_that_one_person_did_both() -> None:
    made = ready()
    made.form.changes.update(by=made.approver)
    Grant.objects.filter(person=made.editor).update(person=made.approver)
    made.sign()
    assert "One person entered and approved" in SubmissionStep.objects.get(kind=Step.SIGNED).label


def test_a_form_is_sent_whatever_the_council_has_done() -> None:
    made = ready()
    made.sign_and_send()
    assert state_of(made.again()) is Way.SENT
    with pytest.raises(Refused, match="already: sent"):
        send(assessment=made.again(), actor=made.editor, at=APRIL)


def test_a_form_that_is_taken_back_can_be_written_in_and_signed_as_the_next_version() -> None:
    made = ready()
    made.sign_and_send()
    take_back(assessment=made.again(), reason="Pomyłka w wierszu 1.", actor=made.approver, at=APRIL)
    assert may_write(made.editor, made.again(), APRIL) is None
    assert made.sign().number == 2


def test_taking_back_needs_a_reason_and_an_approver() -> None:
    made = ready()
    made.sign()
    with pytest.raises(Refused, match="Give the reason"):
        take_back(assessment=made.again(), reason=" ", actor=made.approver, at=APRIL)
    with pytest.raises(Refused, match="Only an approver"):
        take_back(assessment=made.again(), reason="Bo tak.", actor=made.editor, at=APRIL)


def test_a_form_is_returned_only_with_a_reason() -> None:
    made = ready()
    made.sign_and_send()
    with pytest.raises(Refused, match="Give the reason"):
        return_form(assessment=made.again(), version=1, reason="  ", actor=made.rops, at=APRIL)
    assert state_of(made.again()) is Way.SENT


def test_the_unit_reads_objections_only_once_the_form_is_returned() -> None:
    made = ready()
    made.sign_and_send()
    object_to(assessment=made.again(), row=TOTAL, offset=0, text="Skąd?", actor=made.rops, at=APRIL)
    assert not open_objections(made.again(), sheet_of(made.form))
    return_form(assessment=made.again(), version=1, reason="Patrz komórki.", actor=made.rops, at=APRIL)
    assert [one.objection.row for one in open_objections(made.again(), sheet_of(made.form))] == [TOTAL]
    assert may_write(made.editor, made.again(), APRIL) is None


def test_objecting_twice_to_a_cell_keeps_the_later_words_and_it_can_be_dropped() -> None:
    made = ready()
    made.sign_and_send()
    for text in ("Raz", "Dwa"):
        object_to(assessment=made.again(), row=TOTAL, offset=0, text=text, actor=made.rops, at=APRIL)
    one = Objection.objects.get()
    assert one.text == "Dwa"
    drop_objection(assessment=made.again(), objection=one.pk, actor=made.rops, at=APRIL)
    drop_objection(assessment=made.again(), objection=one.pk, actor=made.rops, at=APRIL)
    assert not Objection.objects.exists()


def test_nobody_objects_to_a_cell_that_is_not_there() -> None:
    made = ready()
    made.sign_and_send()
    with pytest.raises(Refused, match="no such cell"):
        object_to(assessment=made.again(), row="nonsense", offset=0, text="?", actor=made.rops, at=APRIL)


def test_a_returned_form_is_signed_again_when_each_objection_has_another_value_or_an_answer() -> None:
    made = ready()
    returned(made, LONG, TOTAL)
    with pytest.raises(Refused, match="neither another value nor an answer: 2"):
        made.sign()
    before = sheet_of(made.form).value(LONG, 0).number
    made.put(LONG, before - 1)
    objection = Objection.objects.get(row=TOTAL)
    answer_objection(assessment=made.again(), objection=objection.pk, answer="Z GUS.", actor=made.editor, at=APRIL)
    explain_all(made)
    second = made.sign()
    assert [one.row for one in difference(Package.objects.get(number=1), second).cells] == [LONG]
    assert {(one.row, one.answer) for one in frozen(second).answered} == {(LONG, ""), (TOTAL, "Z GUS.")}


def test_an_answer_as_long_as_its_field_is_kept_whole_and_a_longer_one_is_refused() -> None:
    made = ready()
    returned(made, LONG, TOTAL)
    objection = Objection.objects.get(row=TOTAL)
    kept = "Z GUS.\n" + "ż" * (LONGEST_REASON - 7)
    told = {"assessment": made.again(), "objection": objection.pk, "actor": made.editor, "at": APRIL}
    answer_objection(answer=kept.replace("\n", "\r\n"), **told)
    with pytest.raises(Refused, match=f"has 1001 characters, and {LONGEST_REASON} is the most"):
        answer_objection(answer=kept + "ż", **told)
    assert Objection.objects.get(row=TOTAL).answer == kept


def test_the_regional_centre_accepts_the_version_it_has_read_and_no_other() -> None:
    made = ready()
    made.sign_and_send()
    take_back(assessment=made.again(), reason="Pomyłka.", actor=made.approver, at=APRIL)
    made.sign_and_send(APRIL + HOUR)
    with pytest.raises(Refused, match="signed version 2"):
        accept_form(assessment=made.again(), version=1, actor=made.rops, at=APRIL)
    accept_form(assessment=made.again(), version=2, actor=made.rops, at=APRIL)
    assert made.again().submission.accepted == Package.objects.get(number=2)
    with pytest.raises(Refused, match="already: accepted"):
        accept_form(assessment=made.again(), version=2, actor=made.rops, at=APRIL)


def test_nobody_accepts_a_form_they_wrote_signed_or_sent() -> None:
    made = ready()
    made.sign_and_send()
    rops = Grant.objects.get(role=Role.ROPS_REVIEWER)
    for person in (made.editor, made.approver):
        Grant.objects.filter(pk=rops.pk).update(person=person)
        with pytest.raises(Refused, match="You worked on this form yourself"):
            accept_form(assessment=made.again(), version=1, actor=person, at=APRIL)


def test_the_unit_and_an_outsider_do_not_decide() -> None:
    made = ready()
    made.sign_and_send()
    for person in (made.approver, outsider()):
        with pytest.raises(Refused, match="Only the regional centre"):
            accept_form(assessment=made.again(), version=1, actor=person, at=APRIL)


def test_a_correction_is_a_new_version_with_its_reason_and_both_stay_readable() -> None:
    made = ready()
    first = made.sign_and_send()
    accept_form(assessment=made.again(), version=1, actor=made.rops, at=APRIL)
    with pytest.raises(Refused, match="Give the reason"):
        correct(assessment=made.again(), reason="", actor=made.approver, at=APRIL)
    correct(assessment=made.again(), reason="Błąd w GUS.", actor=made.approver, at=APRIL)
    before = sheet_of(made.form).value(LONG, 0).number
    made.put(LONG, before - 1)
    explain_all(made)
    second = made.sign_and_send(APRIL + HOUR)
    assert (second.number, second.reason, frozen(second).before) == (2, "Błąd w GUS.", first.sha256)
    assert frozen(first).sheet.value(LONG, 0).number == before
    assert made.again().submission.accepted == first
    accept_form(assessment=made.again(), version=2, actor=made.rops, at=APRIL)
    assert made.again().submission.accepted == second
    assert verify().holds


def test_a_correction_that_is_taken_back_stays_a_correction() -> None:
    made = ready()
    made.sign_and_send()
    accept_form(assessment=made.again(), version=1, actor=made.rops, at=APRIL)
    correct(assessment=made.again(), reason="Błąd.", actor=made.approver, at=APRIL)
    made.sign()
    take_back(assessment=made.again(), reason="Jeszcze jeden.", actor=made.approver, at=APRIL)
    assert state_of(made.again()) is Way.CORRECTION


def test_the_regional_centre_reads_a_draft_only_while_it_is_shown() -> None:
    made = ready()
    refusal = may_read_form(made.rops, made.again(), APRIL)
    assert refusal is not None
    assert "neither sent this form nor shown its draft" in refusal.sentence("en")
    share_draft(assessment=made.again(), shared=True, actor=made.editor, at=APRIL)
    share_draft(assessment=made.again(), shared=True, actor=made.editor, at=APRIL)
    assert may_read_form(made.rops, made.again(), APRIL) is None
    assert SubmissionStep.objects.filter(kind=Step.SHARED).count() == 1
    share_draft(assessment=made.again(), shared=False, actor=made.editor, at=APRIL)
    assert may_read_form(made.rops, made.again(), APRIL) is not None


def test_where_the_centre_does_not_work_here_the_unit_writes_down_what_it_decided() -> None:
    made = ready()
    made.sign_and_send()
    with pytest.raises(Refused, match="works here itself"):
        note_acceptance(assessment=made.again(), day=APRIL.date(), note="Pismo", actor=made.approver, at=APRIL)
    Grant.objects.filter(role=Role.ROPS_REVIEWER).delete()
    with pytest.raises(Refused, match="still to come"):
        note_return(assessment=made.again(), day=dt.date(2026, 5, 1), reason="Telefon", actor=made.approver, at=APRIL)
    note_return(assessment=made.again(), day=APRIL.date(), reason="Telefon", actor=made.approver, at=APRIL)
    made.sign_and_send(APRIL + HOUR)
    note_acceptance(assessment=made.again(), day=APRIL.date(), note="Pismo", actor=made.approver, at=APRIL + HOUR)
    assert made.again().submission.outside
    assert state_of(made.form) is Way.ACCEPTED


def test_every_move_is_in_the_log_with_the_fingerprint() -> None:
    made = ready()
    package = made.sign_and_send()
    told = Entry.objects.filter(verb__startswith="submission.").order_by("pk")
    assert [(one.verb, one.details["sha256"]) for one in told] == [
        ("submission.signed", package.sha256),
        ("submission.sent", package.sha256),
    ]


def test_an_outsider_reads_nothing_of_the_form() -> None:
    made = ready()
    made.sign_and_send()
    assert may_read_form(outsider(), made.again(), APRIL) is not None


@pytest.mark.django_db(transaction=True)
@several_writers
def test_of_two_who_sign_at_once_one_wins_and_the_chain_has_no_fork() -> None:
    made = ready()
    form, stamp, barrier = made.again(), stamp_of(made.form), Barrier(2)
    fates: list[str] = []

    def press() -> None:
        try:
            barrier.wait()
            found = type(form).objects.select_related("unit", "cycle").get(pk=form.pk)
            sign(assessment=found, stamp=stamp, actor=made.approver, at=APRIL)
            fates.append("signed")
        except Refused:
            fates.append("refused")
        finally:
            connections.close_all()

    threads = [Thread(target=press) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(fates) == ["refused", "signed"]
    assert Package.objects.count() == 1


def test_a_version_whose_file_was_altered_is_not_accepted() -> None:
    made = ready()
    package = made.sign_and_send()
    path = file_of(package.sha256)
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(Refused, match="changed after signing"):
        accept_form(assessment=made.again(), version=1, actor=made.rops, at=APRIL)
    assert state_of(made.again()) is Way.SENT


def test_the_regional_centre_does_not_read_what_is_written_after_a_form_was_taken_back() -> None:
    made = ready()
    made.sign_and_send()
    assert may_read_draft(made.rops, made.again(), APRIL) is None
    take_back(assessment=made.again(), reason="Pomyłka.", actor=made.approver, at=APRIL)
    assert may_read_form(made.rops, made.again(), APRIL) is None
    refusal = may_read_draft(made.rops, made.form, APRIL)
    assert refusal is not None
    assert "working on this form now" in refusal.sentence("en")
    assert may_read_draft(made.editor, made.form, APRIL) is None


def test_steps_are_news_for_those_who_follow_except_returns() -> None:
    made = ready()
    returned(made, TOTAL)
    assert list(News.objects.order_by("pk").values_list("event", flat=True)) == [
        "assessments.signed",
        "assessments.sent",
    ]


def test_nothing_is_carried_or_loaded_into_a_signed_form() -> None:
    made = ready()
    made.sign()
    with pytest.raises(Refused, match="takes it back"):
        carry_over(cycle=made.again().cycle, actor=made.editor, at=APRIL)
    with pytest.raises(Refused, match="was signed here"):
        load_reading(reading=drobin(), unit=made.form.unit, actor=None, at=APRIL)
