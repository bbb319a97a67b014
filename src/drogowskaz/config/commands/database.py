"""What `serve` and `worker` ask of the database before they start."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from drogowskaz.engine.problems import unusable
from drogowskaz.engine.words import _


def refuse_old_database() -> None:
    """Raises Unusable while a migration has not been made."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise unusable(_("The database is not up to date. Run: drogowskaz manage migrate"))
