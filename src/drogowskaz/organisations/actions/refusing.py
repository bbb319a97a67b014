"""What every act of this area begins with: all the reasons why not, at once."""

from drogowskaz.engine.workflow import Refusal, Refused


def refuse(*reasons: Refusal | None) -> None:
    """Raise Refused with the reasons that are there; pass when there are none."""
    given = [reason for reason in reasons if reason]
    if given:
        raise Refused(given)
