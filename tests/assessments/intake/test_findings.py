"""Findings across units: all of them, counted exactly, filtered, page by page and as files."""

import csv
import io
import zipfile
from collections.abc import Iterable

import pytest
from cycles import DECEMBER, YEAR, holder, region
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from drogowskaz.assessments import actions
from drogowskaz.assessments.models import Assessment, KeptFinding, Submission
from drogowskaz.assessments.queries.intake import findings
from drogowskaz.assessments.queries.intake.findings import Asked, asked_by, failing, page, readable
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.territory.models import Unit

pytestmark = pytest.mark.django_db

ADDRESS = f"/en/wojewodztwo/99/formularze/{YEAR}/uwagi"
CHECKS = [one for one in edition_named("ozps-gmina-2025").checks if one.row][:4]


def planted(codes: Iterable[str], each: int = 4, *, draft: bool = False) -> Unit:
    """A region in which each of these units has so many findings, every second one explained."""
    top = region()
    actions.open_campaign(region=top, year=YEAR, actor=None, at=DECEMBER)
    for code in codes:
        form = Assessment.objects.get(unit__code=code, year=YEAR)
        KeptFinding.objects.bulk_create(
            KeptFinding(
                assessment=form, region="99", powiat=code[:4], code=code, year=YEAR, place=place,
                check_id=CHECKS[place % len(CHECKS)].id, offset=-(place // len(CHECKS)),
                severity="error" if place % 2 else "justify", chapter="2" if place < each // 2 else "3",
                table=CHECKS[0].table, row=CHECKS[0].row or "", explained=place % 2 == 0, draft=draft,
                pl=f"Zdanie {code} {place}", en=f"Sentence {code} {place}",
            )
            for place in range(each)
        )  # fmt: skip
    return top


def client(top: Unit) -> Client:
    made = Client()
    made.force_login(holder(Role.ROPS_REVIEWER, top, reach=Reach.REGION))
    return made


def text(given: Client, address: str) -> str:
    response = given.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def test_every_finding_is_counted_and_none_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    top = planted(["9901012", "9901022"], each=7)
    monkeypatch.setattr(findings, "PAGE", 5)
    seen, after = [], ""
    while True:
        shown = page(top, YEAR, Asked(after=after), "en")
        assert (shown.total, shown.units) == (14, 2)
        seen += [one.sentence for one in shown.findings]
        after = shown.following
        if not after:
            break
    assert seen == [f"Sentence {code} {place}" for code in ("9901012", "9901022") for place in range(7)]


def test_each_choice_is_counted_with_the_others_applied() -> None:
    top = planted(["9901012", "9901022"])
    shown = page(top, YEAR, Asked(severity="error", unit="9901012"), "en")
    assert shown.total == 2
    assert {one.value: one.number for one in shown.severities} == {"error": 2, "justify": 2}
    assert {one.value: one.number for one in shown.of_units} == {"9901012": 2, "9901022": 2}
    assert [one.label for one in shown.powiats] == ["powiat wymyślony"]
    assert {one.value: one.number for one in shown.explained} == {"nie": 2}


def test_a_choice_survives_in_the_address() -> None:
    asked = asked_by({"waga": "error", "kontrola": "a&b", "po": "9901012.3"})
    assert (asked.severity, asked.check, asked.after) == ("error", "a&b", "9901012.3")
    assert asked.query == "waga=error&kontrola=a%26b"


@pytest.mark.parametrize("query", [
    "waga=nope", "rozdzial=99", "powiat=0000", "jednostka=1", "kontrola=none", "wyjasnione=moze", "po=9901012.x",
    "po=9999999.1",
])  # fmt: skip
def test_words_that_name_nothing_find_nothing_and_break_nothing(query: str) -> None:
    given = client(planted(["9901012"]))
    assert "Sentence" not in text(given, f"{ADDRESS}/?{query}")


def test_a_check_is_told_with_the_number_of_units_it_fails_in() -> None:
    top = planted(["9901012", "9901022"], each=4)
    first = failing(top, YEAR, Asked(), "en")[0]
    assert (first.units, first.findings) == (2, 2)
    said = text(client(top), f"{ADDRESS}/?widok=kontrole")
    assert "Does not hold in 2 units" in said
    assert CHECKS[0].message["en"].replace("\xa0", " ")[:30] in said


def test_findings_of_a_draft_are_gone_the_moment_it_is_no_longer_shown() -> None:
    top = planted(["9901012"], draft=True)
    assert not readable(top, YEAR).exists()
    form = Assessment.objects.get(unit__code="9901012", year=YEAR)
    Submission.objects.create(assessment=form, shared=True, changed_at=DECEMBER)
    assert readable(top, YEAR).count() == 4
    Submission.objects.update(shared=False)
    assert "Sentence" not in text(client(top), f"{ADDRESS}/")


def test_findings_of_another_region_and_year_are_not_told() -> None:
    top = planted(["9901012"])
    KeptFinding.objects.filter(place=0).update(region="97")
    KeptFinding.objects.filter(place=1).update(year=YEAR - 1)
    assert page(top, YEAR, Asked(), "en").total == 2


def test_the_csv_has_every_finding_that_was_asked_for() -> None:
    given = client(planted(["9901012", "9901022"], each=120))
    response = given.get(f"{ADDRESS}.csv?waga=error")
    lines = list(csv.reader(io.StringIO(b"".join(response).decode("utf-8-sig"))))  # type: ignore[arg-type]
    assert len(lines) == 121
    assert lines[1][0] == "9901012"
    assert {line[2] for line in lines[1:]} == {"error"}


def test_no_text_of_a_file_is_run_as_a_formula() -> None:
    top = planted(["9901012"], each=1)
    KeptFinding.objects.update(en="=1+1", pl="=1+1")
    response = client(top).get(f"{ADDRESS}.csv")
    assert "'=1+1" in b"".join(response).decode()  # type: ignore[arg-type]


def test_the_xlsx_has_a_line_for_every_finding() -> None:
    given = client(planted(["9901012"], each=120))
    content = b"".join(given.get(f"{ADDRESS}.xlsx"))  # type: ignore[arg-type]
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert book.read("xl/worksheets/sheet1.xml").count(b"<row ") == 121
    assert given.get(f"{ADDRESS}.pdf").status_code == 404


def test_without_findings_the_page_says_what_that_may_mean() -> None:
    top = region()
    assert "Either no form has come in yet" in text(client(top), f"{ADDRESS}/")


@pytest.mark.parametrize("codes", [["9901012"], ["9901012", "9901022", "9961"]])
def test_the_page_takes_as_many_queries_for_one_unit_as_for_three(
    codes: list[str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    given = client(planted(codes))
    given.get(f"{ADDRESS}/")
    with django_assert_num_queries(13):
        given.get(f"{ADDRESS}/")
