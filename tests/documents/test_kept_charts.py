"""Drawings for pages: drawn once, kept by what is in them, and there even where nothing can be kept."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from documents.sample import BARS, LINE

from drogowskaz.documents.charts.draw import svg
from drogowskaz.documents.charts.kept import forget, kept_svg


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_kept_drawing_is_what_would_be_drawn_and_is_read_the_next_time(tmp_path: Path) -> None:
    assert kept_svg(LINE, "pl", tmp_path, 400) == svg(LINE, "pl", 400)
    (kept,) = files(tmp_path)
    kept.write_text("as it was kept", encoding="utf-8")
    assert kept_svg(LINE, "pl", tmp_path, 400) == "as it was kept"


def test_figure_language_and_room_each_make_another_drawing(tmp_path: Path) -> None:
    for figure, lang, room in ((LINE, "pl", 400), (BARS, "pl", 400), (LINE, "en", 400), (LINE, "pl", 680)):
        kept_svg(figure, lang, tmp_path, room)
    kept_svg(replace(LINE, unit="zł"), "pl", tmp_path, 400)
    assert len(files(tmp_path)) == 5


def test_where_nothing_can_be_written_the_drawing_is_there_and_the_log_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    taken = tmp_path / "charts"
    taken.mkdir()
    kept_svg(LINE, "pl", taken)
    (kept,) = files(taken)
    kept.unlink()
    kept.parent.rmdir()
    kept.parent.write_text("a file where a folder should be")
    assert kept_svg(BARS, "pl", taken) == svg(BARS, "pl")
    assert kept_svg(LINE, "pl", kept.parent) == svg(LINE, "pl")
    assert "could not be kept" in caplog.text


def test_nothing_half_written_is_left_where_moving_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_paths: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(os, "replace", refuse)
    assert kept_svg(LINE, "pl", tmp_path) == svg(LINE, "pl")
    assert files(tmp_path) == []


def test_only_drawings_of_long_ago_are_forgotten(tmp_path: Path) -> None:
    kept_svg(LINE, "pl", tmp_path)
    (old,) = files(tmp_path)
    os.utime(old, (1000, 1000))
    kept_svg(BARS, "pl", tmp_path)
    assert forget(tmp_path, 2000) == 1
    assert old not in files(tmp_path)
    assert len(files(tmp_path)) == 1
