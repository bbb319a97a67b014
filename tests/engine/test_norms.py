"""The statutory norm for social workers: three requirements, dated, each with its arithmetic."""

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest
from engine.ratios import ratios_folder

from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.editions.loader import load
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.norms import Staffing, Verdict, staffing
from drogowskaz.engine.parameters import Parameter
from drogowskaz.engine.sheets import Sheet
from drogowskaz.engine.values import State, Value

ROWS = {
    "residents": "population.total",
    "persons": "staff.social_workers.persons",
    "posts": "staff.social_workers.fte",
    "families": "social_work.families",
}
YEAR = 2024


def number(code: str, value: int, basis: str, certainty: Certainty = Certainty.CERTAIN, year: int = 2011) -> Parameter:
    return Parameter(code, Fraction(value), "x", dt.date(year, 5, 3), None, basis, certainty)


LAW = (
    number("SW_INHABITANTS", 2000, "art. 110 ust. 11", Certainty.INFERRED),
    number("SW_FAMILIES", 50, "art. 110 ust. 11"),
    number("SW_MIN", 3, "art. 110 ust. 12", year=2004),
)


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    return load(ratios_folder(tmp_path))


def norm(edition: Edition, law: tuple[Parameter, ...] = LAW, year: int = YEAR, **cells: int) -> Staffing:
    """The norm for these cells; posts are given in hundredths."""
    values = {(ROWS[name], 0): Value(State.VALUE, number) for name, number in cells.items()}
    found = staffing(Sheet(edition, "1206011", year, values), known=law)
    assert found is not None
    return found


@pytest.mark.parametrize(("cells", "verdict"), [
    ({"residents": 8000, "families": 200, "posts": 400, "persons": 4}, Verdict.MET),
    ({"residents": 8001, "families": 200, "posts": 400, "persons": 4}, Verdict.MET),
    ({"residents": 8000, "families": 201, "posts": 400, "persons": 4}, Verdict.MET),
    ({"residents": 8001, "families": 201, "posts": 400, "persons": 4}, Verdict.NOT_MET),
    ({"residents": 2000, "families": 50, "posts": 200, "persons": 2}, Verdict.NOT_MET),
    ({"residents": 2000, "families": 50, "posts": 200, "persons": 3}, Verdict.MET),
    ({"residents": 8000, "posts": 400, "persons": 4}, Verdict.MET),
    ({"residents": 8001, "posts": 400, "persons": 4}, Verdict.UNKNOWN),
    ({"residents": 8000, "families": 200, "posts": 400}, Verdict.UNKNOWN),
    ({"persons": 2}, Verdict.NOT_MET),
    ({}, Verdict.UNKNOWN),
])  # fmt: skip
def test_enough_by_residents_or_by_families_and_never_too_few(
    edition: Edition, cells: dict[str, int], verdict: Verdict
) -> None:
    assert norm(edition, **cells).verdict is verdict


def test_the_sentence_holds_the_arithmetic(edition: Edition) -> None:
    found = norm(edition, residents=8279, families=201, posts=405, persons=5)
    assert found.sentence("en").replace("\xa0", " ") == (
        "The statutory norm is met."
        " By residents (8 279, one post for 2 000) 4.14 posts are needed, 4.05 filled: too few;"
        " by families (201, one post for 50) 4.02 posts are needed, 4.05 filled: enough;"
        " at least 3 persons are needed in any case, 5 employed: enough."
    )


def test_the_sentence_says_what_is_missing(edition: Edition) -> None:
    found = norm(edition, residents=8279, posts=100, persons=2)
    assert found.sentence("en").replace("\xa0", " ") == (
        "The statutory norm is not met."
        " By residents (8 279, one post for 2 000) 4.14 posts are needed, 1 filled: too few;"
        " families (2024) is empty;"
        " at least 3 persons are needed in any case, 2 employed: too few."
    )
    assert norm(edition, law=LAW[1:]).sentence("en") == (
        "Whether the statutory norm is met cannot be said."
        " The parameter SW_INHABITANTS is not known for 2024;"
        " posts (2024) is empty; families (2024) is empty;"
        " workers (2024) is empty."
    )


def test_the_law_is_that_of_the_last_day_of_the_year(edition: Edition) -> None:
    early = norm(edition, year=2010, residents=8000, families=200, posts=400, persons=4)
    assert [one.parameter for one in early.requirements] == [None, None, LAW[2]]
    assert early.verdict is Verdict.UNKNOWN


def test_the_norm_names_its_basis_once_and_is_as_sure_as_its_least_sure_number(edition: Edition) -> None:
    found = norm(edition)
    assert (found.basis, found.certainty) == (("art. 110 ust. 11", "art. 110 ust. 12"), Certainty.INFERRED)
    assert norm(edition, law=()).certainty is Certainty.WORKING


@pytest.mark.parametrize(("old", "new"), [
    ("level: gmina", "level: powiat"),
    ("key: social_work.families", "key: social_work.persons"),
])  # fmt: skip
def test_the_norm_is_not_asked_of_a_powiat_nor_of_a_form_without_the_rows(tmp_path: Path, old: str, new: str) -> None:
    assert staffing(Sheet(load(ratios_folder(tmp_path, old, new)), "1206", YEAR)) is None


def test_the_norm_is_not_asked_of_a_column_the_rows_do_not_have(edition: Edition) -> None:
    assert staffing(Sheet(edition, "1206011", YEAR), offset=1) is None
