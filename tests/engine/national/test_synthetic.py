"""An invented country: the same from the same seed, well formed, skewed, adding up, with gaps and mistakes."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from engine.national import small

from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Aggregation, Parts
from drogowskaz.engine.national import filling, gaps
from drogowskaz.engine.national.bench import LOCAL, bench_edition
from drogowskaz.engine.national.folder import read_folder
from drogowskaz.engine.national.parts import packed, read_part, sheet_of
from drogowskaz.engine.national.places import invented_units
from drogowskaz.engine.national.synthetic import synth
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.teryt import Level, level_of
from drogowskaz.engine.values import State

BENCH = bench_edition()
UNITS = 40


def invented(*, forms: int = UNITS, year: int = 2025, seed: int = 1) -> np.ndarray:
    """Numbers of gminas of the benchmark, before anything is taken out of them."""
    return filling.numbers(filling.units(BENCH, [Level.GMINA] * forms, seed=seed, block=0), year)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_seed_gives_the_same_files_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        synth(BENCH, 20, 1, seed, tmp_path / name)
    a, b, c = (files(tmp_path / name) for name in "abc")
    assert a == b
    assert len(a) > 15
    assert a["units.csv"] == c["units.csv"]
    assert all(a[name] != c[name] for name in a.keys() & c.keys() - {"units.csv"})


def test_the_local_units_of_the_country_are_in_its_proportions() -> None:
    country = invented_units(LOCAL, 2793)
    assert len(country) == 2793
    assert Counter(level for _name, level in country.values()) == {Level.GMINA: 2413, Level.POWIAT: 314, Level.CITY: 66}
    assert len({code[:2] for code in country}) == 16
    assert len({code[:4] for code in country}) == 314 + 66


@pytest.mark.parametrize("number", [1, 2, 20, 333, 20_000])
def test_units_have_well_formed_codes_of_no_real_voivodeship_and_say_that_they_are_invented(number: int) -> None:
    country = invented_units(LOCAL, number)
    assert len(country) == number
    assert [*country] == sorted(country)
    for code, (name, level) in country.items():
        assert level_of(code) is level
        assert int(code[:2]) % 2 == 1, "the register numbers voivodeships evenly"
        assert "zmyślon" in name


@pytest.mark.parametrize(("level", "most"), [(Level.VOIVODESHIP, 16), (Level.POWIAT, 960), (Level.CITY, 624)])
def test_more_units_than_there_are_codes_for_are_refused(level: Level, most: int) -> None:
    assert len(invented_units((level,), most)) == most
    with pytest.raises(Unusable, match=f"There are codes for {most} units of this kind only"):
        invented_units((level,), most + 1)


def test_no_units_are_refused() -> None:
    with pytest.raises(Unusable, match="At least one unit is needed"):
        invented_units(LOCAL, 0)


def test_every_row_that_is_all_of_its_parts_is_their_sum() -> None:
    numbers, order = invented(), filling.plan(BENCH)
    families = [family for family in order.families if family.parts is Parts.ALL]
    assert len(families) == 200
    for family in families:
        assert np.array_equal(numbers[family.whole], numbers[[*family.members]].sum(axis=0))
    for family in order.families:
        if family.parts is Parts.SOME:
            assert (numbers[[*family.members]].sum(axis=0) <= numbers[family.whole]).all()


def test_every_check_of_the_benchmark_holds_before_gaps_and_mistakes_are_made() -> None:
    numbers = invented(forms=3).transpose(1, 0, 2).reshape(3, -1)
    assert (numbers >= 0).all()
    held = np.full(5000, State.VALUE, np.uint8)
    for place in range(3):
        part = read_part(packed(BENCH, f"01010{place + 1}1", 2025, numbers[place], held, {}), BENCH)
        result = check_sheet(sheet_of(part))
        assert (result.findings, result.asked) == ((), 2000)


def test_units_are_skewed_and_rows_grow_or_shrink() -> None:
    numbers = invented(forms=600)
    totals = numbers[0, :, 2]
    assert np.max(totals) > 4 * np.median(totals)
    assert np.mean(totals) > 1.2 * np.median(totals)
    roots = [*filling.plan(BENCH).roots]
    growth = numbers[roots].sum(axis=1)[:, -1] / np.maximum(numbers[roots].sum(axis=1)[:, 0], 1)
    assert growth.min() < 0.97
    assert growth.max() > 1.15


def test_a_form_and_the_next_years_form_tell_the_same_past() -> None:
    this, following = invented(year=2024), invented(year=2025)
    assert np.array_equal(this[:, :, 0:3][:, :, 1:], following[:, :, 0:2])
    assert not np.array_equal(this[:, :, 3], following[:, :, 2]), "what was foreseen is not what happened"


def test_about_one_cell_in_twelve_is_missing_in_every_way() -> None:
    chance = np.random.default_rng(5)
    states = gaps.states(BENCH, 400, chance)
    shares = np.bincount(states.reshape(-1), minlength=4) / states.size
    assert 0.05 < 1 - shares[State.VALUE] < 0.09
    assert shares[State.NO_INFORMATION] > 0.003
    assert shares[State.NOT_APPLICABLE] > 0.002
    chapters = (states == State.EMPTY).reshape(400, 10, -1).all(axis=2)
    assert 20 < chapters.sum() < 120, "whole chapters were left out here and there"


def test_about_one_number_in_five_hundred_is_mistyped() -> None:
    numbers = np.ascontiguousarray(invented(forms=200).transpose(1, 0, 2))
    states = np.full(numbers.shape, State.VALUE, np.uint8)
    changed = numbers.copy()
    gaps.mistype(BENCH, changed, states, np.random.default_rng(5))
    assert 0.001 < np.mean(changed != numbers) <= 0.002


def test_a_few_units_give_no_form_and_all_are_on_the_list(tmp_path: Path) -> None:
    made = synth(edition_named("ozps-gmina-2014"), 600, 2, 1, tmp_path / "c")
    assert (made.units, made.years) == (600, (2014, 2015))
    assert 1170 < made.parts < 1200
    country = read_folder(tmp_path / "c")
    assert (country.refused, country.matrix.forms) == ((), made.parts)
    for year in country.coverage:
        assert year.expected == 600 == year.present + len(year.missing)
        assert year.unlisted == ()


def test_the_forms_of_an_installed_edition_with_texts_and_odd_columns_can_be_read(tmp_path: Path) -> None:
    form = edition_named("ozps-voivodeship-2025")
    made = synth(form, 16, 1, 3, tmp_path / "c")
    country = read_folder(tmp_path / "c")
    assert (country.refused, country.matrix.forms) == ((), made.parts)


def test_an_edition_with_everything_in_it_can_be_invented(tmp_path: Path) -> None:
    form = small.edition(last=True)
    assert {row.aggregation for row in form.rows} == {*Aggregation}
    made = synth(form, 30, 2, 1, tmp_path / "c")
    assert read_folder(tmp_path / "c", form).matrix.forms == made.parts


@pytest.mark.parametrize("years", [0, 11])
def test_years_the_edition_has_not_are_refused(years: int, tmp_path: Path) -> None:
    with pytest.raises(Unusable, match=f"The edition “bench-1000” has 10 assessed years, not {years}"):
        synth(BENCH, 5, years, 1, tmp_path / "c")


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(Unusable, match=r"The folder is not empty\. Choose another"):
        synth(BENCH, 5, 1, 1, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_nothing_half_written_is_left_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object) -> bytes:
        raise OSError("no space left")

    monkeypatch.setattr("drogowskaz.engine.national.synthetic.packed", full)
    with pytest.raises(Unusable, match="c: The folder cannot be written"):
        synth(BENCH, 5, 1, 1, tmp_path / "c")
    assert list(tmp_path.iterdir()) == []
