"""What a form on its way asks of each person under “My tasks”."""

import pytest
from assessments.submission.desk import NUMBER, Desk, desk
from cycles import gmina
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries
from signatures import APRIL, Signed

from drogowskaz.assessments.actions.submission import correct
from drogowskaz.assessments.actions.verification import accept_form
from drogowskaz.assessments.enums import Way
from drogowskaz.assessments.models import Assessment, Package, Submission
from drogowskaz.assessments.queries.submission_pages.waiting import MOST_FORMS
from drogowskaz.assessments.queries.waiting import waiting_for
from drogowskaz.organisations.models import User

pytestmark = pytest.mark.django_db
FORM = "for 2014: gmina Drobin"


def told(person: User) -> list[str]:
    with override("en"):
        return [one.what for one in waiting_for(person, APRIL, "en")]


def people(made: Signed) -> list[list[str]]:
    made.again()
    return [told(made.editor), told(made.approver), told(made.rops)]


def test_an_open_form_is_filled_in_by_the_editor_and_signed_by_the_approver() -> None:
    filling = "Fill in the assessment for 2014: gmina Drobin"
    assert people(desk().made) == [[filling], [filling, f"Sign the form {FORM}"], []]


def test_a_signed_form_waits_to_be_sent() -> None:
    found = desk()
    found.made.sign()
    assert people(found.made) == [[f"Send the signed form {FORM}"], [f"Send the signed form {FORM}"], []]


def test_a_sent_form_waits_for_the_regional_centre_only() -> None:
    found = desk()
    found.made.sign_and_send()
    assert people(found.made) == [[], [], [f"Verify the form {FORM}"]]


def test_a_returned_form_waits_for_the_unit() -> None:
    found = desk()
    found.returned(NUMBER)
    answer = "Answer what was returned for 2014: gmina Drobin"
    assert people(found.made) == [[answer], [answer], []]


def test_an_accepted_form_waits_for_nobody_until_a_correction_begins() -> None:
    found = desk()
    found.made.sign_and_send()
    accept_form(assessment=found.made.again(), version=1, actor=found.made.rops, at=APRIL)
    assert people(found.made) == [[], [], []]
    correct(assessment=found.made.again(), reason="Błąd.", actor=found.made.approver, at=APRIL)
    finish = "Finish the correction for 2014: gmina Drobin"
    assert people(found.made) == [[finish], [finish], []]


def sent_beside(found: Desk, count: int) -> None:
    """So many further forms of the region that were sent."""
    package = Package.objects.get()
    for number in range(count):
        unit = gmina(f"1419{70 + number}2", f"Obok {number}")
        form = Assessment.objects.create(
            unit=unit, year=2014, edition=found.made.form.edition, created_at=APRIL, changed_at=APRIL
        )
        Submission.objects.create(assessment=form, state=Way.SENT, package=package, changed_at=APRIL)


def test_many_forms_of_a_region_end_in_one_line_that_leads_to_the_board() -> None:
    found = desk()
    found.made.sign_and_send()
    sent_beside(found, MOST_FORMS + 1)
    with override("en"):
        waiting = waiting_for(found.made.rops, APRIL, "en")
    assert len(waiting) == MOST_FORMS + 1
    assert waiting[-1].what == "Verify 2 more forms for 2014"
    assert waiting[-1].url.endswith("/wojewodztwo/14/formularze/2014/")


@pytest.mark.parametrize("count", [0, 2])
def test_one_form_is_asked_for_as_often_as_three(count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    found = desk()
    found.made.sign_and_send()
    sent_beside(found, count)
    with django_assert_num_queries(5):
        told(found.made.rops)
