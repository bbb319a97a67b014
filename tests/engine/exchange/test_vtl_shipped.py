"""The scripts of the shipped editions: whole, and with a rule for every check in every column."""

import re
from collections import Counter

import pytest

from drogowskaz.engine.compiled.questions import questions
from drogowskaz.engine.editions.loader import edition_ids, edition_named
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.exchange.names import cell_code
from drogowskaz.engine.exchange.vtl import vtl
from drogowskaz.engine.exchange.vtl_rules import rules
from drogowskaz.engine.expressions.nodes import column

PAIRS = {")": "(", "]": "[", "}": "{"}
STATEMENT = re.compile(r"^([A-Za-z]\w*) (?::=|<-) ", re.MULTILINE)
RULESET = re.compile(r"^define (?:hierarchical|datapoint) ruleset (\w+) ", re.MULTILINE)


@pytest.fixture(scope="module", params=edition_ids())
def script(request: pytest.FixtureRequest) -> tuple[Edition, str]:
    """A shipped edition and its script without comments and texts."""
    form = edition_named(request.param)
    return form, vtl(form, form.years[-1], "pl")


def bare(text: str) -> str:
    """The script without its comments and with its texts empty."""
    return re.sub(r'"[^"\n]*"', '""', re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))


def test_every_check_in_every_column_has_one_rule(script: tuple[Edition, str]) -> None:
    form, text = script
    asked = Counter(f"{question.check.id}@{column(question.offset)}" for question in questions(form))
    assert Counter(re.findall(r'errorcode "([^"]+)"', text)) == asked
    assert rules(form, form.years[-1]).left_out == []


def test_brackets_and_quotation_marks_are_closed_in_their_order(script: tuple[Edition, str]) -> None:
    text = bare(script[1])
    assert text.replace('""', "").count('"') == 0
    open_ones = []
    for character in text:
        if character in PAIRS.values():
            open_ones.append(character)
        elif character in PAIRS:
            assert open_ones.pop() == PAIRS[character]
    assert open_ones == []


def test_nothing_is_named_twice_and_everything_made_is_used(script: tuple[Edition, str]) -> None:
    text = bare(script[1])
    named = [*STATEMENT.findall(text), *RULESET.findall(text)]
    assert len(set(named)) == len(named)
    words = Counter(re.findall(r"\w+", text))
    assert [name for name in named if words[name] < 2 and not name.startswith("FINDINGS")] == []


def test_a_ruleset_names_only_what_its_cells_have(script: tuple[Edition, str]) -> None:
    form, _text = script
    for cells, found in rules(form, form.years[-1]).others.values():
        made = "\n".join(cells.statements())
        assert [name for name in cells.names if f"{name} := " not in made] == []
        used = {word for rule in found for word in re.findall(r"[a-z]\w*_20\d\d\w*|LAST_KNOWN", rule.text)}
        assert used <= {*cells.names}


def test_every_key_that_is_looked_for_is_a_row_of_the_edition(script: tuple[Edition, str]) -> None:
    form, text = script
    codes = {cell_code(row.key) for row in form.rows}
    assert {key.rpartition("_")[0] for key in re.findall(r'KEY = "([^"]+)"', text)} <= codes
