"""Many tables made in one step: the same statements as one by one, there and back."""

import pytest
from django.db import connection
from django.db.migrations import CreateModel, Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter
from django.db.models import CASCADE, BigAutoField, CharField, DateField, ForeignKey, ManyToManyField, UniqueConstraint

from drogowskaz.tables import CreateTables

pytestmark = pytest.mark.django_db(transaction=True)


def circles() -> list[CreateModel]:
    """Three tables, of which each names another one, and one names itself."""
    number = ("id", BigAutoField(primary_key=True))
    circle = [number, ("name", CharField(max_length=20)), ("heads", ForeignKey("tests.circle", CASCADE, null=True))]
    meeting = [number, ("day", DateField(db_index=True)), ("circle", ForeignKey("tests.circle", CASCADE))]
    song = [number, ("title", CharField(max_length=20)), ("meetings", ManyToManyField("tests.meeting"))]
    once = {"constraints": [UniqueConstraint(fields=("circle", "day"), name="meeting_once_a_day")]}
    return [CreateModel("Circle", circle), CreateModel("Meeting", meeting, once), CreateModel("Song", song)]


def begun() -> ProjectState:
    """A state whose models are built, as it is while migrations are made."""
    state = MigrationLoader(connection).project_state(("auth", "0001_initial"))
    assert state.apps
    return state


def made(*operations: CreateModel | CreateTables, back: bool = False) -> list[str]:
    migration = Migration("0001_initial", "tests")
    migration.operations = list(operations)
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        (migration.unapply if back else migration.apply)(begun(), editor, collect_sql=True)
        sql: list[str] = editor.collected_sql
    return [line for line in [*sql, *map(str, editor.deferred_sql)] if not line.startswith("--")]


def test_makes_the_same_tables_with_their_indexes_and_constraints() -> None:
    assert made(CreateTables(circles())) == made(*circles())
    assert sum("CREATE TABLE" in line for line in made(CreateTables(circles()))) == 4


def test_takes_back_the_same_tables() -> None:
    assert made(CreateTables(circles()), back=True) == made(*circles(), back=True)
    assert sum("DROP TABLE" in line for line in made(CreateTables(circles()), back=True)) == 4


def test_leaves_models_that_can_be_built() -> None:
    state = begun()
    CreateTables(circles()).state_forwards("tests", state)
    meeting = state.apps.get_model("tests", "meeting")
    assert meeting._meta.get_field("circle").related_model is state.apps.get_model("tests", "circle")


def test_says_of_each_table_that_it_is_made() -> None:
    said = CreateTables(circles()).describe()
    assert said == "Create model Circle; Create model Meeting; Create model Song"


def test_can_be_written_into_a_migration_again() -> None:
    migration = Migration("0001_initial", "tests")
    migration.operations = [CreateTables(circles())]
    written = MigrationWriter(migration, include_header=False).as_string()
    assert "drogowskaz.tables.CreateTables(" in written
    assert written.count("migrations.CreateModel(") == 3
