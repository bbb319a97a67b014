"""A form signed on paper by an office that does not work here: an animator writes the signature down."""

import datetime as dt

import pytest
from cycles import holder
from django.test import Client
from signatures import APRIL, HOUR, Signed, ready

from drogowskaz.assessments.actions import publish
from drogowskaz.assessments.actions.submission import note_signature, send, take_back
from drogowskaz.assessments.enums import Way
from drogowskaz.assessments.models import Package, SubmissionStep
from drogowskaz.assessments.queries.packages import frozen, verify
from drogowskaz.assessments.queries.submission import stamp_of, state_of
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.enums import Role
from drogowskaz.organisations.models import Grant, User

pytestmark = pytest.mark.django_db
TODAY = APRIL.date()
PAPER = "Pismo 4 z 20 kwietnia 2026 r., podpis kierowniczki GOPS"
SIGNING = "/en/wpis/1419053/2014/podpis/"


def unattended() -> tuple[Signed, User]:
    """The form of a unit whose approver is gone, and its animator."""
    made = ready()
    Grant.objects.filter(person=made.approver).update(ended_at=APRIL - HOUR, end_reason="koniec")
    return made, holder(Role.ANIMATOR, made.form.unit)


def noted(made: Signed, actor: User, *, paper: str = PAPER, day: dt.date = TODAY) -> Package:
    form = made.again()
    return note_signature(assessment=form, stamp=stamp_of(form), day=day, reason=paper, actor=actor, at=APRIL)


def test_a_signature_on_paper_freezes_the_form_and_says_so_for_ever() -> None:
    made, animator = unattended()
    package = noted(made, animator)
    step = SubmissionStep.objects.get()
    assert (state_of(made.again()), made.form.locked, step.outside, step.reason) == (Way.SIGNED, True, True, PAPER)
    assert "Signed on paper" in frozen(package).label
    assert verify().holds


def test_nobody_is_kept_as_the_one_who_signed_on_paper() -> None:
    made, animator = unattended()
    assert noted(made, animator).signed_by is None
    assert SubmissionStep.objects.get().by == animator


def test_where_an_approver_works_only_the_approver_signs() -> None:
    made = ready()
    with pytest.raises(Refused, match="has an approver who works here"):
        noted(made, holder(Role.ANIMATOR, made.form.unit))
    assert not Package.objects.exists()


@pytest.mark.parametrize("who", ["editor", "rops"])
def test_only_an_animator_writes_a_signature_down(who: str) -> None:
    made, _animator = unattended()
    with pytest.raises(Refused, match="Only an animator"):
        noted(made, getattr(made, who))


def test_a_signature_on_paper_needs_the_paper() -> None:
    made, animator = unattended()
    with pytest.raises(Refused, match="Name the paper"):
        noted(made, animator, paper="  ")


def test_a_signature_that_is_still_to_come_is_not_written_down() -> None:
    made, animator = unattended()
    with pytest.raises(Refused, match="still to come"):
        noted(made, animator, day=TODAY + dt.timedelta(days=1))


def test_a_form_changed_since_it_was_looked_at_is_not_frozen() -> None:
    made, animator = unattended()
    seen = stamp_of(made.again())
    made.put("population.total", 1)
    with pytest.raises(Refused, match="changed the form"):
        note_signature(
            assessment=made.again(), stamp=seen, day=TODAY, reason=PAPER, actor=animator, at=APRIL
        )  # fmt: skip


def test_the_animator_sends_publishes_and_takes_back_what_was_signed_on_paper() -> None:
    made, animator = unattended()
    noted(made, animator)
    publish(assessment=made.again(), actor=animator, at=APRIL)
    send(assessment=made.again(), actor=animator, at=APRIL)
    take_back(assessment=made.again(), reason="Ośrodek poprawił liczbę.", actor=animator, at=APRIL)
    assert (state_of(made.again()), made.form.status) == (Way.WORK, "public")


def test_the_page_offers_it_and_tells_what_was_done() -> None:
    made, animator = unattended()
    client = Client()
    client.force_login(animator)
    stamp = stamp_of(made.again())
    assert "Write down that it was signed on paper" in client.get(SIGNING).content.decode()
    answer = client.post(SIGNING, {"act": "note_signature", "stamp": stamp, "day": "2026-04-20", "reason": PAPER})
    assert answer.status_code == 302
    page = client.get(SIGNING).content.decode()
    assert "igned on paper, written down here" in page
    assert PAPER in page


def test_the_page_does_not_offer_it_where_an_approver_works() -> None:
    made = ready()
    client = Client()
    client.force_login(holder(Role.ANIMATOR, made.form.unit))
    assert "Write down that it was signed on paper" not in client.get(SIGNING).content.decode()
