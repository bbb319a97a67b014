"""Taking a contribution in: who may, what of it is kept, the second click, the address."""

import datetime as dt

import pytest
from participation.contribution.said import EMAIL, NOW, circle, consulted, new_key, prepared, put, saying, speaker

from drogowskaz.assessments.enums import Channel, CycleState
from drogowskaz.audit.models import Entry
from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.models import Follow, Message
from drogowskaz.organisations.enums import Act
from drogowskaz.organisations.models import User
from drogowskaz.participation.actions.contribution import LONGEST_TEXT, faults_of
from drogowskaz.participation.enums.contribution import ContributionKind, ContributionState, Naming
from drogowskaz.participation.enums.minutes import Capacity, Sector
from drogowskaz.participation.models import Contribution
from drogowskaz.participation.queries.contribution import contribution_path

pytestmark = pytest.mark.django_db


def test_a_visitor_speaks_and_it_waits_for_a_moderator() -> None:
    made = put(prepared())
    assert (made.number, made.state, made.channel, made.sector, made.author) == (
        1, ContributionState.SUBMITTED, Channel.ONLINE, Sector.RESIDENTS, None,
    )  # fmt: skip


def test_the_same_key_again_gives_the_same_contribution() -> None:
    place, key = prepared(), new_key()
    assert put(place, key=key).pk == put(place, "Coś innego.", key=key).pk
    assert Contribution.objects.count() == 1


def test_a_need_keeps_its_three_answers_and_a_remark_keeps_none_of_them() -> None:
    place = prepared()
    words = {"for_whom": "osoby starsze", "where": "Zmyślona", "source": "lista"}
    need = put(place, kind=ContributionKind.NEED, **words)
    remark = put(place, **words)
    assert (need.for_whom, need.where, need.source) == ("osoby starsze", "Zmyślona", "")
    assert (remark.for_whom, remark.where, remark.source) == ("", "", "")


@pytest.mark.parametrize("act", [Act.DRAFT, Act.SPEAK])
def test_who_holds_a_mandate_speaks_for_the_organisation_and_the_mandate_is_kept(act: Act) -> None:
    place = prepared()
    organisation = circle(place.cycle)
    person = speaker(organisation, act)
    made = put(place, capacity=Capacity.ORGANISATION, organisation=organisation, actor=person)
    assert made.mandate is not None
    assert (made.mandate.person, made.organisation, made.sector) == (person, organisation, Sector.NGO)
    assert Entry.objects.get(verb="contribution.made").actor == person


def test_who_holds_no_such_mandate_cannot_choose_an_organisation_of_the_register() -> None:
    place = prepared()
    organisation = circle(place.cycle)
    for actor in (None, speaker(organisation, Act.VOTE), speaker(organisation, Act.SPEAK, until=dt.date(2026, 11, 1))):
        with pytest.raises(Refused):
            put(place, capacity=Capacity.ORGANISATION, organisation=organisation, actor=actor)
    assert not Contribution.objects.exists()


def test_a_typed_name_of_an_organisation_is_kept_as_stated() -> None:
    made = put(prepared(), capacity=Capacity.ORGANISATION, organisation_name="  Klub   Seniora ")
    assert (made.organisation, made.organisation_name, made.mandate) == (None, "Klub Seniora", None)


def test_the_log_does_not_know_who_spoke_in_their_own_name() -> None:
    put(prepared(), actor=User.objects.create_user("ola@example.org", name="Ola Oddzielna"))
    assert Entry.objects.get(verb="contribution.made").actor is None


@pytest.mark.parametrize(
    "changes",
    [
        {"text": " \n\t "},
        {"text": "a" * (LONGEST_TEXT + 1)},
        {"naming": Naming.PSEUDONYM, "name": " "},
        {"capacity": Capacity.ORGANISATION},
        {"capacity": Capacity.OFFICIAL},
        {"email": "nie adres"},
        {"email": "jan@example.org\nBcc: inny@example.org"},
        {"chapter": "99"},
        {"row": "nie.ma"},
    ],
    ids=["empty", "long", "no name", "no organisation", "no office", "no address", "header", "chapter", "row"],
)
def test_what_cannot_be_taken_in_is_told_and_nothing_is_kept(changes: dict[str, object]) -> None:
    place = prepared()
    with pytest.raises(Refused):
        put(place, **changes)
    assert not Contribution.objects.exists()
    assert not Message.objects.exists()


def test_unreadable_characters_are_left_out() -> None:
    made = put(prepared(), "Pierwszy\x00\r\nDrugi\u202e wiersz", naming=Naming.NAME, name="Jan\nKowal")
    assert (made.text, made.name) == ("Pierwszy\nDrugi wiersz", "Jan Kowal")


def test_a_whole_contribution_has_no_faults() -> None:
    assert faults_of(saying(chapter="2"), prepared().cycle) == []


@pytest.mark.parametrize("state", [CycleState.PLANNED, CycleState.SUSPENDED, CycleState.CLOSED])
def test_nobody_speaks_while_the_work_of_the_year_is_not_open(state: CycleState) -> None:
    place = prepared()
    type(place.cycle).objects.update(state=state)
    with pytest.raises(Refused):
        put(place)


def test_a_section_is_spoken_about_until_midnight_of_the_last_day_by_polish_clocks() -> None:
    place = prepared()
    section = consulted(place.cycle, dt.date(2026, 12, 1), dt.date(2026, 12, 7))
    last = dt.datetime(2026, 12, 7, 22, 59, 59, tzinfo=dt.UTC)
    assert put(place, section=section, at=last).section == section
    with pytest.raises(Refused):
        put(place, section=section, at=last + dt.timedelta(seconds=1))


def test_an_address_gets_one_letter_that_repeats_nothing_of_what_was_said() -> None:
    place, key = prepared(), new_key()
    for _click in range(2):
        put(place, "Sekretne słowa", email=EMAIL, key=key, naming=Naming.NAME, name="Jan Kowal")
    letter = Message.objects.get()
    assert (letter.address, letter.confidential, letter.about) == (EMAIL, True, "")
    assert "Sekretne" not in letter.subject + letter.text + letter.reason
    assert "Kowal" not in letter.text
    assert Contribution.objects.get().confirmed_at is None
    assert not Follow.objects.exists()


def test_the_address_of_the_account_needs_no_letter() -> None:
    place, person = prepared(), User.objects.create_user(EMAIL, name="Jan")
    made = put(place, email=EMAIL.upper(), actor=person)
    made.refresh_from_db()
    assert made.confirmed_at == NOW
    assert not Message.objects.exists()
    assert Follow.objects.get().thing == contribution_path(made)
