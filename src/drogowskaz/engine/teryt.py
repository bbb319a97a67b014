"""Codes of the national register of territory (TERC), as far as they say what kind of unit fills which form."""

from enum import StrEnum


class Level(StrEnum):
    """The kind of territorial unit that fills an edition."""

    GMINA = "gmina"
    POWIAT = "powiat"
    CITY = "city"
    VOIVODESHIP = "voivodeship"


FIRST_CITY = 61
"""Powiat numbers from 61 on are cities with powiat rights."""
GMINA_KINDS = "123"
"""The seventh digit: urban, rural, urban-rural gmina. Other digits are parts of gminas and districts."""
LENGTHS = {2: Level.VOIVODESHIP, 4: Level.POWIAT, 7: Level.GMINA}


def level_of(code: str) -> Level | None:
    """The level of the unit with this code, or None when no unit that makes an assessment can have it."""
    level = LENGTHS.get(len(code)) if code.isascii() and code.isdigit() else None
    if level is Level.GMINA and code[6] not in GMINA_KINDS:
        return None
    if level in (Level.POWIAT, Level.GMINA) and int(code[2:4]) >= FIRST_CITY:
        return Level.CITY
    return level


def is_invented(code: str) -> bool:
    """Whether the unit is one of our examples: voivodeships have even numbers, ours odd ones (99, and 01 to 31)."""
    return code[:2].isdecimal() and int(code[:2]) % 2 == 1
