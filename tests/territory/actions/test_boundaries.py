"""Giving units their outlines."""

from typing import Any

import pytest
from django.utils import translation
from territory.files import LUKOW, NOON, register

from drogowskaz.audit.models import Entry
from drogowskaz.territory.actions import import_boundaries, import_register
from drogowskaz.territory.formats.topojson import Outline, Outlines
from drogowskaz.territory.models import Boundary, RegisterImport

pytestmark = pytest.mark.django_db

SQUARE = [[[[22.0, 50.0], [22.0, 52.0], [20.0, 52.0], [20.0, 50.0], [22.0, 50.0]]]]
WIDER = [[[[23.0, 50.0], [23.0, 52.0], [20.0, 52.0], [20.0, 50.0], [23.0, 50.0]]]]
BOTH = Outline("0611", SQUARE), Outline("0611011", SQUARE, "0611042")


@pytest.fixture(autouse=True)
def _register() -> None:
    import_register(register=register(LUKOW), at=NOON)


def draw(*outlines: Outline, source: str = "PRG 2020", **how: Any) -> dict[str, dict[str, int]]:
    return import_boundaries(outlines=Outlines("m.json", outlines), source=source, at=NOON, **how).as_json()


def drawn() -> list[tuple[Any, ...]]:
    rows = Boundary.objects.order_by("unit__code")
    return list(rows.values_list("unit__code", "covers__code", "polygons", "source"))


def test_units_get_their_outlines_and_what_these_cover() -> None:
    assert draw(*BOTH) == {"outlined": {"powiat": 1, "gmina": 1}}
    assert drawn() == [("0611", None, SQUARE, "PRG 2020"), ("0611011", "0611042", SQUARE, "PRG 2020")]


def test_the_same_outlines_twice_change_nothing_the_second_time() -> None:
    draw(*BOTH)
    assert draw(*BOTH) == {"unchanged": {"powiat": 1, "gmina": 1}}
    assert (RegisterImport.objects.count(), Entry.objects.count()) == (2, 2)


@pytest.mark.parametrize(
    ("outline", "source"),
    [
        (Outline("0611011", WIDER, "0611042"), "PRG 2020"),
        (Outline("0611011", SQUARE), "PRG 2020"),
        (Outline("0611011", SQUARE, "0611042"), "PRG 2026"),
    ],
    ids=["another shape", "covers no more", "another source"],
)
def test_what_differs_is_replaced_and_the_rest_stays(outline: Outline, source: str) -> None:
    draw(*BOTH)
    assert draw(outline, source=source) == {"outlined": {"gmina": 1}}
    assert drawn() == [
        ("0611", None, SQUARE, "PRG 2020"),
        ("0611011", outline.covers, outline.polygons, source),
    ]


def test_a_trial_draws_nothing() -> None:
    assert draw(*BOTH, dry_run=True) == {"outlined": {"powiat": 1, "gmina": 1}}
    assert (drawn(), RegisterImport.objects.count()) == ([], 1)


def test_outlines_of_unknown_units_are_left_out_and_told() -> None:
    strange = [Outline(f"10160{number}2", SQUARE) for number in range(10, 32)]
    report = import_boundaries(outlines=Outlines("m.json", (*BOTH, *strange)), source="x", at=NOON)
    with translation.override("en"):
        said = report.sentences()
    codes = ", ".join(f"10160{number}2" for number in range(10, 30))
    assert said == [
        "m.json: boundaries.",
        "With a new outline: 1 powiat or city, 1 gmina.",
        f"22 units of the file are not in the register as the file has them, and were left out: {codes} …",
    ]


def test_a_covered_unit_that_is_unknown_is_simply_not_named() -> None:
    draw(Outline("0611011", SQUARE, "1016012"))
    assert drawn() == [("0611011", None, SQUARE, "PRG 2020")]
