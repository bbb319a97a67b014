"""Registered papers that a consent can rest on."""

from django.db.models import Q, QuerySet

from drogowskaz.assessments.models import Cycle
from drogowskaz.participation.enums.paper import PaperKind
from drogowskaz.participation.models import Annexe, Paper

CONSENTS = (PaperKind.CONSENT, PaperKind.ANNEXE)


def papers_in(cycle: Cycle) -> QuerySet[Paper]:
    """Consents and annexes on paper of a cycle, those crossed out left out."""
    return Paper.objects.filter(cycle=cycle, kind__in=CONSENTS, crossed_at=None)


def papers_for(annexe: Annexe) -> QuerySet[Paper]:
    """Those that are of this organisation, or of nobody in particular."""
    return papers_in(annexe.cycle).filter(Q(organisation=None) | Q(organisation=annexe.organisation_id))
