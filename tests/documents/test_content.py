"""What a document says, made plain and put in order before any format."""

from dataclasses import replace
from decimal import Decimal

import pytest
from documents.sample import (
    CONTROLS,
    HEBREW,
    LINE,
    LINES,
    LINES_OF_TEXT,
    MAP,
    MONEY,
    OVERRIDE,
    PAIRS,
    PEOPLE,
    STACKED,
    STRIP,
    WITHHELD,
    document,
)

from drogowskaz.documents.arrangement import aligned, head_places, mark_line, named, sections
from drogowskaz.documents.columns import columns, whole
from drogowskaz.documents.content import (
    Align,
    Chart,
    ChartKind,
    Document,
    Heading,
    Mark,
    Missing,
    Paragraph,
    Row,
    Series,
    Strip,
    Table,
    heads,
)
from drogowskaz.documents.figures import digits, places, quartiles, shares, shown, table_of
from drogowskaz.documents.plain import breakable, cleaned, directed, isolated, plain

NBSP = "\N{NO-BREAK SPACE}"


def test_a_document_may_not_skip_a_level_of_headings() -> None:
    with pytest.raises(AssertionError, match="a level is skipped"):
        Document("Title", (Heading(1, "One", "one"), Heading(3, "Three", "three")))


def test_a_document_may_not_begin_below_the_first_level() -> None:
    with pytest.raises(AssertionError, match="a level is skipped"):
        Document("Title", (Heading(2, "Two", "two"),))


def test_no_two_headings_have_the_same_id() -> None:
    with pytest.raises(AssertionError, match="an id is used twice"):
        Document("Title", (Heading(1, "One", "one"), Heading(1, "Two", "one")))


def test_control_characters_become_spaces_and_broken_ones_are_replaced() -> None:
    assert plain(CONTROLS) == "bell  null  escape [31m delete  half� none� end"


def test_every_sort_of_line_break_is_one_and_stays() -> None:
    assert plain(LINES_OF_TEXT) == "pierwsza linia\ndruga\ntrzecia\n\n  czwarta z tabulatorem"


def test_nobody_turns_the_direction_of_what_follows() -> None:
    assert plain(OVERRIDE) == "filefdp.exe x"


def test_a_document_is_made_plain_to_its_last_field() -> None:
    dirty = replace(STRIP, title="a\x07", name="b\x07", group="c\x07", unit="d\x07", note="e\x07", alt="f\x07")
    found = cleaned(Document("t\x07", (dirty, Paragraph("p\x07", Mark.NOTE)), keywords=("k\x07",)))
    assert "\x07" not in repr(found)
    assert found.blocks[1] == Paragraph("p ", Mark.NOTE)


def test_characters_can_be_swapped_for_others_everywhere() -> None:
    found = cleaned(Document("a☃b", (Paragraph("☃"),)), {ord("☃"): "*"})
    assert (found.title, found.blocks[0]) == ("a*b", Paragraph("*"))


def test_a_text_that_runs_from_right_to_left_is_set_apart_and_others_are_not() -> None:
    assert isolated(HEBREW) == f"\u2068{HEBREW}\u2069"
    assert isolated("Dąbrówka") == "Dąbrówka"


def test_pieces_of_a_text_say_which_way_they_run() -> None:
    assert directed(f"Nota: {HEBREW}, 12.") == [("Nota: ", False), (HEBREW, True), (", 12.", False)]
    assert directed("Dąbrówka") == [("Dąbrówka", False)]


def test_only_endless_words_may_be_broken_anywhere() -> None:
    assert breakable("a" * 40) == f"{'a' * 15}\u200b{'a' * 15}\u200b{'a' * 10}"
    usual = "Konstantynopolitańczykowianeczka".lower()[:30] + " https://example.org/oceny/2024/dabrowka/tabela.html"
    assert breakable(usual) == usual


def test_numbers_are_shown_with_the_decimal_places_they_have() -> None:
    assert (shown(1204, "pl"), shown(Decimal("1204.50"), "pl"), shown(Decimal("-0.5"), "en")) == (
        f"1{NBSP}204",
        f"1{NBSP}204,50",
        "−0.5",
    )
    assert [places(number) for number in (7, Decimal("7.0"), Decimal("7.25"), Decimal("7E+2"))] == [0, 1, 2, 0]


def test_numbers_are_rounded_half_up() -> None:
    assert [digits(Decimal(number), "pl", 1) for number in ("0.25", "0.249", "-0.04")] == ["0,3", "0,2", "0,0"]


def test_quartiles_are_medians_of_the_halves() -> None:
    assert quartiles([7, 1, 3, 5]) == (2, 4, 6)
    assert quartiles([1, 2, 3, 4, 5]) == (2, 3, 4)
    assert quartiles([Decimal("1.5"), Decimal("2.0")]) == (Decimal("1.5"), Decimal("1.8"), Decimal("2.0"))


def test_shares_need_every_part_and_a_whole() -> None:
    assert shares([1, 2]) == [Decimal("33.3"), Decimal("66.7")]
    assert [shares(data) for data in ([1, Missing.NO_DATA], [0, 0], [-1, 2])] == [None, None, None]


def test_years_of_a_line_go_across_in_its_table_and_categories_of_bars_go_down() -> None:
    across, down = table_of(LINES, "pl"), table_of(PAIRS, "pl")
    assert [head.text for head in across.head[0]][1:4] == ["2021", "2022", "2023"]
    assert [row.label for row in across.body] == [series.name for series in LINES.series]
    assert [row.label for row in down.body] == list(PAIRS.categories)
    assert len(table_of(LINE, "pl").body) == len(LINE.categories), "eight years are too many to go across"


def test_every_number_of_a_picture_is_in_its_table() -> None:
    for chart in (LINE, LINES, PAIRS, STACKED):
        cells = [cell for row in table_of(chart, "pl").body for cell in row.cells]
        kept = sorted(cell.number for cell in cells if cell.number is not None)
        data = [datum for one in chart.series for datum in one.data if not isinstance(datum, Missing)]
        assert kept == sorted(data)
    assert {row.label for row in table_of(MAP, "pl").body} == {area.name for area in MAP.areas}


def test_a_missing_number_is_a_word_in_the_table_and_no_number() -> None:
    (cell,) = (row.cells[1] for row in table_of(LINES, "en").body if row.label == "Mężczyźni")
    assert (cell.text, cell.number) == ("withheld", None)


def test_parts_of_a_whole_have_their_share_in_brackets() -> None:
    first = table_of(STACKED, "pl").body[0].cells[0]
    assert (first.text, first.number) == ("412 (35,7%)", 412)
    assert table_of(STACKED, "pl").body[3].cells[0].text == "371", "without one of the parts there are no shares"


def test_the_table_of_a_strip_names_no_unit_but_its_own_and_counts_the_rest() -> None:
    table = table_of(STRIP, "en")
    assert table.body[0].label == STRIP.name
    assert [(row.cells[0].number, row.unit) for row in table.body[-3:]] == [(18, "units"), (1, "units"), (1, "units")]


def test_a_strip_of_a_group_without_numbers_has_a_table_all_the_same() -> None:
    table = table_of(Strip("t", "a", "Own", WITHHELD, "group", (Missing.NO_DATA,)), "en")
    assert [row.cells[0].text for row in table.body] == ["withheld", "0 units", "1 unit"]


def test_units_of_a_map_are_in_the_order_of_the_polish_alphabet() -> None:
    names = [row.label for row in table_of(MAP, "pl").body]
    assert names.index("Ćmielów") < names.index("Dąbrówka") < names.index("Łaskarzew") < names.index("Mątwy")


def test_tables_charts_and_maps_are_counted_apart() -> None:
    names = [one.name for one in named(replace(document(), lang="en")) if one.name]
    assert names == [
        "Table 1", "Chart 1", "Chart 2", "Chart 3", "Chart 4", "Chart 5", "Table 2", "Chart 6", "Map 1", "Table 3",
    ]  # fmt: skip


def test_a_wide_table_takes_the_headings_above_it_onto_its_paper() -> None:
    parts = sections(document())
    assert [part.wide for part in parts] == [False, True, False]
    assert [type(one.block) for one in parts[1].blocks] == [Heading, Table]


def test_the_mark_of_a_document_is_said_with_its_word() -> None:
    assert mark_line(Document("T", (), lang="en", mark=Mark.DRAFT, mark_text="Not signed.")) == "Draft: Not signed."
    assert mark_line(Document("T", ())) == ""


def test_cells_of_a_head_find_their_columns_below_those_that_reach_down() -> None:
    assert [(row, column, head.text) for row, column, head in head_places(MONEY)] == [
        (0, 0, "Rozdział"), (0, 1, "Wykonanie"), (0, 3, "Plan"), (0, 5, "Uwagi"),
        (1, 1, "2023"), (1, 2, "2024"), (1, 3, "2025"), (1, 4, "2026"),
    ]  # fmt: skip


def test_columns_with_numbers_stand_at_the_end_unless_the_table_says_otherwise() -> None:
    assert aligned(MONEY) == (Align.START, *(Align.END,) * 4, Align.START)
    assert aligned(replace(PEOPLE, aligned=(Align.START,) * 4)) == (Align.START,) * 5


def test_columns_of_numbers_take_what_they_need_and_sentences_share_the_rest() -> None:
    sorts = [sort for _width, sort in columns(MONEY, 723)]
    assert sorts == ["fr", "pt", "pt", "pt", "pt", "fr"]


def test_where_columns_do_not_fit_the_labels_keep_their_part() -> None:
    crowded = Table("t", heads(*map(str, range(30))), (Row("a", PEOPLE.body[0].cells),))
    found = columns(crowded, 476)
    assert {sort for _width, sort in found} == {"fr"}
    assert found[0][0] / sum(width for width, _sort in found) == pytest.approx(0.3)


def test_a_table_of_few_short_rows_stays_whole() -> None:
    assert whole(PEOPLE)
    assert not whole(replace(PEOPLE, body=PEOPLE.body * 3))
    assert not whole(replace(PEOPLE, body=(Row("a" * 1000, PEOPLE.body[0].cells),)))


def test_a_chart_without_a_unit_has_a_head_all_the_same() -> None:
    table = table_of(Chart(ChartKind.BAR, "t", "a", ("x",), (Series("s", (1,)),)), "en")
    assert [head.text for head in table.head[0]] == ["Category", "s"]
