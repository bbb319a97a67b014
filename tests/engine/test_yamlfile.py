"""YAML that says where a mistake stands."""

import datetime as dt
from enum import Enum
from pathlib import Path

import pytest

from drogowskaz.engine.problems import Problem, Unusable
from drogowskaz.engine.yamlfile import Node, read


class Colour(Enum):
    GREEN = "green"
    AMBER = "amber"


def top(tmp_path: Path, text: str | bytes) -> Node:
    path = tmp_path / "some.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read(path)


def refusal(tmp_path: Path, text: str | bytes) -> str:
    with pytest.raises(Unusable) as refused:
        top(tmp_path, text)
    return refused.value.report("en")


@pytest.mark.parametrize(("text", "sentence"), [
    ("", "some.yaml: The file is empty."),
    ("  \n\n", "some.yaml: The file is empty."),
    ("- a\n- b\n", "some.yaml, line 1: The file must be a mapping of names to values."),
    ("# only a comment\n", "some.yaml, line 1: The file must be a mapping of names to values."),
    ("a: 1\nb: [1\nc: 2\n", "some.yaml, line 3: The file is not valid YAML."),
    ("a: 1\n--- \nb: 2\n", "some.yaml, line 2: The file is not valid YAML."),
    ("a: \0", "some.yaml: The file is not a text file."),
    ("a: 1\nb: 2\na: 3\n", "some.yaml, line 3: The key “a” stands twice."),
    ("a: 1\n[b, c]: 2\n", "some.yaml, line 2: A key must be a plain name."),
    (b"a: 1\nb: \xb9\n", "some.yaml, line 2: The file is not in UTF-8. Save it as “CSV UTF-8” or “UTF-8”."),
])  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_with_its_line(tmp_path: Path, text: str | bytes, sentence: str) -> None:
    assert refusal(tmp_path, text) == sentence


def test_a_missing_file_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(Unusable) as refused:
        read(tmp_path / "absent.yaml", "folder/absent.yaml")
    assert refused.value.report("en") == "folder/absent.yaml: The file cannot be opened."


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    assert top(tmp_path, b"\xef\xbb\xbfa: 1\n").text("a", []) == "1"


def asked(tmp_path: Path, text: str, ask: str, *more: object) -> tuple[object, list[str]]:
    """What one question to the top mapping gives, and the problems after asking it and refusing the rest."""
    node = top(tmp_path, text)
    problems: list[Problem] = []
    answer = getattr(node, ask)(*more[:1], problems, *more[1:])
    node.refuse_unknown(problems)
    return answer, [problem.sentence("en") for problem in problems]


@pytest.mark.parametrize(("text", "question", "answer", "sentences"), [
    ("a: yes, really", ("text", "a"), "yes, really", []),
    ("b: 1", ("text", "a"), "",
        ["some.yaml, line 1: The key “a” is missing.", "some.yaml, line 1: The key “b” is not known here."]),
    ("\na:", ("text", "a"), "", ["some.yaml, line 2: The key “a” is missing."]),
    ("a: [b]", ("text", "a"), "", ["some.yaml, line 1: “a” must be a single text or number."]),
    ("a: true", ("flag", "a"), True, []),
    ("{}", ("flag", "a"), False, []),
    ("a: yes", ("flag", "a"), False, ["some.yaml, line 1: “a” must be true or false."]),
    ("a: [true]", ("flag", "a"), False, ["some.yaml, line 1: “a” must be a single text or number."]),
    ("a: 12", ("number", "a"), 12, []),
    ("{}", ("number", "a"), None, []),
    ("a: twelve", ("number", "a"), None, ["some.yaml, line 1: “a” must be a whole number."]),
    ("a: 2026-11-21", ("date", "a"), dt.date(2026, 11, 21), []),
    ("a: 21.11.2026", ("date", "a"), None, ["some.yaml, line 1: “a” must be a date such as 2026-11-21."]),
    ("a: amber", ("choice", "a", Colour), Colour.AMBER, []),
    ("{}", ("choice", "a", Colour), Colour.GREEN, []),
    ("a: blue", ("choice", "a", Colour), Colour.GREEN, ["some.yaml, line 1: “blue” is not one of: green, amber."]),
    ("a: {pl: w domu, en: at home}", ("texts", "a"), {"pl": "w\N{NO-BREAK SPACE}domu", "en": "at home"}, []),
    ("{}", ("texts", "a"), {}, []),
    ("a:\n  pl: tak", ("texts", "a"), {"pl": "tak", "en": ""}, ["some.yaml, line 2: The key “en” is missing."]),
    ("a: tak", ("texts", "a"), {}, ["some.yaml, line 1: “a” must be a mapping of names to values."]),
    ("a: {pl: t, en: y, de: j}", ("texts", "a"), {"pl": "t", "en": "y"},
        ["some.yaml, line 1: The key “de” is not known here."]),
    ("a: [1, two]", ("strings", "a"), ("1", "two"), []),
    ("a: one", ("strings", "a"), (), ["some.yaml, line 1: “a” must be a list."]),
    ("a: [[1]]", ("strings", "a"), (), ["some.yaml, line 1: “a” must be a list."]),
    ("a:\n- 1\n- 2", ("scalars", "a"), [("1", 2), ("2", 3)], []),
    ("{}", ("scalars", "a"), [], []),
])  # fmt: skip
def test_a_question_gives_its_answer_or_a_problem_with_its_line(
    tmp_path: Path, text: str, question: tuple[object, ...], answer: object, sentences: list[str]
) -> None:
    ask, key, *more = question
    if ask == "choice":
        node = top(tmp_path, text)
        problems: list[Problem] = []
        assert node.choice("a", Colour, problems, Colour.GREEN) is answer
        assert [problem.sentence("en") for problem in problems] == sentences
    else:
        assert asked(tmp_path, text, str(ask), key, *more) == (answer, sentences)


def test_items_are_mappings_and_the_others_are_named_with_their_line(tmp_path: Path) -> None:
    node = top(tmp_path, "items:\n- a: 1\n- two\n- a: 3\n")
    problems: list[Problem] = []
    assert [item.text("a", problems) for item in node.items(problems)] == ["1", "3"]
    assert [problem.sentence("en") for problem in problems] == [
        "some.yaml, line 3: Each item of “items” must be a mapping."
    ]


def test_items_that_are_no_list_are_a_problem_and_absent_ones_are_none(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert list(top(tmp_path, "items: 5").items(problems)) == []
    assert list(top(tmp_path, "other: 5").items([])) == []
    assert [problem.sentence("en") for problem in problems] == ["some.yaml, line 1: “items” must be a list."]


def test_a_key_that_stands_twice_inside_is_reported_with_its_line(tmp_path: Path) -> None:
    problems: list[Problem] = []
    top(tmp_path, "a:\n  b: 1\n  b: 2\n").inner("a", problems)
    assert [problem.sentence("en") for problem in problems] == ["some.yaml, line 3: The key “b” stands twice."]
