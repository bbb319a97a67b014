"""The report of a consultation as plain data: online, paper, phone, e-mail and meetings joined in one.

Words of lists stay as their codes, so that the report reads in both languages; names of chapters, rows and authors are
kept in the language it was made in.
"""

from typing import Any

from drogowskaz.participation.models import Consultation, CouncilOpinion
from drogowskaz.participation.queries.consultation_report.heard import heard_in
from drogowskaz.participation.queries.consultation_report.meetings import meetings_within
from drogowskaz.participation.queries.opinion import opinions_of
from drogowskaz.participation.queries.stage import stages_of, summed


def content_of(consultation: Consultation, lang: str) -> dict[str, Any]:
    """The whole report as it stands now; a fixed number of queries."""
    heard = heard_in(consultation, lang)
    return {
        "run": _run(consultation),
        "principles": [
            {"principle": one.principle, "met": one.met, "how": one.how} for one in consultation.principles.all()
        ],
        "sections": [
            {"number": one.number, "chapter": one.chapter, "title": one.title, "question": one.question}
            for one in heard.sections
        ],
        "numbers": heard.numbers(),
        "organisations": heard.organisations(),
        "remarks": heard.remarks(),
        "changes": heard.changes(),
        "hidden": heard.hidden(),
        "beside": heard.beside,
        "meetings": meetings_within(consultation),
        "opinions": [_opinion(one) for one in opinions_of(consultation)],
        "stages": summed(stages_of(consultation.cycle)),
    }


def _run(one: Consultation) -> dict[str, Any]:
    """How it was run: its words, its days and what they were before."""
    assert one.opens_on is not None, "a consultation with a report was announced"
    assert one.closes_on is not None, "a consultation with a report was announced"
    named = ("number", "title", "purpose", "basis", "host", "contact", "can_change", "fixed", "offline", "short_reason")
    return {
        **{name: getattr(one, name) for name in named},
        "announced_at": one.announced_at.isoformat() if one.announced_at else "",
        "opens_on": one.opens_on.isoformat(),
        "closes_on": one.closes_on.isoformat(),
        "days": (one.closes_on - one.opens_on).days + 1,
        "extensions": [
            {"before": each.before.isoformat(), "closes_on": each.closes_on.isoformat(), "reason": each.reason}
            for each in one.extensions.all()
        ],
    }


def _opinion(one: CouncilOpinion) -> dict[str, Any]:
    return {
        "council": one.council,
        "delivered_on": one.delivered_on.isoformat(),
        "due_on": one.due_on.isoformat(),
        "received_on": one.received_on.isoformat() if one.received_on else "",
        "kind": one.kind,
        "text": one.text,
    }
