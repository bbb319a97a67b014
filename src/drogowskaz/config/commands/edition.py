"""`drogowskaz edition list|show|lint`: what the installed editions hold and whether they are sound."""

import sys

from rich.console import Console
from rich.table import Table

from drogowskaz.engine import lint
from drogowskaz.engine.certainty import LABELS
from drogowskaz.engine.crosswalk.loader import crosswalk_problems
from drogowskaz.engine.editions.loader import EDITIONS, edition_ids, edition_named
from drogowskaz.engine.editions.schema import SEVERITIES, Edition
from drogowskaz.engine.words import _, say


def run(verb: str, named: str | list[str] | None, *, everything: bool = False, lang: str) -> int:
    """Carry out one of the three. Raises Unusable for an unknown edition."""
    if verb == "list":
        return _list(lang)
    if verb == "show":
        return _show(edition_named(str(named)), lang)
    return _lint(tuple(named or edition_ids()), everything, lang)


def _print(table: Table) -> None:
    Console(soft_wrap=False, highlight=False).print(table)


def _list(lang: str) -> int:
    table = Table(box=None, pad_edge=False)
    for heading in (_("edition"), _("years"), _("rows"), _("checks"), _("title")):
        table.add_column(say(heading, lang))
    for name in edition_ids():
        edition = edition_named(name)
        years = ", ".join(str(year) for year in edition.years)
        table.add_row(name, years, str(len(edition.rows)), str(len(edition.checks)), edition.label[lang])
    _print(table)
    return 0


def _show(edition: Edition, lang: str) -> int:
    write = sys.stdout.write
    write(f"{edition.label[lang]}\n{edition.basis}\n")
    for chapter in edition.chapters:
        write(f"\n{chapter.number}  {chapter.label[lang]}\n")
        if chapter.note:
            write(f"   {chapter.note[lang]}\n")
        for table in chapter.tables:
            write(f"\n   {table.label[lang]}\n")
            for row in table.rows:
                number = "" if row.number is None else row.number
                write(f"   {number:>3}  {row.label[lang]}  [{row.key}; {say(LABELS[row.certainty], lang)}]\n")
    write("\n" + say(_("Checks"), lang) + "\n")
    for check in edition.checks:
        write(f"   {check.id}  [{say(SEVERITIES[check.severity], lang)}]  {check.message[lang]}\n")
    return 0


def _lint(names: tuple[str, ...], everything: bool, lang: str) -> int:
    sound = True
    for name in names:
        edition = edition_named(name)
        problems = [*lint.lint(edition), *crosswalk_problems(EDITIONS / name)]
        sys.stdout.write(f"{name}: {lint.counts(edition).sentence(lang)}\n")
        for problem in problems:
            sys.stdout.write(f"  {problem.sentence(lang)}\n")
        for line in lint.remarks(edition, lang) if everything else ():
            sys.stdout.write(f"  {line}\n")
        sound = sound and not problems
    return 0 if sound else 1
