"""The checks of an edition as sentences, and counted by their kinds."""

import pytest

from drogowskaz.engine.editions.loader import edition_ids, edition_named
from drogowskaz.engine.exchange.sentences import Sort, sentences, sort_of, sorts
from drogowskaz.engine.expressions.parser import parse


@pytest.mark.parametrize(
    ("claim", "sort"),
    [
        ("{a, c0} <= abs({b, c0})", Sort.LINEAR),
        ("{a, c0} = 1 and {b, c0} = 1", Sort.LOGICAL),
        ("not {a, c0} = 1", Sort.LOGICAL),
        ("if({a, c0} > 0, present({b, c0}))", Sort.PRESENCE),
        ("not absent({a, c0})", Sort.PRESENCE),
        ("not same({@t, c0}, {@t, c-1})", Sort.COPY),
    ],
)
def test_a_check_is_of_the_kind_of_what_it_is_made_of(claim: str, sort: Sort) -> None:
    assert sort_of(parse(claim)) is sort


def test_the_kinds_of_an_edition_are_counted() -> None:
    assert sorts(edition_named("ozps-gmina-2014")) == {"linear": 13, "logical": 2, "presence": 2, "copy": 2}


def test_a_check_is_told_with_its_name_and_severity() -> None:
    told = [*sentences(edition_named("ozps-gmina-2014"), "en")]
    assert told[0] == "tree.population.total.all [error] residents = women + men"


@pytest.mark.parametrize("name", edition_ids())
def test_every_check_of_a_shipped_edition_is_told_once(name: str) -> None:
    form = edition_named(name)
    assert [told.partition(" ")[0] for told in sentences(form, "pl")] == [check.id for check in form.checks]
