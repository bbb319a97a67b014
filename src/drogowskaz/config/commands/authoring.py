"""`drogowskaz edition import|invent`: an edition from tables, and a form of an invented unit that fits an edition."""

import argparse
import sys
from pathlib import Path

from drogowskaz.engine import lint
from drogowskaz.engine.authoring.importing import TITLES, Named, Tables, import_edition
from drogowskaz.engine.authoring.scope import Scope
from drogowskaz.engine.editions.loader import EDITIONS, edition_named, load
from drogowskaz.engine.problems import Place, unusable
from drogowskaz.engine.teryt import Level
from drogowskaz.engine.words import _, say


def run_import(given: argparse.Namespace) -> int:
    """Make the folder and say what it holds. Raises Unusable; then nothing has changed."""
    tables = Tables(
        rows=given.rows,
        checks=given.checks,
        indicators=given.indicators,
        crosswalk=given.crosswalk,
        annexe=given.annexe,
        titles=given.titles or TITLES,
    )
    if tables.rows is None and tables.annexe is None:
        raise unusable(_("Give a table of rows, or an annexe with --annexe."))
    if tables.rows is not None and (given.level is None or given.year is None):
        raise unusable(_("A table of rows needs --level and --year."))
    label = {"pl": given.label_pl or given.edition, "en": given.label_en or given.edition}
    origin = tables.rows or tables.annexe
    assert origin is not None
    basis = given.basis or say(_("Made from the table {file}."), "pl", file=origin.name)
    named = Named(given.edition, label, basis, given.before or "")
    scope = Scope(Level(given.level or Level.GMINA), given.year or 0)
    folder = import_edition(into=given.into, named=named, scope=scope, tables=tables, replace=given.replace)
    sys.stdout.write(say(_("Made: {folder}"), given.lang, folder=folder) + "\n")
    if tables.rows is not None:
        sys.stdout.write(lint.counts(load(folder)).sentence(given.lang) + "\n")
    return 0


def run_invent(given: argparse.Namespace) -> int:
    """Write the invented form and say where. Raises Unusable when the edition is not known or cannot be satisfied."""
    # Solvers take long to import and no other command of this module needs them.
    from drogowskaz.engine.authoring.invented import case_text, invent  # noqa: PLC0415

    edition = edition_named(given.edition)
    text = case_text(invent(edition, seed=given.seed), seed=given.seed)
    target: Path = given.output or EDITIONS / edition.id / "cases" / f"wymyslona-{edition.years[-1]}.yaml"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    except OSError:
        raise unusable(_("The file cannot be written."), Place(str(target))) from None
    sys.stdout.write(say(_("Made: {folder}"), given.lang, folder=target) + "\n")
    return 0
