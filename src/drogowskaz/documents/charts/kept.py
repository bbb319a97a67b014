"""Drawings for pages, kept by what is in them, so that each is drawn once and never while somebody waits for long."""

import logging
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from drogowskaz.documents.charts.draw import WIDTH, svg
from drogowskaz.documents.content import Figure
from drogowskaz.engine.wholefile import put_whole

logger = logging.getLogger(__name__)


def kept_svg(figure: Figure, lang: str, folder: Path, room: int = WIDTH) -> str:
    """The figure as it is kept in the folder; drawn and kept there when it is not. Where the folder cannot be written,
    the page still gets its drawing and the log a warning."""
    place = _place(figure, lang, folder, room)
    with suppress(FileNotFoundError, NotADirectoryError):
        return place.read_text(encoding="utf-8")
    drawn = svg(figure, lang, room)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        put_whole(place, drawn.encode())
    except OSError:
        logger.warning("A chart could not be kept in %s.", folder, exc_info=True)
    return drawn


def forget(folder: Path, before: float) -> int:
    """Remove the drawings written before a moment (seconds since 1970); returns how many. A page that still shows one
    of them draws it again."""
    old = [place for place in folder.glob("??/*.svg") if place.stat().st_mtime < before]
    for place in old:
        place.unlink(missing_ok=True)
    return len(old)


def _place(figure: Figure, lang: str, folder: Path, room: int) -> Path:
    """The same content drawn by the same program in the same language and room."""
    name = sha256(repr((version("drogowskaz"), lang, room, figure)).encode()).hexdigest()
    return folder / name[:2] / f"{name}.svg"
