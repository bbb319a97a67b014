"""Which areas keep which gates. The lower area declares a gate; the areas above it are registered here."""

from collections.abc import Callable, Iterable
from typing import Any

from drogowskaz.assessments.queries.waiting import waiting_in
from drogowskaz.assessments.workflow import closing, opening, publishing, signing, to_council
from drogowskaz.engine.workflow import Gate, Refusal
from drogowskaz.organisations.workflow import person_leaving
from drogowskaz.participation.queries.fate import keeps_from_council
from drogowskaz.participation.queries.meeting import meetings_without_minutes

KEEPERS: dict[Gate[Any], tuple[Callable[[Any], Iterable[Refusal]], ...]] = {
    # No area above the assessments has a say in these yet.
    publishing: (),
    opening: (),
    to_council: (meetings_without_minutes, keeps_from_council),
    closing: (meetings_without_minutes, keeps_from_council),
    signing: (),
}


def register_keepers() -> None:
    """Put the keepers at their gates, and those who know what waits for a person who leaves; called at the start."""
    person_leaving.register(waiting_in)
    for gate, keepers in KEEPERS.items():
        for keeper in keepers:
            gate.register(keeper)
