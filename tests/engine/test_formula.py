"""What a check asks, in words and signs."""

import pytest
from engine.tiny import check, edition, row

from drogowskaz.engine.checks.formula import formula
from drogowskaz.engine.editions.loader import edition_ids, edition_named
from drogowskaz.engine.words import LANGUAGES

FORM = edition(row("all"), row("women"), row("men"), row("long", short="", number=7), row("bare", short=""))


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("{all, c*} = {women, c*} + {men, c*}", "all = women + men"),
        ("{all, c*} >= {women, c*} - 2 * {men, c*}", "all ≥ women − 2 × men"),
        ("{women, c0} != {women, c-1}", "women (the assessed year) ≠ women (the year before)"),
        ("{women, c0} <= $SHARE * {all, c0}", "women (the assessed year) ≤ $SHARE × all (the assessed year)"),
        ("abs({women, c*} - {men, c*}) < 1.5", "the size of (women − men) < 1.50"),
        ("sum({@t, c*}) > 0", "all rows of “Table t” > 0"),
        (
            "if({all, c*} = 0, absent({women, c*}) and present({men, c*}))",
            "if all = 0, then women is empty and men is filled in",
        ),
        ("not ({all, c*} = 1 or {men, c*} = 1)", "it is not so that (all = 1 or men = 1)"),
        (
            "not same({@t, c0}, {@t, c-1})",
            "it is not so that all rows of “Table t” (the assessed year) and all rows of “Table t” (the year before) "
            "are a copy of each other",
        ),
        ("{all, c0, y-1} = {all, c-1}", "all (in last year's form, the assessed year) = all (the year before)"),
        (
            "{all, c0} = {all, c0, children}",
            "all (the assessed year) = all (the units below together, the assessed year)",
        ),
        ("{long, c*} = {bare, c*}", "row 7 = “Label of bare”"),
    ],
)
def test_a_claim_is_said_in_words_and_signs(claim: str, said: str) -> None:
    assert formula(check(claim), FORM, "en") == said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_shipped_check_can_be_said(lang: str) -> None:
    for name in edition_ids():
        form = edition_named(name)
        assert [one.id for one in form.checks if not formula(one, form, lang).strip()] == []
