"""Who can give a voice on a consensus map, and why nobody can give two."""

import datetime as dt
import re

import pytest
from cycles import holder
from participation.consensus.maps import LAST_MINUTE, MIDNIGHT, NOW, Mapped, enter, running
from people import outsider

from drogowskaz.assessments.enums import Channel
from drogowskaz.audit.models import Entry
from drogowskaz.engine.workflow import Refused
from drogowskaz.notifications.models import Message
from drogowskaz.organisations.actions.organisation import Description, add_organisation
from drogowskaz.organisations.enums import Act, Kind, Role
from drogowskaz.organisations.models import Mandate, Organisation, User
from drogowskaz.participation.actions.consensus_closing import close_map
from drogowskaz.participation.actions.consensus_voice import ask_for_link, enter_sheet, put_own_voice, put_voice
from drogowskaz.participation.enums.consensus import Choice
from drogowskaz.participation.enums.minutes import Sector
from drogowskaz.participation.models import Vote, Voter
from drogowskaz.participation.models.consensus import LETTERS_OF_A_CODE, sheet_code
from drogowskaz.participation.queries.consensus_voice import (
    Slip,
    sheet_behind,
    slip_behind,
    slip_of_address,
    slip_of_organisation,
    token_of,
)

pytestmark = pytest.mark.django_db


def choices(voter: Voter) -> list[str]:
    return list(voter.votes.order_by("statement__number").values_list("choice", flat=True))


def refusals(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.sentence("en") for one in refused.value.refusals]


def test_codes_of_sheets_are_of_letters_that_are_not_mistaken() -> None:
    codes = {sheet_code("M-ABC", number) for number in range(1, 1000)}
    assert len(codes) == 999
    assert {letter for code in codes for letter in code} == set(LETTERS_OF_A_CODE)
    assert {len(code) for code in codes} == {8}


def test_a_printed_sheet_is_found_by_its_code_typed_in_any_case() -> None:
    there = running()
    code = there.code(12).lower()
    assert sheet_behind(12, f" {code[:4]}-{code[4:]} ") == Slip(there.map, sheet=12)


@pytest.mark.parametrize(("number", "code"), [(13, None), (0, None), (1000, None), (12, "ABCDEFGH"), (12, "")])
def test_a_wrong_number_or_code_opens_nothing(number: int, code: str | None) -> None:
    there = running()
    assert sheet_behind(number, there.code(12) if code is None else code) is None


def test_a_link_is_sealed_and_a_changed_one_opens_nothing() -> None:
    there = running()
    token = token_of(Slip(there.map, sheet=3))
    assert slip_behind(token) == Slip(there.map, sheet=3)
    assert slip_behind(token[:-1]) is None
    assert slip_behind("x") is None


def test_the_same_sheet_filled_in_again_changes_the_one_row() -> None:
    there = running()
    slip = Slip(there.map, sheet=1)
    put_voice(slip=slip, voice=there.voice("123"), actor=None, at=NOW)
    put_voice(slip=slip, voice=there.voice("123"), actor=None, at=NOW)
    changed = put_voice(slip=slip, voice=there.voice("2 1"), actor=None, at=NOW)
    assert Voter.objects.count() == 1
    assert choices(changed) == [Choice.AGAINST, Choice.FOR]


def test_a_half_filled_sheet_is_saved_and_an_empty_one_is_told() -> None:
    there = running()
    assert choices(put_voice(slip=Slip(there.map, sheet=1), voice=there.voice("1"), actor=None, at=NOW)) == ["for"]
    with pytest.raises(Refused):
        put_voice(slip=Slip(there.map, sheet=2), voice=there.voice("   "), actor=None, at=NOW)


def test_a_sheet_typed_in_from_paper_is_not_filled_in_on_the_site() -> None:
    there = running()
    enter(there, 7, "111")
    with pytest.raises(Refused) as refused:
        put_voice(slip=Slip(there.map, sheet=7), voice=there.voice("222"), actor=None, at=NOW)
    assert refusals(refused) == [
        "Sheet 7 came on paper and was typed in on 07.12.2026 at 13:00. It counts as it was written; nothing was "
        "changed. If that is wrong, the people who run the map can correct it."
    ]
    assert choices(Voter.objects.get()) == ["for"] * 3


def test_a_sheet_filled_in_on_the_site_is_not_typed_in() -> None:
    there = running()
    put_voice(slip=Slip(there.map, sheet=7), voice=there.voice("222"), actor=None, at=NOW)
    with pytest.raises(Refused) as refused:
        enter(there, 7, "111")
    assert refusals(refused) == [
        "Sheet 7 was filled in on the site on 07.12.2026 at 13:00. It counts as it is there; the paper is not typed in."
    ]
    assert Voter.objects.get().channel == Channel.ONLINE


def test_a_typed_in_sheet_is_corrected_in_its_row() -> None:
    there = running()
    enter(there, 7, "111")
    enter(there, 7, "3")
    assert choices(Voter.objects.get()) == ["no_opinion"]


def test_an_address_has_one_sheet_however_it_is_written() -> None:
    there = running()
    tokens = set()
    for place, address in enumerate(("ewa@example.org", "EWA@example.org", "ewa+2@example.org")):
        ask_for_link(asked=there.map, email=address, lang="pl", at=NOW + dt.timedelta(minutes=place))
        put_voice(slip=slip_of_address(there.map, address), voice=there.voice("1"), actor=None, at=NOW)
    for message in Message.objects.filter(event="participation.consensus_link"):
        link = re.search(r"/mapa/list/([^/\s]+)/", message.text)
        assert link is not None
        tokens.add(link[1])
    assert len(tokens) == 1
    assert Voter.objects.count() == 1


def test_nothing_of_an_address_or_a_person_is_kept_with_a_voice() -> None:
    there = running()
    person = outsider()
    put_own_voice(asked=there.map, voice=there.voice("1"), actor=person, at=NOW)
    put_voice(slip=slip_of_address(there.map, "ewa@example.org"), voice=there.voice("2"), actor=None, at=NOW)
    kept = str(list(Voter.objects.values())) + str(list(Entry.objects.filter(verb="consensus_voice.given").values()))
    assert "ewa" not in kept
    assert person.email not in kept
    assert person.name not in kept
    assert Voter.objects.exclude(entered_by=None, mandate=None).count() == 0


def test_the_letters_with_links_are_forgotten_at_the_closing() -> None:
    there = running()
    ask_for_link(asked=there.map, email="ewa@example.org", lang="pl", at=NOW)
    close_map(asked=there.map, actor=there.animator, at=NOW)
    assert Message.objects.filter(event="participation.consensus_link").count() == 0


def organisation(there: Mapped, kind: Kind = Kind.OPS) -> Organisation:
    described = Description(name="GOPS", kind=kind, unit=there.cycle.unit, about="", email="")
    return add_organisation(description=described, actor=None, at=NOW)


def mandate(
    person: User, of: Organisation, *, acts: tuple[Act, ...] = (Act.VOTE,), until: dt.date | None = None
) -> None:
    Mandate.objects.create(
        organisation=of, person=person, acts=list(acts), document="Uchwała",
        valid_from=dt.date(2026, 1, 1), valid_until=until,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "sector"),
    [(Kind.OPS, Sector.INSTITUTION), (Kind.KGW, Sector.NGO), (Kind.COUNCIL, Sector.COUNCIL)],
    ids=lambda value: str(value.value),
)
def test_the_sector_of_a_mandated_sheet_follows_the_organisation(kind: Kind, sector: Sector) -> None:
    there, person = running(), outsider()
    of = organisation(there, kind)
    mandate(person, of)
    said = there.voice("1", Sector.RESIDENTS)
    voter = put_voice(slip=slip_of_organisation(there.map, of), voice=said, actor=person, at=NOW)
    assert (voter.sector, voter.of, voter.mandate is not None) == (sector, "GOPS", True)


def test_two_who_hold_the_mandate_of_an_organisation_have_one_sheet() -> None:
    there = running()
    of, people = organisation(there), (outsider(), holder(Role.APPROVER, there.cycle.unit))
    for person in people:
        mandate(person, of)
        put_voice(slip=slip_of_organisation(there.map, of), voice=there.voice("1"), actor=person, at=NOW)
    assert Voter.objects.count() == 1


@pytest.mark.parametrize("case", ["without", "other act", "expired", "anonymous"])
def test_nobody_fills_in_the_sheet_of_an_organisation_without_a_mandate_to_vote(case: str) -> None:
    there, person = running(), outsider()
    of = organisation(there)
    if case == "other act":
        mandate(person, of, acts=(Act.SUPPLY,))
    if case == "expired":
        mandate(person, of, until=dt.date(2026, 12, 6))
    actor = None if case == "anonymous" else person
    with pytest.raises(Refused):
        put_voice(slip=slip_of_organisation(there.map, of), voice=there.voice("1"), actor=actor, at=NOW)
    assert Voter.objects.count() == 0


def test_voices_are_taken_to_the_last_minute_of_the_polish_day_and_not_after() -> None:
    there = running()
    put_voice(slip=Slip(there.map, sheet=1), voice=there.voice("1"), actor=None, at=LAST_MINUTE)
    with pytest.raises(Refused):
        put_voice(slip=Slip(there.map, sheet=1), voice=there.voice("2"), actor=None, at=MIDNIGHT)
    with pytest.raises(Refused):
        put_voice(slip=Slip(there.map, sheet=2), voice=there.voice("2"), actor=None, at=MIDNIGHT)
    assert list(Vote.objects.values_list("choice", flat=True)) == ["for"]


def test_no_sheet_is_typed_in_by_an_outsider_or_with_the_code_of_another() -> None:
    there = running()
    with pytest.raises(Refused):
        enter(Mapped(there.map, outsider(), there.cycle), 1, "1")
    with pytest.raises(Refused) as refused:
        enter_sheet(asked=there.map, number=1, code=there.code(2), voice=there.voice("1"), actor=there.animator, at=NOW)
    assert refusals(refused) == [
        "The number 1 and the code do not belong together on this map. Read both from the sheet again."
    ]
    assert Voter.objects.count() == 0
