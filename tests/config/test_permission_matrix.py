"""Every route of the site answers four people as the table of `answers.py` says."""

import pytest
from architecture.house import tool
from config.answers import ACCOUNT, ANSWERS, CENTRE, LINK, METHODS, PAGE, PEOPLE, STAFF, UNIT, expected, page
from config.matrix import BODIES, Asked, addresses, ask_all, names

STRANGERS = ("outsider", "anonymous")
OPENED = range(200, 300)


def differences(who: str, asked: Asked) -> list[str]:
    """What was answered otherwise than the table says, a sentence each."""
    meant = expected(who)
    return [
        f"{method} {route} as {who}: {asked.codes.get((route, method))}, the table says {meant.get((route, method))}"
        for route, method in sorted({*meant, *asked.codes})
        if asked.codes.get((route, method)) != meant.get((route, method))
    ]


def open_to_strangers(answers: dict[str, tuple[str, ...]]) -> list[str]:
    """Lines of the table that would let somebody in whom the page is not for."""
    strangers = {STAFF: (0, 1, 2, 3), CENTRE: (0, 1, 2, 3), UNIT: (2, 3), ACCOUNT: (3,)}
    return [
        route
        for route, (whom, *given) in answers.items()
        if any(int(codes.split()[one]) in OPENED for codes in given for one in strangers.get(whom, ()))
    ]


def test_every_route_stands_in_the_table_and_has_an_address() -> None:
    assert sorted(set(names()) ^ set(ANSWERS)) == []
    assert sorted(set(names()) - set(addresses())) == []


def test_every_line_has_four_codes_for_each_method_that_is_asked() -> None:
    wrong = [
        route
        for route, (_whom, *given) in ANSWERS.items()
        if len(given) != len(METHODS) - (route not in BODIES) or any(len(codes.split()) != 4 for codes in given)
    ]
    assert wrong == []


def test_nobody_is_meant_to_be_answered_with_a_failure() -> None:
    assert [route for route, (_whom, *given) in ANSWERS.items() if " 5" in f" {' '.join(given)}"] == []


def test_what_belongs_to_a_unit_or_an_account_opens_to_no_stranger() -> None:
    assert open_to_strangers(ANSWERS) == []


def test_a_planted_open_door_is_found() -> None:
    planted = {
        "a": (UNIT, "200 200 200 302", "405 405 405 405"),
        "b": (UNIT, "302 302 403 302", "200 200 403 204"),
        "c": (ACCOUNT, "200 200 200 200", "405 405 405 405"),
        "d": (STAFF, "200 403 403 403", "405 405 405 405"),
        "e": (LINK, "200 200 200 200", "200 200 200 200"),
    }
    assert open_to_strangers(planted) == ["a", "b", "c", "d"]


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("who", PEOPLE)
def test_every_route_answers_as_the_table_says(who: str) -> None:
    asked = ask_all(who)
    assert differences(who, asked) == []
    if who in STRANGERS:
        unlinked = {one for one in asked.recorded if ANSWERS[one.split()[1]][0] != LINK}
        assert unlinked == set(), "the log holds an act of somebody who may not act"


def test_an_answer_that_is_not_in_the_table_is_told_by_its_route() -> None:
    asked = Asked({**expected("outsider"), ("home:front", "GET"): 500, ("a:new", "GET"): 200})
    assert differences("outsider", asked) == [
        "GET a:new as outsider: 200, the table says None",
        "GET home:front as outsider: 500, the table says 200",
    ]


def test_the_page_for_developers_is_fresh() -> None:
    assert PAGE.read_text("utf-8") == page()
    assert tool("permissions").PAGE == PAGE
