"""Letters to the author of a contribution about what moderators did with it."""

import datetime as dt
from typing import Any

from drogowskaz.notifications.actions import post
from drogowskaz.participation.models import Contribution
from drogowskaz.participation.permissions.moderation import is_written_to
from drogowskaz.participation.queries.contribution_own import own_link


def write_to_author(*, contribution: Contribution, event: str, at: dt.datetime, **words: Any) -> bool:
    """Write to the author, inside the caller's transaction, where their address is confirmed; whether it was written.

    The letter carries the link to the author's own page, which is theirs alone, so it is not kept once sent.
    """
    if not is_written_to(contribution):
        return False
    cycle = contribution.cycle
    named = {"contribution": contribution, "unit": cycle.unit, "year": cycle.year, "link": own_link(contribution)}
    written = post(
        event=f"participation.{event}",
        thing=f"contribution:{contribution.pk}:{contribution.version}",
        at=at,
        address=contribution.email,
        language=contribution.lang,
        context={**named, **words},
        confidential=True,
    )
    return written is not None
