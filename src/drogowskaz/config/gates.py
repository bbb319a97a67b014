"""Which areas keep which gates. The lower area declares a gate; the areas above it are registered here."""

from collections.abc import Callable, Iterable
from typing import Any

from drogowskaz.assessments.workflow import publishing
from drogowskaz.engine.workflow import Gate, Refusal

KEEPERS: dict[Gate[Any], tuple[Callable[[Any], Iterable[Refusal]], ...]] = {
    # No area above the assessments has a say in publishing yet.
    publishing: (),
}


def register_keepers() -> None:
    """Put the keepers at their gates; called once at the start."""
    for gate, keepers in KEEPERS.items():
        for keeper in keepers:
            gate.register(keeper)
