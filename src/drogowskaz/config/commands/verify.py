"""`drogowskaz verify`: whether the log, the journals of cells and the signed forms are as they were written."""

import sys
from pathlib import Path

from drogowskaz.assessments.queries import packages as signed
from drogowskaz.assessments.queries.journal import unmatched
from drogowskaz.audit.queries import verify
from drogowskaz.engine.packages.opening import open_package
from drogowskaz.engine.problems import Place, Unusable, unusable
from drogowskaz.engine.words import _, count, plural, say
from drogowskaz.participation.queries import paper as registered

OK, FOUND = 0, 1
SEALS = plural("{n} seal", "{n} seals")
ENTRIES = plural("{n} entry", "{n} entries")
CELLS = plural(
    "{n} cell differs from the last line of its journal:", "{n} cells differ from the last line of their journals:"
)


def audit(*, lang: str) -> int:
    """Look through everything; 1 when something was changed behind the program's back."""
    found, strange = verify(), unmatched()
    if found.broken:
        message = _("The log was changed: seal {seal} of {at} does not fit its entries.")
        lines = [say(message, lang, seal=found.broken.pk, at=f"{found.broken.at:%Y-%m-%d %H:%M}")]
    else:
        message = _("The log is whole: {seals}, {entries}.")
        told = {"seals": count(SEALS, found.seals, lang), "entries": count(ENTRIES, found.entries, lang)}
        lines = [say(message, lang, **told)]
    if found.since:
        waiting = count(ENTRIES, found.waiting, lang)
        message = _("Not sealed yet: {entries}, the oldest of {since}.")
        lines.append(say(message, lang, entries=waiting, since=f"{found.since:%Y-%m-%d %H:%M}"))
    if strange:
        lines += [count(CELLS, len(strange), lang), *(f"  {one}" for one in strange)]
    else:
        lines.append(say(_("Every cell agrees with its journal."), lang))
    sys.stdout.write("\n".join(lines) + "\n")
    return FOUND if found.broken or strange else OK


PACKAGES = plural("{n} signed form", "{n} signed forms")
LINKS = plural("{n} link of the public chain does not fit:", "{n} links of the public chain do not fit:")


def packages(*, lang: str) -> int:
    """Open every signed form and go along the public chain; 1 when something is not as it was signed."""
    found = signed.verify()
    counted = count(PACKAGES, found.packages, lang)
    lines = [problem.sentence(lang) for problem in found.problems]
    if found.links:
        lines.append(count(LINKS, len(found.links), lang))
        lines += [f"  {one.unit} {one.year} v{one.number} {one.sha256}" for one in found.links]
    if found.holds:
        lines.append(
            say(_("Everything is as it was signed: {packages}, and the public chain holds."), lang, packages=counted)
        )
    else:
        lines.insert(0, say(_("Not everything is as it was signed. Looked at: {packages}."), lang, packages=counted))
    sys.stdout.write("\n".join(lines) + "\n")
    return OK if found.holds else FOUND


SCANS = plural("{n} scan", "{n} scans")


def papers(*, lang: str) -> int:
    """Open every scan of a registered paper; 1 when one is missing or not as it was registered."""
    found = registered.verify_scans()
    counted = count(SCANS, found.scans, lang)
    if found.problems:
        lines = [say(_("Not every scan is as it was registered. Looked at: {scans}."), lang, scans=counted)]
        lines += [problem.sentence(lang) for problem in found.problems]
    else:
        lines = [say(_("Every scan is as it was registered: {scans}."), lang, scans=counted)]
    sys.stdout.write("\n".join(lines) + "\n")
    return FOUND if found.problems else OK


def package(file: Path, *, lang: str) -> int:
    """Whether one file somebody was given is whole, and what it is. Raises Unusable when it is not."""
    try:
        content = file.read_bytes()
    except OSError:
        raise unusable(_("The file cannot be opened."), Place(file.name)) from None
    try:
        opened = open_package(content, file.name)
    except Unusable as unfit:
        sys.stdout.write(unfit.report(lang) + "\n")
        return FOUND
    frozen = opened.frozen
    message = _("{name}, {year}, version {number}, signed {at}. The file is whole. SHA-256: {sha256}")
    told = {"name": frozen.name, "year": frozen.sheet.year, "number": frozen.number, "at": frozen.signed_at}
    sys.stdout.write(say(message, lang, **told, sha256=opened.sha256) + "\n")
    return OK
