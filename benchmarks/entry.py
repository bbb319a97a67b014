"""The entry grid under load: autosaves of 300 clerks on PostgreSQL, beside a bare view that does one upsert.

    .venv/bin/python benchmarks/entry.py [--quick]

A PostgreSQL of its own with fsync on, the site on waitress as `drogowskaz serve` runs it, and a generator of load in a
third process, all on this machine. First both views one request after another, in turns, for the ratio; then saves due
at random moments of a given rate, whatever becomes of those before them; the rate is doubled or halved until it is
known which one holds. Then the page of a section. Times are milliseconds, for loads from the moment a save was due.
`worked` is the time of processors that server and database together spent on a request; the shares are those of all
cores. `--quick` has 30 clerks and short turns: it tries the script.
"""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import django
import psutil
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tests")]

from clerks import BARE, READ  # noqa: E402
from postgresql import Server  # noqa: E402

SAVE = "save"
RATE, CLERKS, PAGES = 120, 300, 4
"""Saves a second, clerks, and pages of a section a second."""
HEAD = "what        rate   asked  failed     p50      p95      p99  worked   % of all cores"
PAUSE = 4
"""Seconds in which the site works off what waits in line after a rate that did not hold."""
LONGEST, MOST_TIMES, MOST_QUERIES, LONGEST_PAGE = 100, 3, 12, 150
"""The budgets: p95 of a save, a save beside the bare view, queries of the page of a section, p95 of it."""


@dataclass(frozen=True)
class Load:
    """What came of one order: latencies in milliseconds, ascending, and the shares of all cores in percent."""

    asked: float
    latencies: tuple[float, ...]
    failed: int
    seconds: float
    shares: dict[str, float]

    def at(self, percent: float) -> float:
        """The latency that so many percent of the answers stay below."""
        return self.latencies[min(len(self.latencies) - 1, int(len(self.latencies) * percent / 100))]

    def cost(self, name: str) -> float:
        """Milliseconds of a processor that each request took of the server or of the database."""
        return 10 * self.shares[name] * self.seconds * (os.cpu_count() or 1) / len(self.latencies)

    @property
    def holds(self) -> bool:
        return self.failed == 0 and self.at(95) <= LONGEST


class Site:
    """The served site, and clerks who remember what they saw from one order to the next."""

    def __init__(self, port: int, desks: list[dict[str, Any]], server: int, database: int) -> None:
        self.port, self.desks = port, desks
        self.server, self.database = psutil.Process(server), psutil.Process(database)

    def order(self, what: str, rate: float, seconds: float) -> Load:
        """Let the generator carry out one order."""
        order = {"port": self.port, "desks": self.desks, "what": what, "rate": rate, "seconds": seconds}
        command = [sys.executable, str(HERE / "clerks.py")]
        before, whole = self._spent(), psutil.cpu_times()
        done = subprocess.run(command, input=json.dumps(order), capture_output=True, text=True, check=True)
        after, now = self._spent(), psutil.cpu_times()
        told = json.loads(done.stdout)
        if what != BARE:
            for desk, versions in zip(self.desks, told["versions"], strict=True):
                desk["versions"] = versions
        cores = told["seconds"] * os.cpu_count()
        machine = 100 - 100 * (now.idle - whole.idle) / (sum(now) - sum(whole))
        shares = {name: 100 * (after[name] - before[name]) / cores for name in after}
        shares |= {"generator": 100 * told["processor"] / cores, "machine": machine}
        latencies = tuple(sorted(1000 * one for one in told["latencies"]))
        return Load(rate, latencies, told["failed"], told["seconds"], shares)

    def _spent(self) -> dict[str, float]:
        """Seconds of the processors that the server and the database have used until now."""
        main = self.database.cpu_times()
        # The database has a process for each connection; those that have ended count with their parent.
        running = sum(spent(one) for one in self.database.children())
        return {
            "server": spent(self.server),
            "database": spent(self.database) + running + main.children_user + main.children_system,
        }


def spent(process: psutil.Process) -> float:
    """Seconds of the processors used by a process itself."""
    times = process.cpu_times()
    return float(times.user + times.system)


@contextmanager
def served(clerks: int) -> Iterator[Site]:
    """The database filled, the site running; both gone afterwards."""
    database = Server()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DROGOWSKAZ_DATABASE": database.address,
            "DROGOWSKAZ_DATA": folder,
            "DROGOWSKAZ_SECRET_KEY": secrets.token_urlsafe(50),
            "DJANGO_SETTINGS_MODULE": "drogowskaz.config.settings",
        }
        running = None
        try:
            database.start(fsync=True)
            desks = prepared(clerks)
            port = free_port()
            running = subprocess.Popen([sys.executable, str(HERE / "desks.py"), "serve", str(port)])
            wait_for(port)
            yield Site(
                port, desks, running.pid, int((database.folder / "data" / "postmaster.pid").read_text().split()[0])
            )
        finally:
            if running is not None:
                running.terminate()
                running.wait()
            database.stop()


def prepared(clerks: int) -> list[dict[str, Any]]:
    """The tables, the forms and their clerks."""
    django.setup()
    from desk_forms import fill  # noqa: PLC0415  (needs the models)

    call_command("migrate", verbosity=0)
    return fill(clerks)


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def wait_for(port: int) -> None:
    """Raises TimeoutError when nobody listens within half a minute."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"The site does not listen on port {port}.")


def queries_of_page(site: Site) -> int:
    """How many queries the page of a section takes."""
    desk = site.desks[0]
    client = Client(HTTP_COOKIE=desk["cookie"], HTTP_HOST="127.0.0.1")
    client.get(f"{desk['form']}2/")
    with CaptureQueriesContext(connection) as caught:
        assert client.get(f"{desk['form']}2/").status_code == 200
    connection.close()
    return len(caught)


def beside_bare(site: Site, seconds: float) -> tuple[float, float]:
    """A save beside the bare view, one request after another, in turns: print both, give the ratios of the medians of
    time and of what the server and the database worked, which other programs of the machine disturb less."""
    found: dict[str, list[Load]] = {BARE: [], SAVE: []}
    for _turn in range(3):
        for what, loads in found.items():
            loads.append(site.order(what, 0, seconds / 3))
    times, works = [], []
    for what, loads in found.items():
        times.append(median([one for load in loads for one in load.latencies]))
        server, database = (median([load.cost(name) for load in loads]) for name in ("server", "database"))
        works.append(server + database)
        print(
            f"one after another, {what}: {times[-1]:.1f} ms; worked {server:.1f} ms server, {database:.1f} ms database"
        )
    return times[1] / times[0], works[1] / works[0]


def highest(site: Site, first: Load, seconds: float) -> Load:
    """The highest tried rate that holds: doubled or halved from the first, then once between the two."""
    rate = first.asked
    holds, fails = (first, None) if first.holds else (None, first)
    while (holds is None or fails is None) and 1 < rate < 2000:
        if holds is None:
            time.sleep(PAUSE)
        rate = rate * 2 if fails is None else rate / 2
        load = shown(SAVE, site.order(SAVE, rate, seconds))
        holds, fails = (load, fails) if load.holds else (holds, load)
    if holds and fails:
        time.sleep(PAUSE)
        middle = shown(SAVE, site.order(SAVE, (holds.asked + fails.asked) / 2, seconds))
        holds = middle if middle.holds else holds
    return holds or first


def shown(what: str, load: Load) -> Load:
    """Print a line of the table."""
    worked = load.cost("server") + load.cost("database")
    shares = "  ".join(f"{name} {share:.0f}" for name, share in load.shares.items())
    print(
        f"{what:<9}{load.asked:>7g}{len(load.latencies):>8}{load.failed:>8}{load.at(50):>8.1f}{load.at(95):>9.1f}"
        f"{load.at(99):>9.1f}{worked:>8.1f}   {shares}",
        flush=True,
    )
    return load


def verdict(kept: bool) -> str:
    return "kept" if kept else "MISSED"


def main(quick: bool) -> None:
    """Measure and print."""
    # Ended from outside, the site and the database end too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    clerks, long, short = (30, 3.0, 3.0) if quick else (CLERKS, 30.0, 12.0)
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{os.cpu_count()} cores, load before (1, 5, 15 minutes) {load}, Python {sys.version.split()[0]}")
    with served(clerks) as site:
        site.order(BARE, 0, 1.5)
        site.order(SAVE, 0, 1.5)
        for what, ratio in zip(("time", "work"), beside_bare(site, short), strict=True):
            print(f"save beside bare, {what}: {ratio:.2f}  {verdict(ratio <= MOST_TIMES)} (≤ {MOST_TIMES})")
        print(HEAD)
        shown(BARE, site.order(BARE, RATE, short))
        first = shown(SAVE, site.order(SAVE, RATE, long))
        best = highest(site, first, short)
        page = shown(READ, site.order(READ, PAGES, short))
        queries = queries_of_page(site)
    print(f"{RATE} saves a second: p95 {first.at(95):.0f} ms  {verdict(first.holds)} (≤ {LONGEST} ms, none failed)")
    print(f"highest rate that holds: {best.asked:g} a second" if best.holds else "no tried rate holds")
    kept = page.failed == 0 and page.at(95) <= LONGEST_PAGE
    print(f"page of a section: p95 {page.at(95):.0f} ms  {verdict(kept)} (≤ {LONGEST_PAGE} ms)")
    print(f"page of a section: {queries} queries  {verdict(queries <= MOST_QUERIES)} (≤ {MOST_QUERIES})")


if __name__ == "__main__":
    main("--quick" in sys.argv[1:])
