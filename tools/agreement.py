"""src/drogowskaz/definitions/agreement/: how many published figures this program computes to the last place.

    python tools/agreement.py FOLDER          count anew from the published figures in FOLDER
    python tools/agreement.py FOLDER check    exit 1 when what is kept is stale

FOLDER holds the figures of ROPS Kraków as malopolska-*.csv (columns: row, label, col, value, area, kind). They are read
and compared, and only the counts are kept. The publication names areas, not codes: rows are joined by area and year
within one file, or between files of that same publisher.
"""

import csv
import sys
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from drogowskaz.engine.agreement import How, Tally, compare, tally, whole_denominator, whole_numerator
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Indicator
from drogowskaz.engine.teryt import Level

EDITION = edition_named("observatory-powiat")
ROOT = Path(__file__).parent.parent
KEPT = ROOT / "src" / "drogowskaz" / "definitions" / "agreement" / "observatory-powiat.yaml"

POWIATS = "malopolska-powiaty-2007-2024-pracownicy-socjalni.csv"
STAFF = "malopolska-powiaty-2012-2024-kadra.csv"
GMINAS = "malopolska-gminy-2024.csv"
RESIDENTS, OLDER, WORKERS = "population.total", "context.age60plus", "staff.social_workers.persons"
QUALIFIED = {
    "220": "social_workers.higher.persons",
    "221": "social_workers.spec1.persons",
    "222": "social_workers.spec2.persons",
}
FROM_THE_FORM = range(2015, 2018)
"""The years in which the workers behind 27 and those behind 220–222 come from one source, the form itself."""

Key = tuple[str, int]
"""An area as the publication names it, and a year."""


def column(path: Path, kind: str, row: str) -> dict[Key, Fraction]:
    """The published numbers of one sort by area and year; the same key twice must hold the same number."""
    found: dict[Key, Fraction] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for record in csv.DictReader(file):
            if (record["kind"], record["row"]) != (kind, row):
                continue
            key, value = (record["area"], int(record["col"])), Fraction(record["value"])
            assert found.setdefault(key, value) == value, f"{path.name}: {key} stands twice with different numbers"
    assert found, f"{path.name} has no rows {kind} {row}"
    return found


def count(
    name: str, level: Level, how: How, published: Mapping[Key, Fraction], cells: Mapping[Key, Mapping[str, int]]
) -> Tally:
    """One indicator computed from these cells in each area and year, beside what was published."""
    compared = [
        compare(indicator(name), EDITION, area=key[0], year=key[1], cells=cells[key], published=value)
        for key, value in published.items()
    ]
    return tally(compared, level=level, how=how)


def indicator(name: str) -> Indicator:
    """By the publisher's number."""
    return EDITION.indicator_by_id[f"ioss-{name}"]


def whole_workers(residents: Mapping[Key, Fraction], published: Mapping[Key, Fraction]) -> dict[Key, int]:
    """The social workers behind the published number of residents for each of them."""
    return {key: whole_denominator(indicator("27"), int(residents[key]), value) for key, value in published.items()}


def tallies(folder: Path) -> Iterator[Tally]:
    """The counts for every indicator that can be compared, in the order of the page."""
    for file, level in ((GMINAS, Level.GMINA), (POWIATS, Level.POWIAT)):
        residents, published = column(folder / file, "cell", "1"), column(folder / file, "indicator", "27")
        workers = whole_workers(residents, published)
        cells = {key: {RESIDENTS: int(residents[key]), WORKERS: number} for key, number in workers.items()}
        yield count("27", level, How.WHOLE_DENOMINATOR, published, cells)
    for name, row in QUALIFIED.items():
        published = {
            key: value for key, value in column(folder / STAFF, "indicator", name).items() if key[1] in FROM_THE_FORM
        }
        assert column(folder / POWIATS, "indicator", name) == published, f"two files differ about {name}"
        cells = {
            key: {WORKERS: workers[key], row: whole_numerator(indicator(name), workers[key], value)}
            for key, value in published.items()
        }
        yield count(name, Level.POWIAT, How.WHOLE_NUMERATOR, published, cells)
    residents, older = (column(folder / GMINAS, "cell", row) for row in ("1", "(5+part of 8,9)"))
    cells = {key: {RESIDENTS: int(number), OLDER: int(older[key])} for key, number in residents.items()}
    yield count("257", Level.GMINA, How.PUBLISHED, column(folder / GMINAS, "indicator", "257"), cells)


HEAD = """\
# Written by tools/agreement.py from published figures that are not kept here; a test counts them again.
edition: observatory-powiat
title: {pl: Obserwator ROPS Kraków (województwo małopolskie), en: Observatory of ROPS Kraków (Małopolskie voivodeship)}
source:
  title: Internetowy Obserwator Statystyk Społecznych
  publisher: Regionalny Ośrodek Polityki Społecznej w Krakowie
  url: https://obserwator.rops.krakow.pl/
tallies:
"""


def written(folder: Path) -> str:
    """The file as it should be."""
    lines = [
        f"  - {{indicator: {one.indicator.id}, level: {one.level}, areas: {one.areas}, since: {one.since},"
        f" until: {one.until}, rows: {one.rows},\n"
        f"     exact: {one.exact}, close: {one.close}, halves: {one.halves}, apart: {one.apart}, how: {one.how}}}\n"
        for one in tallies(folder)
    ]
    return HEAD + "".join(lines)


if __name__ == "__main__":
    if len(sys.argv) == 2:
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_text(written(Path(sys.argv[1])), "utf-8")
    elif sys.argv[2:] == ["check"]:
        if KEPT.read_text("utf-8") != written(Path(sys.argv[1])):
            sys.exit(f"{KEPT.relative_to(ROOT)} is stale: run python tools/agreement.py FOLDER")
    else:
        sys.exit(__doc__)
