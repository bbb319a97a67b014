"""Plain data to YAML, one file after another, remembering which line of the author's table each line came from."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from drogowskaz.engine.authoring.spreadsheet import Record
from drogowskaz.engine.authoring.tables import Item
from drogowskaz.engine.problems import Place, Problem

Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
WIDE = 10**6
"""No line is ever folded, so that a key and its whole text share a line."""
COLUMNS = {
    "expect": "expression",
    "passing": "pass_example",
    "failing": "fail_example",
    "message": "message_pl",
    "parent": "parent_key",
    "ngo": "ngo_level",
}
"""Keys of YAML whose column in a table is called otherwise."""


def dump(data: Any) -> str:
    """YAML as our editions have it: innermost mappings and lists on one line, keys in the order given."""
    return str(yaml.dump(data, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=WIDE, default_flow_style=None))


@dataclass
class Folder:
    """The files of an edition being written, and where their lines come from."""

    path: Path
    origins: dict[tuple[str, int], tuple[Record, str]] = field(default_factory=dict)

    def write(self, name: str, head: dict[str, Any], key: str, items: list[Item]) -> None:
        """A file of some single keys and then a list."""
        lines = [*(dump(head).splitlines() if head else ()), f"{key}:"]
        for record, item in items:
            for line in dump([item]).splitlines():
                lines.append(f"  {line}")
                word = line.removeprefix("- ").strip().partition(":")[0]
                self.origins[name, len(lines)] = (record, COLUMNS.get(word, word))
        self.text(name, "\n".join(lines) + "\n")

    def text(self, name: str, text: str) -> None:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")

    def told(self, problem: Problem) -> Problem:
        """A problem found in what we wrote, told at the line of the table that said it."""
        place = problem.place
        if place is None or place.line is None:
            return problem
        name = place.file.partition("/")[2]
        if (name, place.line) not in self.origins:
            return problem
        record, column = self.origins[name, place.line]
        # A key that is missing has no line of its own; the problem names it.
        asked = str(problem.params.get("key", ""))
        asked = COLUMNS.get(asked, asked)
        shown = next((name for name in (asked, column) if name in record.fields), None)
        return Problem(problem.message, Place(record.file, record.line, shown), problem.params)
