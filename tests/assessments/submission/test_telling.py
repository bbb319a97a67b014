"""The letters about a form on its way: to whom, and that they hold nothing of the form."""

import pytest
from assessments.submission.desk import NUMBER, Desk, desk
from django.db import transaction
from signatures import APRIL

from drogowskaz.assessments.actions.telling import tell_step
from drogowskaz.assessments.actions.verification import accept_form
from drogowskaz.assessments.enums import Step
from drogowskaz.assessments.models import SubmissionStep
from drogowskaz.notifications.models import Message

pytestmark = pytest.mark.django_db


def letters(found: Desk, kind: Step) -> list[Message]:
    """Those about the newest step of the kind."""
    Message.objects.all().delete()
    step = SubmissionStep.objects.filter(submission__assessment=found.made.form, kind=kind).latest("pk")
    with transaction.atomic():
        tell_step(step)
    return list(Message.objects.order_by("address"))


def test_a_sent_form_is_told_to_the_regional_centre() -> None:
    found = desk()
    found.made.sign_and_send()
    (letter,) = letters(found, Step.SENT)
    assert letter.address == found.made.rops.email
    assert "gmina Drobin" in letter.subject
    assert "/wojewodztwo/14/formularze/2014/1419053/" in letter.text


def test_a_return_is_told_to_those_who_enter_and_approve_without_its_words() -> None:
    found = desk()
    found.returned(NUMBER)
    told = letters(found, Step.RETURNED)
    assert {one.address for one in told} == {found.made.editor.email, found.made.approver.email}
    assert all("/wpis/1419053/2014/podpis/" in letter.text for letter in told)
    for letter in told:
        assert "Proszę sprawdzić" not in letter.text
        assert "Skąd" not in letter.text
        assert letter.reason


def test_an_acceptance_is_told_once_to_each() -> None:
    found = desk()
    found.made.sign_and_send()
    accept_form(assessment=found.made.again(), version=1, actor=found.made.rops, at=APRIL)
    assert len(letters(found, Step.ACCEPTED)) == 2
    step = SubmissionStep.objects.get(kind=Step.ACCEPTED)
    with transaction.atomic():
        tell_step(step)
    assert Message.objects.count() == 2


def test_a_signature_and_what_happened_elsewhere_are_told_to_nobody() -> None:
    found = desk()
    found.made.sign_and_send()
    assert letters(found, Step.SIGNED) == []
    SubmissionStep.objects.update(outside=True)
    assert letters(found, Step.SENT) == []


def test_whoever_took_the_step_is_not_written_to() -> None:
    found = desk()
    found.returned(NUMBER)
    SubmissionStep.objects.filter(kind=Step.RETURNED).update(by=found.made.editor)
    assert [one.address for one in letters(found, Step.RETURNED)] == [found.made.approver.email]
