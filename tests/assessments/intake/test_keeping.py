"""What is kept of each form from afar: up to date within a round, never more than the centre may read."""

import datetime as dt

import pytest
from cycles import DECEMBER, YEAR, put, region
from pytest_django.fixtures import Settings
from signatures import APRIL, HOUR, Signed, ready

from drogowskaz.assessments import actions
from drogowskaz.assessments.actions.intake import keeping
from drogowskaz.assessments.actions.intake.keeping import keep, keep_up
from drogowskaz.assessments.actions.remarks import explain
from drogowskaz.assessments.actions.submission import correct, share_draft, take_back
from drogowskaz.assessments.actions.verification import accept_form, return_form
from drogowskaz.assessments.enums import Sight
from drogowskaz.assessments.models import Assessment, CellChange, KeptFinding, Standing, Watch
from drogowskaz.assessments.queries.entry.forms import sheet_with_last
from drogowskaz.assessments.queries.intake.standings import outdated
from drogowskaz.assessments.queries.packages import file_of
from drogowskaz.assessments.queries.submission import readiness
from drogowskaz.assessments.tasks import keep_standings, take_up_standings
from drogowskaz.engine.checks.run import check_sheet
from drogowskaz.engine.editions.schema import Severity
from drogowskaz.engine.values import State

pytestmark = pytest.mark.django_db


def form_of(code: str = "9901012") -> Assessment:
    return Assessment.objects.get(unit__code=code, year=YEAR)


@pytest.fixture
def opened() -> Assessment:
    """A form of a region that is watched already."""
    actions.open_campaign(region=region(), year=YEAR, actor=None, at=DECEMBER)
    keep_up(at=DECEMBER)
    return form_of()


def kept(made: Signed) -> Standing:
    keep(assessments=[made.form.pk], at=APRIL)
    return Standing.objects.get(assessment=made.form)


def test_what_was_typed_is_counted_in_the_next_round_and_then_rests(opened: Assessment) -> None:
    put(opened, "population.total", 0, 100)
    assert keep_up(at=DECEMBER) == 1
    standing = Standing.objects.get()
    assert (standing.assessment_id, standing.filled, standing.sight) == (opened.pk, 1, Sight.NOTHING)
    assert standing.mark == CellChange.objects.latest("pk").pk
    assert keep_up(at=DECEMBER + HOUR) == 0


def test_lines_that_became_visible_after_later_ones_are_not_missed(opened: Assessment) -> None:
    other = form_of("9901022")
    put(opened, "population.total", 0, 100)
    keep_up(at=DECEMBER)
    # A slow transaction got its number before, and is seen only now.
    line = CellChange.objects.get()
    CellChange.objects.create(
        pk=line.pk - 1, assessment=other, row="hospices", offset=0, version=1, state=State.VALUE, number=1, at=DECEMBER
    )
    assert keep_up(at=DECEMBER) == 1
    assert Standing.objects.filter(assessment=other).exists()


def test_a_backlog_is_worked_off_round_by_round(opened: Assessment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "AT_A_TIME", 1)
    put(opened, "hospices", 0, 1)
    put(form_of("9901022"), "hospices", 0, 1)
    before = Watch.objects.get(journal="mark").newest
    assert keep_up(at=DECEMBER) == 1
    assert Watch.objects.get(journal="mark").newest == before
    assert (keep_up(at=DECEMBER), keep_up(at=DECEMBER)) == (1, 0)
    assert Watch.objects.get(journal="mark").newest == CellChange.objects.latest("pk").pk


def test_twice_the_same_look_keeps_the_same_rows() -> None:
    made = ready()
    made.sign_and_send()
    kept(made)
    rows = list(KeptFinding.objects.values_list("pk", flat=True))
    kept(made)
    assert rows
    assert list(KeptFinding.objects.values_list("pk", flat=True)) == rows


def test_an_older_look_does_not_replace_a_newer_one(opened: Assessment) -> None:
    put(opened, "hospices", 0, 1)
    keep_up(at=DECEMBER)
    Standing.objects.update(mark=10**9, filled=77)
    keep(assessments=[opened.pk], at=DECEMBER)
    assert Standing.objects.get().filled == 77


def test_a_form_that_is_gone_is_passed_over(opened: Assessment) -> None:
    keep(assessments=[opened.pk], at=DECEMBER)
    key = opened.pk
    opened.cycle.delete()
    opened.delete()
    assert not Standing.objects.exists()
    assert keep(assessments=[key], at=DECEMBER) == 0


def test_of_a_draft_that_nobody_sent_or_showed_no_sentence_is_kept() -> None:
    made = ready(explained=False)
    standing = kept(made)
    assert (standing.sight, KeptFinding.objects.count()) == (Sight.NOTHING, 0)
    assert standing.justify > 0


def test_a_shown_draft_is_kept_in_both_languages_and_forgotten_when_it_is_hidden() -> None:
    made = ready(explained=False)
    keep_up(at=APRIL)
    share_draft(assessment=made.again(), shared=True, actor=made.editor, at=APRIL)
    assert keep_up(at=APRIL) == 1
    one = KeptFinding.objects.first()
    assert one is not None
    assert (one.draft, one.region, one.powiat, one.code) == (True, "14", "1419", "1419053")
    assert one.pl
    assert one.pl != one.en
    share_draft(assessment=made.again(), shared=False, actor=made.editor, at=APRIL)
    assert keep_up(at=APRIL) == 1
    assert not KeptFinding.objects.exists()


def test_the_sentences_of_a_shown_draft_follow_what_is_typed() -> None:
    made = ready(explained=False)
    keep_up(at=APRIL)
    share_draft(assessment=made.again(), shared=True, actor=made.editor, at=APRIL)
    keep_up(at=APRIL)
    one = KeptFinding.objects.first()
    assert one is not None
    row, offset = one.cells[0]
    made.put(row, 987_654, offset)
    keep_up(at=APRIL)
    told = {found.pl for found in KeptFinding.objects.all()}
    assert any("987\xa0654" in sentence for sentence in told)
    assert made.again().kept_findings.count() == len(check_sheet(sheet_with_last(made.form)).findings)


def test_explanations_count_only_for_the_numbers_they_were_written_for() -> None:
    made = ready(explained=False)
    keep_up(at=APRIL)
    share_draft(assessment=made.again(), shared=True, actor=made.editor, at=APRIL)
    finding = readiness(made.again()).unexplained[0]
    explain(
        assessment=made.again(), about=finding.check.id, offset=finding.offset, text="Tak było.", actor=made.editor,
        at=APRIL,
    )  # fmt: skip
    keep_up(at=APRIL)
    entry = finding.check.severity is Severity.JUSTIFY and finding.check.stage.value == "entry"
    assert Standing.objects.get().explained == int(entry)
    row, offset = next(cell for cell in finding.cells if made.form.cells.filter(row=cell[0], offset=cell[1]).exists())
    made.put(row, made.form.cells.get(row=row, offset=offset).number + 1, offset)
    keep_up(at=APRIL)
    assert Standing.objects.get().explained == 0


def test_a_form_that_was_sent_is_told_as_it_was_sent_also_while_it_is_corrected() -> None:
    made = ready()
    package = made.sign_and_send()
    standing = kept(made)
    assert (standing.sight, standing.package_id) == (Sight.PACKAGE, package.pk)
    told = list(KeptFinding.objects.values_list("pl", flat=True))
    return_form(assessment=made.again(), version=1, reason="Proszę sprawdzić.", actor=made.rops, at=APRIL)
    made.put("population.total", 4)
    assert kept(made).package_id == package.pk
    assert list(KeptFinding.objects.values_list("pl", flat=True)) == told


def test_after_a_correction_the_accepted_version_is_told_until_the_next_one_is_sent() -> None:
    made = ready()
    first = made.sign_and_send()
    accept_form(assessment=made.again(), version=1, actor=made.rops, at=APRIL)
    correct(assessment=made.again(), reason="Błąd w druku.", actor=made.approver, at=APRIL)
    assert kept(made).package_id == first.pk
    second = made.sign_and_send(APRIL + HOUR)
    assert kept(made).package_id == second.pk


def test_a_form_that_was_taken_back_is_told_as_it_was_received_last() -> None:
    made = ready()
    package = made.sign_and_send()
    take_back(assessment=made.again(), reason="Pomyłka.", actor=made.approver, at=APRIL)
    assert kept(made).package_id == package.pk


def test_a_package_whose_file_is_missing_tells_nothing(settings: Settings) -> None:
    made = ready()
    package = made.sign_and_send()
    settings.DATA = settings.DATA / "elsewhere"
    assert not file_of(package.sha256).exists()
    assert kept(made).sight == Sight.NOTHING
    assert not KeptFinding.objects.exists()


def test_forms_nobody_looked_at_or_with_other_checks_are_found_and_taken_up(opened: Assessment) -> None:
    everything = set(Assessment.objects.values_list("pk", flat=True))
    assert set(outdated(100)) == everything
    assert take_up_standings() == len(everything)
    assert outdated(100) == []
    Standing.objects.filter(assessment=opened).update(artefact="0" * 64)
    assert outdated(100) == [opened.pk]
    assert take_up_standings() == 1
    assert outdated(100) == []


def test_the_job_of_the_worker_asks_for_the_time_itself(opened: Assessment) -> None:
    put(opened, "hospices", 0, 1)
    assert keep_standings() == 1
    assert Standing.objects.get().checked_at - dt.datetime.now(dt.UTC) < HOUR
