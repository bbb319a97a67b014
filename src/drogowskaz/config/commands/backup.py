"""`drogowskaz backup`: everything that cannot be made again in one file, taken while the site runs."""

import datetime as dt
import json
import os
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.utils import DatabaseError
from django.utils import timezone

from drogowskaz.config.copies.archive import pack, stage_files, stage_table
from drogowskaz.config.copies.databases import (
    SITE,
    SOURCE,
    for_reading,
    migrations_of,
    models_at,
    moment,
    standing,
    unknown,
)
from drogowskaz.config.copies.files import NOTE
from drogowskaz.config.copies.manifest import Manifest, own_version
from drogowskaz.engine.problems import Place, unusable
from drogowskaz.engine.words import _, count, grouped, plural, say

OWN = re.compile(r"drogowskaz-\d{8}-\d{6}\.tar")
"""The name a backup gets in a folder; only such files are ever thrown away."""
FILES = plural("{n} file", "{n} files")
REMOVED = plural("Thrown away: {n} older backup.", "Thrown away: {n} older backups.")


@dataclass(frozen=True)
class Made:
    """A backup that was written: the file and what it says of itself."""

    path: Path
    manifest: Manifest


def run(output: Path, *, keep: int | None, lang: str) -> int:
    """Write the backup, leave a note for `doctor` and say what it holds. Raises Unusable; then there is no file."""
    at = timezone.now()
    path = output / f"drogowskaz-{at:%Y%m%d-%H%M%S}.tar" if output.is_dir() else output
    if keep is not None and not output.is_dir():
        raise unusable(_("--keep needs a folder, in which it throws away the oldest backups."), Place(str(output)))
    made = make_backup(path, at=at)
    _note(made, at)
    lines = [
        say(
            _("{file}: {rows} rows of {tables} tables, {files}, {size} MB."), lang, file=path,
            rows=grouped(made.manifest.rows), tables=len(made.manifest.tables),
            files=count(FILES, len(made.manifest.files), lang), size=f"{path.stat().st_size / 1e6:.1f}",
        )
    ]  # fmt: skip
    if "secret-key" not in {file.name for file in made.manifest.files}:
        lines.append(
            say(_("The secret key is in DROGOWSKAZ_SECRET_KEY and not in the backup: keep it yourself."), lang)
        )
    removed = _throw_away(output, keep) if keep is not None else 0
    if removed:
        lines.append(count(REMOVED, removed, lang))
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def make_backup(path: Path, *, at: dt.datetime) -> Made:
    """Everything of one moment, beside its place first and then in it. Raises Unusable."""
    described = connections[SITE].settings_dict
    database = sqlite_file()
    if database is not None and not database.is_file():
        raise unusable(_("There is no database yet. Run: drogowskaz manage migrate"), Place(str(database)))
    if path.exists():
        raise unusable(
            _("There is a file of this name already. Nothing is written over; choose another."), Place(str(path))
        )
    try:
        with (
            tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as folder,
            standing(SOURCE, for_reading(described)),
        ):
            staged = Path(folder)
            (staged / "tables").mkdir()
            (staged / "files").mkdir()
            with moment(SOURCE):
                migrations = migrations_of(SOURCE)
                if not migrations:
                    raise unusable(_("There is no database yet. Run: drogowskaz manage migrate"))
                refuse_strange(migrations)
                tables = [stage_table(model, SOURCE, staged / "tables") for model in models_at(migrations)]
                engine = connections[SOURCE].vendor
            # After the rows: a file is written before the row that speaks of it, so none of theirs is missing.
            files = stage_files(Path(settings.DATA), database, staged / "files")
            manifest = Manifest(
                made_at=at.astimezone(dt.UTC).isoformat(), version=own_version(), engine=engine,
                migrations=migrations, tables=tables, files=files,
            )  # fmt: skip
            pack(staged / "backup.tar", manifest, staged / "tables", staged / "files")
            _put_in_place(staged / "backup.tar", path)
    except FileExistsError:
        raise unusable(
            _("There is a file of this name already. Nothing is written over; choose another."), Place(str(path))
        ) from None
    except OSError as fault:
        message = _("The backup cannot be written: {fault}. Nothing was left behind.")
        raise unusable(message, Place(str(path)), fault=fault.strerror or str(fault)) from None
    except DatabaseError as fault:
        message = _("The database cannot be read: {fault}. No backup was made.")
        raise unusable(message, fault=" ".join(str(fault).split())) from None
    return Made(path, manifest)


def refuse_strange(migrations: list[tuple[str, str]]) -> None:
    """Raises Unusable when the database knows a migration that this program does not."""
    strange = unknown(migrations)
    if strange:
        message = _("The database belongs to another version of the program: it knows “{name}”, this one does not.")
        raise unusable(message, name=".".join(strange[0]))


def _put_in_place(draft: Path, path: Path) -> None:
    """Give the whole file its name. Raises FileExistsError when another run was quicker with the same name."""
    try:
        # Unlike a renaming, a link never takes the place of what is there.
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:
        # A disk of another system may have no links.
        os.rename(draft, path)
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sqlite_file() -> Path | None:
    """The file of the site's database; None on PostgreSQL."""
    described = connections[SITE].settings_dict
    return Path(described["NAME"]).absolute() if connections[SITE].vendor == "sqlite" else None


def _note(made: Made, at: dt.datetime) -> None:
    """What `doctor` reads: when and where to the last backup went."""
    Path(settings.DATA).mkdir(parents=True, exist_ok=True)
    text = json.dumps({"at": at.isoformat(), "file": str(made.path.absolute()), "rows": made.manifest.rows})
    draft = Path(settings.DATA) / f".{NOTE}-{os.getpid()}"
    draft.write_text(text + "\n", encoding="utf-8")
    os.replace(draft, Path(settings.DATA) / NOTE)


def _throw_away(folder: Path, keep: int) -> int:
    """Remove all but the newest `keep` backups of a folder; returns how many. Other files are nobody's business."""
    own = sorted(path for path in folder.iterdir() if OWN.fullmatch(path.name))
    older = own[:-keep]
    for path in older:
        path.unlink(missing_ok=True)
    return len(older)
