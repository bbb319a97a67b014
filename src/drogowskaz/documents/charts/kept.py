"""Drawings for pages, kept by what is in them, so that each is drawn once and never while somebody waits for long."""

import logging
import os
import tempfile
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from drogowskaz.documents.charts.draw import WIDTH, svg
from drogowskaz.documents.content import Figure

logger = logging.getLogger(__name__)


def kept_svg(figure: Figure, lang: str, folder: Path, room: int = WIDTH) -> str:
    """The figure as it is kept in the folder; drawn and kept there when it is not. Where the folder cannot be written,
    the page still gets its drawing and the log a warning."""
    place = _place(figure, lang, folder, room)
    with suppress(FileNotFoundError, NotADirectoryError):
        return place.read_text(encoding="utf-8")
    drawn = svg(figure, lang, room)
    try:
        _keep(drawn, place)
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


def _keep(drawn: str, place: Path) -> None:
    """Written beside and moved, so that nobody ever reads half a drawing."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=place.parent, encoding="utf-8", delete=False) as draft:
        try:
            draft.write(drawn)
            draft.close()
            os.replace(draft.name, place)
        except OSError:
            Path(draft.name).unlink(missing_ok=True)
            raise
