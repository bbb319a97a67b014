"""Typing in what came on paper, by phone, by e-mail or at a meeting: whose words, on what basis, exactly once."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from cycles import DECEMBER, gmina, holder, opened
from django.test import Client
from organisations.cast import reasons
from people import outsider

from drogowskaz.assessments.enums import Channel, CycleState
from drogowskaz.assessments.models import Cycle
from drogowskaz.audit.models import Entry
from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.models import Message
from drogowskaz.organisations.actions.organisation import Description, add_organisation
from drogowskaz.organisations.enums import Kind, Role
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.contribution import Said
from drogowskaz.participation.actions.contribution_entering import Received, enter_contribution
from drogowskaz.participation.actions.paper import PaperDescription, cross_out, register_paper
from drogowskaz.participation.enums.consultation import ConsultationState, SectionKind
from drogowskaz.participation.enums.contribution import ContributionKind, ContributionState, Naming
from drogowskaz.participation.enums.minutes import Capacity, Sector
from drogowskaz.participation.enums.paper import PaperKind
from drogowskaz.participation.models import Consultation, ConsultationSection, Contribution, Paper
from drogowskaz.participation.permissions.moderation import may_moderate_this

pytestmark = pytest.mark.django_db
PAGE = "/en/jednostka/9901012/cykl/2026/glosy/wpisywanie/"
SAID = Said(ContributionKind.REMARK, "Brakuje dowozu.", Capacity.PERSONAL)
ON_PAPER = Received(Channel.PAPER, "Zaznaczono na kartce.")


def typed(
    cycle: Cycle, actor: User | None, said: Said = SAID, received: Received = ON_PAPER, key: str = "", **more: Any
) -> Contribution:
    act = {"key": key or uuid4().hex, "lang": "pl", "at": DECEMBER, **more}
    return enter_contribution(cycle=cycle, said=said, received=received, actor=actor, **act)


def paper(cycle: Cycle) -> Paper:
    described = PaperDescription(PaperKind.LETTER_IN, "Kartka", DECEMBER.date())
    return register_paper(cycle=cycle, description=described, scan=None, actor=None, at=DECEMBER)


@pytest.mark.parametrize("role", [Role.DATA_EDITOR, Role.APPROVER, Role.ANIMATOR], ids=str)
def test_it_waits_for_a_moderator_and_is_not_the_typists_own(role: Role) -> None:
    cycle = opened()
    person = holder(role, cycle.unit)
    made = typed(cycle, person, received=Received(Channel.PAPER, "Na kartce.", paper(cycle)))
    assert (made.state, made.channel, made.consent) == (ContributionState.SUBMITTED, Channel.PAPER, "Na kartce.")
    assert (made.author, made.entered_by, made.paper) == (None, person, Paper.objects.get())
    assert may_moderate_this(person, made, DECEMBER) is None
    assert Entry.objects.filter(verb="contribution.made", actor_id=str(person.pk)).exists()


def test_an_organisation_of_the_register_is_found_by_its_name() -> None:
    cycle = opened()
    described = Description(name="KGW Zmyślone", kind=Kind.KGW, unit=cycle.unit, about="")
    circle = add_organisation(description=described, actor=None, at=DECEMBER)
    said = Said(ContributionKind.REMARK, "Tekst.", Capacity.ORGANISATION, organisation_name="KGW  zmyślone")
    made = typed(cycle, None, said)
    assert (made.organisation, made.organisation_name, made.sector) == (circle, "", Sector.NGO)


@pytest.mark.parametrize(
    ("said", "received", "sentence"),
    [
        (SAID, Received(Channel.ONLINE, "Tak."), "Say how it came"),
        (SAID, Received(Channel.PAPER, "  "), "Write how the person agreed"),
        (SAID, Received(Channel.PAPER, "x" * 301), "at most 300"),
        (Said(ContributionKind.REMARK, " ", Capacity.PERSONAL), ON_PAPER, "the field for it is empty"),
        (Said(ContributionKind.REMARK, "a", Capacity.PERSONAL, for_whom="dzieci"), ON_PAPER, "belong to a need"),
        (Said(ContributionKind.REMARK, "a", Capacity.PERSONAL, source="raport"), ON_PAPER, "belongs to a figure"),
        (Said(ContributionKind.REMARK, "a", Capacity.ORGANISATION), ON_PAPER, "for which organisation"),
        (Said(ContributionKind.REMARK, "a", Capacity.PERSONAL, naming=Naming.NAME), ON_PAPER, "Write the name"),
        (Said(ContributionKind.REMARK, "a", Capacity.PERSONAL, email="adres"), ON_PAPER, "not an e-mail address"),
        (Said(ContributionKind.REMARK, "a", Capacity.PERSONAL, chapter="99"), ON_PAPER, "is not in this one"),
    ],
    ids=["online", "consent", "long", "empty", "whom", "source", "organisation", "name", "address", "chapter"],
)
def test_what_is_not_whole_is_told_and_nothing_is_kept(said: Said, received: Received, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        typed(opened(), None, said, received)
    assert not Contribution.objects.exists()


def test_a_crossed_out_paper_or_one_of_another_year_carries_nothing() -> None:
    cycle, elsewhere = opened(), opened(gmina("9901022", "Inna"))
    crossed = paper(cycle)
    cross_out(paper=crossed, reason="Pomyłka.", actor=None, at=DECEMBER)
    crossed.refresh_from_db()
    for one in (crossed, paper(elsewhere)):
        with pytest.raises(Refused, match="This paper is crossed out or belongs to another year"):
            typed(cycle, None, received=Received(Channel.PAPER, "Tak.", one))


def test_every_reason_is_told_at_once() -> None:
    with pytest.raises(Refused) as refused:
        typed(opened(), outsider(), Said(ContributionKind.REMARK, "", Capacity.PERSONAL), Received(Channel.ONLINE, ""))
    assert len(reasons(refused.value)) == 4


def test_a_second_click_is_one() -> None:
    cycle, key = opened(), uuid4().hex
    assert typed(cycle, None, key=key) == typed(cycle, None, key=key)
    assert Contribution.objects.count() == 1


def test_a_broken_key_is_told() -> None:
    with pytest.raises(Refused, match="The form is not whole"):
        typed(opened(), None, key="x")


@pytest.mark.parametrize("state", [CycleState.PLANNED, CycleState.SUSPENDED, CycleState.CLOSED], ids=str)
def test_only_while_the_work_of_the_year_is_open(state: CycleState) -> None:
    cycle = opened()
    cycle.state = state
    cycle.save()
    with pytest.raises(Refused, match="The work for 2026"):
        typed(cycle, None)


def test_an_address_gets_one_letter_and_is_not_written_to_before_it_is_confirmed() -> None:
    cycle, key = opened(), uuid4().hex
    said = Said(ContributionKind.REMARK, "Tekst.", Capacity.PERSONAL, email="ewa@example.org")
    made = typed(cycle, None, said, key=key)
    typed(cycle, None, said, key=key)
    letter = Message.objects.get()
    assert (letter.event, letter.address) == ("participation.contribution_confirm", "ewa@example.org")
    assert made.confirmed_at is None
    assert made.token_digest


def test_without_an_address_there_is_no_private_page() -> None:
    made = typed(opened(), None)
    assert made.token_digest == ""
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("state", "taken"),
    [(ConsultationState.OPEN, True), (ConsultationState.ENDED, True), (ConsultationState.CLOSED, False)],
    ids=["open", "ended", "closed"],
)
def test_a_sheet_that_came_in_time_is_typed_in_until_the_report(state: ConsultationState, taken: bool) -> None:
    cycle, day = opened(), DECEMBER.date()
    consultation = Consultation.objects.create(
        cycle=cycle, number=1, title="Projekt", host="Ewa", can_change="Wszystko.", offline="W urzędzie.",
        opens_on=day - dt.timedelta(30), closes_on=day - dt.timedelta(1), state=state, made_at=DECEMBER,
        announced_at=DECEMBER,
    )  # fmt: skip
    section = ConsultationSection.objects.create(
        consultation=consultation, number=1, kind=SectionKind.CHAPTER, chapter="1", title="Dane"
    )
    said = Said(ContributionKind.REMARK, "Tekst.", Capacity.PERSONAL, section=section)
    if taken:
        assert typed(cycle, None, said).section == section
        return
    with pytest.raises(Refused, match="The consultation of this part is over"):
        typed(cycle, None, said)


def form(**changes: str) -> dict[str, str]:
    known = {
        "channel": "phone", "consent": "Powiedziała przez telefon.", "kind": "need", "text": "Brakuje dowozu.",
        "for_whom": "starszych", "where": "Wólka", "capacity": "personal", "naming": "pseudonym", "name": "Wanda",
        "part": "c1", "key": uuid4().hex,
    }  # fmt: skip
    return {**known, **changes}


def test_the_page_types_one_in_and_shows_it(client: Client) -> None:
    cycle = opened()
    client.force_login(holder(Role.DATA_EDITOR, cycle.unit))
    typed_in = form()
    for _click in range(2):
        assert client.post(PAGE, typed_in).status_code == 302
    made = Contribution.objects.get()
    assert (made.channel, made.for_whom, made.where, made.chapter) == ("phone", "starszych", "Wólka", "1")
    assert made.name == "Wanda"
    told = client.get(PAGE).content.decode()
    assert "Typed in as contribution 1." in told
    assert "Brakuje dowozu." in told


def test_the_page_keeps_what_was_typed_when_it_refuses(client: Client) -> None:
    cycle = opened()
    client.force_login(holder(Role.ANIMATOR, cycle.unit))
    answer = client.post(PAGE, form(kind="remark"))
    assert answer.status_code == 422
    assert "belong to a need" in answer.content.decode()
    assert "Brakuje dowozu." in answer.content.decode()
    assert client.post(PAGE, form(channel="")).status_code == 422
    assert not Contribution.objects.exists()


def test_the_page_is_for_the_people_of_the_unit(client: Client) -> None:
    cycle = opened()
    assert client.get(PAGE).status_code == 302
    client.force_login(outsider())
    assert client.get(PAGE).status_code == 403
    client.force_login(holder(Role.ANIMATOR, cycle.unit))
    assert client.get(PAGE).status_code == 200


def test_after_the_year_the_page_says_so_instead_of_a_form(client: Client) -> None:
    cycle = opened()
    cycle.state = CycleState.CLOSED
    cycle.save()
    client.force_login(holder(Role.ANIMATOR, cycle.unit))
    told = client.get(PAGE).content.decode()
    assert "The work for 2026 is finished" in told
    assert 'name="consent"' not in told
    assert client.post(PAGE, form()).status_code == 422
