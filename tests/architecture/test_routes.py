"""Every page has a name and a place in the house: a chain of parents that ends at the front page."""

from collections.abc import Iterator, Mapping

from django.urls import URLPattern, URLResolver, get_resolver, path

from drogowskaz.config.navigation import PARENTS

FRONT = "home:front"


def routes(patterns: list[URLPattern | URLResolver], space: str = "", before: str = "") -> Iterator[tuple[str, str]]:
    """Each address with its full name, empty when it has none."""
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern.url_patterns, inner, address)
        else:
            yield address, f"{space}{pattern.name}" if pattern.name else ""


def unnamed(patterns: list[URLPattern | URLResolver]) -> list[str]:
    return [address for address, name in routes(patterns) if not name]


def astray(parents: Mapping[str, str | None]) -> list[str]:
    """Routes whose chain of parents does not end at the front page."""
    wrong = []
    for route in parents:
        seen: list[str] = []
        step: str | None = route
        while step is not None and step in parents and step not in seen:
            seen.append(step)
            step = parents[step]
        if step is not None or seen[-1:] != [FRONT]:
            wrong.append(route)
    return wrong


def view() -> None:
    """Stands for a page."""


def test_every_route_has_a_name() -> None:
    assert unnamed(get_resolver().url_patterns) == []


def test_every_named_route_has_its_place_and_nothing_else_has() -> None:
    assert set(PARENTS) == {name for _address, name in routes(get_resolver().url_patterns)}


def test_every_chain_of_parents_ends_at_the_front_page() -> None:
    assert astray(PARENTS) == []


def test_a_planted_route_without_a_name_is_found() -> None:
    assert unnamed([path("a/", view, name="a"), path("b/", view)]) == ["b/"]


def test_a_circle_a_second_root_and_an_unknown_parent_are_found() -> None:
    planted = {FRONT: None, "a": FRONT, "b": "c", "c": "b", "d": None, "e": "nowhere"}
    assert astray(planted) == ["b", "c", "d", "e"]
