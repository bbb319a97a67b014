"""What the regional centre asked about single cells, beside what stood there and what stands there now."""

from collections.abc import Iterable
from dataclasses import dataclass

from drogowskaz.assessments.models import Objection
from drogowskaz.assessments.queries.submission_pages.places import Place, place_in, text_in
from drogowskaz.engine.sheets import Sheet


@dataclass(frozen=True)
class ShownObjection:
    """An objection: `then` is what was returned, `now` what stands there since; equal where nothing changed."""

    objection: Objection
    place: Place
    then: str
    now: str
    changed: bool

    @property
    def settled(self) -> bool:
        return self.changed or bool(self.objection.answer)


def shown_objections(
    objections: Iterable[Objection], before: Sheet, now: Sheet, lang: str
) -> tuple[ShownObjection, ...]:
    """In the order of the form; no query beyond that of the objections."""
    shown = [_shown(one, before, now, lang) for one in objections]
    order = now.edition.row_index
    return tuple(sorted(shown, key=lambda one: (order[one.place.row.key], one.place.offset)))


def _shown(objection: Objection, before: Sheet, now: Sheet, lang: str) -> ShownObjection:
    key = objection.row, objection.offset
    return ShownObjection(
        objection,
        place_in(now.edition, *key, now.year),
        text_in(before, key, lang),
        text_in(now, key, lang),
        before.value(*key) != now.value(*key),
    )
