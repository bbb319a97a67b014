"""Keeping a form still for as long as a transaction lasts."""

from drogowskaz.assessments.models import Assessment


def hold(assessment: Assessment) -> None:
    """Wait until nobody else writes in the form, and let nobody until the end of the transaction. Whether it is locked
    is read anew: somebody may have signed it meanwhile."""
    assessment.refresh_from_db(fields=["locked"], from_queryset=Assessment.objects.select_for_update())
