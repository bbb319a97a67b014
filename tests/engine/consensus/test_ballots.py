"""Who is a voice."""

import numpy as np
import pytest
from engine.consensus.rooms import ballots, room

from drogowskaz.engine.consensus import AGAINST, FOR, MISSING, NO_OPINION, Ballots
from drogowskaz.engine.consensus.ballots import majority, voices_of


def chosen(*rows: str) -> list[list[int]]:
    return room(ngo=rows).choices.tolist()


def test_persons_count_each() -> None:
    voices = voices_of(room(residents=("+-", "+-", "0+")))
    assert (voices.sectors, voices.choices.tolist()) == (("residents",) * 3, chosen("0+", "+-", "+-"))


def test_an_organisation_is_one_voice_however_its_name_is_written() -> None:
    choices = room(ngo=("+", "+", "-", "-")).choices
    voices = voices_of(ballots(choices, ("ngo",) * 4, ("Koło Lipa", "„KOŁO”  lipa", "Kolo Lipa", "")))
    assert voices.choices.tolist() == chosen("-", "+")


@pytest.mark.parametrize(
    ("said", "together"),
    [("++-", FOR), ("+-", NO_OPINION), ("-..", AGAINST), ("...", MISSING), ("00+", NO_OPINION), ("++00-", NO_OPINION)],
)
def test_the_most_frequent_choice_counts_and_a_tie_is_no_opinion(said: str, together: int) -> None:
    assert majority(room(ngo=[*said]).choices).tolist() == [together]


def test_an_organisation_stands_in_the_sector_most_of_its_voters_name() -> None:
    choices = room(ngo=("+", "+", "+", "-")).choices
    voices = voices_of(ballots(choices, ("ngo", "council", "ngo", "council"), ("Lipa", "Lipa", "Lipa", "")))
    assert sorted(zip(voices.sectors, voices.choices[:, 0].tolist(), strict=True)) == [("council", -1), ("ngo", 1)]


def test_an_empty_ballot_is_no_voice() -> None:
    assert len(voices_of(room(residents=("..", "+."))).sectors) == 1


def test_a_name_in_another_script_is_a_name_too() -> None:
    choices = room(ngo=("+", "+", "+")).choices
    voices = voices_of(ballots(choices, ("ngo",) * 3, ("Допомога", "допомога ", "Надія")))
    assert len(voices.sectors) == 2


@pytest.mark.parametrize("wrong", [np.full((2, 3), 0), np.full((2, 2), 7)], ids=["shape", "choice"])
def test_what_does_not_fit_together_is_a_mistake_of_ours(wrong: np.ndarray) -> None:
    with pytest.raises(AssertionError):
        Ballots(("a", "b"), ("ngo", "ngo"), ("", ""), wrong.astype(np.int8))
