"""What a scan is told by: its bytes, never its name."""

import pytest
from participation.paper.files import HEIC, HTML, PDF, jpeg, png

from drogowskaz.engine.files.scan import JPEG, LARGEST, PNG, ScanType, read_scan
from drogowskaz.engine.files.scan import PDF as A_PDF
from drogowskaz.engine.problems import Unusable


@pytest.mark.parametrize(("content", "kind"), [(PDF, A_PDF), (jpeg(), JPEG), (png(), PNG)], ids=["pdf", "jpeg", "png"])
def test_the_kind_is_told_by_the_bytes_whatever_the_name_says(content: bytes, kind: ScanType) -> None:
    assert read_scan("umowa.exe", content) is kind


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (HTML, "neither PDF, JPEG nor PNG"),
        (HEIC, "Most Compatible"),
        (b"", "empty"),
        (PDF[:-7], "breaks off"),
        (png()[:-4], "breaks off"),
        (jpeg(ended=False), "breaks off"),
        (b"\xff\xd8\xff\xe1\x00\x00", "breaks off"),
        (PDF + b" " * LARGEST, "larger than 10 MB"),
    ],
    ids=["html", "heic", "empty", "half a pdf", "half a png", "half a jpeg", "broken jpeg", "too large"],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Unusable, match=sentence):
        read_scan("umowa.pdf", content)


def test_what_a_phone_adds_after_a_photo_does_no_harm() -> None:
    assert read_scan("zdjecie.jpg", jpeg() + b"SEFT" + b"\0" * 500) is JPEG
