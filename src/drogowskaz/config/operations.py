"""The commands that keep an installation running: their arguments, and the way to what they do."""

import argparse
from collections.abc import Callable
from pathlib import Path

from drogowskaz.engine.words import _

COMMANDS = ("worker", "backup", "restore", "move", "doctor", "operator", "campaign")


def declare(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", tell: Callable[[str], str]) -> None:
    """Add the commands to the parser; `tell` puts a sentence into the language of the output."""
    commands.add_parser("worker", help=tell(_("send letters and do other work in the background, beside a web server")))

    backup = commands.add_parser("backup", help=tell(_("copy everything that cannot be made again into one file")))
    into = tell(_("the file to write, or a folder in which the file gets a name with the time; this folder when none"))
    backup.add_argument("-o", "--output", type=Path, default=Path(), metavar=tell(_("FILE")), help=into)
    older = tell(_("throw away all but so many of the newest backups in the folder"))
    backup.add_argument("--keep", type=_number(tell), metavar=tell(_("NUMBER")), help=older)

    restore = commands.add_parser("restore", help=tell(_("put a backup into an empty installation")))
    restore.add_argument("file", type=Path, metavar=tell(_("FILE")), help=tell(_("a file made by backup")))
    force = tell(_("also where there is data; it is put aside first"))
    restore.add_argument("--force", action="store_true", help=force)

    move = commands.add_parser("move", help=tell(_("copy the whole database into an empty PostgreSQL database")))
    address = tell(_("the new database: postgresql://user:password@host:port/name"))
    move.add_argument("--to", required=True, metavar=tell(_("ADDRESS")), help=address)

    doctor = commands.add_parser("doctor", help=tell(_("look whether the installation is well, and say what to do")))
    deploy = tell(_("also look at what matters once others reach it: HTTPS, names, keys"))
    doctor.add_argument("--deploy", action="store_true", help=deploy)
    doctor.add_argument(
        "--format", choices=("text", "json"), default="text", help=tell(_("for people or for programs"))
    )

    operator = commands.add_parser("operator", help=tell(_("the people who administer the installation")))
    verbs = operator.add_subparsers(dest="verb", required=True, metavar=tell(_("COMMAND")))
    add = verbs.add_parser("add", help=tell(_("invite an administrator of the installation, by letter and by a link")))
    add.add_argument("email", metavar="E-MAIL", help=tell(_("the address of the person")))
    site = tell(_("the address of the site, for the link; made from the settings when none"))
    add.add_argument("--site", metavar=tell(_("ADDRESS")), help=site)

    campaign = commands.add_parser("campaign", help=tell(_("the cycles of a voivodeship or powiat")))
    verbs = campaign.add_subparsers(dest="verb", required=True, metavar=tell(_("COMMAND")))
    every = tell(_("open the cycle of every unit of a voivodeship or powiat that has none"))
    begun = verbs.add_parser("open", help=every)
    place = tell(_("the two digits of the voivodeship or the four of the powiat"))
    begun.add_argument("code", metavar="TERYT", help=place)
    begun.add_argument("year", type=int, metavar=tell(_("YEAR")), help=tell(_("the assessed year")))


def _number(tell: Callable[[str], str]) -> Callable[[str], int]:
    """Reads a whole number above zero."""

    def read(text: str) -> int:
        if not text.isdecimal() or int(text) == 0:
            raise argparse.ArgumentTypeError(tell(_("a whole number above zero is needed")))
        return int(text)

    return read


def run(given: argparse.Namespace) -> int:
    """Run one of these commands, once Django is set up. Raises Unusable."""
    # Each imports what it needs: the models exist only now.
    if given.command == "worker":
        from drogowskaz.config.commands import worker  # noqa: PLC0415

        return worker.run(lang=given.lang)
    if given.command == "backup":
        from drogowskaz.config.commands import backup  # noqa: PLC0415

        return backup.run(given.output, keep=given.keep, lang=given.lang)
    if given.command == "restore":
        from drogowskaz.config.commands import restore  # noqa: PLC0415

        return restore.run(given.file, force=given.force, lang=given.lang)
    if given.command == "move":
        from drogowskaz.config.commands import move  # noqa: PLC0415

        return move.run(given.to, lang=given.lang)
    if given.command == "operator":
        from drogowskaz.config.commands import operator  # noqa: PLC0415

        return operator.run_add(given.email, site=given.site, lang=given.lang)
    if given.command == "campaign":
        from drogowskaz.config.commands import campaign  # noqa: PLC0415

        return campaign.run_open(given.code, given.year, lang=given.lang)
    from drogowskaz.config.commands import doctor  # noqa: PLC0415

    return doctor.run(deploy=given.deploy, form=given.format, lang=given.lang)
