"""Registering papers, with scans and without, and crossing them out."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from cycles import CODE, DECEMBER, gmina, holder, opened
from django.conf import settings
from organisations.cast import place, reasons
from participation.paper.files import HTML, PDF, png
from people import outsider

from drogowskaz.audit.models import Entry
from drogowskaz.engine.workflow import Refused
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant
from drogowskaz.participation.actions.paper import PaperDescription, Scan, cross_out, register_paper
from drogowskaz.participation.enums.paper import PaperKind
from drogowskaz.participation.models import Paper
from drogowskaz.participation.queries.paper import basis_of, resting_on, scan_file

pytestmark = pytest.mark.django_db
DAY = DECEMBER.date()


def described(title: str = "Odpowiedź ośrodka", **fields: Any) -> PaperDescription:
    return PaperDescription(**{"kind": PaperKind.LETTER_IN, "title": title, "day": DAY, **fields})


def files() -> list[Path]:
    return [one for one in (settings.DATA / "papers").rglob("*") if one.is_file()]


def test_papers_of_a_cycle_are_counted_from_one() -> None:
    cycle, animator = opened(), holder(Role.ANIMATOR, gmina("9901022"))
    first = register_paper(cycle=cycle, description=described(), scan=None, actor=None, at=DECEMBER)
    second = register_paper(cycle=cycle, description=described("Protokół"), scan=None, actor=None, at=DECEMBER)
    elsewhere = opened(Grant.objects.get(person=animator).unit)
    other = register_paper(cycle=elsewhere, description=described(), scan=None, actor=animator, at=DECEMBER)
    assert (first.number, second.number, other.number) == (1, 2, 1)


def test_a_scan_is_kept_whole_under_its_digest_and_leaves_a_trace() -> None:
    paper = register_paper(cycle=opened(), description=described(), scan=Scan("a.pdf", PDF), actor=None, at=DECEMBER)
    assert scan_file(paper.sha256, paper.media_type).read_bytes() == PDF
    assert [one.name for one in files()] == [f"{paper.sha256}.pdf"]
    assert Entry.objects.filter(verb="paper.registered", thing_id=str(paper.pk)).exists()


def test_an_html_file_named_pdf_is_refused_and_nothing_is_kept() -> None:
    with pytest.raises(Refused) as refused:
        register_paper(cycle=opened(), description=described(), scan=Scan("a.pdf", HTML), actor=None, at=DECEMBER)
    assert "neither PDF" in reasons(refused.value)[0]
    assert not Paper.objects.exists()
    assert not files()


def test_every_reason_is_told_at_once() -> None:
    late = described(" ", day=DAY + dt.timedelta(days=1))
    with pytest.raises(Refused) as refused:
        register_paper(cycle=opened(), description=late, scan=Scan("a", b""), actor=outsider(), at=DECEMBER)
    assert len(reasons(refused.value)) == 4


@pytest.mark.parametrize("scan", [Scan("a.png", png()), None], ids=["scan", "without a scan"])
def test_a_second_click_registers_nothing_again(scan: Scan | None) -> None:
    cycle = opened()
    register_paper(cycle=cycle, description=described(), scan=scan, actor=None, at=DECEMBER)
    with pytest.raises(Refused) as refused:
        register_paper(cycle=cycle, description=described(), scan=scan, actor=None, at=DECEMBER)
    assert "as paper 1" in reasons(refused.value)[0]
    assert Paper.objects.count() == 1


def test_what_was_crossed_out_can_be_registered_again() -> None:
    cycle, scan = opened(), Scan("a.pdf", PDF)
    paper = register_paper(cycle=cycle, description=described(), scan=scan, actor=None, at=DECEMBER)
    cross_out(paper=paper, reason="nie ten rok", actor=None, at=DECEMBER)
    again = register_paper(cycle=cycle, description=described(), scan=scan, actor=None, at=DECEMBER)
    assert again.number == 2
    assert len(files()) == 1


def test_a_paper_is_crossed_out_once_and_with_a_reason() -> None:
    paper = register_paper(cycle=opened(), description=described(), scan=None, actor=None, at=DECEMBER)
    with pytest.raises(Refused):
        cross_out(paper=paper, reason=" ", actor=None, at=DECEMBER)
    stale = Paper.objects.get(pk=paper.pk)
    cross_out(paper=paper, reason="pomyłka", actor=None, at=DECEMBER)
    with pytest.raises(Refused):
        cross_out(paper=stale, reason="drugi raz", actor=None, at=DECEMBER)
    paper.refresh_from_db()
    assert paper.crossed_reason == "pomyłka"


@pytest.mark.parametrize("role", [Role.DATA_EDITOR, Role.APPROVER, Role.ANIMATOR, Role.COORDINATOR])
def test_the_units_people_and_its_animators_register(role: Role) -> None:
    cycle = opened()
    person = holder(role, cycle.unit)
    register_paper(cycle=cycle, description=described(), scan=None, actor=person, at=DECEMBER)
    assert Paper.objects.get().by == person


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ROPS_REVIEWER, Role.COUNCILLOR])
def test_other_roles_do_not(role: Role) -> None:
    cycle = opened()
    with pytest.raises(Refused):
        register_paper(cycle=cycle, description=described(), scan=None, actor=holder(role, cycle.unit), at=DECEMBER)


def test_an_animator_of_another_gmina_and_one_whose_role_ended_yesterday_are_refused() -> None:
    cycle = opened()
    elsewhere = holder(Role.ANIMATOR, gmina("9901022", "Sąsiednia"))
    former = holder(Role.COORDINATOR, cycle.unit, until=DAY - dt.timedelta(days=1))
    for person in (elsewhere, former):
        with pytest.raises(Refused):
            register_paper(cycle=cycle, description=described(), scan=None, actor=person, at=DECEMBER)


def test_an_animator_of_the_whole_region_registers_in_each_of_its_gminas() -> None:
    cycle = opened(gmina(CODE))

    animator = holder(Role.ANIMATOR, place("99"), reach=Reach.REGION)
    assert register_paper(cycle=cycle, description=described(), scan=None, actor=animator, at=DECEMBER).number == 1


def test_the_basis_names_the_number_the_day_the_sender_and_the_case_sign() -> None:
    told = described(sender="GOPS w Wymyślonej", reference="GOPS.0401.3")
    paper = register_paper(cycle=opened(), description=told, scan=None, actor=None, at=DECEMBER)
    assert basis_of(paper, "en") == "paper 1 of 07.12.2026, GOPS w Wymyślonej, GOPS.0401.3"
    assert resting_on(paper).nothing


def test_a_disk_that_cannot_be_written_leaves_no_row() -> None:
    (settings.DATA / "papers").write_text("a file where the folder should be")
    with pytest.raises(Refused) as refused:
        register_paper(cycle=opened(), description=described(), scan=Scan("a", PDF), actor=None, at=DECEMBER)
    assert "disk" in reasons(refused.value)[0]
    assert not Paper.objects.exists()
