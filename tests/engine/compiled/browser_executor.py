"""The browser's executor for tests: one Chromium page with the modules on it, as the product serves them."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from playwright.sync_api import Browser, Page, Route

from drogowskaz import assessments
from drogowskaz.engine.sheets import Stack

MODULES = Path(assessments.__file__).parent / "static" / "assessments" / "checks"
SITE = "https://checks.test"
PAGE = '<!doctype html><title>checks</title><script type="module" src="start.js"></script>'
START = 'import * as checks from "./executor.js"; globalThis.checks = checks;'
POLICY = "; ".join(
    f"{name} {' '.join(allowed)}" for name, allowed in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
)
"""The product's own content policy: a module that it would not load is not loaded here either."""
WHOLE = """([artefact, forms]) => {
    const program = checks.load(JSON.parse(artefact));
    return forms.map((filled) => {
        const form = checks.form(program);
        filled.forEach(([slot, state, number]) => checks.set(form, slot, state, number));
        return Array.from(checks.answers(program, form));
    });
}"""

Edit = tuple[int, int, int]
"""A slot, a state and a stored number."""
Answers = list[list[int]]
"""For each form the answer to each question."""


@contextmanager
def opened(browser: Browser, site: str = SITE) -> Iterator[Page]:
    """A page on which `checks` are the modules; no network is asked. A fault in the modules fails the test."""
    context = browser.new_context()
    context.route("**", _serve)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(site)
    yield page
    context.close()
    assert not faults, faults


def _serve(route: Route) -> None:
    name = urlsplit(route.request.url).path.removeprefix("/")
    if name == "":
        route.fulfill(body=PAGE, content_type="text/html", headers={"Content-Security-Policy": POLICY})
        return
    body = START if name == "start.js" else (MODULES / name).read_text("utf-8")
    route.fulfill(body=body, content_type="text/javascript")


def ask(page: Page, script: str, *arguments: object) -> Any:
    """What a function of one list returns for these arguments. Texts both ways: Playwright's own are slow for many."""
    return json.loads(page.evaluate(f"(given) => JSON.stringify(({script})(JSON.parse(given)))", json.dumps(arguments)))


def filled(sheets: Stack) -> list[list[Edit]]:
    """For each sheet of the stack every slot as it is to be set, other forms too."""
    return [
        [(slot, int(state), int(number)) for slot, (state, number) in enumerate(zip(states, numbers, strict=True))]
        for states, numbers in zip(sheets.states.T, sheets.numbers.T, strict=True)
    ]


def answers(page: Page, content: bytes, forms: Sequence[Sequence[Edit]]) -> Answers:
    """The browser's answers to every question of the artefact, for each of the forms."""
    found: Answers = ask(page, WHOLE, content.decode(), forms)
    return found
