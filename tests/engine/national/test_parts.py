"""A frozen form as a file: the same form gives the same bytes, and the bytes give the form."""

import hashlib
import json
import struct
from dataclasses import replace
from pathlib import Path

import pytest
from engine import random_forms
from engine.national import small
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drogowskaz.engine.compiled.artefact import compiled
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.national.parts import part_of, read_part, sheet_of, write_part
from drogowskaz.engine.parameters import DEFINITIONS
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import State, Value

DROBIN = DEFINITIONS / "editions" / "ozps-gmina-2014" / "cases" / "drobin-2014.yaml"
RANDOM = settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])


@RANDOM
@given(st.data())
def test_any_form_comes_back_as_it_was_frozen(data: st.DataObject) -> None:
    form = data.draw(random_forms.editions())
    sheet = data.draw(random_forms.sheets(form))
    content = part_of(sheet)
    back = sheet_of(read_part(content, form))
    assert (back.unit, back.year, back.edition) == (sheet.unit, sheet.year, form)
    assert dict(back.values) == {key: value for key, value in sheet.values.items() if value.state is not State.EMPTY}
    turned = Sheet(form, sheet.unit, sheet.year, dict(reversed(sheet.values.items())))
    assert part_of(turned) == content
    assert part_of(back) == content


def test_a_real_form_of_an_installed_edition_comes_back_without_naming_the_edition() -> None:
    sheet = read_case(DROBIN).sheet
    part = read_part(part_of(sheet))
    assert sheet_of(part).values == sheet.values
    assert part.edition is edition_named("ozps-gmina-2014")


def test_the_file_can_be_read_with_nothing_but_its_description() -> None:
    form = small.edition()
    sheet = small.sheet(form, "0101011", 2014, 1)
    content = part_of(sheet)
    first, second, rest = content.split(b"\n", 2)
    assert first == b"drogowskaz-part 1"
    header = json.loads(second)
    assert (header["unit"], header["year"], header["edition"]) == ("0101011", 2014, "tiny")
    assert (header["rows"], header["columns"], header["planes"]) == (8, [-1, 0], ["own"])
    assert header["artefact"] == compiled(form, 2014).sha256
    assert header["texts"] == [["why", 0, sheet.value("why", 0).text]]
    start = len(first) + len(second) + 2
    assert start % 8 == 0
    numbers = struct.unpack("<16q", rest[:128])
    states = rest[128:144]
    for row, one in enumerate(form.rows):
        for column, offset in enumerate((-1, 0)):
            value = sheet.value(one.key, offset)
            assert (numbers[row * 2 + column], states[row * 2 + column]) == (value.number, value.state)
    filled = sum(value.state is State.VALUE for value in sheet.values.values())
    assert header["counts"]["value"] == filled > 0
    body, _newline, seal = content[:-1].rpartition(b"\n")
    assert seal == b"sha256:" + hashlib.sha256(body + b"\n").hexdigest().encode()


def test_the_seal_of_a_part_names_its_contents() -> None:
    form = small.edition()
    one, other = (read_part(part_of(small.sheet(form, "0101011", 2014, seed)), form) for seed in (1, 2))
    assert one.seal != other.seal
    assert one.seal == small.part(form, "0101011", 2014, 1).seal


def test_a_part_is_written_under_its_name_and_read_from_its_file(tmp_path: Path) -> None:
    form = small.edition()
    for seed in (1, 2):
        sheet = small.sheet(form, "0101011", 2014, seed)
        path = write_part(sheet, tmp_path)
        assert path == tmp_path / "0101011-2014.part"
        assert sheet_of(read_part(path, form)).values == sheet.values
    assert [path.name for path in tmp_path.iterdir()] == ["0101011-2014.part"]


def test_a_part_that_cannot_be_written_leaves_the_earlier_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    form = small.edition()
    before = write_part(small.sheet(form, "0101011", 2014, 1), tmp_path).read_bytes()

    def full(_file: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Unusable, match=r"0101011-2014\.part: The file cannot be written"):
        write_part(small.sheet(form, "0101011", 2014, 2), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"0101011-2014.part": before}


def test_what_no_part_may_hold_is_not_frozen() -> None:
    form = small.edition()
    sheet = small.sheet(form, "0101011", 2014, 1)
    too_large = {**sheet.values, ("all", 0): Value(State.VALUE, 40_000_001)}
    with pytest.raises(Unusable, match=r"0101011-2014.part: all \(2014\) holds 40.000.001, which this row cannot hold"):
        part_of(replace(sheet, values=too_large))


def test_a_part_of_other_checks_of_the_same_edition_is_read() -> None:
    form = small.edition()
    stricter = replace(form, checks=form.checks[:-1])
    part = read_part(part_of(small.sheet(form, "0101011", 2014, 1)), stricter)
    assert part.artefact == compiled(form, 2014).sha256 != compiled(stricter, 2014).sha256
