"""The `drogowskaz` command: reads its arguments and hands over. Heavy imports wait until a command needs them."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

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

    check = commands.add_parser("check", help=tell(_("check a filled form: long CSV or case YAML")))
    check.add_argument("file", type=Path, metavar=tell(_("FILE")), help=tell(_("the file with the filled form")))
    check.add_argument("--edition", metavar="ID", help=tell(_("the edition of the form, when the file does not say")))
    check.add_argument("--format", choices=("text", "json"), default="text", help=tell(_("for people or for programs")))

    edition = commands.add_parser("edition", help=tell(_("editions of the form")))
    verbs = edition.add_subparsers(dest="verb", required=True, metavar=tell(_("COMMAND")))
    verbs.add_parser("list", help=tell(_("the installed editions")))
    shown = verbs.add_parser("show", help=tell(_("the chapters, rows and checks of an edition")))
    shown.add_argument("edition", metavar="ID", help=tell(_("the name of an edition")))
    lint = verbs.add_parser("lint", help=tell(_("look for mistakes in editions")))
    lint.add_argument("edition", metavar="ID", nargs="*", help=tell(_("the name of an edition; all when none")))

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

    manage = commands.add_parser("manage", help=tell(_("Django's own commands, for administrators")))
    manage.add_argument("arguments", nargs=argparse.REMAINDER, metavar=tell(_("ARGUMENTS")))
    return top


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
    if given.command == "check":
        from drogowskaz.config.commands import check  # noqa: PLC0415

        return check.run(given.file, edition=given.edition, form=given.format, lang=given.lang)
    if given.command == "edition":
        from drogowskaz.config.commands import edition  # noqa: PLC0415

        return edition.run(given.verb, given.edition if given.verb != "list" else None, lang=given.lang)

    import os  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drogowskaz.config.settings")
    if given.command == "manage":
        from django.core.management import execute_from_command_line  # noqa: PLC0415

        execute_from_command_line(["drogowskaz manage", *given.arguments])
        return OK

    import django  # noqa: PLC0415

    django.setup()
    if given.command == "territory":
        from drogowskaz.config.commands import territory  # noqa: PLC0415

        return territory.import_file(given.file, dry_run=given.dry_run, lang=given.lang)
    from drogowskaz.config.commands import server  # noqa: PLC0415

    run = server.demo if given.command == "demo" else server.serve
    return run(host=given.host, port=given.port, lang=given.lang)
