"""The assessment goes to the council signed, rests there, and is taken back with a reason."""

import pytest
from cycles import DECEMBER, cast, opened
from django.test import Client
from people import outsider

from drogowskaz.assessments import actions
from drogowskaz.assessments.enums import CycleState, Event, Way
from drogowskaz.assessments.models import Assessment, Cycle, Package, Submission
from drogowskaz.assessments.permissions import cycle_refusal, may_send
from drogowskaz.assessments.queries.cycles import earlier_assessment, offers
from drogowskaz.assessments.workflow import CYCLE, SEND_TO_COUNCIL, TAKE_FROM_COUNCIL, closing, to_council
from drogowskaz.audit.models import Entry
from drogowskaz.engine.workflow import Refusal, Refused
from drogowskaz.organisations.models import User

pytestmark = pytest.mark.django_db
HERE_TOO = "The contributions and meetings named above are waited for here too."
PAGE = "/en/jednostka/9901012/cykl/2025/"


@pytest.fixture
def cycle() -> Cycle:
    return opened(year=2025)


def signed(cycle: Cycle, state: Way = Way.SIGNED) -> Cycle:
    """The form stands in this state, without the work of filling it in."""
    package = Package.objects.create(
        assessment=cycle.assessment, number=1, edition=cycle.edition, artefact="a" * 64, sha256="b" * 64, size=1,
        mark=0, link="c" * 64, signed_at=DECEMBER,
    )  # fmt: skip
    Submission.objects.create(
        assessment=cycle.assessment, state=state, package=package, accepted=package, changed_at=DECEMBER
    )
    Assessment.objects.filter(pk=cycle.assessment_id).update(locked=state in (Way.SIGNED, Way.SENT, Way.ACCEPTED))
    return again()


def again() -> Cycle:
    return Cycle.objects.select_related("unit", "assessment__submission").get()


def given(cycle: Cycle) -> Cycle:
    actions.send_to_council(cycle=signed(cycle), actor=None, at=DECEMBER)
    return again()


def sentences(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [refusal.sentence("en") for refusal in refused.value.refusals]


def signed_in(person: User | None) -> Client:
    assert person is not None
    client = Client()
    client.force_login(person)
    return client


def test_from_the_council_it_comes_back_or_ends(cycle: Cycle) -> None:
    assert {move.name for move in CYCLE.moves_from(CycleState.COUNCIL)} == {TAKE_FROM_COUNCIL.name, "close"}
    given(cycle)
    actions.close_cycle(cycle=again(), actor=None, at=DECEMBER)
    assert again().state == CycleState.CLOSED


def test_the_log_says_on_which_signed_version_it_went(cycle: Cycle) -> None:
    given(cycle)
    event = cycle.events.get(kind=Event.TO_COUNCIL)
    assert event.details == {"version": 1, "sha256": "b" * 64}
    assert Entry.objects.filter(verb="cycle.sent_to_council").count() == 1
    page = Client().get(PAGE).content.decode()
    assert f"Version 1, signed; its SHA-256 is {'b' * 64}." in page
    assert "with the council" in page


@pytest.mark.parametrize("state", [None, Way.RETURNED, Way.CORRECTION])
def test_a_form_that_is_not_signed_as_it_stands_does_not_go(cycle: Cycle, state: Way | None) -> None:
    if state:
        signed(cycle, state)
    with pytest.raises(Refused) as refused:
        actions.send_to_council(cycle=again(), actor=None, at=DECEMBER)
    (told,) = sentences(refused)
    assert told.endswith("The council is given a signed version, so it is signed first.")
    assert again().state == CycleState.OPEN


@pytest.mark.parametrize("state", [Way.SIGNED, Way.SENT, Way.ACCEPTED])
def test_a_signed_form_goes_whether_or_not_the_regional_centre_has_it(cycle: Cycle, state: Way) -> None:
    signed(cycle, state)
    actions.send_to_council(cycle=again(), actor=None, at=DECEMBER)
    assert again().state == CycleState.COUNCIL


def test_areas_above_keep_the_gate_with_their_own_sentences(cycle: Cycle) -> None:
    def keeper(asked: Cycle) -> list[Refusal]:
        return [Refusal("Two remarks of {year} wait.", {"year": asked.year})]

    signed(cycle)
    to_council.register(keeper)
    try:
        with pytest.raises(Refused) as refused:
            actions.send_to_council(cycle=again(), actor=None, at=DECEMBER)
        (offer,) = [
            one for one in offers(cycle.unit, 2025, again(), None, DECEMBER, "en") if one.name == SEND_TO_COUNCIL.name
        ]
    finally:
        to_council.keepers.remove(keeper)
    assert sentences(refused) == ["Two remarks of 2025 wait."]
    assert (offer.refusals, offer.gated) == (("Two remarks of 2025 wait.",), True)


def test_what_keeps_two_moves_back_is_told_once(cycle: Cycle) -> None:
    def keeper(asked: Cycle) -> list[Refusal]:
        return [Refusal("Two remarks of {year} wait.", {"year": asked.year})]

    client = signed_in(cast(cycle.unit)["editor"])
    to_council.register(keeper)
    closing.register(keeper)
    try:
        unsigned = client.get(PAGE).content.decode()
        Cycle.objects.update(provisional=True)
        provisional = client.get(PAGE).content.decode()
    finally:
        to_council.keepers.remove(keeper)
        closing.keepers.remove(keeper)
    assert unsigned.count("Two remarks of 2025 wait.") == 1
    assert unsigned.count(HERE_TOO) == 1
    assert provisional.count("Two remarks of 2025 wait.") == 1
    assert provisional.count(HERE_TOO) == 1


def test_a_second_click_and_an_outsider_are_refused(cycle: Cycle) -> None:
    given(cycle)
    with pytest.raises(Refused) as refused:
        actions.send_to_council(cycle=again(), actor=None, at=DECEMBER)
    assert sentences(refused) == ["The cycle is already: with the council."]
    with pytest.raises(Refused):
        actions.take_from_council(cycle=again(), reason="Błąd.", actor=outsider(), at=DECEMBER)
    assert again().state == CycleState.COUNCIL


def test_taking_it_back_needs_a_reason_and_lets_the_work_go_on(cycle: Cycle) -> None:
    given(cycle)
    with pytest.raises(Refused) as refused:
        actions.take_from_council(cycle=again(), reason=" ", actor=None, at=DECEMBER)
    assert sentences(refused) == ["Give the reason; it stays with the cycle."]
    actions.take_from_council(cycle=again(), reason="Błąd w rozdziale 9.", actor=None, at=DECEMBER)
    assert again().state == CycleState.OPEN
    assert cycle.events.get(kind=Event.FROM_COUNCIL).reason == "Błąd w rozdziale 9."


def test_nothing_is_written_meanwhile_but_the_form_can_be_sent_on(cycle: Cycle) -> None:
    form = given(cycle).assessment
    assert form is not None
    refusal = cycle_refusal(form)
    assert refusal is not None
    assert "with the council" in refusal.sentence("en")
    assert may_send(cast(cycle.unit)["editor"], form, DECEMBER) is None


def test_next_year_carries_over_what_the_council_was_given(cycle: Cycle) -> None:
    Submission.objects.filter(pk=given(cycle).assessment.submission.pk).update(accepted=None)  # type: ignore[union-attr]
    assert earlier_assessment(cycle.unit, 2026) == cycle.assessment
    actions.take_from_council(cycle=again(), reason="Błąd.", actor=None, at=DECEMBER)
    assert earlier_assessment(cycle.unit, 2026) is None


def test_the_page_sends_it_and_takes_it_back(cycle: Cycle) -> None:
    client = signed_in(cast(cycle.unit)["editor"])
    page = client.get(PAGE).content.decode()
    assert "The form is now: being filled in. The council is given a signed version" in page
    assert client.post(PAGE, {"move": SEND_TO_COUNCIL.name}).status_code == 422
    signed(cycle)
    assert client.post(PAGE, {"move": SEND_TO_COUNCIL.name}).status_code == 302
    page = client.get(PAGE).content.decode()
    assert 'id="reason-take-back-from-the-council"' in page
    assert "the council, and whoever presents the assessment to it" in page
    assert client.post(PAGE, {"move": TAKE_FROM_COUNCIL.name, "reason": "Błąd."}).status_code == 302
    assert again().state == CycleState.OPEN
