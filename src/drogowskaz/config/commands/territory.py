"""`drogowskaz territory import FILE`: whatever the file is, bring the register to its state and say what changed."""

import sys
from pathlib import Path

from django.utils import timezone, translation

from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.words import _, say
from drogowskaz.territory.actions import import_boundaries, import_changes, import_register
from drogowskaz.territory.actions.report import Report
from drogowskaz.territory.formats.changes import ChangeList
from drogowskaz.territory.formats.reading import read
from drogowskaz.territory.formats.terc import Register

DONE, UNUSABLE = 0, 2


def import_file(path: Path, *, dry_run: bool, lang: str) -> int:
    """Import the file and print its report; or print every problem on the error output, with nothing kept."""
    try:
        report = _import(path, dry_run=dry_run)
    except Unusable as refused:
        sys.stderr.write(refused.report(lang) + "\n" + say(_("The register stays as it was."), lang) + "\n")
        return UNUSABLE
    with translation.override(lang):
        sys.stdout.write("\n".join(report.sentences()) + "\n")
    return DONE


def _import(path: Path, *, dry_run: bool) -> Report:
    content, at = read(path), timezone.now()
    if isinstance(content, Register):
        return import_register(register=content, at=at, dry_run=dry_run)
    if isinstance(content, ChangeList):
        return import_changes(changes=content, at=at, dry_run=dry_run)
    return import_boundaries(outlines=content, source=path.name, at=at, dry_run=dry_run)
