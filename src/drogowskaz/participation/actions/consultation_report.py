"""Publishing the report of a consultation, which closes it, and correcting what was published."""

import datetime as dt

from django.db import transaction

from drogowskaz.audit.actions import record
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, refuse, whole
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.actions.consultation import (
    LONGEST_REASON,
    at_the_door,
    move_consultation,
    tell_followers,
)
from drogowskaz.participation.enums.consultation import ConsultationState
from drogowskaz.participation.models import Consultation, ConsultationReport
from drogowskaz.participation.permissions.consultation import may_run_consultation
from drogowskaz.participation.queries.consultation_report import content_of, unready, versions_of
from drogowskaz.participation.workflow.consultation import CLOSE

KEPT_IN = "pl"
"""The language in which names of chapters, rows and authors are kept: that of the assessment itself."""
_NOT_PUBLISHED = _("The report has not been published yet, so there is nothing to correct.")


@transaction.atomic
def publish_report(*, consultation: Consultation, actor: Actor, at: dt.datetime) -> ConsultationReport:
    """Keep the report as its first version, for everybody, and close the consultation; followers get the news.

    Raises Refused with everything in the way: each contribution without an answer is named. Of two people at once the
    slower one is told that the consultation is closed already.
    """
    now = at_the_door(consultation)
    refuse(may_run_consultation(actor, now.cycle, at))
    if now.state != ConsultationState.CLOSED:
        refuse(*unready(now))
    move_consultation(now, CLOSE, actor=actor, at=at, closed_at=at)
    return _kept(now, "", actor, at)


@transaction.atomic
def correct_report(*, consultation: Consultation, reason: str, actor: Actor, at: dt.datetime) -> ConsultationReport:
    """Keep the report as it reads now as a further version, with the reason beside it; the earlier ones stay.

    Where nothing has changed since, the version that stands is given back. Raises Refused.
    """
    now = at_the_door(consultation)
    refuse(
        may_run_consultation(actor, now.cycle, at),
        None if now.state == ConsultationState.CLOSED else Refusal(_NOT_PUBLISHED),
        None if reason.strip() else Refusal(_("Say why the report is corrected; it stands beside the version.")),
        *unready(now),
    )
    last = versions_of(now)[0]
    return last if last.content == content_of(now, KEPT_IN) else _kept(now, whole(reason, LONGEST_REASON), actor, at)


def _kept(consultation: Consultation, reason: str, actor: Actor, at: dt.datetime) -> ConsultationReport:
    versions = versions_of(consultation)
    made = ConsultationReport.objects.create(
        consultation=consultation,
        number=versions[0].number + 1 if versions else 1,
        content=content_of(consultation, KEPT_IN),
        reason=reason,
        at=at,
        by=person_of(actor),
    )
    record(actor=person_of(actor), verb="consultation.report", thing=consultation, at=at, number=made.number)
    tell_followers(consultation, "participation.consultation_report", at, number=str(made.number))
    return made
