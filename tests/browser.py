"""A real browser for tests: Debian's Chromium, driven by Playwright."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 375, "height": 760}


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser, closed afterwards. As root it must run without its sandbox."""
    arguments = [*QUIET, "--no-sandbox"] if os.getuid() == 0 else QUIET
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield running
        running.close()


def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands, against WCAG 2.1 A and AA and its best practices."""
    result = Axe().run(page)
    return [
        f"{one['id']}: {one['help']} – {node['html'][:160]}"
        for one in result.response["violations"]
        for node in one["nodes"]
    ]


def wider_than_screen(page: Page) -> bool:
    """Whether a person would have to scroll sideways, once the page is whole."""
    page.wait_for_load_state()
    # Between two pages there is a moment without any element; a locator waits for one.
    return bool(page.locator("html").evaluate("html => html.scrollWidth > html.clientWidth + 1"))
