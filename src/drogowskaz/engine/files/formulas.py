"""Texts that a spreadsheet would take for a formula: kept as texts when they are written where only characters count.

In XLSX and ODS a text says that it is a text. In CSV nothing does, so an apostrophe goes before it, as people type it.
"""

import re

_RUNS = re.compile(r"'*[=+\-@\t\r]")
_KEPT = re.compile(r"'+[=+\-@\t\r]")


def neutralise(text: str) -> str:
    """`text` so that no spreadsheet runs it: `=1+1` → `'=1+1`. `restore` gives it back, whatever it was."""
    return f"'{text}" if _RUNS.match(text) else text


def restore(text: str) -> str:
    """What `neutralise` was given."""
    return text[1:] if _KEPT.match(text) else text
