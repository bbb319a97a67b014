"""Publishing a report: what stands in the way, the second click, a correction, people who may not."""

import pytest
from participation.consultation.consulted import AFTER, running, spoken
from participation.report.reported import answered, ended
from people import outsider

from drogowskaz.audit.models import Entry
from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.models import News
from drogowskaz.participation.actions.consultation_report import correct_report, publish_report
from drogowskaz.participation.enums.consultation import ConsultationState
from drogowskaz.participation.models import ConsultationReport

pytestmark = pytest.mark.django_db


def test_the_report_closes_the_consultation_and_followers_get_the_news() -> None:
    there = ended(remarks=1)
    made = publish_report(consultation=there.consultation, actor=there.animator, at=AFTER)
    found = there.again()
    assert (made.number, made.reason, found.state, found.closed_at) == (1, "", ConsultationState.CLOSED, AFTER)
    assert made.content["remarks"][0]["fate"]["code"] == "taken"
    assert News.objects.filter(event="participation.consultation_report").count() == 1
    assert Entry.objects.filter(verb__in=["consultation.closed", "consultation.report"]).count() == 2


def test_with_one_unanswered_remark_it_is_refused_and_the_remark_is_named() -> None:
    there = ended(remarks=1)
    spoken(there, text="A co z dowozem do lekarza?")
    with pytest.raises(Refused) as refused:
        publish_report(consultation=there.consultation, actor=there.animator, at=AFTER)
    (told,) = [one.sentence("en") for one in refused.value.refusals]
    assert "2" in told
    assert "A co z dowozem" in told
    assert (there.again().state, ConsultationReport.objects.count()) == (ConsultationState.ENDED, 0)


def test_while_it_is_open_there_is_no_report() -> None:
    there = running()
    with pytest.raises(Refused, match="Its report comes after its end"):
        publish_report(consultation=there.consultation, actor=there.animator, at=AFTER)


def test_a_second_click_publishes_nothing_more() -> None:
    there = ended()
    publish_report(consultation=there.consultation, actor=there.animator, at=AFTER)
    with pytest.raises(Refused, match="already"):
        publish_report(consultation=there.consultation, actor=there.animator, at=AFTER)
    assert ConsultationReport.objects.count() == 1


def test_an_outsider_publishes_nothing() -> None:
    there = ended()
    with pytest.raises(Refused, match="Consultations of"):
        publish_report(consultation=there.consultation, actor=outsider(), at=AFTER)


def test_a_correction_is_another_version_with_a_reason_and_the_first_stays() -> None:
    there = ended(remarks=1)
    first = publish_report(consultation=there.consultation, actor=there.animator, at=AFTER)
    with pytest.raises(Refused, match="Say why"):
        correct_report(consultation=there.consultation, reason=" ", actor=there.animator, at=AFTER)
    answered(spoken(there, text="Zapomniana kartka."))
    again = correct_report(
        consultation=there.consultation, reason="Znalazła się kartka.", actor=there.animator, at=AFTER
    )
    first.refresh_from_db()
    assert (len(first.content["remarks"]), len(again.content["remarks"])) == (1, 2)
    assert (again.number, again.reason) == (2, "Znalazła się kartka.")


def test_a_correction_that_changes_nothing_gives_the_version_that_stands() -> None:
    there = ended()
    first = publish_report(consultation=there.consultation, actor=there.animator, at=AFTER)
    assert correct_report(consultation=there.consultation, reason="Nic.", actor=there.animator, at=AFTER) == first


def test_before_publishing_there_is_nothing_to_correct() -> None:
    there = ended()
    with pytest.raises(Refused, match="not been published yet"):
        correct_report(consultation=there.consultation, reason="Nic.", actor=there.animator, at=AFTER)
