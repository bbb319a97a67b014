"""A folder of parts: what is used, what is refused by name, what is missing, and what need not be read again."""

import os
from pathlib import Path

import numpy as np
import pytest
from engine.national import small
from engine.national.test_matrix import same

from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.national import cache, folder
from drogowskaz.engine.national.folder import Country, read_folder
from drogowskaz.engine.national.parts import part_of
from drogowskaz.engine.problems import Unusable

FORM = small.edition(last=True)
UNITS = "code,name,level\n0101011,Gmina A,gmina\n0101022,Gmina B,gmina\n0301042,Gmina C,gmina\n"


def freeze(
    path: Path, unit: str, year: int = 2014, seed: int = 0, *, form: Edition = FORM, name: str | None = None
) -> Path:
    file = path / (name or f"{unit}-{year}.part")
    file.write_bytes(part_of(small.sheet(form, unit, year, seed)))
    return file


def sentences(country: Country) -> list[str]:
    return [problem.sentence("en") for problem in country.refused]


@pytest.fixture
def country(tmp_path: Path) -> Path:
    for unit in small.GMINAS:
        freeze(tmp_path, unit)
        freeze(tmp_path, unit, 2015)
    return tmp_path


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as unchanged from the moment they are written."""
    monkeypatch.setattr(cache, "SETTLED", 0)


def test_every_part_is_read_into_its_place(country: Path) -> None:
    found = read_folder(country, FORM)
    assert (found.files, found.read, found.refused, found.other_rules) == (12, 12, (), 0)
    sheets = {(year, unit): small.sheet(FORM, unit, year, 0) for year in small.YEARS for unit in small.GMINAS}
    same(found.matrix, small.matrix(FORM, sheets))


def test_a_bad_part_is_told_by_its_name_and_the_others_are_used(country: Path) -> None:
    whole = (country / "0101011-2014.part").read_bytes()
    (country / "0101011-2014.part").write_bytes(whole[:-100])
    (country / "zzz.part").write_bytes(b"nothing")
    (country / "notes.txt").write_text("not a part, and nobody's business")
    found = read_folder(country, FORM)
    assert sentences(found) == [
        "0101011-2014.part: The file ends before its seal: it was not written or copied to the end. Copy it again.",
        "zzz.part: The file is not a frozen form.",
    ]
    assert found.matrix.forms == 11


def test_of_two_parts_of_one_unit_and_year_neither_is_used(country: Path) -> None:
    freeze(country, "0101011", seed=7, name="copy.part")
    found = read_folder(country, FORM)
    assert sentences(found) == [
        "Several files are of 0101011 for 2014: 0101011-2014.part, copy.part. None of them is used; leave only one."
    ]
    assert (2014, "0101011") not in set(found.matrix.keys())
    assert found.matrix.forms == 11


@pytest.mark.usefixtures("settled")
def test_a_second_part_of_a_unit_read_before_takes_the_first_away_and_its_removal_brings_it_back(country: Path) -> None:
    before = read_folder(country, FORM)
    freeze(country, "0101011", seed=7, name="copy.part")
    disputed = read_folder(country, FORM)
    assert (disputed.read, len(disputed.refused), disputed.matrix.forms) == (1, 1, 11)
    again = read_folder(country, FORM)
    assert (again.read, len(again.refused), again.matrix.forms) == (2, 1, 11)
    (country / "copy.part").unlink()
    alone = read_folder(country, FORM)
    assert (alone.read, alone.refused) == (1, ())
    same(alone.matrix, before.matrix)


def test_without_a_word_the_edition_is_the_one_most_parts_name(country: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "edition_for", {"tiny": FORM}.__getitem__)
    stray = (country / "0101011-2014.part").read_bytes().replace(b'"tiny"', b'"toes"')
    (country / "0000000-2014.part").write_bytes(stray)
    found = read_folder(country)
    assert found.matrix.edition is FORM
    assert found.matrix.forms == 12
    assert [problem.place.file for problem in found.refused if problem.place] == ["0000000-2014.part"]


def test_a_folder_of_an_unknown_edition_is_refused(country: Path) -> None:
    with pytest.raises(Unusable, match="There is no edition “tiny”"):
        read_folder(country)


def test_a_folder_without_a_usable_part_tells_what_is_wrong_with_each(tmp_path: Path) -> None:
    (tmp_path / "a.part").write_bytes(b"nothing")
    (tmp_path / "b.part").write_bytes(b"")
    for edition in (None, FORM):
        with pytest.raises(Unusable) as refused:
            read_folder(tmp_path, edition)
        told = refused.value.report("en").splitlines()
        assert told == ["a.part: The file is not a frozen form.", "b.part: The file is not a frozen form."]


def test_an_empty_folder_and_one_that_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match=r"The folder has no frozen forms \(files named \*\.part\)"):
        read_folder(tmp_path)
    with pytest.raises(Unusable, match=r"gone: The folder cannot be opened"):
        read_folder(tmp_path / "gone")


def test_missing_units_are_named_and_units_nobody_expected_too(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text(UNITS, "utf-8")
    freeze(tmp_path, "0101011")
    freeze(tmp_path, "0102012")
    found = read_folder(tmp_path, FORM)
    assert [year.sentence("en") for year in found.coverage] == [
        "2014: 1 of 3 units. Missing: 0101022 Gmina B, 0301042 Gmina C. Not on the list of units: 0102012."
    ]
    assert found.matrix.forms == 2


def test_of_many_missing_units_a_few_are_named_and_the_others_counted(tmp_path: Path) -> None:
    codes = [f"01010{place}1" for place in range(1, 10)]
    lines = [f"{code},Gmina {place},gmina" for place, code in enumerate(codes, start=1)]
    (tmp_path / "units.csv").write_text("\n".join(["code,name,level", *lines]) + "\n", "utf-8")
    freeze(tmp_path, codes[0])
    (year,) = read_folder(tmp_path, FORM).coverage
    assert year.sentence("en").endswith("0101061 Gmina 6 and 3 others.")
    assert (year.present, year.expected, len(year.missing)) == (1, 9, 8)


def test_without_a_list_of_units_only_the_forms_are_counted(tmp_path: Path) -> None:
    freeze(tmp_path, "0101011")
    (year,) = read_folder(tmp_path, FORM).coverage
    assert year.sentence("en") == "2014: 1 form"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("unit,name\n", "units.csv, line 1: The first line must be: code,name,level."),
        ("code,name,level\n0101011,A\n", "units.csv, line 2: The line has 2 fields instead of 3."),
        ("code,name,level\n01010,A,gmina\n", "units.csv, line 2: “01010” is not a TERYT code of a unit that makes"),
        ("code,name,level\n0101,A,gmina\n", "By its code 0101 is of the level “powiat”, and the line says “gmina”."),
        ("code,name,level\n0101,A,powiat\n0101,B,powiat\n", "units.csv, line 3: The unit 0101 stands twice."),
    ],
)
def test_a_wrong_list_of_units_is_refused_for_the_coverage_would_be_wrong(
    text: str, sentence: str, tmp_path: Path
) -> None:
    freeze(tmp_path, "0101011")
    (tmp_path / "units.csv").write_text(text, "utf-8")
    with pytest.raises(Unusable) as refused:
        read_folder(tmp_path, FORM)
    assert sentence in refused.value.report("en")


def test_forms_frozen_with_other_checks_are_used_and_counted(country: Path) -> None:
    freeze(country, "0101011", form=small.edition())
    found = read_folder(country, FORM)
    assert (found.other_rules, found.refused, found.matrix.forms) == (1, (), 12)


def test_progress_is_told_to_the_end(country: Path) -> None:
    told: list[tuple[int, int]] = []
    read_folder(country, FORM, lambda done, total: told.append((done, total)))
    assert told == [(0, 12), (12, 12)]


@pytest.mark.usefixtures("settled")
def test_a_second_run_reads_nothing_and_finds_the_same(country: Path) -> None:
    first, second = read_folder(country, FORM), read_folder(country, FORM)
    assert (first.read, second.read, second.files) == (12, 0, 12)
    same(first.matrix, second.matrix)


@pytest.mark.usefixtures("settled")
def test_a_second_run_reads_only_what_changed(country: Path) -> None:
    read_folder(country, FORM)
    freeze(country, "0101022", seed=9)
    freeze(country, "0101041")
    (country / "0301011-2014.part").unlink()
    second = read_folder(country, FORM)
    assert second.read == 2
    (country / cache.FOLDER / cache.INDEX).unlink()
    anew = read_folder(country, FORM)
    assert anew.read == 12
    same(second.matrix, anew.matrix)


@pytest.mark.usefixtures("settled")
def test_what_is_kept_is_replaced_and_nothing_old_stays_beside_it(country: Path) -> None:
    read_folder(country, FORM)
    before = {path.name for path in (country / cache.FOLDER).iterdir()}
    freeze(country, "0101022", 2015, seed=9)
    read_folder(country, FORM)
    after = {path.name for path in (country / cache.FOLDER).iterdir()}
    assert len(before) == len(after) == 3
    assert len(before & after) == 2, "the index and the panel of the year that did not change"


def test_a_file_written_a_moment_before_it_was_read_is_read_again(country: Path) -> None:
    read_folder(country, FORM)
    assert read_folder(country, FORM).read == 12


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("harm", ["index", "panel", "shorter", "longer", "edition"])
def test_a_harmed_cache_is_not_believed(harm: str, country: Path) -> None:
    first = read_folder(country, FORM)
    kept = country / cache.FOLDER
    panel = sorted(kept.glob("*.panel"))[0]
    content = bytearray(panel.read_bytes())
    if harm == "index":
        (kept / cache.INDEX).write_text("{")
    elif harm == "panel":
        content[10] ^= 1
        panel.write_bytes(content)
    elif harm == "edition":
        told = (kept / cache.INDEX).read_text().replace('"edition":"tiny"', '"edition":"toes"')
        (kept / cache.INDEX).write_text(told)
    else:
        panel.write_bytes(content[:-1] if harm == "shorter" else content + b"0")
    second = read_folder(country, FORM)
    assert second.read == 12
    same(first.matrix, second.matrix)


@pytest.mark.usefixtures("settled")
def test_what_was_taken_under_other_bounds_is_read_again(country: Path) -> None:
    read_folder(country, FORM)
    assert read_folder(country, FORM).read == 0
    narrower = small.edition(last=True, largest=500)
    found = read_folder(country, narrower)
    assert 0 < found.read < 12
    assert len(found.refused) == 12 - found.read
    assert all("which this row cannot hold" in sentence for sentence in sentences(found))


def test_where_nothing_can_be_kept_the_parts_are_read_every_time(country: Path) -> None:
    (country / cache.FOLDER).write_text("in the way")
    assert read_folder(country, FORM).matrix.forms == 12
    assert read_folder(country, FORM).read == 12


@pytest.mark.usefixtures("settled")
def test_a_kept_matrix_can_be_changed_like_any_other(country: Path) -> None:
    read_folder(country, FORM)
    matrix = read_folder(country, FORM).matrix
    matrix.put(small.part(FORM, "0101011", 2014, 8))
    freeze(country, "0101011", 2014, 8)
    same(matrix, read_folder(country, FORM).matrix)
    assert os.listdir(country / cache.FOLDER)
    assert matrix.panels[0].numbers.dtype == np.int64
