"""What a scan or photo is, told by its bytes alone, and whether all of it arrived."""

from dataclasses import dataclass

from drogowskaz.engine.problems import Place, unusable
from drogowskaz.engine.words import _

LARGEST = 10_000_000
"""Bytes of one scan. Ten pages at 200 dpi in grey, or one photo of a phone, fit well below it; with one year of papers
of a whole voivodeship the backup then still fits on one disk."""
_PDF_TAIL = 2048
"""How far from its end a PDF may have its last mark: some programs add empty lines or a signature after it."""


@dataclass(frozen=True)
class ScanType:
    """One kind of file that is taken. `ending` names it in the data folder."""

    media: str
    ending: str
    name: str


PDF = ScanType("application/pdf", "pdf", "PDF")
JPEG = ScanType("image/jpeg", "jpg", "JPEG")
PNG = ScanType("image/png", "png", "PNG")
TYPES = (PDF, JPEG, PNG)
_BEGINNINGS = ((b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG))
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")

_A_HEIC = _(
    "This photo is in the HEIC format, which many programs cannot open. On an iPhone choose Settings, Camera, Formats, "
    "Most Compatible and take the photo once more; or open the photo, choose Share and save it as JPEG."
)
_UNKNOWN = _("This file is neither PDF, JPEG nor PNG, whatever its name says. Scan the paper or take a photo of it.")
CUT = _("Only a part of the file arrived: it breaks off in the middle. Send it once more.")
_EMPTY = _("The file is empty. Look at it on your device and choose it once more.")
TOO_LARGE = _(
    "The file is larger than {n} MB, so it was not kept. Scan it in grey at 200 dpi, take a smaller photo, or "
    "register its parts as separate papers."
)


def read_scan(name: str, content: bytes) -> ScanType:
    """What the file is. Raises Unusable with a sentence for a file that is not taken, or arrived only in part."""
    if not content:
        raise unusable(_EMPTY, Place(name))
    if len(content) > LARGEST:
        raise unusable(TOO_LARGE, Place(name), n=LARGEST // 1_000_000)
    found = next((kind for beginning, kind in _BEGINNINGS if content.startswith(beginning)), None)
    if found is None:
        heic = content[4:8] == b"ftyp" and content[8:12] in _HEIC
        raise unusable(_A_HEIC if heic else _UNKNOWN, Place(name))
    if not _whole(found, content):
        raise unusable(CUT, Place(name))
    return found


def _whole(kind: ScanType, content: bytes) -> bool:
    """Whether the file has its end."""
    if kind is PDF:
        return b"%%EOF" in content[-_PDF_TAIL:]
    if kind is PNG:
        return b"IEND\xaeB`\x82" in content
    return _jpeg_ends(content)


def _jpeg_ends(content: bytes) -> bool:
    """Whether the picture itself ends: the small preview within its head has an end of its own, so the head is
    walked over first. What phones add after the end does no harm."""
    place = 2
    while place + 4 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker == 0xDA:
            return b"\xff\xd9" in content[place:]
        if marker == 0xFF:
            place += 1
            continue
        length = int.from_bytes(content[place + 2 : place + 4], "big")
        if length < 2:
            return False
        place += 2 + length
    return False
