"""Pictures as pixels, drawn once and kept."""

import struct
from dataclasses import replace
from pathlib import Path

import pytest
from documents.sample import BARS, LINE, MAP, STRIP

from drogowskaz.documents import pictures
from drogowskaz.documents.pictures import cached, images


def size(png: bytes) -> tuple[int, int]:
    """Width and height in pixels, as the head of the file says."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    wide, high = struct.unpack(">II", png[16:24])
    return wide, high


def test_a_picture_has_two_pixels_for_each_unit_of_the_drawing() -> None:
    (image,) = images([BARS], "pl")
    assert size(image.png) == (2 * image.width, pytest.approx(2 * image.height, abs=2))


def test_pictures_come_back_in_their_order() -> None:
    several = images([LINE, BARS, STRIP, MAP], "pl")
    assert [image.height for image in several] == [images([one], "pl")[0].height for one in (LINE, BARS, STRIP, MAP)]
    assert several[2] == images([STRIP], "pl")[0]


def test_no_pictures_need_no_drawing() -> None:
    assert images([], "pl") == []


def test_a_kept_picture_is_read_and_not_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = images([BARS], "pl", tmp_path / "kept")
    asked: list[int] = []
    monkeypatch.setattr(pictures, "_pages", lambda wanted: asked.append(len(wanted)) or [])
    assert images([BARS], "pl", tmp_path / "kept") == first
    assert sum(asked) == 0


def test_the_name_of_a_kept_picture_changes_with_what_is_in_it_and_with_nothing_else(tmp_path: Path) -> None:
    found = cached(BARS, tmp_path, "pl")
    assert found == cached(replace(BARS, note="A note is not in the picture."), tmp_path, "pl")
    others = {cached(replace(BARS, unit="zł"), tmp_path, "pl"), cached(BARS, tmp_path, "en")}
    assert len({found, *others}) == 3
    assert sorted(tmp_path.iterdir()) == sorted({found, *others})


def test_nothing_half_written_is_left_where_drawing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_paths: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(pictures.os, "replace", refuse)
    with pytest.raises(OSError, match="no room"):
        cached(BARS, tmp_path, "pl")
    assert list(tmp_path.iterdir()) == []
