"""Every page in both languages, light and dark, on a desk, on a phone, at 320 px and enlarged twice.

Each language meets each screen, each screen light and dark, and each language light and dark: eight ways of looking
hold every pair, and all sixteen would take twice as long to find the same.

`--pictures var/look` keeps what was seen there, for a person to look at.
"""

from pathlib import Path

import pytest
from accounts import arrive, take_over
from browser import DESK, PHONE, violations, wider_than_screen
from django.test import Client
from pages import VISITS
from playwright.sync_api import Browser

NARROW = {"width": 320, "height": 640}
ENLARGED = {"width": 640, "height": 450}
"""A desk of 1280 × 900 at 200 % zoom: half as many CSS pixels."""

SCREENS = {"desk": DESK, "phone": PHONE, "narrow": NARROW, "zoom": ENLARGED}

WAYS = [
    (lang, scheme, screen)
    for place, screen in enumerate(SCREENS)
    for lang, scheme in zip(("pl", "en"), ("light", "dark") if place % 2 == 0 else ("dark", "light"), strict=True)
]
"""Language, colours and screen."""

pytestmark = [pytest.mark.browser, pytest.mark.look]


def test_the_ways_of_looking_hold_every_pair() -> None:
    for first, second in ((0, 1), (0, 2), (1, 2)):
        pairs = {(way[first], way[second]) for way in WAYS}
        assert len(pairs) == len({one for one, _other in pairs}) * len({other for _one, other in pairs})


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_every_page_is_whole(site: str, browser: Browser, lang: str, request: pytest.FixtureRequest) -> None:
    """A page is asked for once and then looked at in each of its language's ways, as a window that is made narrower."""
    pictures = request.config.getoption("--pictures")
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    found: dict[tuple[str, str, str], list[str]] = {}
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(f"{page.url}: {fault}"))
    for name, (address, who) in VISITS.items():
        client = Client()
        words = arrive(client, who) if who else {}
        context.clear_cookies()
        if "sessionid" in client.cookies:
            take_over(context, client, site)
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
        page.goto(site + ("" if lang == "pl" else "/en") + address.format(**words))
        for _lang, scheme, screen in (way for way in WAYS if way[0] == lang):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.set_viewport_size(SCREENS[screen])  # type: ignore[arg-type]
            if pictures:
                file = f"{name.replace(':', '-').replace(' ', '-')}.{lang}.{scheme}.{screen}.png"
                page.screenshot(path=Path(pictures, file), full_page=True)
            wrong = violations(page)
            if wider_than_screen(page):
                wrong.append("wider than the screen")
            if wrong:
                found[name, scheme, screen] = wrong
    context.close()
    assert (found, faults) == ({}, [])
