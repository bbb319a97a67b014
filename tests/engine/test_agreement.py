"""Published figures beside computed ones: how near, how counted, how kept."""

from fractions import Fraction
from pathlib import Path

import pytest
from engine.ratios import ratios_folder

from drogowskaz.engine.agreement import (
    AREAS,
    HOWS,
    Closeness,
    How,
    agreements,
    agrees,
    compare,
    tally,
    whole_denominator,
    whole_numerator,
)
from drogowskaz.engine.editions.loader import load
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.teryt import Level

RESIDENTS, WORKERS, DIPLOMA = "population.total", "staff.social_workers.persons", "diploma"


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    return load(ratios_folder(tmp_path))


@pytest.mark.parametrize(("computed", "published", "decimals", "closeness"), [
    ("2/3", "0.67", 2, Closeness.EXACT),
    ("2/3", "0.66", 2, Closeness.CLOSE),
    ("2/3", "0.68", 2, Closeness.CLOSE),
    ("2/3", "0.65", 2, Closeness.APART),
    ("2/3", "0.6667", 2, Closeness.CLOSE),
    ("3/2", "2", 0, Closeness.EXACT),
    ("3/2", "1", 0, Closeness.CLOSE),
    ("3/2", "4", 0, Closeness.APART),
    ("-3/2", "-2", 0, Closeness.EXACT),
    ("1/200", "0.01", 2, Closeness.EXACT),
])  # fmt: skip
def test_one_unit_in_the_last_place_is_told_apart_from_an_exact_agreement(
    computed: str, published: str, decimals: int, closeness: Closeness
) -> None:
    assert agrees(Fraction(computed), Fraction(published), decimals) is closeness


def test_the_whole_number_behind_a_published_ratio_is_found(edition: Edition) -> None:
    load_, diploma = edition.indicator_by_id["load"], edition.indicator_by_id["diploma"]
    assert whole_denominator(load_, 104000, Fraction(2000)) == 52
    assert whole_denominator(load_, 104000, Fraction(1999)) == 52
    assert whole_numerator(diploma, 52, Fraction("76.92")) == 40
    assert whole_numerator(diploma, 52, Fraction(0)) == 0


@pytest.mark.parametrize(("published", "closeness"), [
    ("76.92", Closeness.EXACT),
    ("76.91", Closeness.CLOSE),
    ("77.50", Closeness.APART),
])  # fmt: skip
def test_a_ratio_that_no_whole_number_gives_does_not_agree(
    edition: Edition, published: str, closeness: Closeness
) -> None:
    diploma, value = edition.indicator_by_id["diploma"], Fraction(published)
    cells = {WORKERS: 52, DIPLOMA: whole_numerator(diploma, 52, value)}
    assert compare(diploma, edition, area="a", year=2024, cells=cells, published=value).closeness is closeness


@pytest.mark.parametrize(("residents", "published", "explained"), [
    (5514, 1378, True),
    (5514, 1379, False),
    (5518, 1379, False),
    (5518, 1380, False),
    (5515, 1378, False),
])  # fmt: skip
def test_only_an_exact_half_published_as_the_even_figure_is_explained(
    edition: Edition, residents: int, published: int, explained: bool
) -> None:
    cells = {RESIDENTS: residents, WORKERS: 4}
    load_ = edition.indicator_by_id["load"]
    found = compare(load_, edition, area="a", year=2024, cells=cells, published=Fraction(published))
    assert found.is_half_to_even is explained


def test_a_figure_that_cannot_be_computed_does_not_agree(edition: Edition) -> None:
    diploma = edition.indicator_by_id["diploma"]
    found = compare(diploma, edition, area="a", year=2024, cells={DIPLOMA: 3}, published=Fraction(0))
    assert (found.computed, found.closeness) == (None, Closeness.APART)


def test_a_tally_counts_areas_years_and_what_came_out(edition: Edition) -> None:
    load_ = edition.indicator_by_id["load"]

    def one(area: str, year: int, published: int) -> object:
        cells = {RESIDENTS: 100, WORKERS: 4}
        return compare(load_, edition, area=area, year=year, cells=cells, published=Fraction(published))

    found = tally(
        [one("a", 2015, 25), one("a", 2017, 24), one("b", 2016, 25), one("b", 2017, 50)],  # type: ignore[list-item]
        level=Level.POWIAT,
        how=How.PUBLISHED,
    )
    assert (found.areas, found.since, found.until) == (2, 2015, 2017)
    assert (found.rows, found.exact, found.close, found.halves, found.apart) == (4, 2, 1, 0, 1)


def test_every_way_of_counting_and_every_level_has_its_words() -> None:
    assert set(HOWS) == set(How)
    assert set(AREAS) == set(Level)


KEPT = """\
edition: observatory-powiat
title: {pl: Próba, en: Test}
source: {title: Book}
tallies:
  - {indicator: ioss-27, level: powiat, areas: 1, since: 2015, until: 2015, rows: 3,
     exact: 1, close: 1, halves: 1, apart: 1, how: published-cells}
"""


def kept(folder: Path, text: str) -> Path:
    (folder / "kept.yaml").write_text(text, "utf-8")
    return folder


def test_kept_counts_are_read(tmp_path: Path) -> None:
    (found,) = agreements(kept(tmp_path, KEPT))
    assert (found.edition.id, found.title["en"], found.source.title) == ("observatory-powiat", "Test", "Book")
    assert (found.rows, found.exact) == (3, 1)
    assert [(one.indicator.id, one.level, one.how) for one in found.tallies] == [
        ("ioss-27", Level.POWIAT, How.PUBLISHED)
    ]


@pytest.mark.parametrize(("old", "new", "sentence"), [
    ("rows: 3", "rows: 4", "kept.yaml, line 5: The counts of “ioss-27” do not add up."),
    ("halves: 1", "halves: 2", "kept.yaml, line 5: The counts of “ioss-27” do not add up."),
    ("ioss-27", "ioss-0", "kept.yaml, line 5: The edition “observatory-powiat” has no indicator “ioss-0”."),
    ("how: published-cells", "how: by-hand",
        "kept.yaml, line 6: “by-hand” is not one of: published-cells, whole-denominator, whole-numerator."),
    ("source: {title: Book}", "source: {url: u}", "kept.yaml, line 3: The key “title” is missing."),
    ("tallies:", "colour: red\ntallies:", "kept.yaml, line 4: The key “colour” is not known here."),
])  # fmt: skip
def test_a_mistake_in_the_kept_counts_is_told_with_its_line(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    with pytest.raises(Unusable) as refused:
        agreements(kept(tmp_path, KEPT.replace(old, new)))
    assert str(refused.value) == sentence
