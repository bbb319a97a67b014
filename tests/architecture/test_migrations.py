"""The models and the migrations say the same."""

from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations import CreateModel
from django.db.migrations.loader import MigrationLoader


@pytest.mark.django_db
def test_no_model_has_changed_without_a_migration() -> None:
    told = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=told, stderr=told)
    except SystemExit:
        pytest.fail(f"Run `drogowskaz manage makemigrations`:\n{told.getvalue()}")
    assert told.getvalue() == "No changes detected\n"


@pytest.mark.django_db
def test_tables_made_one_after_another_are_made_together() -> None:
    graph = MigrationLoader(connection).graph
    ours = (node for node in graph.nodes.values() if node.__module__.startswith("drogowskaz."))
    rows = [
        f"{node}: put these CreateModel into one drogowskaz.tables.CreateTables"
        for node in ours
        if any(isinstance(one, CreateModel) and isinstance(two, CreateModel) for one, two in pairwise(node.operations))
    ]
    assert rows == []
