"""`drogowskaz edition`, `demo` and `serve`."""

import socket
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from installations import Installation

from drogowskaz.assessments.enums import Status
from drogowskaz.assessments.models import Assessment, CellChange
from drogowskaz.config.cli import main
from drogowskaz.config.commands import server
from drogowskaz.engine.editions.loader import edition_ids
from drogowskaz.engine.problems import Unusable
from drogowskaz.territory.models import Unit


def test_editions_are_listed_with_their_years_rows_and_checks(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["edition", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["edycja", "lata", "wiersze", "sprawdzenia", "tytuł"]
    assert any(line.startswith("ozps-gmina-2014") and "2014, 2015" in line for line in lines)


def test_an_edition_is_shown_with_printed_numbers_only_where_they_are_certain(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--lang", "en", "edition", "show", "ozps-gmina-2014"]) == 0
    printed = capsys.readouterr().out
    assert "     1  Residents (persons) – total  [population.total; certain]" in printed
    assert "        Hospices  [hospices; certain]" in printed
    assert "[foreigner_centres; inferred, to be checked]" in printed


def test_a_command_that_solves_nothing_does_not_wait_for_the_solver(tmp_path: Path) -> None:
    asked = "import sys; print('scipy.optimize' in sys.modules, 'drogowskaz.engine.solver' in sys.modules)"
    assert Installation(tmp_path).python(asked) == "False True\n"


def test_the_shipped_editions_lint_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["edition", "lint"]) == 0
    counted = [line.partition(":")[0] for line in capsys.readouterr().out.splitlines() if line[0] != " "]
    assert counted == [*edition_ids()]


@pytest.mark.parametrize("words", [["edition", "show", "ozps-nowhere"], ["edition", "lint", "ozps-nowhere"]])
def test_an_unknown_edition_is_refused_and_the_known_ones_named(
    capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert main(words) == 2
    assert "Nie ma edycji „ozps-nowhere”. Znane edycje: " in capsys.readouterr().err


@pytest.mark.django_db(transaction=True)
def test_the_demo_shows_drobin_and_preparing_it_twice_changes_nothing() -> None:
    server.prepare()
    counts = Unit.objects.count(), CellChange.objects.count()
    assert list(Assessment.objects.order_by("year").values_list("unit__name", "year", "status")) == [
        ("Drobin", 2014, Status.PUBLIC),
        ("Wymyślona (przykład)", 2025, Status.PUBLIC),
        ("Wymyślona (przykład)", 2026, Status.DRAFT),
    ]
    server.prepare()
    assert (Unit.objects.count(), CellChange.objects.count()) == counts


@pytest.mark.django_db(transaction=True)
def test_an_assessment_that_was_withdrawn_stays_withdrawn_after_another_demo() -> None:
    server.prepare()
    Assessment.objects.update(status=Status.WITHDRAWN)
    server.prepare()
    assert set(Assessment.objects.values_list("status", flat=True)) == {Status.WITHDRAWN}


@pytest.mark.django_db(transaction=True)
def test_a_taken_port_is_told_before_anything_is_served() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Unusable) as refused:
            server.serve(host="127.0.0.1", port=port, lang="en")
    assert refused.value.report("en") == f"Port {port} is taken by another program. Choose another with --port."


@pytest.mark.django_db(transaction=True)
def test_a_database_of_an_older_version_is_told() -> None:
    newest = max(name for app, name in MigrationLoader(connection).applied_migrations if app == "assessments")
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("assessments", newest)
    try:
        with pytest.raises(Unusable) as refused:
            server.serve(host="127.0.0.1", port=1, lang="en")
    finally:
        recorder.record_applied("assessments", newest)
    assert refused.value.report("en") == "The database is not up to date. Run: drogowskaz manage migrate"
