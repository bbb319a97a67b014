"""A second source: read by code, never by position; checked against itself; compared with forms that may be read."""

import csv
from fractions import Fraction
from pathlib import Path

import pytest
from cycles import DECEMBER, YEAR, holder, put, region
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from drogowskaz.assessments import actions
from drogowskaz.assessments.actions.intake.sources import load_source, remove_source
from drogowskaz.assessments.models import Assessment, SecondSource, SecondValue, Submission
from drogowskaz.assessments.queries.intake.source_checks import warnings
from drogowskaz.assessments.queries.intake.source_reading import ReadValue, read_source
from drogowskaz.assessments.queries.intake.sources import compared
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.problems import Unusable
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import User
from drogowskaz.territory.models import Unit

GMINA, POWIAT = edition_named("ozps-gmina-2025"), edition_named("ozps-powiat-2025")
CODES = [f"99010{place}2" for place in range(1, 6)]
EDITIONS = {"9901": POWIAT, **dict.fromkeys(CODES, GMINA)}
HEAD = "code;row;column;value\n"
ADDRESS = f"/en/wojewodztwo/99/formularze/{YEAR}/zrodla/"


def read(text: str) -> list[ReadValue]:
    return read_source(text.encode(), "zrodlo.csv", YEAR, EDITIONS)


def problems(text: str) -> list[str]:
    with pytest.raises(Unusable) as unusable:
        read(text)
    return [one.sentence("en").replace("\xa0", " ") for one in unusable.value.problems]


def loaded(top: Unit, content: str, *, title: str = "Tabela ministerstwa", actor: User | None = None) -> SecondSource:
    return load_source(
        region=top, year=YEAR, title=title, publisher="Ministerstwo", url="", published=YEAR, certainty="certain",
        content=content.encode(), name="zrodlo.csv", actor=actor, at=DECEMBER,
    )  # fmt: skip


def shown(top: Unit, code: str, row: str, number: int) -> Assessment:
    """A draft with a number, shown to the centre."""
    form = Assessment.objects.get(unit__code=code, year=YEAR)
    put(form, row, 0, number)
    Submission.objects.update_or_create(assessment=form, defaults={"shared": True, "changed_at": DECEMBER})
    return form


def test_numbers_are_read_by_code_with_decimal_commas_and_spaces() -> None:
    found = read(
        HEAD + '9901012;population.total;2026;"1 204"\n9901022;ioss-17;y;3,17%\n9901032;population.total;2026;.\n'
    )
    assert [(one.code, one.row, one.column, one.exact) for one in found] == [
        ("9901012", "population.total", 2026, Fraction(1204)),
        ("9901022", "ioss-17", 2026, Fraction(317, 100)),
    ]


def test_the_long_csv_is_read_too_and_the_windows_encoding() -> None:
    content = "jednostka,rok,wiersz,kolumna,wartość\n9901012,2026,population.total,y-1,7\n".encode("cp1250")
    (one,) = read_source(content, "zrodlo.csv", YEAR, EDITIONS)
    assert (one.column, one.number) == (2025, 7)


@pytest.mark.parametrize(("line", "sentence"), [
    ("1234567;population.total;2026;1", "“1234567” is not the code of a unit of this voivodeship"),
    ("9901012;no.such.row;2026;1", "has no row “no.such.row”"),
    ("9901012;population.total;2040;1", "has no column 2040"),
    ("9901012;population.total;kiedyś;1", "“kiedyś” is not a column"),
    ("9901012;population.total;2026;1,5", "is a fraction, and this row takes whole numbers only"),
    ("9901012;population.total;2026;12.500", "is ambiguous: thousands or a fraction?"),
    ("9901012;population.total;2026;dużo", "“dużo” is not a number"),
    ("9901012;ioss-17;2026;dużo", "“dużo” is not a number"),
    ("9901012;ioss-17;2026;1234567890123456", "is impossibly large"),
    ("9901012;population.total;2026", "The line has 3 fields instead of 4"),
])  # fmt: skip
def test_what_cannot_be_used_is_told_by_its_line(line: str, sentence: str) -> None:
    (said,) = problems(f"{HEAD}9901022;population.total;2026;5\n{line}\n")
    assert sentence in said
    assert "3" in said


def test_all_problems_are_told_at_once_and_a_line_that_stands_twice() -> None:
    said = problems(
        HEAD + "9901012;population.total;2026;1\n9901012;population.total;2026;2\nx;population.total;2026;1\n"
    )
    assert len(said) == 2
    assert "stands twice: here and in line 2" in said[0]


@pytest.mark.parametrize(("content", "sentence"), [
    (b"a;b\n1;2\n", "The first line must name the columns"),
    (b"code;row;column;value\n", "no value that could be compared"),
    (b"code;row;column;value\n\0", "not a text file"),
    (b'code;row;column;value\n"9901012;x\n', "a quotation mark is not closed"),
])  # fmt: skip
def test_a_file_that_is_no_such_table_is_refused_whole(content: bytes, sentence: str) -> None:
    with pytest.raises(Unusable) as unusable:
        read_source(content, "zrodlo.csv", YEAR, EDITIONS)
    assert sentence in unusable.value.report("en")


def of(row: str, numbers: dict[str, int], places: int = 0) -> list[ReadValue]:
    return [ReadValue(code, row, YEAR, number, places, 1) for code, number in numbers.items()]


def test_a_powiat_that_is_not_the_sum_of_its_gminas_in_the_source_is_told() -> None:
    gminas = dict.fromkeys(CODES, 100)
    assert warnings(of("population.total", {**gminas, "9901": 500}), EDITIONS, {}) == []
    (one,) = warnings(of("population.total", {**gminas, "9901": 700}), EDITIONS, {})
    assert "make 500" in one.sentence("en")
    some = dict.fromkeys(CODES[1:], 100)
    assert warnings(of("population.total", {**some, "9901": 700}), EDITIONS, {}) == []


def test_a_weighted_mean_that_is_not_the_powiats_is_told() -> None:
    residents = of("population.total", dict(zip(CODES, (9000, 1000, 1000, 1000, 1000), strict=True)))
    rates = dict(zip(CODES, (200, 900, 900, 900, 900), strict=True))
    right = round(sum(rate * people.number for rate, people in zip(rates.values(), residents, strict=True)) / 13000)
    assert warnings([*residents, *of("ioss-17", {**rates, "9901": right}, 2)], EDITIONS, {}) == []
    shifted = dict(zip(CODES, (900, 200, 900, 900, 900), strict=True))
    (one,) = warnings([*residents, *of("ioss-17", {**shifted, "9901": right}, 2)], EDITIONS, {})
    assert "the weighted mean of the gminas of 9901" in one.sentence("en")


def test_rows_that_slipped_by_one_are_told_when_they_fit_the_neighbours_forms() -> None:
    own = {(code, "hospices", YEAR): Fraction(10 + place) for place, code in enumerate(CODES)}
    straight = {code: 10 + place for place, code in enumerate(CODES)}
    assert warnings(of("hospices", straight), EDITIONS, own) == []
    slipped = {code: 9 + place for place, code in enumerate(CODES)}
    (one,) = warnings(of("hospices", slipped), EDITIONS, own)
    assert "seem to have slipped by one" in one.sentence("en")


def test_the_published_table_of_2024_makes_its_powiats_and_one_that_slipped_by_a_gmina_does_not(shared: Path) -> None:
    with (shared / "malopolska_ozps_ioss_2024.csv").open(encoding="utf-8") as file:
        lines = [line for line in csv.DictReader(file) if line["ioss_indicator_id"] == "17"]
    with (shared / "gmina_population_2020.csv").open(encoding="utf-8") as file:
        own = {(line["code"], "population.total", 2024): Fraction(line["total"]) for line in csv.DictReader(file)}
    editions = {line["code"]: POWIAT if line["level"] == "powiat" else GMINA for line in lines}
    numbers = [line["value_percent"] for line in lines]

    def told(values: list[str]) -> list[str]:
        content = HEAD + "".join(f"{one['code']};ioss-17;2024;{n}\n" for one, n in zip(lines, values, strict=True))
        found = read_source(content.encode(), "ioss.csv", 2024, editions)
        return [one.sentence("en") for one in warnings(found, editions, own)]

    assert told(numbers) == []
    gminas = sum(line["level"] == "gmina" for line in lines)
    assert told(numbers[1:gminas] + numbers[:1] + numbers[gminas:])


@pytest.mark.django_db
def test_differences_are_told_only_of_forms_that_may_be_read() -> None:
    top = region(units=3)
    actions.open_campaign(region=top, year=YEAR, actor=None, at=DECEMBER)
    shown(top, "9901012", "hospices", 5)
    shown(top, "9901022", "hospices", 7)
    put(Assessment.objects.get(unit__code="9901032", year=YEAR), "hospices", 0, 9)
    source = loaded(top, HEAD + "9901012;hospices;2026;5\n9901022;hospices;2026;8\n9901032;hospices;2026;1\n")
    found = compared(source, 0, "en")
    assert (found.same, found.differ, found.ours_missing) == (1, 1, 1)
    (one,) = found.shown
    assert (one.unit.code, one.theirs, one.ours) == ("9901022", "8", "7")


@pytest.mark.django_db
def test_a_rounded_indicator_agrees_within_its_last_place() -> None:
    top = region()
    actions.open_campaign(region=top, year=YEAR, actor=None, at=DECEMBER)
    indicator = GMINA.indicator_by_id["ioss-17"]
    for row in {
        node.row for half in (indicator.numerator, indicator.denominator) for node in (half,) if hasattr(node, "row")
    }:
        shown(top, "9901012", row, 3 if "population" not in row else 1000)
    source = loaded(top, HEAD + "9901012;ioss-17;2026;0,30\n")
    found = compared(source, 0, "en")
    assert (found.same, found.differ, found.ours_missing) == (1, 0, 0)


@pytest.mark.django_db
def test_a_source_is_taken_in_whole_or_not_at_all_and_once() -> None:
    top = region()
    with pytest.raises(Unusable):
        loaded(top, HEAD + "9901012;hospices;2026;5\nx;hospices;2026;5\n")
    assert not SecondSource.objects.exists()
    source = loaded(top, HEAD + "9901012;hospices;2026;5\n")
    with pytest.raises(Refused) as there:
        loaded(top, HEAD + "9901012;hospices;2026;6\n")
    assert "is there already" in str(there.value)
    remove_source(source=source, actor=None, at=DECEMBER)
    assert not SecondValue.objects.exists()


@pytest.mark.django_db
def test_only_the_centre_brings_in_and_takes_away_a_source() -> None:
    top = region()
    clerk = holder(Role.DATA_EDITOR, Unit.objects.get(code="9901012"))
    with pytest.raises(Refused):
        loaded(top, HEAD + "9901012;hospices;2026;5\n", actor=clerk)
    source = loaded(top, HEAD + "9901012;hospices;2026;5\n")
    with pytest.raises(Refused):
        remove_source(source=source, actor=clerk, at=DECEMBER)


@pytest.mark.django_db
def test_the_page_takes_in_a_file_tells_problems_and_keeps_what_was_typed() -> None:
    top = region()
    client = Client()
    client.force_login(holder(Role.ROPS_REVIEWER, top, reach=Reach.REGION))
    typed = {"title": "Tabela", "publisher": "GUS", "published": "2026", "certainty": "certain", "url": ""}
    wrong = client.post(ADDRESS, {**typed, "file": SimpleUploadedFile("a.csv", b"a;b\n")})
    assert (wrong.status_code, "Nothing was taken in" in wrong.content.decode()) == (422, True)
    assert 'value="Tabela"' in wrong.content.decode()
    assert client.post(ADDRESS, typed).status_code == 422
    assert (
        client.post(ADDRESS, {**typed, "url": "javascript:x", "file": SimpleUploadedFile("a.csv", b"")}).status_code
        == 422
    )
    upload = SimpleUploadedFile("a.csv", (HEAD + "9901012;hospices;2026;5\n").encode())
    done = client.post(ADDRESS, {**typed, "file": upload}, follow=True)
    source = SecondSource.objects.get()
    assert done.redirect_chain[-1][0] == f"{ADDRESS}{source.pk}/"
    assert "The source was taken in whole." in done.content.decode()
    gone = client.post(f"{ADDRESS}{source.pk}/", follow=True)
    assert "The source was taken away." in gone.content.decode()
    assert client.get(f"{ADDRESS}{source.pk}/").status_code == 404
