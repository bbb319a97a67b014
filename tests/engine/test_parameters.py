"""Dated parameters: which value holds on a day, and files that cannot be used."""

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest

from drogowskaz.engine.certainty import Certainty
from drogowskaz.engine.parameters import Parameter, parameters, parameters_in, value_on
from drogowskaz.engine.problems import Unusable

HEAD = "unit: zł, basis: ustawa"


def written(tmp_path: Path, *lines: str) -> Path:
    tmp_path.joinpath("some.yaml").write_text(
        "\n".join(("items:", *(f"  - {{{line}, {HEAD}}}" for line in lines))), "utf-8"
    )
    return tmp_path


def refusal(folder: Path) -> str:
    with pytest.raises(Unusable) as refused:
        parameters(folder)
    return refused.value.report("en")


def test_a_parameter_is_exact_and_keeps_its_source(tmp_path: Path) -> None:
    folder = written(tmp_path, "code: A, value: 0.35, since: 2024-01-01, until: 2024-12-31, certainty: certain")
    expected = Parameter(
        "A", Fraction(7, 20), "zł", dt.date(2024, 1, 1), dt.date(2024, 12, 31), "ustawa", Certainty.CERTAIN
    )
    assert parameters(folder) == (expected,)


def test_both_ends_of_a_period_are_in_it(tmp_path: Path) -> None:
    known = parameters(
        written(
            tmp_path,
            "code: A, value: 1, until: 2023-12-31",
            "code: A, value: 2, since: 2024-01-01, until: 2024-12-31",
            "code: A, value: 3, since: 2025-02-01",
        )
    )
    days = [
        "1900-01-01",
        "2023-12-31",
        "2024-01-01",
        "2024-12-31",
        "2025-01-01",
        "2025-01-31",
        "2025-02-01",
        "2999-01-01",
    ]
    found = [value_on("A", dt.date.fromisoformat(day), known) for day in days]
    assert [parameter and int(parameter.value) for parameter in found] == [1, 1, 2, 2, None, None, 3, 3]
    assert value_on("B", dt.date(2024, 1, 1), known) is None


def test_the_checks_see_the_parameters_of_the_last_day_of_the_year() -> None:
    assert parameters_in(2014)["UNEMPLOYED_SHARE_MAX"] == Fraction(7, 20)
    families = {year: parameters_in(year)["ASSISTANT_FAMILIES"] for year in (2013, 2014, 2015)}
    assert families == {2013: 20, 2014: 20, 2015: 15}
    assert "PERMANENT_MAX" not in parameters_in(2014), "not known before 2018"


@pytest.mark.parametrize(("line", "sentence"), [
    ("value: 1", "some.yaml, line 2: The key “code” is missing."),
    ("code: A", "some.yaml, line 2: The key “value” is missing."),
    ("code: A, value: many", "some.yaml, line 2: The value of a parameter must be a number."),
    ("code: A, value: 1/0", "some.yaml, line 2: The value of a parameter must be a number."),
    ("code: A, value: 1, since: soon", "some.yaml, line 2: “since” must be a date such as 2026-11-21."),
    ("code: A, value: 1, certainty: sure", "some.yaml, line 2: “sure” is not one of: certain, inferred, working."),
    ("code: A, value: 1, sicne: 2024-01-01", "some.yaml, line 2: The key “sicne” is not known here."),
])  # fmt: skip
def test_a_parameter_that_cannot_be_used_is_refused_with_its_line(tmp_path: Path, line: str, sentence: str) -> None:
    assert refusal(written(tmp_path, line)) == sentence


def test_two_values_for_one_day_are_refused(tmp_path: Path) -> None:
    folder = written(tmp_path, "code: A, value: 1, until: 2024-01-01", "code: A, value: 2, since: 2024-01-01")
    assert refusal(folder) == "some.yaml, line 3: The parameter “A” has two values for the same day."


def test_a_period_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    folder = written(tmp_path, "code: A, value: 1, since: 2024-01-02, until: 2024-01-01")
    assert refusal(folder) == "some.yaml, line 2: The period of the parameter “A” ends before it begins."
