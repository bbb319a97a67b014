"""Papers that can go stale do not: generated pages, settings, decisions, links, the licence."""

import re
import tomllib
from pathlib import Path

import pytest
from architecture.house import ROOT, SOURCE, files, place, python_files, tool

DECISIONS = ROOT / "docs" / "decisions"
SETTINGS = (ROOT / "docs" / "administrators" / "settings.md").read_text("utf-8")
HEAD = re.compile(
    r"# (?P<number>\d{4}) – (?P<title>\S.*)\n\n"
    r"Status: (?P<status>proposed|accepted|replaced by \d{4}) · Area: (?P<area>\w+) · Date: \d{4}-\d\d-\d\d\n"
)
SECTIONS = ["Context", "Decision", "Consequences", "Alternatives"]


def records() -> list[Path]:
    return sorted(path for path in DECISIONS.glob("*.md") if path.name != "README.md")


def faults(name: str, text: str) -> list[str]:
    """What is not as 0001 asks in a decision record."""
    head = HEAD.match(text)
    wrong = []
    if head is None:
        wrong.append("head")
    elif not name.startswith(f"{head['number']}-"):
        wrong.append("number")
    if re.findall(r"^## (.+)$", text, re.M) != SECTIONS:
        wrong.append("sections")
    if any(not section.strip() for section in re.split(r"^## .+$", text, flags=re.M)[1:]):
        wrong.append("empty")
    if len(text.splitlines()) > 45:
        wrong.append("longer than a page")
    return wrong


def test_every_decision_is_well_formed_and_numbered_without_gaps() -> None:
    assert {path.name: faults(path.name, path.read_text("utf-8")) for path in records()} == {
        path.name: [] for path in records()
    }
    assert [int(path.name[:4]) for path in records()] == list(range(1, len(records()) + 1))


def test_the_index_of_decisions_is_whole() -> None:
    index = (DECISIONS / "README.md").read_text("utf-8")
    rows = [line for line in index.splitlines() if line.startswith("| [")]
    expected = []
    for path in records():
        head = HEAD.match(path.read_text("utf-8"))
        assert head
        link = f"[{head['number']}]({path.name})"
        expected.append(f"| {link} | {head['title']} | {head['area']} | {head['status']} |")
    assert rows == expected


def test_a_planted_bad_record_is_found() -> None:
    assert faults("0009-x.md", "# 9 – X\n\n## Context\n\n## Decision\n\nYes.\n") == ["head", "sections", "empty"]


def test_the_page_of_the_architecture_is_fresh() -> None:
    page = tool("architecture").PAGE.read_text("utf-8")
    assert tool("architecture").regenerated(page) == page


def test_a_part_missing_from_the_page_of_the_architecture_stops_the_tool() -> None:
    page = tool("architecture").PAGE.read_text("utf-8")
    with pytest.raises(AssertionError, match="the page must have the parts"):
        tool("architecture").regenerated(page.replace("<!-- gates -->", ""))


def test_the_page_of_commands_is_fresh() -> None:
    page = tool("commands").PAGE.read_text("utf-8")
    assert tool("commands").page() == page


def settings_read() -> dict[str, str | None]:
    """Each variable of the settings with its default where it is written out, in the form of the environment."""
    source = "".join((SOURCE / "config" / name).read_text("utf-8") for name in ("settings.py", "environment.py"))
    named = set(re.findall(r"[(\[]\"(DROGOWSKAZ_\w+)\"", source))
    defaults: dict[str, str | None] = dict.fromkeys(named)
    for name, default in re.findall(r'text\("(DROGOWSKAZ_\w+)", "([^"]*)"\)', source):
        defaults[name] = default
    for name, default in re.findall(r'flag\("(DROGOWSKAZ_\w+)", (True|False)\)', source):
        defaults[name] = default.lower()
    return defaults


def settings_told() -> dict[str, tuple[str, str]]:
    """Each variable of the page with its meaning and default."""
    rows = re.findall(r"^\| `(DROGOWSKAZ_\w+)` \| (.+) \| (.+) \|$", SETTINGS, re.M)
    return {name: (meaning, default) for name, meaning, default in rows}


def test_every_setting_is_on_the_page_with_its_default_and_nothing_else_is() -> None:
    told = settings_told()
    assert list(told) == sorted(settings_read())
    written = {name: default for name, default in settings_read().items() if default is not None}
    assert {name: re.findall(r"^`([^`]*)`", told[name][1]) for name in written} == {
        name: [default] for name, default in written.items()
    }


def test_only_the_settings_read_the_environment() -> None:
    reading = re.compile(r"environ\b(?!\.setdefault\(\"DJANGO_SETTINGS_MODULE\")|getenv")
    assert [place(path) for path in python_files(SOURCE) if reading.search(path.read_text("utf-8"))] == [
        "src/drogowskaz/config/environment.py"
    ]


def test_every_link_between_papers_leads_somewhere() -> None:
    lost = []
    for path in (path for path in files() if path.suffix == ".md"):
        text = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.S)
        for target in re.findall(r"\]\(([^)#\s]+)", text):
            if "://" not in target and not (path.parent / target).exists():
                lost.append(f"{place(path)} → {target}")
    assert lost == []


def test_every_target_of_make_that_papers_name_exists() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    papers = [path.read_text("utf-8") for path in files() if path.suffix == ".md"]
    assert {name for paper in papers for name in re.findall(r"`make (\w+)`", paper)} - targets == set()


def test_the_changelog_begins_with_the_version_of_the_project() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        version = tomllib.load(file)["project"]["version"]
    headings = re.findall(r"^## (\S+) – \d{4}-\d\d-\d\d$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert headings[0] == version


def test_the_licence_is_whole() -> None:
    licence = (ROOT / "LICENSE").read_text("utf-8")
    assert licence.split("\n", 1)[0].strip() == "EUROPEAN UNION PUBLIC LICENCE v. 1.2"
    assert [int(number) for number in re.findall(r"^(\d+)\. \S", licence, re.M)] == list(range(1, 16))
    assert len(re.findall(r"^Appendix$", licence, re.M)) == 1
    assert licence.endswith("require the production of a new\nEUPL version.\n")
