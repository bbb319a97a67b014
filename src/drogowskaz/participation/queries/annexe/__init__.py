"""Reading annexes: the list of a person, the pages of filling in, and where every answer went."""

from drogowskaz.participation.queries.annexe.reading import (
    annexe_of,
    answers_of,
    definition_of,
    earlier_annexe,
    places_of,
    spoken_for,
)

__all__ = ["annexe_of", "answers_of", "definition_of", "earlier_annexe", "places_of", "spoken_for"]
