"""Which kind of unit a TERYT code belongs to."""

import pytest

from drogowskaz.engine.teryt import Level, is_invented, level_of


@pytest.mark.parametrize(("code", "level"), [
    ("06", Level.VOIVODESHIP),
    ("0601", Level.POWIAT),
    ("0663", Level.CITY),
    ("1419053", Level.GMINA),
    ("0601011", Level.GMINA),
    ("0601022", Level.GMINA),
    ("1465011", Level.CITY),
    ("1465028", None),
    ("1061029", None),
    ("1419054", None),
    ("1419055", None),
    ("419053", None),
    ("14190531", None),
    ("14190a3", None),
    ("١٤", None),
    ("", None),
])  # fmt: skip
def test_the_code_says_the_level_or_that_no_unit_makes_an_assessment(code: str, level: Level | None) -> None:
    assert level_of(code) is level


@pytest.mark.parametrize(
    ("code", "invented"), [("9901012", True), ("0101012", True), ("1419053", False), ("32", False), ("", False)]
)
def test_an_odd_voivodeship_is_invented(code: str, invented: bool) -> None:
    assert is_invented(code) is invented
