"""The whole register of Poland with its changes and borders, where the reference data stand beside the repository."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from territory.files import NOON

from drogowskaz.territory import queries
from drogowskaz.territory.actions import import_boundaries, import_changes, import_register, load_demo
from drogowskaz.territory.enums import GMINAS, POWIATS, Kind, Outcome
from drogowskaz.territory.formats.changes import read_changes
from drogowskaz.territory.formats.terc import read_register
from drogowskaz.territory.formats.topojson import read_outlines
from drogowskaz.territory.models import Boundary, Succession, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def poland(shared: Path) -> Path:
    """The register is read; the folder of the reference data."""
    import_register(register=read_register(shared / "teryt_terc.csv"), at=NOON)
    return shared


def test_the_whole_register_has_its_known_numbers(poland: Path) -> None:
    current = Unit.objects.current()
    kinds = [[Kind.VOIVODESHIP], POWIATS, GMINAS]
    assert [current.filter(kind__in=kind).count() for kind in kinds] == [16, 380, 2479]
    assert (current.count(), current.assessed().count()) == (4360, 16 + 2793)


def test_the_beginnings_of_two_words_find_janow_lubelski(poland: Path) -> None:
    assert [unit.code for unit in queries.search("janow lub")] == ["0605053"]
    assert [unit.name for unit in queries.search("lodz")][:2] == ["Łódź", "łódzkie"]


def test_reading_the_register_takes_few_queries_however_long_it_is(
    shared: Path, django_assert_max_num_queries: Any
) -> None:
    register = read_register(shared / "teryt_terc.csv")
    rows_at_once = connection.ops.bulk_batch_size(Unit._meta.concrete_fields[1:], [None] * len(register.entries))
    with django_assert_max_num_queries(15 + len(register.entries) // rows_at_once):
        import_register(register=register, at=NOON)


def test_a_sample_in_the_official_layout_agrees_with_the_register(poland: Path) -> None:
    sample = read_register(poland / "samples" / "TERC_Urzedowy_sample_lubelskie.csv")
    report = import_register(register=sample, at=NOON)
    assert (report.changed, report.total(Outcome.UNCHANGED)) == (0, len(sample.entries))


def test_the_demo_units_are_the_registers(poland: Path) -> None:
    report = load_demo(at=NOON)
    assert report is not None
    assert (report.changed, report.total(Outcome.UNCHANGED)) == (0, 92)


def test_the_list_of_changes_joins_every_unit_it_names(poland: Path) -> None:
    report = import_changes(changes=read_changes(poland / "teryt_terc_changes_2024_2026.csv"), at=NOON)
    assert (report.total(Outcome.FOLLOWED), report.total(Outcome.FORMER), report.unknown) == (16, 14, [])
    assert Succession.objects.count() == 16
    series = queries.lineage(queries.unit_by_code("2812052"))
    assert [unit.name for unit in series] == ["Nowe Miasto Lubawskie", "Bratian"]
    assert Unit.objects.current().count() == 4360


def test_the_borders_belong_to_the_units(poland: Path) -> None:
    for layer, number in (("wojewodztwa", 16), ("powiaty", 380), ("gminy", 2477)):
        outlines = read_outlines(poland / "geo" / f"{layer}.topojson")
        report = import_boundaries(outlines=outlines, source="PRG", at=NOON)
        assert (report.total(Outcome.OUTLINED), report.unknown) == (number, [])
    covered = Boundary.objects.exclude(covers=None).order_by("unit__code")
    assert list(covered.values_list("unit__name", "covers__name")) == [
        ("Kamienica", "Szczawa"),
        ("Supraśl", "Grabówka"),
    ]
    assert len(queries.outlines(Unit.objects.current().get(code="06"))) == 25
