"""`drogowskaz restore FILE`: a backup into an empty installation, or in place of what is there, which is put aside.

On SQLite the database is made in a file beside and takes its place when it is whole; on PostgreSQL everything happens
in one transaction. Only then is a backup of an older version brought up to date, so that a fault there loses nothing.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError, IntegrityError
from django.utils import timezone

from drogowskaz.config import heartbeat
from drogowskaz.config.commands.backup import FILES, make_backup, refuse_strange, sqlite_file
from drogowskaz.config.copies.archive import Archive
from drogowskaz.config.copies.databases import SITE, migrate_to, migrations_of, models_at, standing, unknown
from drogowskaz.config.copies.files import BEFORE, kept_files
from drogowskaz.config.copies.filling import Differs, fill, holdings
from drogowskaz.config.copies.reading import DAMAGE, opened
from drogowskaz.config.copies.rows import Table
from drogowskaz.config.environment import database
from drogowskaz.engine.problems import Place, unusable
from drogowskaz.engine.words import _, count, grouped, plural, say
from drogowskaz.notifications.models import Message

WAITING = plural(
    "{n} letter waited when the backup was made. It leaves when the worker starts, also if it left since then.",
    "{n} letters waited when the backup was made. They leave when the worker starts, also if they left since then.",
)
KEY = "secret-key"
"""Made by the first command in an empty folder, so it alone is nobody's data."""


def run(path: Path, *, force: bool, lang: str) -> int:
    """Restore and say what was restored. Raises Unusable; then everything is as it was."""
    with opened(path) as archive:
        _refuse_strange(archive, path)
        there = _found_here()
        if there and not force:
            message = _(
                "There is data here already: {what}. A backup is restored into an empty installation;"
                " with --force what is here is put aside first."
            )
            raise unusable(message, what=", ".join(there[:3]))
        _refuse_running()
        aside = Path(settings.DATA) / f"{BEFORE}{timezone.now():%Y%m%d-%H%M%S}" if there else None
        try:
            _restore(archive, path, aside)
        except (OSError, shutil.Error) as fault:
            message = _("The data folder cannot be written: {fault}. What was put aside is in {folder}.")
            raise unusable(message, fault=str(fault), folder=aside or "–") from None
    _tell(archive, aside, lang, upgraded=_bring_up_to_date())
    return 0


def _refuse_strange(archive: Archive, path: Path) -> None:
    strange = unknown(archive.manifest.migrations)
    if strange:
        message = _(
            "The backup belongs to another version of the program: it knows “{name}”, this one does not."
            " Install the version that made it ({version}) or a newer one."
        )
        told = {"name": ".".join(strange[0]), "version": archive.manifest.version}
        raise unusable(message, Place(path.name), **told)


def _found_here() -> list[str]:
    """What of somebody's is here: tables with rows, and files."""
    file = sqlite_file()
    files = [name for name, _path in kept_files(Path(settings.DATA), file) if name != KEY]
    if file is not None and not file.exists():
        return files
    try:
        return holdings() + files
    except DatabaseError as fault:
        if file is not None:
            # It cannot be read; it may still be all that somebody has.
            return [file.name, *files]
        message = _("The database cannot be read: {fault}.")
        raise unusable(message, fault=" ".join(str(fault).split())) from None


def _refuse_running() -> None:
    """Raises Unusable while a worker lives: the site would go on with the old data in its hands."""
    file = sqlite_file()
    if file is not None and not file.exists():
        return
    try:
        alive = heartbeat.is_alive(at=timezone.now())
    except DatabaseError:
        return
    if alive:
        raise unusable(_("The site is running. Stop it and its worker first; after a power cut wait three minutes."))


def _restore(archive: Archive, path: Path, aside: Path | None) -> None:
    """Everything beside first, then in its place."""
    data, file = Path(settings.DATA), sqlite_file()
    data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data, prefix=".restore-") as work:
        archive.unpack(Path(work))
        if file is None:
            _on_postgresql(archive, path, aside, Path(work))
        else:
            _on_sqlite(archive, path, aside, Path(work), file)


def _on_sqlite(archive: Archive, path: Path, aside: Path | None, work: Path, file: Path) -> None:
    """The database in a file beside its place, so that taking the place is one step."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".restore-") as folder:
        draft = Path(folder) / file.name
        with standing(SITE, database(f"sqlite:///{draft}")):
            _fill(archive, path)
        connections[SITE].close()
        if aside is not None:
            _put_aside(aside, file)
        _into_place(archive, work)
        for ending in ("-wal", "-shm"):
            Path(f"{file}{ending}").unlink(missing_ok=True)
        os.replace(draft, file)


def _on_postgresql(archive: Archive, path: Path, aside: Path | None, work: Path) -> None:
    """The tables of the program anew, in one transaction; those that were there are in a backup first."""
    _refuse_shared()
    if aside is not None:
        aside.mkdir()
        make_backup(aside / "before.tar", at=timezone.now())
    with transaction.atomic():
        _drop_tables()
        _fill(archive, path)
    if aside is not None:
        _put_aside(aside, None)
    _into_place(archive, work)


def _refuse_shared() -> None:
    """Raises Unusable when the database has tables of somebody else, which no backup of ours would keep."""
    migrations = migrations_of(SITE)
    refuse_strange(migrations)
    own = {model._meta.db_table for model in models_at(migrations)} | {"cache"}
    with connections[SITE].cursor() as cursor:
        others = sorted(set(connections[SITE].introspection.table_names(cursor)) - own)
    if others:
        message = _(
            "The database has tables of another program: {tables}. Give this one a database of its own. Nothing was"
            " changed."
        )
        raise unusable(message, tables=", ".join(others[:3]))


def _fill(archive: Archive, path: Path) -> None:
    """The tables as they were when the backup was made, with their rows. Raises Unusable."""
    manifest = archive.manifest
    try:
        migrate_to(manifest.migrations)
        models = models_at(manifest.migrations)
        parts = {part.name: part for part in manifest.tables}
        tables = {table.name: table.columns for table in map(Table, models)}
        if tables != {name: part.columns for name, part in parts.items()}:
            raise Differs("manifest.json")
        fill(
            models,
            archive.rows,
            lambda table: parts[table.name].last,
            {name: (part.rows, part.digest) for name, part in parts.items()},
        )
    except Differs as differs:
        message = _("What was read back from the table “{part}” is not what the backup holds. Nothing was kept.")
        raise unusable(message, Place(path.name), part=differs.args[0]) from None
    except IntegrityError as fault:
        message = _("A row of the backup points at nothing: {fault}. Nothing was kept.")
        raise unusable(message, Place(path.name), fault=" ".join(str(fault).split())) from None
    except (*DAMAGE, DatabaseError) as fault:
        message = _("The database does not take the backup: {fault}. Nothing was kept.")
        raise unusable(message, Place(path.name), fault=" ".join(str(fault).split())) from None


def _drop_tables() -> None:
    connection = connections[SITE]
    with connection.cursor() as cursor:
        names = [connection.ops.quote_name(name) for name in connection.introspection.table_names(cursor)]
        if names:
            cursor.execute(f"DROP TABLE {', '.join(names)} CASCADE")


def _put_aside(aside: Path, file: Path | None) -> None:
    """Move what is here into the folder beside; letters that are files stay."""
    data = Path(settings.DATA)
    aside.mkdir(exist_ok=True)
    moved = [path for name, path in kept_files(data, file)]
    moved += [path for path in (data / "charts", data / "documents") if path.exists()]
    moved += [Path(f"{file}{ending}") for ending in ("", "-wal", "-shm") if file and Path(f"{file}{ending}").exists()]
    for path in moved:
        target = aside / (path.relative_to(data) if path.is_relative_to(data) else path.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path, target)


def _into_place(archive: Archive, work: Path) -> None:
    data = Path(settings.DATA)
    for part in archive.manifest.files:
        (data / part.name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(work / part.name, data / part.name)


def _bring_up_to_date() -> bool:
    """Make the migrations that came after the backup; whether there were any. Raises Unusable."""
    executor = MigrationExecutor(connections[SITE])
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    try:
        call_command("migrate", verbosity=0)
    except DatabaseError as fault:
        message = _(
            "The backup is restored as it was, but the database could not be brought up to date: {fault}."
            " Run: drogowskaz manage migrate"
        )
        raise unusable(message, fault=" ".join(str(fault).split())) from None
    return True


def _tell(archive: Archive, aside: Path | None, lang: str, *, upgraded: bool) -> None:
    manifest = archive.manifest
    told = {
        "rows": grouped(manifest.rows),
        "tables": len(manifest.tables),
        "files": count(FILES, len(manifest.files), lang),
        "at": manifest.made_at[:16].replace("T", " "),
    }
    lines = [
        say(_("Restored as of {at} UTC: {rows} rows of {tables} tables, {files}; all of it read back."), lang, **told)
    ]
    if upgraded:
        message = _("The backup was made by version {version}; the database has been brought up to date.")
        lines.append(say(message, lang, version=manifest.version))
    if aside is not None:
        lines.append(say(_("What was here before is in {folder}."), lang, folder=aside))
    waiting = Message.objects.filter(sent_at=None, given_up_at=None).count()
    if waiting:
        lines.append(count(WAITING, waiting, lang))
    sys.stdout.write("\n".join(lines) + "\n")
