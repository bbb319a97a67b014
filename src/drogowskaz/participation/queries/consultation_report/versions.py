"""The versions of a report that were published, and what keeps the first one from it."""

from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.participation.enums.consultation import ConsultationState
from drogowskaz.participation.models import Consultation, ConsultationReport
from drogowskaz.participation.queries.consultation import close_refusals

_NOT_ENDED = {
    ConsultationState.DRAFT: _("This consultation is being prepared. Its report comes after its end."),
    ConsultationState.ANNOUNCED: _("This consultation has not begun. Its report comes after its end."),
    ConsultationState.OPEN: _("This consultation is open. Its report comes after its end."),
    ConsultationState.CANCELLED: _("This consultation was called off. There is no report of it."),
}


def versions_of(consultation: Consultation) -> list[ConsultationReport]:
    """The versions, the newest first; one query."""
    return list(consultation.reports.order_by("-number"))


def unready(consultation: Consultation) -> list[Refusal]:
    """Why the report cannot be published yet: each reason, and every contribution that waits, by name."""
    told = _NOT_ENDED.get(ConsultationState(consultation.state))
    return [*([Refusal(told)] if told else []), *close_refusals(consultation)]
