"""The units an organisation chooses its area from: its own place and what lies around it."""

from collections.abc import Mapping

from drogowskaz.engine.annexes import Annexe, FieldType
from drogowskaz.territory.models import Unit
from drogowskaz.territory.queries import ancestors, children

POWIAT_DIGITS = 4


def areas_around(unit: Unit) -> dict[str, str]:
    """Codes with names: the unit, the others of its powiat, the powiat and the voivodeship."""
    above = ancestors(unit)
    powiat = next((one for one in reversed(above) if len(one.code) == POWIAT_DIGITS), None)
    beside = children(powiat) if powiat else []
    found = [unit, *(one for one in beside if one.code != unit.code), *reversed(above)]
    return {one.code: one.full_name for one in found}


def with_names(
    definition: Annexe, answers: Mapping[tuple[str, int], str], areas: Mapping[str, str]
) -> dict[tuple[str, int], str]:
    """The answers as they are printed: units by their names. No query."""
    asked = {one.key for one in definition.fields if one.type is FieldType.TERRITORY}
    return {
        (key, place): ", ".join(areas.get(code, code) for code in text.split()) if key in asked else text
        for (key, place), text in answers.items()
    }
