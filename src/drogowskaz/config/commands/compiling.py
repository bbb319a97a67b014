"""`drogowskaz edition compile ID`: the checks of an edition in a form that other programs run or read."""

import datetime as dt
import hashlib
from pathlib import Path

from drogowskaz.config.commands.output import deliver
from drogowskaz.engine.compiled.artefact import compile_edition
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.exchange.names import dataflow
from drogowskaz.engine.exchange.sdmx_structure import structure
from drogowskaz.engine.exchange.sentences import sentences, sorts
from drogowskaz.engine.exchange.vtl import vtl
from drogowskaz.engine.problems import unusable
from drogowskaz.engine.words import _, say


def run(name: str, output: Path | None, *, year: int | None, kind: str, lang: str) -> int:
    """Write the artefact, the sentences, the VTL or the SDMX structure; without `output` on the screen.

    Without `year`, for the last year of the edition. Raises Unusable for an unknown edition or another year.
    """
    edition = edition_named(name)
    year = edition.years[-1] if year is None else year
    if year not in edition.years:
        years = ", ".join(str(known) for known in edition.years)
        message = _("The edition “{edition}” is not for the year {year}. It is for: {years}.")
        raise unusable(message, edition=edition.id, year=year, years=years)
    made = _made(edition, year, kind, lang)
    counts = say(_("Checks: linear {linear}, logical {logical}, presence {presence}, copy {copy}."), lang,
                 **sorts(edition))  # fmt: skip
    named = {"artefact": f"SHA-256 {hashlib.sha256(made).hexdigest()}", "sdmx": dataflow(edition)}.get(kind)
    deliver(output, [made], f"{named} · {counts}" if named else counts)
    return 0


def _made(edition: Edition, year: int, kind: str, lang: str) -> bytes:
    match kind:
        case "text":
            return "".join(f"{sentence}\n" for sentence in sentences(edition, lang)).encode()
        case "vtl":
            return vtl(edition, year, lang).encode()
        case "sdmx":
            return structure(edition, dt.datetime.now(dt.UTC))
    return compile_edition(edition, year)
