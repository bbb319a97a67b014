"""What the regional centre asked about single cells, beside what stood there and what stands there now."""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from drogowskaz.assessments.enums import Way
from drogowskaz.assessments.models import Assessment, Objection
from drogowskaz.assessments.queries.assessment import sheet_of
from drogowskaz.assessments.queries.entry.sections import Asked
from drogowskaz.assessments.queries.submission import open_objections, state_of
from drogowskaz.assessments.queries.submission_pages.places import Place, place_in, text_in
from drogowskaz.engine.problems import Unusable
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


def asked_in_rows(form: Assessment) -> dict[str, tuple[Asked, ...]]:
    """What is to be settled in a returned form, by row; no query for any other form. A damaged package asks nothing
    here: the page of the signature says what is wrong with it."""
    if state_of(form) is not Way.RETURNED:
        return {}
    found: dict[str, list[Asked]] = defaultdict(list)
    with suppress(Unusable):
        for one in open_objections(form, sheet_of(form)):
            told = one.objection
            found[told.row].append(Asked(form.year + told.offset, told.text, one.settled))
    return {row: tuple(asked) for row, asked in found.items()}


def _shown(objection: Objection, before: Sheet, now: Sheet, lang: str) -> ShownObjection:
    key = objection.row, objection.offset
    return ShownObjection(
        objection,
        place_in(now.edition, *key, now.year),
        text_in(before, key, lang),
        text_in(now, key, lang),
        before.value(*key) != now.value(*key),
    )
