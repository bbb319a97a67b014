"""What a TERYT code says by itself: the kind of its unit and the code of the unit above."""

from drogowskaz.engine.teryt import FIRST_CITY
from drogowskaz.territory.enums import GMINAS, Kind

_SEVENTH = {
    "1": Kind.GMINA_URBAN,
    "2": Kind.GMINA_RURAL,
    "3": Kind.GMINA_MIXED,
    "4": Kind.TOWN,
    "5": Kind.RURAL_PART,
    "8": Kind.DISTRICT,
    "9": Kind.DELEGATURA,
}
NUMBER = 6
"""A gmina keeps the first six digits when its kind changes; only the seventh follows the kind."""


def kind_of(code: str) -> Kind | None:
    """The kind of the unit with this code, or None when it is not a code of the register."""
    if not (code.isascii() and code.isdigit()):
        return None
    if len(code) == 2:
        return Kind.VOIVODESHIP
    if len(code) == 4:
        return Kind.CITY if int(code[2:]) >= FIRST_CITY else Kind.POWIAT
    return _SEVENTH.get(code[6]) if len(code) == 7 else None


def parent_of(code: str) -> str | None:
    """The code of the unit above; None above a voivodeship. `code` must have a kind."""
    kind = kind_of(code)
    if kind == Kind.VOIVODESHIP:
        return None
    if kind in (Kind.POWIAT, Kind.CITY):
        return code[:2]
    if kind in GMINAS:
        return code[:4]
    # Towns and rural parts share the number of their gmina; districts lie in the one gmina of their city.
    return code[:NUMBER] + "3" if kind in (Kind.TOWN, Kind.RURAL_PART) else code[:4] + "011"
