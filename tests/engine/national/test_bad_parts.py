"""Every bad part is refused with a sentence that says what is wrong with it."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from engine.national import small
from hypothesis import given, settings
from hypothesis import strategies as st

from drogowskaz.engine.national.parts import part_of, read_part
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.values import State

FORM = small.edition()
GOOD = part_of(small.sheet(FORM, "0101011", 2014, 1))
START = len(GOOD) - 73 - 16 * 9
"""Where the numbers begin; the states follow sixteen of them."""
WOMEN = 3
"""The cell of the women in the assessed year."""


def sealed(body: bytes) -> bytes:
    return body + b"\nsha256:" + hashlib.sha256(body + b"\n").hexdigest().encode() + b"\n"


def body() -> bytearray:
    return bytearray(GOOD[:-73])


def with_header(**changes: Any) -> bytes:
    first, second, _rest = GOOD.split(b"\n", 2)
    header = {**json.loads(second), **changes}
    text = json.dumps({key: value for key, value in header.items() if value is not None}, ensure_ascii=False)
    return sealed(first + b"\n" + text.encode() + b"\n" + GOOD[START:-73])


def with_cell(at: int, number: int | None = None, state: int | None = None) -> bytes:
    changed = body()
    if number is not None:
        changed[START + 8 * at : START + 8 * at + 8] = number.to_bytes(8, "little", signed=True)
    if state is not None:
        changed[START + 128 + at] = state
    return sealed(bytes(changed))


def flipped() -> bytes:
    changed = bytearray(GOOD)
    changed[START + 5] ^= 1
    return bytes(changed)


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "The file is not a frozen form."),
    "of another kind": (lambda: b"unit,year,row,column,value\n", "The file is not a frozen form."),
    "of another version": (
        lambda: GOOD.replace(b"part 1", b"part 2", 1),
        "The frozen form is of version 2; this program reads version 1.",
    ),
    "half-written": (
        lambda: GOOD[: len(GOOD) // 2],
        "The file ends before its seal: it was not written or copied to the end. Copy it again.",
    ),
    "changed": (flipped, "The contents do not agree with the seal: something changed after the freezing."),
    "without a header": (
        lambda: sealed(b"drogowskaz-part 1\nnothing\n"),
        "The second line of the file does not describe a frozen form.",
    ),
    "with half a header": (
        lambda: with_header(texts=None),
        "The second line of the file does not describe a frozen form.",
    ),
    "with a year in words": (
        lambda: with_header(year="2014"),
        "The second line of the file does not describe a frozen form.",
    ),
    "with a text of no cell": (
        lambda: with_header(texts=["why"]),
        "The second line of the file does not describe a frozen form.",
    ),
    "of another edition": (
        lambda: with_header(edition="ozps-gmina-2025"),
        "The file is for the edition “ozps-gmina-2025”, not “tiny”.",
    ),
    "of other rows": (
        lambda: with_header(layout="0" * 64),
        "The rows or columns are not those of the edition “tiny”. Freeze the form again.",
    ),
    "of other columns": (
        lambda: with_header(columns=[0, 1]),
        "The rows or columns are not those of the edition “tiny”. Freeze the form again.",
    ),
    "of another size": (
        lambda: sealed(bytes(body()[:-1])),
        "The form is not of the size that its first lines tell.",
    ),
    "with other planes": (
        lambda: with_header(planes=["own", "y-1"]),
        "The form is not of the size that its first lines tell.",
    ),
    "of no unit": (
        lambda: with_header(unit="Drobin"),
        "“Drobin” is not a TERYT code of a unit that makes an assessment.",
    ),
    "of another kind of unit": (
        lambda: with_header(unit="0101"),
        "The edition “tiny” is for another kind of unit than 0101.",
    ),
    "of another year": (
        lambda: with_header(year=2013),
        "The edition “tiny” is not for the year 2013. It is for: 2014, 2015.",
    ),
    "with an unknown state": (lambda: with_cell(WOMEN, state=4), "women (2014) has the state 4, which does not exist."),
    "with a number in a dot": (
        lambda: with_cell(WOMEN, number=7, state=State.NO_INFORMATION),
        "women (2014) holds the number 7 and says that it holds none.",
    ),
    "with an implausible number": (
        lambda: with_cell(WOMEN, number=2**63 - 1, state=State.VALUE),
        "women (2014) holds 9 223 372 036 854 775 807, which this row cannot hold.",
    ),
    "with a number below zero": (
        lambda: with_cell(WOMEN, number=-(2**63), state=State.VALUE),
        "women (2014) holds −9 223 372 036 854 775 808, which this row cannot hold.",
    ),
    "with a number for a text": (
        lambda: with_cell(15, number=1, state=State.VALUE),
        "why (2014) holds 1, which this row cannot hold.",
    ),
    "with a cell that is not on the form": (
        lambda: with_cell(8, state=State.NO_INFORMATION),
        "spent (2013) is filled in, and the form has no such cell.",
    ),
    "with other counts": (
        lambda: with_header(counts={"value": 1, "no_information": 0, "not_applicable": 0}),
        "The counts of filled cells are not those of the cells.",
    ),
    "without its text": (
        lambda: with_header(texts=[]),
        "The texts are not those of the cells that hold texts.",
    ),
    "with a text for a number": (
        lambda: with_header(texts=[["why", 0, "powód"], ["all", 0, "dużo"]]),
        "The texts are not those of the cells that hold texts.",
    ),
}


@pytest.mark.parametrize("sort", BAD)
def test_a_bad_part_is_refused_with_what_is_wrong_with_it(sort: str) -> None:
    content, sentence = BAD[sort]
    with pytest.raises(Unusable) as refused:
        read_part(content(), FORM, "a.part")
    assert refused.value.report("en").replace("\xa0", " ") == f"a.part: {sentence}"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(GOOD) - 1))
def test_no_beginning_of_a_part_is_taken_for_the_whole(length: int) -> None:
    with pytest.raises(Unusable):
        read_part(GOOD[:length], FORM)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_no_changed_byte_goes_unseen(at: int, change: int) -> None:
    changed = bytearray(GOOD)
    changed[at] ^= change
    with pytest.raises(Unusable):
        read_part(bytes(changed), FORM)


def test_the_good_part_these_were_made_from_is_read() -> None:
    assert read_part(sealed(bytes(body())), FORM).unit == "0101011"
    assert with_header() != GOOD
    assert read_part(with_header(), FORM).texts == {("why", 0): "powód 1, zażółć\ngęślą"}


def test_a_part_of_an_edition_nobody_knows_names_those_that_are() -> None:
    with pytest.raises(Unusable, match=r"There is no edition “tiny”\. Known editions: .*ozps-gmina-2025"):
        read_part(GOOD)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match=r"gone\.part: The file cannot be opened"):
        read_part(tmp_path / "gone.part", FORM)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drogowskaz.engine.national.parts.MOST_BYTES", 100)
    (tmp_path / "a.part").write_bytes(GOOD)
    with pytest.raises(Unusable, match=r"a\.part: The file has more than 100 MB"):
        read_part(tmp_path / "a.part", FORM)
