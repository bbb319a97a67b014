"""`drogowskaz export FILE`: a filled form as observations for statistical systems."""

from collections.abc import Iterator
from pathlib import Path

from drogowskaz.config.commands.check import read_form
from drogowskaz.config.commands.output import deliver
from drogowskaz.engine.exchange.sdmx_csv import lines
from drogowskaz.engine.report import FILLED
from drogowskaz.engine.words import count


def run(path: Path, output: Path | None, *, edition: str | None, lang: str) -> int:
    """Write every sheet of the file as SDMX-CSV; without `output` on the screen. Raises Unusable."""
    sheets = [reading.sheet for reading in read_form(path, edition)]
    pieces: Iterator[bytes] = (line.encode() for line in lines(sheets))
    deliver(output, pieces, count(FILLED, sum(sheet.filled for sheet in sheets), lang))
    return 0
