"""`drogowskaz national synth|run`: an invented country, and all the frozen forms of a country at once."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

from drogowskaz.engine.editions.schema import Severity
from drogowskaz.engine.national import run, tables
from drogowskaz.engine.national.bench import edition_for
from drogowskaz.engine.national.cells import write_cells
from drogowskaz.engine.national.folder import Country, Progress, read_folder
from drogowskaz.engine.national.synthetic import synth
from drogowskaz.engine.national.units import FORMS
from drogowskaz.engine.national.writing import by_kind, by_severity, write_results
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.report import COUNTS
from drogowskaz.engine.values import decimal_text
from drogowskaz.engine.words import _, count, plural, say

KINDS = {
    "equality": plural("{n} equality", "{n} equalities"),
    "inequality": plural("{n} inequality", "{n} inequalities"),
    "other": plural("{n} of another kind", "{n} of another kind"),
}
PHASES = {
    "read": _("reading"),
    "compile": _("compiling"),
    "checks": _("checks"),
    "differences": _("differences"),
    "indicators": _("indicators"),
    "totals": _("totals"),
    "parquet": _("writing Parquet"),
    "csv": _("writing CSV"),
}
REFUSED = plural("{n} problem with files that were not used:", "{n} problems with files that were not used:")
OTHER_RULES = plural(
    "{n} form was frozen with other checks of this edition; it was checked with today's.",
    "{n} forms were frozen with other checks of this edition; they were checked with today's.",
)
BEYOND = plural(
    "{n} total is larger than 64 bits hold; it stands in full in the summary.",
    "{n} totals are larger than 64 bits hold; they stand in full in the summary.",
)


def run_synth(given: argparse.Namespace) -> int:
    """Invent the forms and say what was written. Raises Unusable."""
    with _progress(_("inventing forms"), given.lang) as progress:
        made = synth(edition_for(given.edition), given.units, given.years, given.seed, given.out, progress)
    years = ", ".join(str(year) for year in made.years)
    sys.stdout.write(f"{given.out}: {given.edition}, {years} · {count(FORMS, made.parts, given.lang)}\n")
    message = _("These units and numbers are invented; nothing in the folder is about a real place.")
    sys.stdout.write(say(message, given.lang) + "\n")
    return 0


def run_national(given: argparse.Namespace) -> int:
    """Check and add up the folder, write the results and tell the main counts; 0 also when there are findings.

    Raises Unusable when no form of the folder can be used.
    """
    lang, folder = given.lang, given.folder.resolve()
    # Before the long part, so that nobody waits for the answer that something is not installed.
    run.engine_named(given.engine)
    seconds: dict[str, float] = {}
    with run.timed(seconds, "read"), _progress(_("reading the forms"), lang) as progress:
        country = read_folder(folder, progress=progress)
    with _progress(_("counting"), lang):
        results = run.run_national(country.matrix, given.engine)
    results.seconds.update(seconds)
    out = given.out or folder.with_name(f"{folder.name}-results")
    with _progress(_("writing the results"), lang):
        write_results(results, out, country)
        if given.cells:
            write_cells(country.matrix, given.cells)
    sys.stdout.write("\n".join(_report(country, results, out, lang)) + "\n")
    return 0


def _report(country: Country, results: run.Results, out: Path, lang: str) -> Iterator[str]:
    yield f"{country.matrix.edition.id} · {count(FORMS, country.matrix.forms, lang)}"
    for year in country.coverage:
        yield year.sentence(lang)
    if country.refused:
        yield count(REFUSED, len(country.refused), lang)
        yield Unusable(country.refused).report(lang)
    if country.other_rules:
        yield count(OTHER_RULES, country.other_rules, lang)
    yield ", ".join(count(COUNTS[Severity(one)], number, lang) for one, number in by_severity(results).items())
    kinds = ", ".join(count(KINDS[kind], number, lang) for kind, number in by_kind(results).items())
    yield say(_("Checks: {kinds}"), lang, kinds=kinds)
    beyond = len(tables.beyond(results))
    if beyond:
        yield count(BEYOND, beyond, lang)
    yield say(_("Seconds: {phases}"), lang, phases=", ".join(_phases(results.seconds, lang)))
    yield say(_("Results: {folder} (for the office that collects the forms, not for publication)"), lang, folder=out)


def _phases(seconds: dict[str, float], lang: str) -> Iterator[str]:
    for phase, message in PHASES.items():
        if phase in seconds:
            yield f"{say(message, lang)} {decimal_text(Fraction(round(seconds[phase] * 100), 100), lang)}"


@contextmanager
def _progress(message: str, lang: str) -> Iterator[Progress | None]:
    """Tell the person what is going on: a bar on a terminal, a line elsewhere."""
    if not sys.stderr.isatty():
        sys.stderr.write(say(message, lang) + "…\n")
        yield None
        return
    # Slow to load, and of no use where nobody watches.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress as Bars  # noqa: PLC0415

    with Bars(console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(say(message, lang), total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)
