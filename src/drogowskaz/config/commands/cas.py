"""`drogowskaz cas compare` and `cas reports`: a form held against a print of CAS, and the declared reports."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from drogowskaz.engine.problems import Place, unusable
from drogowskaz.engine.words import _, say


def declare(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", tell: Callable[[str], str]) -> None:
    """Add the command to the parser; `tell` puts a sentence into the language of the output."""
    cas = commands.add_parser("cas", help=tell(_("what the ministry's application (CAS) prints")))
    verbs = cas.add_subparsers(dest="verb", required=True, metavar=tell(_("COMMAND")))
    made = verbs.add_parser("compare", help=tell(_("hold a filled form against a print of CAS, cell by cell")))
    made.add_argument("file", type=Path, metavar=tell(_("FILE")), help=tell(_("the file with the filled form")))
    made.add_argument("print", type=Path, metavar=tell(_("PRINT")), help=tell(_("the print: .html, .htm or .txt")))
    made.add_argument("--edition", metavar="ID", help=tell(_("the edition of the form, when the file does not say")))
    made.add_argument("--unit", metavar="TERYT", help=tell(_("the unit, for a print, which does not name it")))
    made.add_argument("--year", type=int, help=tell(_("the assessed year, for a print, which does not name it")))
    declared = tell(
        _("the reports whose rows are known, and how sure we are of them; a mistake in one is told by line")
    )
    listed = verbs.add_parser("reports", help=declared)
    own = tell(_("a declaration of your own to look through; those that come with the program when none"))
    listed.add_argument("file", type=Path, nargs="*", metavar=tell(_("FILE")), help=own)


def run(given: argparse.Namespace) -> int:
    """Do what was asked. Raises Unusable."""
    return _compare(given) if given.verb == "compare" else _reports(given.file, given.lang)


def _reports(files: list[Path], lang: str) -> int:
    """Print each declaration with its sections; 0 when all are sound. Raises Unusable with every mistake in one."""
    from drogowskaz.engine.certainty import LABELS  # noqa: PLC0415
    from drogowskaz.engine.reports.definitions import load_report, report_ids, report_named  # noqa: PLC0415

    for report in [load_report(path) for path in files] or [report_named(name) for name in report_ids()]:
        years = f"{report.since}–{report.until or ''}" if report.until != report.since else str(report.since)
        lines = [f"{report.id} · {report.label[lang]} · {years}"]
        for section in report.sections:
            sure = {"certainty": section.certainty, "link": section.link}
            told = {name: say(LABELS[how], lang) for name, how in sure.items()}
            rows = say(_("rows – {certainty}; the cells they feed – {link}"), lang, **told)
            lines.append(f"  {section.label[lang]} ({len(section.rows)}): {rows}")
        sys.stdout.write("\n".join([*lines, "", ""]))
    return 0


def _compare(given: argparse.Namespace) -> int:
    """Print every difference; 0 when every filled cell agrees, 1 when one differs or the print lacks it.

    Raises Unusable when either file cannot be read, or the print is of another year.
    """
    # The parser stands in the way of every command, so what reads files waits until this one is asked for.
    from drogowskaz.config.commands.check import read_any  # noqa: PLC0415
    from drogowskaz.engine.files.cas_comparing import compare  # noqa: PLC0415
    from drogowskaz.engine.files.cas_print import match_block  # noqa: PLC0415
    from drogowskaz.engine.files.cas_telling import text  # noqa: PLC0415
    from drogowskaz.engine.files.prints import text_of  # noqa: PLC0415

    path: Path = given.print
    readings, _unmatched = read_any(given.file, given.edition, given.unit, given.year)
    if len(readings) != 1:
        raise unusable(_("The file holds several forms. Give a file with one."), Place(given.file.name))
    ours = readings[0].sheet
    match = match_block(text_of(path), edition=ours.edition, unit=ours.unit, year=ours.year, name=path.name)
    if match.heading.year not in (None, ours.year):
        message = _("The print is of {found}, and this form assesses {year}.")
        raise unusable(message, Place(path.name), found=match.heading.year, year=ours.year)
    found = compare(ours, match.sheet, match.lines.keys())
    other = match.heading.other_place("", ours.unit)
    if other is not None:
        message = _("The heading of the print names {code}, and the form is of {unit}.")
        sys.stderr.write(say(message, given.lang, code=other, unit=ours.unit) + "\n")
    sys.stdout.write(text(found, ours, match.unmatched, path.name, given.lang) + "\n")
    return 1 if found.differences or found.unprinted else 0
