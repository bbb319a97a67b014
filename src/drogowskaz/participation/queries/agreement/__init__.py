"""Reading cooperation agreements: their versions, their wording and digest, what is agreed, and their pages."""

from drogowskaz.participation.queries.agreement.versions import (
    Summary,
    agreement_at,
    entries_to_draft,
    in_force,
    summary_of,
    worked_on,
)

__all__ = ["Summary", "agreement_at", "entries_to_draft", "in_force", "summary_of", "worked_on"]
