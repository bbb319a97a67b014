"""Finding units and saying how they lie."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from territory.files import DAY, LATER, LUKOW, NOON, register

from drogowskaz.engine.polish import fold
from drogowskaz.territory import queries
from drogowskaz.territory.actions import import_register
from drogowskaz.territory.enums import Change
from drogowskaz.territory.models import Boundary, Succession, Unit

pytestmark = pytest.mark.django_db

UNITS = LUKOW | {
    "0611022": "Łuków",
    "0605": "janowski",
    "0605053": "Janów Lubelski",
    "0605054": "Janów Lubelski",
    "0605055": "Janów Lubelski",
    "0609": "lubelski",
    "0609012": "Niemce",
    "0662": "Chełm",
    "0662011": "Chełm",
    "0603": "chełmski",
    "0603022": "Chełm",
    "0603032": "Chełmek",
    "10": "łódzkie",
    "1061": "Łódź",
    "1061011": "Łódź",
}
SQUARE = [[[[22.0, 50.0], [22.0, 52.0], [20.0, 52.0], [20.0, 50.0], [22.0, 50.0]]]]


@pytest.fixture(autouse=True)
def _register() -> None:
    import_register(register=register(UNITS), at=NOON)


def found(text: str, **how: Any) -> list[str]:
    return [unit.code for unit in queries.search(text, **how)]


def codes(units: list[Unit]) -> list[str]:
    return [unit.code for unit in units]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("janow lub", ["0605053"]),
        ("Lubelski Janów", ["0605053"]),
        ("JANÓW", ["0605", "0605053"]),
        ("łódź", ["1061", "10"]),
        ("lodz", ["1061", "10"]),
        ("powiat łukowski", ["0611"]),
        ("gmina krzywda", ["0611042"]),
        ("woj lubelskie", ["06"]),
        ("woj. lubelskie", ["06"]),
        ("województwo", ["06", "10"]),
        ("gmina lublin", ["0663"]),
        ("powiat lublin", ["0663"]),
        ("miasto łódź", ["1061"]),
        ("0605", ["0605", "0605053"]),
        ("0605053", ["0605053"]),
        ("ublin", []),
        ("janow krzywda", []),
    ],
)
def test_every_typed_word_begins_a_word_of_name_kind_or_code(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_the_very_name_comes_first_then_the_higher_unit_then_the_polish_order() -> None:
    assert found("chełm") == ["0662", "0603022", "0603", "0603032"]
    assert found("lubelski") == ["0609", "06", "0605053"]
    assert found("gmina chełm") == ["0662", "0603022", "0603032"]
    assert found("łuków") == ["0611011", "0611022", "0611"]


def test_a_search_gives_no_more_than_asked_for() -> None:
    assert found("chełm", limit=2) == ["0662", "0603022"]


@pytest.mark.parametrize("text", ["", "  ", "%", "_", "–", "/", "\0", "żółw" * 100])
def test_a_text_without_words_or_far_too_long_finds_nothing(text: str) -> None:
    assert found(text) == []


def test_only_units_that_make_an_assessment_now_are_found() -> None:
    import_register(register=register(LUKOW | {"0611": "nowy"}, LATER), at=NOON)
    assert found("łukowski") == []
    assert found("janow lub") == ["0605053"]
    assert found("lublin gmina miejska") == []


class SearchFolding(TestCase):
    """What is typed without diacritics or in another case finds the same."""

    @classmethod
    def setUpTestData(cls) -> None:
        import_register(register=register(UNITS), at=NOON)

    @settings(max_examples=40, deadline=None)
    @given(st.sampled_from(sorted(UNITS.values())), st.integers(1, 14), st.sampled_from([str.upper, str.title, fold]))
    def test_a_beginning_of_a_name_in_any_spelling_finds_the_same(self, name: str, length: int, spell: Any) -> None:
        beginning = name[:length]
        assert found(spell(beginning), limit=100) == found(beginning, limit=100)
        current = {code for code, known in UNITS.items() if known == name}
        assert current & set(found(beginning, limit=100))


def test_a_code_gives_the_unit_that_has_it_and_a_citys_gmina_the_city() -> None:
    assert queries.unit_by_code("0611042").name == "Krzywda"
    assert queries.unit_by_code("0663011").code == "0663"
    assert queries.unit_by_code("0605054").name == "Janów Lubelski"


def test_a_code_that_is_no_more_gives_the_last_unit_that_had_it() -> None:
    Unit.objects.filter(code="0611042").update(valid_to=DAY)
    Unit.of(
        code="0611042", name="Druga", kind=Unit.objects.get(code="0611042").kind, parent=None, valid_to=LATER
    ).save()
    assert queries.unit_by_code("0611042").name == "Druga"


@pytest.mark.parametrize("code", ["0611099", "0611992", "", "x", "06\0", "0611042 "])
def test_an_unknown_code_gives_no_unit(code: str) -> None:
    with pytest.raises(Unit.DoesNotExist):
        queries.unit_by_code(code)


def test_children_are_the_assessed_units_right_below_in_polish_order() -> None:
    assert codes(queries.children(Unit.objects.get(code="06"))) == [
        "0662",
        "0603",
        "0605",
        "0609",
        "0663",
        "0611",
    ]
    assert queries.children(Unit.objects.get(code="0663")) == []
    assert queries.children(Unit.objects.get(code="0605053")) == []


def test_ancestors_begin_with_the_voivodeship() -> None:
    assert codes(queries.ancestors(Unit.objects.get(code="0605054"))) == ["06", "0605", "0605053"]
    assert queries.ancestors(Unit.objects.get(code="06")) == []


def test_the_country_is_browsed_from_its_voivodeships() -> None:
    assert codes(queries.voivodeships()) == ["06", "10"]


def chain(*changes: Change) -> list[Unit]:
    """Units one after another, each joined to the one before by the change."""
    units = [Unit.objects.get(code="0611042")]
    for number, change in enumerate(changes):
        next_one = Unit.of(code=f"06119{number}2", name="Dalsza", kind=units[0].kind, parent=None)
        next_one.save()
        Succession.objects.create(old=units[-1], new=next_one, change=change, by=DAY)
        units.append(next_one)
    return units


def test_a_series_runs_both_ways_over_changes_of_kind_name_and_code() -> None:
    units = chain(Change.KIND, Change.RENAMED, Change.RECODED)
    for unit in units:
        assert {row.pk for row in queries.lineage(unit)} == {row.pk for row in units}


@pytest.mark.parametrize("change", [Change.SPLIT, Change.MERGED])
def test_a_series_ends_where_units_split_or_merge(change: Change) -> None:
    first, second = chain(change)
    assert (queries.lineage(first), queries.lineage(second)) == ([first], [second])


def test_a_circle_of_changes_is_walked_once() -> None:
    first, _second, third = chain(Change.KIND, Change.KIND)
    Succession.objects.create(old=third, new=first, change=Change.KIND, by=LATER)
    assert len(queries.lineage(first)) == 3


def test_the_changes_of_a_unit_are_those_of_its_whole_series_oldest_first() -> None:
    first, second, third = chain(Change.KIND, Change.SPLIT)
    Succession.objects.filter(old=second).update(by=LATER)
    expected = [(first, second, Change.KIND), (second, third, Change.SPLIT)]
    assert [(row.old, row.new, row.change) for row in queries.changes(first)] == expected
    assert [(row.old, row.new, row.change) for row in queries.changes(third)] == expected[1:]


def draw(*which: str) -> None:
    Boundary.objects.bulk_create(
        Boundary(unit=Unit.objects.get(code=code), polygons=SQUARE, source="x") for code in which
    )


def test_the_map_of_a_unit_shows_those_below_and_itself_last() -> None:
    draw("06", "0605", "0611", "0611011", "0663", "0663011", "10")
    shown = [boundary.unit.code for boundary in queries.outlines(Unit.objects.get(code="06"))]
    assert shown == ["0605", "0663", "0611", "06"]
    assert [boundary.unit.code for boundary in queries.outlines(Unit.objects.get(code="0663"))] == ["0663"]
    assert [boundary.unit.code for boundary in queries.outlines(None)] == ["06", "10"]


QUESTIONS = [
    ("search", lambda unit: [one.parent and one.parent.parent for one in queries.search("06")], 1),
    ("unit_by_code", lambda unit: queries.unit_by_code("0663011").parent, 1),
    ("ancestors", queries.ancestors, 1),
    ("children", lambda unit: [one.parent and one.parent.parent for one in queries.children(unit)], 1),
    ("voivodeships", lambda unit: queries.voivodeships(), 1),
    ("lineage", lambda unit: [one.parent for one in queries.lineage(unit)], 2),
    ("changes", lambda unit: [(one.old.parent, one.new.parent) for one in queries.changes(unit)], 2),
    ("outlines", lambda unit: [(one.unit.name, one.covers) for one in queries.outlines(unit)], 1),
]


@pytest.mark.parametrize(("ask", "number"), [row[1:] for row in QUESTIONS], ids=[row[0] for row in QUESTIONS])
@pytest.mark.parametrize("items", [1, 3])
def test_a_question_takes_the_same_queries_for_one_item_and_for_three(
    django_assert_num_queries: Any, ask: Any, number: int, items: int
) -> None:
    chain(*[Change.KIND] * items)
    draw(*["0611042", "0611011", "0611022"][:items])
    kept = ["06", "0611", "0663", "0663011", "0611042", "0611011", "0611022"][: 4 + items]
    Unit.objects.exclude(code__in=kept).update(valid_to=LATER)
    powiat = Unit.objects.get(code="0611")
    Succession.objects.filter(by=DAY).update(old=powiat)
    with django_assert_num_queries(number):
        ask(powiat)
