"""The desk of a regional centre over 233 invented forms: seconds and queries of each of its pages.

    python benchmarks/board.py

Prints a table; the budget is one second for a page. Everything is built in a database of its own, which is removed.
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

MOST = 1.0
"""Seconds a page may take."""
ROUNDS = 3


def main() -> None:
    """Build the region, look at every form once, and open the pages of the desk."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DROGOWSKAZ_DATA"] = folder
        os.environ["DROGOWSKAZ_DATABASE"] = f"sqlite:///{Path(folder) / 'board.sqlite3'}"
        os.environ.setdefault("DROGOWSKAZ_SECRET_KEY", "only for measuring")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drogowskaz.config.settings")
        import django  # noqa: PLC0415  # after its settings are named

        django.setup()
        _measure()


def _measure() -> None:
    from board_forms import YEAR, fill  # noqa: PLC0415  # they need Django set up
    from django.core.management import call_command  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from drogowskaz.assessments.actions.intake.keeping import keep, keep_up  # noqa: PLC0415
    from drogowskaz.assessments.models import Assessment, KeptFinding  # noqa: PLC0415

    call_command("migrate", verbosity=0, run_syncdb=True)
    top, person = fill()
    forms = list(Assessment.objects.values_list("pk", flat=True))
    started = time.perf_counter()
    keep(assessments=forms, at=timezone.now())
    looked = time.perf_counter() - started
    print(f"{len(forms)} forms, {KeptFinding.objects.count()} findings kept")
    print(f"looking at all of them: {looked:.2f} s, {looked / len(forms) * 1000:.1f} ms a form")
    _row("nothing new to look at", lambda: keep_up(at=timezone.now()))
    client = Client(headers={"host": "localhost"})
    client.force_login(person)
    # A site that has answered something else before: reading its own program is not what is measured.
    _opened(client, "/jednostki/")
    again = time.perf_counter()
    keep(assessments=forms[:ROUNDS], at=timezone.now())
    print(f"looking once more at a shown draft: {(time.perf_counter() - again) / ROUNDS * 1000:.0f} ms")
    here = f"/wojewodztwo/{top.code}/formularze/{YEAR}/"
    for name, address in {
        "board": here,
        "board, one powiat": f"{here}?powiat={top.code}01",
        "board for the module": f"{here}stan.json",
        "findings": f"{here}uwagi/",
        "findings, errors only": f"{here}uwagi/?waga=error",
        "findings, last page": f"{here}uwagi/?po={top.code}64.0",
        "findings by check": f"{here}uwagi/?widok=kontrole",
        "all findings, CSV": f"{here}uwagi.csv",
        "all findings, XLSX": f"{here}uwagi.xlsx",
        "board, XLSX": f"{here}tablica.xlsx",
        "comparison of a form": f"{here}{top.code}02022/porownania/",
        "comparison of a powiat": f"{here}{top.code}02/porownania/",
        "reminder of all": f"{here}przypomnienie/?stan=work",
    }.items():
        _row(name, lambda address=address: _opened(client, address))
    tag = client.get(f"{here}stan.json")["ETag"]
    _row("module, nothing new", lambda: client.get(f"{here}stan.json", headers={"If-None-Match": tag}))


def _opened(client: Any, address: str) -> int:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return len(b"".join(response.streaming_content) if response.streaming else response.content)


def _row(name: str, act: Callable[[], Any]) -> None:
    """The first time and the best of the further ones, with the number of queries."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    seconds = []
    with CaptureQueriesContext(connection) as asked:
        for _round in range(ROUNDS):
            started = time.perf_counter()
            given = act()
            seconds.append(time.perf_counter() - started)
    size = f"{given / 1024:8.0f} kB" if isinstance(given, int) and given > 1 else " " * 11
    # A file of everything is no page; a person waits for it as for any download.
    over = "  OVER" if seconds[0] > MOST and not name.startswith("all ") else ""
    times = f"first {seconds[0]:6.3f} s, then {min(seconds[1:]):6.3f} s"
    print(f"{name:26} {times}, {len(asked) // ROUNDS:3} queries {size}{over}")


if __name__ == "__main__":
    main()
