"""The `drogowskaz` command: reads its arguments and hands over. Heavy imports wait until a command needs them."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from drogowskaz.config import operations
from drogowskaz.config.commands import cas
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.words import LANGUAGES, _, say

OK, FOUND, UNUSABLE = 0, 1, 2
"""Exit codes: nothing wrong; a check of severity error fails; the input cannot be used."""


def parser(lang: str = "pl") -> argparse.ArgumentParser:
    """All commands with their help in `lang`; the page of commands is made from it."""

    def tell(message: str) -> str:
        return say(message, lang)

    top = argparse.ArgumentParser(prog="drogowskaz", description=tell(_("Drogowskaz at the command line.")))
    top.add_argument("--lang", choices=LANGUAGES, default="pl", help=tell(_("language of the output")))
    commands = top.add_subparsers(dest="command", required=True, metavar=tell(_("COMMAND")))

    check = commands.add_parser("check", help=tell(_("check a filled form: template, long CSV, print or case")))
    check.add_argument("file", type=Path, metavar=tell(_("FILE")), help=tell(_("the file with the filled form")))
    check.add_argument("--edition", metavar="ID", help=tell(_("the edition of the form, when the file does not say")))
    check.add_argument("--unit", metavar="TERYT", help=tell(_("the unit, for a print, which does not name it")))
    check.add_argument("--year", type=int, help=tell(_("the assessed year, for a print, which does not name it")))
    stage = tell(_("sign: also ask whether everything needed is filled in"))
    check.add_argument("--stage", choices=("entry", "sign"), default="entry", help=stage)
    check.add_argument("--format", choices=("text", "json"), default="text", help=tell(_("for people or for programs")))
    suggest = tell(_("also name the fewest cells whose change would satisfy every error, with the values that would"))
    check.add_argument("--suggest", action="store_true", help=suggest)

    shown = commands.add_parser("indicators", help=tell(_("compute the indicators of a filled form")))
    shown.add_argument("file", type=Path, metavar=tell(_("FILE")), help=tell(_("the file with the filled form")))
    shown.add_argument("--edition", metavar="ID", help=tell(_("the edition of the form, when the file does not say")))
    outputs = tell(_("for people, for spreadsheets or for programs"))
    shown.add_argument("--format", choices=("text", "csv", "json"), default="text", help=outputs)

    edition = commands.add_parser("edition", help=tell(_("editions of the form")))
    verbs = edition.add_subparsers(dest="verb", required=True, metavar=tell(_("COMMAND")))
    verbs.add_parser("list", help=tell(_("the installed editions")))
    shown = verbs.add_parser("show", help=tell(_("the chapters, rows and checks of an edition")))
    shown.add_argument("edition", metavar="ID", help=tell(_("the name of an edition")))
    lint = verbs.add_parser("lint", help=tell(_("look for mistakes in editions")))
    lint.add_argument("edition", metavar="ID", nargs="*", help=tell(_("the name of an edition; all when none")))
    everything = tell(_("also list the checks that say nothing new and the rows that no check touches"))
    lint.add_argument("--all", action="store_true", dest="everything", help=everything)
    _authoring(verbs, tell)
    _template(verbs, tell)
    diff = verbs.add_parser("diff", help=tell(_("what differs between two editions")))
    diff.add_argument("old", metavar="ID", help=tell(_("the earlier edition")))
    diff.add_argument("new", metavar="ID", help=tell(_("the later edition")))

    follow = verbs.add_parser("follow", help=tell(_("where a row was in earlier editions and where it went")))
    follow.add_argument("row", metavar=tell(_("ROW")), help=tell(_("the key of a row, or chapter/number as printed")))
    follow.add_argument("--edition", metavar="ID", help=tell(_("the edition of the row; the first that has it")))
    follow.add_argument("--to", metavar="ID", help=tell(_("the edition to follow it to; the newest, or back")))

    _compiled(verbs, tell)
    _report(commands, tell)
    _export(commands, tell)
    _national(commands, tell)
    looked = tell(_("look whether what is kept was changed behind the program's back"))
    verify = commands.add_parser("verify", help=looked)
    verbs = verify.add_subparsers(dest="verb", required=True, metavar=tell(_("COMMAND")))
    verbs.add_parser("audit", help=tell(_("the log of acts and the journals of cells")))
    signed = verbs.add_parser("packages", help=tell(_("every signed form and the public chain, or one file")))
    signed.add_argument("file", type=Path, nargs="?", metavar=tell(_("FILE")), help=tell(_("a signed form (.zip)")))
    verbs.add_parser("papers", help=tell(_("every scan of a registered paper")))

    territory = commands.add_parser("territory", help=tell(_("the register of territorial units")))
    verbs = territory.add_subparsers(dest="verb", required=True, metavar=tell(_("COMMAND")))
    load = verbs.add_parser("import", help=tell(_("read TERC, a list of changes, or boundaries")))
    load.add_argument(
        "file", type=Path, metavar=tell(_("FILE")), help=tell(_("CSV of TERC or of changes, or TopoJSON"))
    )
    load.add_argument("--dry-run", action="store_true", help=tell(_("say what would change and change nothing")))

    for name, message in (
        ("serve", _("serve the site from an existing installation")),
        ("demo", _("prepare the example data and serve the site")),
    ):
        server = commands.add_parser(name, help=tell(message))
        server.add_argument("--host", default="127.0.0.1", help=tell(_("the address to listen on")))
        server.add_argument("--port", type=int, default=8000, help=tell(_("the port to listen on")))

    cas.declare(commands, tell)
    operations.declare(commands, tell)
    manage = commands.add_parser("manage", help=tell(_("Django's own commands, for administrators")))
    manage.add_argument("arguments", nargs=argparse.REMAINDER, metavar=tell(_("ARGUMENTS")))
    return top


def _template(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", tell: Callable[[str], str]) -> None:
    """`edition template`."""
    made = verbs.add_parser("template", help=tell(_("make a spreadsheet of an edition, to be filled in")))
    made.add_argument("edition", metavar="ID", help=tell(_("the name of an edition")))
    file = tell(_("the file to write: .xlsx, .ods or .csv"))
    made.add_argument("-o", "--output", type=Path, required=True, metavar=tell(_("FILE")), help=file)
    made.add_argument("--year", type=int, help=tell(_("the assessed year; the last one of the edition when none")))
    made.add_argument("--unit", metavar="TERYT", help=tell(_("the unit; written in by hand when none")))
    known = tell(_("a form of the same unit whose values are put in: of this year, or of an earlier one"))
    made.add_argument("--from", type=Path, dest="source", metavar=tell(_("FILE")), help=known)


def _compiled(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", tell: Callable[[str], str]) -> None:
    """`edition compile`."""
    made = verbs.add_parser(
        "compile", help=tell(_("the checks of an edition in a form that other programs run or read"))
    )
    made.add_argument("edition", metavar="ID", help=tell(_("the name of an edition")))
    made.add_argument(
        "-o", "--output", type=Path, metavar=tell(_("FILE")), help=tell(_("the file; the screen when none"))
    )
    made.add_argument("--year", type=int, help=tell(_("the assessed year; the last one of the edition when none")))
    kinds = tell(_("artefact: what our own programs run; text: sentences; vtl and sdmx: for statistical systems"))
    made.add_argument("--as", choices=("artefact", "text", "vtl", "sdmx"), default="artefact", dest="kind", help=kinds)


def _report(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", tell: Callable[[str], str]) -> None:
    """`report`."""
    made = commands.add_parser("report", help=tell(_("a filled form as a document")))
    made.add_argument("file", type=Path, metavar=tell(_("FILE")), help=tell(_("the file with the filled form")))
    file = tell(_("the file to write: .docx, .pdf, .xlsx, .ods or .csv"))
    made.add_argument("-o", "--output", type=Path, required=True, metavar=tell(_("FILE")), help=file)
    made.add_argument("--edition", metavar="ID", help=tell(_("the edition of the form, when the file does not say")))
    made.add_argument("--summary", action="store_true", help=tell(_("only two pages in plain language")))
    copies = tell(_("public: small counts of people are hidden; council: every number, not for publication"))
    made.add_argument("--copy", metavar="{public,council}", default="public", help=copies)


def _export(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", tell: Callable[[str], str]) -> None:
    """`export`."""
    made = commands.add_parser("export", help=tell(_("a filled form as observations for statistical systems")))
    made.add_argument("file", type=Path, metavar=tell(_("FILE")), help=tell(_("the file with the filled form")))
    made.add_argument("--edition", metavar="ID", help=tell(_("the edition of the form, when the file does not say")))
    formats = tell(_("the format; SDMX-CSV 2.0"))
    made.add_argument("--as", choices=("sdmx-csv",), default="sdmx-csv", dest="kind", help=formats)
    made.add_argument(
        "-o", "--output", type=Path, metavar=tell(_("FILE")), help=tell(_("the file; the screen when none"))
    )


def _national(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", tell: Callable[[str], str]) -> None:
    """`national synth` and `national run`."""
    national = commands.add_parser("national", help=tell(_("the frozen forms of a whole country at once")))
    verbs = national.add_subparsers(dest="verb", required=True, metavar=tell(_("COMMAND")))
    synth = verbs.add_parser("synth", help=tell(_("invent the forms of many units, to try things out")))
    synth.add_argument("--units", type=int, required=True, help=tell(_("how many units")))
    synth.add_argument("--years", type=int, default=1, help=tell(_("how many years, the last one that of the edition")))
    synth.add_argument("--out", type=Path, required=True, metavar=tell(_("FOLDER")), help=tell(_("where to put it")))
    synth.add_argument("--edition", metavar="ID", default="bench-1000", help=tell(_("the name of an edition")))
    synth.add_argument("--seed", type=int, default=1, help=tell(_("another number makes other forms")))
    run = verbs.add_parser("run", help=tell(_("check, count and add up all the forms of a folder")))
    run.add_argument("folder", type=Path, metavar=tell(_("FOLDER")), help=tell(_("the folder with the frozen forms")))
    run.add_argument("--engine", choices=("numpy", "numba"), default="numpy", help=tell(_("what does the counting")))
    cells = tell(_("also write every filled cell as Parquet"))
    run.add_argument("--cells", type=Path, metavar=tell(_("FOLDER")), help=cells)
    out = tell(_("where to put the results; a folder beside the forms when none"))
    run.add_argument("--out", type=Path, metavar=tell(_("FOLDER")), help=out)


def _authoring(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", tell: Callable[[str], str]) -> None:
    """`edition import` and `edition invent`."""
    made = verbs.add_parser("import", help=tell(_("make an edition from tables of a spreadsheet (CSV)")))
    made.add_argument("rows", type=Path, nargs="?", metavar=tell(_("FILE")), help=tell(_("the table of rows")))
    made.add_argument("--into", type=Path, required=True, metavar=tell(_("FOLDER")), help=tell(_("where to put it")))
    made.add_argument("--edition", required=True, metavar="ID", help=tell(_("the name of the new edition")))
    levels = ("gmina", "powiat", "city", "voivodeship")
    made.add_argument("--level", choices=levels, help=tell(_("the kind of unit that fills it")))
    made.add_argument("--year", type=int, help=tell(_("the assessed year")))
    for name, message in (
        ("checks", _("the table of checks")),
        ("indicators", _("the table of indicators")),
        ("crosswalk", _("the table of what became of the rows of the edition before")),
        ("annexe", _("the table of questions to organisations")),
        ("titles", _("the table of titles of chapters and tables; ours when none")),
    ):
        made.add_argument(f"--{name}", type=Path, metavar=tell(_("FILE")), help=tell(message))
    made.add_argument("--before", metavar="ID", help=tell(_("the edition the crosswalk starts from")))
    made.add_argument("--label-pl", help=tell(_("the title in Polish")))
    made.add_argument("--label-en", help=tell(_("the title in English")))
    made.add_argument("--basis", help=tell(_("where the form was read")))
    made.add_argument("--replace", action="store_true", help=tell(_("make an existing folder anew")))
    invented = verbs.add_parser("invent", help=tell(_("fill in the form of an invented unit")))
    invented.add_argument("edition", metavar="ID", help=tell(_("the name of an edition")))
    invented.add_argument("--seed", type=int, default=1, help=tell(_("another number makes another form")))
    invented.add_argument(
        "-o", "--output", type=Path, metavar=tell(_("FILE")), help=tell(_("the file; among the cases when none"))
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code. What cannot be used is told on the error output."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    lang = (
        "en"
        if "--lang=en" in words or ("--lang" in words and words[words.index("--lang") + 1 :][:1] == ["en"])
        else "pl"
    )
    given = parser(lang).parse_args(words)
    try:
        return _run(given)
    except Unusable as refused:
        sys.stderr.write(refused.report(given.lang) + "\n")
        return UNUSABLE


def _run(given: argparse.Namespace) -> int:
    # Each command imports what it needs when it is asked for: `check` must not wait for Django.
    if given.command == "indicators":
        from drogowskaz.config.commands import indicators  # noqa: PLC0415

        return indicators.run(given.file, edition=given.edition, form=given.format, lang=given.lang)
    if given.command == "check":
        from drogowskaz.config.commands import check  # noqa: PLC0415

        whose = {"edition": given.edition, "unit": given.unit, "year": given.year}
        how = {"stage": given.stage, "form": given.format, "suggest": given.suggest}
        return check.run(given.file, **whose, **how, lang=given.lang)
    if given.command == "report":
        from drogowskaz.config.commands import report  # noqa: PLC0415

        what = {"edition": given.edition, "summary": given.summary, "copy": given.copy}
        return report.run(given.file, given.output, **what, lang=given.lang)
    if given.command == "export":
        from drogowskaz.config.commands import export  # noqa: PLC0415

        return export.run(given.file, given.output, edition=given.edition, lang=given.lang)
    if given.command == "national":
        from drogowskaz.config.commands import national  # noqa: PLC0415

        return national.run_synth(given) if given.verb == "synth" else national.run_national(given)
    if given.command in ("cas", "edition"):
        return cas.run(given) if given.command == "cas" else _edition(given)

    import os  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drogowskaz.config.settings")
    if given.command == "manage":
        from django.core.management import execute_from_command_line  # noqa: PLC0415

        execute_from_command_line(["drogowskaz manage", *given.arguments])
        return OK

    import django  # noqa: PLC0415

    django.setup()
    return operations.run(given) if given.command in operations.COMMANDS else _on_the_site(given)


def _on_the_site(given: argparse.Namespace) -> int:
    if given.command == "verify":
        from drogowskaz.config.commands import verify  # noqa: PLC0415

        if given.verb == "packages":
            return verify.package(given.file, lang=given.lang) if given.file else verify.packages(lang=given.lang)
        return verify.papers(lang=given.lang) if given.verb == "papers" else verify.audit(lang=given.lang)
    if given.command == "territory":
        from drogowskaz.config.commands import territory  # noqa: PLC0415

        return territory.import_file(given.file, dry_run=given.dry_run, lang=given.lang)
    from drogowskaz.config.commands import server  # noqa: PLC0415

    run = server.demo if given.command == "demo" else server.serve
    return run(host=given.host, port=given.port, lang=given.lang)


def _edition(given: argparse.Namespace) -> int:
    if given.verb == "compile":
        from drogowskaz.config.commands import compiling  # noqa: PLC0415

        return compiling.run(given.edition, given.output, year=given.year, kind=given.kind, lang=given.lang)
    if given.verb == "follow":
        from drogowskaz.config.commands import crosswalk  # noqa: PLC0415

        return crosswalk.run(given.row, edition=given.edition, to=given.to, lang=given.lang)
    if given.verb in ("import", "invent"):
        from drogowskaz.config.commands import authoring  # noqa: PLC0415

        return authoring.run_import(given) if given.verb == "import" else authoring.run_invent(given)
    if given.verb == "template":
        from drogowskaz.config.commands import template  # noqa: PLC0415

        where = {"unit": given.unit, "year": given.year, "source": given.source}
        return template.run(given.edition, given.output, **where, lang=given.lang)
    if given.verb == "diff":
        from drogowskaz.config.commands import difference  # noqa: PLC0415

        return difference.run(given.old, given.new, lang=given.lang)
    from drogowskaz.config.commands import edition  # noqa: PLC0415

    everything = given.verb == "lint" and given.everything
    named = given.edition if given.verb != "list" else None
    return edition.run(given.verb, named, everything=everything, lang=given.lang)
