"""Whether cells agree with their journals."""

from django.db.models import F, OuterRef, Q, Subquery

from drogowskaz.assessments.models import Cell, CellChange

MOST = 50
"""Cells that are named; past them there is something to look at by other means."""


def unmatched() -> list[str]:
    """The cells whose value or version is not that of the last line of their journal, named; two queries.

    A cell with no journal at all is among them.
    """
    lines = CellChange.objects.filter(
        assessment=OuterRef("assessment"), row=OuterRef("row"), offset=OuterRef("offset")
    ).order_by("-version")
    found = Cell.objects.annotate(
        told_version=Subquery(lines.values("version")[:1]),
        told_state=Subquery(lines.values("state")[:1]),
        told_number=Subquery(lines.values("number")[:1]),
        told_text=Subquery(lines.values("text")[:1]),
    ).exclude(
        Q(version=F("told_version"))
        & Q(state=F("told_state"))
        & Q(number=F("told_number"))
        & Q(text=F("told_text"))
        & Q(told_version__isnull=False)
    )
    named = found.select_related("assessment__unit").order_by("assessment_id", "row", "offset")[:MOST]
    return [f"{cell.assessment}: {cell}" for cell in named]
