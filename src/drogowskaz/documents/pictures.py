"""Pictures as pixels, for formats that take no SVG; kept by what is in them, so that each is drawn once."""

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import typst

from drogowskaz.documents.charts.draw import Picture, picture
from drogowskaz.documents.charts.palette import PRINT
from drogowskaz.documents.content import Figure
from drogowskaz.engine.wholefile import put_whole

DENSITY = 144
"""Pixels per inch, where an inch has 72 units of the drawing: sharp at the width of a page."""
_PAGES = b"""#set page(height: auto, margin: 0pt)
#for (svg, wide) in json(bytes(sys.inputs.pictures)) {
  page(width: wide * 1pt, image(bytes(svg), format: "svg", width: 100%))
}"""


@dataclass(frozen=True)
class Image:
    """A PNG, with its size in the units of the drawing."""

    png: bytes
    width: int
    height: float


@cache
def fonts() -> typst.Fonts:
    """The fonts in the wheel of typst, which set everything Polish; those of the machine stand in for other scripts."""
    return typst.Fonts()


def images(figures: Sequence[Figure], lang: str, folder: Path | None = None) -> list[Image]:
    """The figures as pictures for a document. Those kept in the folder are read, the others drawn and kept there."""
    drawn = [picture(figure, lang, PRINT) for figure in figures]
    places = [folder / f"{_hash(one)}.png" if folder is not None else None for one in drawn]
    known = [place.read_bytes() if place is not None and place.is_file() else None for place in places]
    fresh = iter(_drawn([one for one, png in zip(drawn, known, strict=True) if png is None]))
    found = []
    for one, place, png in zip(drawn, places, known, strict=True):
        pixels = png if png is not None else next(fresh)
        if png is None and place is not None:
            place.parent.mkdir(parents=True, exist_ok=True)
            put_whole(place, pixels)
        found.append(Image(pixels, one.width, one.height))
    return found


def cached(figure: Figure, folder: Path, lang: str) -> Path:
    """The figure as a PNG in the folder, under a name that says what is in it. Call it off the request path."""
    images([figure], lang, folder)
    return folder / f"{_hash(picture(figure, lang, PRINT))}.png"


def _hash(drawn: Picture) -> str:
    """The same strokes drawn by the same program in the same fonts."""
    return sha256(f"{version('typst')} {DENSITY} {' '.join(_families())} {drawn.svg}".encode()).hexdigest()


@cache
def _families() -> list[str]:
    return sorted(fonts().families())


def _drawn(pictures: Sequence[Picture]) -> list[bytes]:
    """All of them, drawn by as many workers as the machine has; typst lets other threads run."""
    workers = max(1, min(os.cpu_count() or 1, len(pictures)))
    parts = [pictures[place::workers] for place in range(workers)]
    with ThreadPoolExecutor(workers) as pool:
        drawn = [iter(pngs) for pngs in pool.map(_pages, parts)]
    return [next(drawn[place % workers]) for place in range(len(pictures))]


def _pages(pictures: Sequence[Picture]) -> list[bytes]:
    """Pictures as the pages of one document."""
    if not pictures:
        return []
    data = json.dumps([(one.svg, one.width) for one in pictures])
    compiler = typst.Compiler(_PAGES, font_paths=fonts(), sys_inputs={"pictures": data})
    pages = compiler.compile(format="png", ppi=DENSITY)
    assert pages is not None, "without a path the pictures are given back"
    return [pages] if isinstance(pages, bytes) else pages
