"""Nothing in the repository belongs to one machine, one registry or next week."""

import re
from pathlib import Path

import pytest
from architecture.house import ROOT, files, place, text

LARGEST = 800_000
"""Bytes. Reference data stays beside the repository; what is larger here is a mistake."""

MACHINE = re.compile(r"(?:^|[\s\"'`(=:,\[])(?:file://)?/(?:work|home|root|Users|mnt|opt)/\w", re.M)
# The names are put together, so that this file does not hold what it forbids.
HOSTS = (
    "py" + "pi.org",
    "pythonho" + "sted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "crat" + "es.io",
    "unp" + "kg.com",
)
REGISTRY = re.compile(rf"\b(?:{'|'.join(re.escape(host) for host in HOSTS)})\b")
LATER = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")
ADDRESS = re.compile(r"https?://")


def holding(pattern: re.Pattern[str], among: tuple[Path, ...]) -> list[str]:
    """Each place where the pattern stands, as file:line."""
    return [
        f"{place(path)}:{number}"
        for path in among
        for number, line in enumerate(text(path).splitlines(), start=1)
        if pattern.search(line)
    ]


def others() -> tuple[Path, ...]:
    """Every file but this one, which must name what it looks for."""
    return tuple(path for path in files() if path != Path(__file__))


def test_no_file_names_a_place_on_one_machine() -> None:
    assert holding(MACHINE, others()) == []


def test_no_file_names_a_registry() -> None:
    assert holding(REGISTRY, others()) == []


def test_lock_files_hold_hashes_and_no_addresses() -> None:
    locks = tuple(sorted((ROOT / "requirements").glob("*.lock")))
    assert [path.name for path in locks] == ["dev.lock", "run.lock"]
    assert holding(ADDRESS, locks) == []
    for lock in locks:
        pinned = re.findall(r"^\S+==\S+.*(?:\n {4}--hash=.*)*", lock.read_text("utf-8"), re.M)
        assert pinned
        assert [entry for entry in pinned if "--hash=sha256:" not in entry] == []


def test_there_is_no_second_lock() -> None:
    assert [place(path) for path in files() if path.name in ("uv.lock", "poetry.lock", "package-lock.json")] == []


def test_no_file_is_large() -> None:
    assert {place(path): path.stat().st_size for path in files() if path.stat().st_size > LARGEST} == {}


def test_no_file_promises_work_for_later() -> None:
    assert holding(LATER, others()) == []


def test_no_key_or_database_is_kept() -> None:
    secret = {".env", "secret-key"}
    kept = [
        place(path) for path in files() if path.name in secret or path.suffix in (".sqlite3", ".pem", ".key", ".mo")
    ]
    assert kept == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (MACHINE, "cache = '/home/ewa/cache'"),
        (MACHINE, "see /wo" + "rk/main/x.py"),
        (REGISTRY, f"index-url = https://{HOSTS[0]}/simple"),
        (LATER, "# TO" + "DO: finish"),
    ],
)
def test_a_planted_line_is_found(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line)


@pytest.mark.parametrize(
    "line", ["/gmina/0601011/", "drogowskaz/home/views.py", "tests/home/test_views.py", "docs/work/x"]
)
def test_an_address_inside_the_house_is_no_machine(line: str) -> None:
    assert not MACHINE.search(line)
