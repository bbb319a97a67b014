"""An invented country: units with codes of the right shape in sixteen voivodeships, none of which is real."""

from collections.abc import Iterator

from drogowskaz.engine.problems import unusable
from drogowskaz.engine.teryt import FIRST_CITY, GMINA_KINDS, Level
from drogowskaz.engine.words import _

VOIVODESHIPS = tuple(f"{number:02}" for number in range(1, 32, 2))
"""The register numbers voivodeships evenly, 02 to 32; the odd numbers belong to nobody."""
SHARES = {Level.GMINA: 2413, Level.POWIAT: 314, Level.CITY: 66}
"""The local units of the country at the end of 2024: cities with powiat rights are not among the gminas here."""
MOST_IN_POWIAT = 99
MOST = {Level.POWIAT: FIRST_CITY - 1, Level.CITY: 99 - FIRST_CITY + 1}
"""In a voivodeship, by the two digits of the code."""
NAMES = {
    Level.GMINA: "Gmina zmyślona {number:04}",
    Level.POWIAT: "Powiat zmyślony {number:04}",
    Level.CITY: "Miasto zmyślone {number:04}",
    Level.VOIVODESHIP: "Województwo zmyślone {number:02}",
}
"""In Polish, as names are; each says that it is invented."""


def invented_units(levels: tuple[Level, ...], number: int) -> dict[str, tuple[str, Level]]:
    """So many units of these levels, by code in order: gminas, powiats and cities in the proportions of the country.

    Raises Unusable when the codes do not suffice.
    """
    if number < 1:
        raise unusable(_("At least one unit is needed."))
    counts = _counts(levels, number)
    powiats = counts.get(Level.POWIAT, 0) or _in_proportion(Level.POWIAT, counts.get(Level.GMINA, 0), Level.GMINA)
    codes = {
        Level.VOIVODESHIP: VOIVODESHIPS,
        Level.POWIAT: tuple(_powiats(min(powiats, len(VOIVODESHIPS) * MOST[Level.POWIAT]))),
        Level.CITY: tuple(_cities(counts.get(Level.CITY, 0))),
    }
    codes[Level.GMINA] = tuple(_gminas(codes[Level.POWIAT], counts.get(Level.GMINA, 0)))
    short = [level for level, count in counts.items() if len(codes[level]) < count]
    if short:
        most = sum(len(codes[level]) if level in short else count for level, count in counts.items())
        raise unusable(_("There are codes for {most} units of this kind only."), most=most)
    found = {
        code: (NAMES[level].format(number=place), level)
        for level, count in counts.items()
        for place, code in enumerate(codes[level][:count], start=1)
    }
    return dict(sorted(found.items()))


def _counts(levels: tuple[Level, ...], number: int) -> dict[Level, int]:
    """How many units of each level, together exactly `number`; what is left over, also for want of codes, are units of
    the first level."""
    if levels == (Level.VOIVODESHIP,):
        return {Level.VOIVODESHIP: number}
    whole = sum(SHARES[level] for level in levels)
    most = {level: len(VOIVODESHIPS) * inside for level, inside in MOST.items()}
    others = {level: min(number * SHARES[level] // whole, most[level]) for level in levels[1:]}
    return {levels[0]: number - sum(others.values()), **others}


def _in_proportion(level: Level, number: int, of: Level) -> int:
    """The units of a level that belong to so many of another; at least one."""
    return max(1, number * SHARES[level] // SHARES[of])


def _powiats(number: int) -> Iterator[str]:
    """Spread over the voivodeships as evenly as may be."""
    for place in range(number):
        yield f"{VOIVODESHIPS[place % len(VOIVODESHIPS)]}{place // len(VOIVODESHIPS) + 1:02}"


def _cities(number: int) -> Iterator[str]:
    for place in range(min(number, len(VOIVODESHIPS) * MOST[Level.CITY])):
        yield f"{VOIVODESHIPS[place % len(VOIVODESHIPS)]}{FIRST_CITY + place // len(VOIVODESHIPS):02}011"


def _gminas(powiats: tuple[str, ...], number: int) -> Iterator[str]:
    """Spread over the powiats; urban, rural and urban-rural in turn."""
    for place in range(min(number, len(powiats) * MOST_IN_POWIAT)):
        inside = place // len(powiats) + 1
        yield f"{powiats[place % len(powiats)]}{inside:02}{GMINA_KINDS[inside % len(GMINA_KINDS)]}"
