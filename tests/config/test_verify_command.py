"""`drogowskaz verify audit`."""

import pytest

from drogowskaz.assessments.models import Cell, CellChange
from drogowskaz.audit.actions import seal
from drogowskaz.audit.models import Entry, Seal
from drogowskaz.config.cli import main

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_an_untouched_installation_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    Entry.objects.update(seal=None)
    Seal.objects.all().delete()
    entries = seal(at=Entry.objects.latest("at").at)
    assert main(["--lang", "en", "verify", "audit"]) == 0
    assert told(capsys) == [
        f"The log is whole: 1 seal, {entries} entries.",
        "Every cell agrees with its journal.",
    ]


def test_a_changed_entry_is_told_with_its_seal(capsys: pytest.CaptureFixture[str]) -> None:
    seal(at=Entry.objects.latest("at").at)
    Entry.objects.filter(verb="assessment.published").update(verb="assessment.withdrawn")
    assert main(["--lang", "en", "verify", "audit"]) == 1
    broken = Seal.objects.order_by("pk").first()
    assert broken is not None
    assert told(capsys)[0].startswith(f"The log was changed: seal {broken.pk} of ")


def test_a_cell_changed_without_its_journal_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    seal(at=Entry.objects.latest("at").at)
    cell = Cell.objects.filter(assessment__year=2014, row="population.total", offset=0).get()
    Cell.objects.filter(pk=cell.pk).update(number=1)
    assert main(["--lang", "en", "verify", "audit"]) == 1
    assert told(capsys)[1:] == [
        "1 cell differs from the last line of its journal:",
        "  Drobin (1419053), 2014: population.total c+0",
    ]


def test_a_cell_whose_journal_is_gone_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    CellChange.objects.filter(assessment__year=2014, row="population.total", offset=0).delete()
    assert main(["--lang", "en", "verify", "audit"]) == 1
    assert told(capsys)[-1] == "  Drobin (1419053), 2014: population.total c+0"
