"""One form, all its checks: numpy, machine code and the browser, against the budget of one form.

    .venv/bin/python benchmarks/one_form.py

`share` is the median's part of its limit on this machine; `ratio` compares the same work done in another way in the
same run: checks with numpy, a page of a thousand cells with a page of five.
"""

import json
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from browser import CHROMIUM, QUIET  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from drogowskaz.engine.compiled import executor  # noqa: E402
from drogowskaz.engine.compiled.artefact import Artefact, compiled  # noqa: E402
from drogowskaz.engine.compiled.changes import about  # noqa: E402
from drogowskaz.engine.compiled.program import FLAGS, Flags, Program  # noqa: E402
from drogowskaz.engine.editions.schema import Edition  # noqa: E402
from drogowskaz.engine.national.bench import edition_for  # noqa: E402
from drogowskaz.engine.sheets import Sheet, Stack, stack  # noqa: E402
from drogowskaz.engine.values import EMPTY, NO_INFORMATION, NOT_APPLICABLE, Kind, State, Value  # noqa: E402

YEAR = 2025
EDITIONS = ("bench-1000", "ozps-gmina-2025")
MODULES = ROOT / "src" / "drogowskaz" / "assessments" / "static" / "assessments" / "checks"
NUMPY, CHANGED, BROWSER, PAINT = 0.2, 0.1, 1.0, 16.0
"""Milliseconds: `one form, all checks` of the budgets."""
TURNS = 2000
KEYS = 120
UNLIMITED = ("--disable-frame-rate-limit", "--disable-gpu-vsync")
"""Frames as soon as they are made: what a key costs, without the wait for the screen."""
ROWS = 200
"""Of five columns: a thousand cells."""


Run = Callable[[Program, executor.Numbers, Flags], Flags]
"""A program over forms, to the nodes of its questions."""


@dataclass(frozen=True)
class Line:
    """One row of the table; times in milliseconds, `limit` is that of the median."""

    edition: str
    what: str
    first: float = 0.0
    times: list[float] = field(default_factory=list)
    limit: float | None = None
    base: "Line | None" = None

    @property
    def share(self) -> float:
        """How much of the limit the median takes; nothing of none."""
        return self.middle / self.limit if self.limit else 0.0

    @property
    def middle(self) -> float:
        return median(self.times)

    @property
    def high(self) -> float:
        return sorted(self.times)[int(len(self.times) * 0.95)]


def main() -> None:
    """Print the table; its last line sums it up."""
    lines: list[Line] = []
    for name in EDITIONS:
        edition = edition_for(name)
        artefact, sheets = compiled(edition, YEAR), stack(edition, [filled(edition)])
        print(f"{name}: {artefact.program.questions} questions, {len(sheets.states)} cells")
        base = in_numpy(name, artefact, sheets)
        lines += base
        lines += in_machine_code(name, artefact, sheets, base)
        lines += in_browser(name, artefact, sheets, base)
    show(lines)


def filled(edition: Edition, seed: int = 2025) -> Sheet:
    """A form as offices send them: nine cells of ten hold a number, the others are in any state."""
    chance = random.Random(seed)
    values, last = (
        {
            (row.key, offset): Value(State.VALUE, 0 if row.kind is Kind.TEXT else chance.randrange(10_000))
            if chance.random() < 0.92
            else chance.choice([EMPTY, NO_INFORMATION, NOT_APPLICABLE])
            for row in edition.rows
            for offset in row.offsets
        }
        for _form in range(2)
    )
    return Sheet(edition, "1419053", YEAR, values, last=last)


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter_ns()
    work()
    return (time.perf_counter_ns() - begun) / 1e6


def measured(line: Line, work: Callable[[], object]) -> Line:
    """The line with its times."""
    first = timed(work)
    return replace(line, first=first, times=[timed(work) for _turn in range(TURNS)])


def in_numpy(name: str, artefact: Artefact, sheets: Stack) -> tuple[Line, Line]:
    """All checks, and a changed cell."""
    return (
        measured(Line(name, "numpy, all checks", limit=NUMPY), whole(executor.question_nodes, artefact, sheets)),
        measured(Line(name, "numpy, a changed cell", limit=CHANGED), change(executor.question_nodes, artefact, sheets)),
    )


def in_machine_code(name: str, artefact: Artefact, sheets: Stack, base: tuple[Line, Line]) -> list[Line]:
    """The same; nothing where numba is not installed. The first time includes reading the machine code."""
    try:
        from drogowskaz.engine.compiled import kernel  # noqa: PLC0415 - numba is an extra
    except ImportError:
        return []
    return [
        measured(Line(name, "numba, all checks", base=base[0]), whole(kernel.question_nodes, artefact, sheets)),
        measured(Line(name, "numba, a changed cell", base=base[1]), change(kernel.question_nodes, artefact, sheets)),
    ]


def whole(run: Run, artefact: Artefact, sheets: Stack) -> Callable[[], object]:
    """Every question of the form, from its numbers and states."""
    return lambda: executor.outside(run(artefact.program, sheets.numbers, FLAGS[sheets.states]))


def change(run: Run, artefact: Artefact, sheets: Stack) -> Callable[[], object]:
    """The questions of some cell that has any; their programs have been asked for before, as by a form in use."""
    flags = FLAGS[sheets.states]
    slots = [slot for slot in range(len(flags)) if len(about(artefact, slot)[0])]
    chance = random.Random(1)
    return lambda: executor.outside(run(about(artefact, chance.choice(slots))[1], sheets.numbers, flags))


@contextmanager
def served(artefact: Artefact, sheets: Stack) -> Iterator[str]:
    """The address of a server of the page, the modules, the artefact and the form."""
    cells = enumerate(zip(sheets.states[:, 0].tolist(), sheets.numbers[:, 0].tolist(), strict=True))
    form = json.dumps([[slot, state, number] for slot, (state, number) in cells])
    files = {f"/checks/{path.name}": ("text/javascript", path.read_bytes()) for path in MODULES.glob("*.js")}
    files["/"] = "text/html", (Path(__file__).parent / "browser.html").read_bytes()
    files["/artefact"] = "application/json", artefact.content
    files["/form"] = "application/json", form.encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body = files.get(self.path, ("text/plain", None))
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", kind)
            # A page isolated from others has a clock of 5 µs instead of 100.
            self.send_header("Cross-Origin-Opener-Policy", "same-origin")
            self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_arguments: object) -> None:
            """Say nothing: the table is what is to be read."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


@contextmanager
def opened(address: str, *flags: str) -> Iterator[Page]:
    """The page in a browser of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, "--no-sandbox", *flags])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(address)
        page.wait_for_function("globalThis.ready")
        yield page
        browser.close()


def in_browser(name: str, artefact: Artefact, sheets: Stack, base: tuple[Line, Line]) -> list[Line]:
    """Nothing where Chromium is not installed."""
    if CHROMIUM is None:
        return []
    with served(artefact, sheets) as address:
        with opened(address) as page:
            found = page.evaluate("(sha256) => measured(sha256)", artefact.sha256)
        assert found["isolated"], "the clock is too coarse"
        lines = [
            Line(name, "browser, artefact read", found["ready"], [found["ready"]]),
            Line(name, "browser, all checks", found["first"], found["whole"], BROWSER, base[0]),
            Line(name, "browser, a changed cell", found["changedFirst"], found["changed"], BROWSER, base[1]),
        ]
        return lines + keys(name, address, artefact)


def keys(name: str, address: str, artefact: Artefact) -> list[Line]:
    """From a key pressed to the frame that shows what it changed, in one cell after another of a small and of a large
    page; and in the large one as a screen of 60 frames a second shows it, where most of the time is the wait for it."""
    handled, painted = [], []
    for rows, flags, limit in ((1, UNLIMITED, None), (ROWS, UNLIMITED, PAINT), (ROWS, (), None)):
        with opened(address, *flags) as page:
            cells = page.evaluate("([sha256, rows]) => grid(sha256, rows)", [artefact.sha256, rows])
            samples = []
            for key in range(KEYS):
                page.evaluate("(at) => go(at)", (cells // 2 + key) % cells)
                page.keyboard.press(str(1 + key % 9))
                samples.append(page.evaluate("told"))
        what = f"{cells} cells" if flags else f"{cells} cells, at 60 Hz"
        for lines, kind, most in ((handled, "handled", None), (painted, "painted", limit)):
            times = [sample[kind] for sample in samples]
            lines.append(Line(name, f"key → {kind}, {what}", times[0], times, most, lines[0] if lines else None))
    return [*handled[:2], *painted]


def show(lines: list[Line]) -> None:
    """The table, and a line that sums it up."""
    print(f"\n{'milliseconds':<50}{'first':>9}{'median':>9}{'p95':>9}{'limit':>7}{'share':>7}{'ratio':>8}")
    for line in lines:
        limit = "" if line.limit is None else f"{line.limit:g}"
        share = "" if line.limit is None else f"{line.share:.2f}"
        ratio = "" if line.base is None else f"{line.middle / line.base.middle:.3f}"
        numbers = f"{line.first:>9.3f}{line.middle:>9.4f}{line.high:>9.4f}"
        print(f"{line.edition:<16} {line.what:<33}{numbers}{limit:>7}{share:>7}{ratio:>8}")
    limited = [line for line in lines if line.limit is not None]
    worst = max(limited, key=lambda line: line.share)
    over = [line for line in limited if line.share > 1]
    kept = f"{len(over)} of {len(limited)} limits passed" if over else f"all {len(limited)} limits kept"
    print(f"\none form: {kept}; the largest share is {worst.share:.2f} ({worst.edition}, {worst.what})")


if __name__ == "__main__":
    main()
