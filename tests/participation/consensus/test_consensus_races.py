"""Two at once at a consensus map: the same sheet, its closing while somebody saves, two new maps."""

from collections.abc import Callable

import pytest
from participation.consensus.maps import NOW, Mapped, enter, running
from races import at_once, several_writers

from drogowskaz.participation.actions.consensus import MapDescription, make_map
from drogowskaz.participation.actions.consensus_closing import close_map
from drogowskaz.participation.actions.consensus_voice import put_voice
from drogowskaz.participation.models import ConsensusMap, Vote, Voter
from drogowskaz.participation.queries.consensus_voice import Slip, slip_of_address

pytestmark = [pytest.mark.django_db(transaction=True), several_writers]


def saving(there: Mapped, slip: Slip, digits: str) -> Callable[[], object]:
    return lambda: put_voice(slip=slip, voice=there.voice(digits), actor=None, at=NOW).pk


def test_one_sheet_filled_in_by_three_at_once_is_one_row() -> None:
    there = running()
    slip = Slip(there.map, sheet=1)
    answers = at_once(*(saving(there, slip, digits) for digits in ("111", "222", "333")))
    assert len(set(answers)) == 1
    assert Voter.objects.count() == 1
    assert len(set(Vote.objects.values_list("choice", flat=True))) == 1
    assert Vote.objects.count() == 3


def test_one_address_in_three_windows_is_one_row() -> None:
    there = running()
    slip = slip_of_address(there.map, "ewa@example.org")
    assert len(set(at_once(*(saving(there, slip, "123") for _window in range(3))))) == 1
    assert Voter.objects.count() == 1


def test_of_the_paper_and_the_site_at_once_one_counts_and_the_other_is_told() -> None:
    there = running()
    for number in range(1, 6):
        answers = at_once(
            saving(there, Slip(there.map, sheet=number), "111"), lambda at=number: enter(there, at, "222").pk
        )
        assert answers.count("refused") == 1
    assert Voter.objects.count() == 5


def test_a_voice_saved_during_the_closing_is_counted_or_refused() -> None:
    there = running()
    closing = at_once(
        lambda: close_map(asked=there.map, actor=there.animator, at=NOW),
        *(saving(there, Slip(there.map, sheet=number), "111") for number in range(1, 5)),
    )
    results = there.again().results
    assert results is not None
    assert results["sheets"]["all"] == Voter.objects.count() == 4 - closing.count("refused")


def test_two_new_maps_get_two_numbers() -> None:
    there = running()

    def make() -> object:
        return make_map(cycle=there.cycle, description=MapDescription("Nowa"), actor=there.animator, at=NOW).number

    assert sorted(at_once(make, make)) == ["2", "3"]
    assert ConsensusMap.objects.count() == 3
