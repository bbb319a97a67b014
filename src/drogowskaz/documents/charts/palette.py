"""Colours of a drawing. On a page they are those of the style sheet, so dark mode follows; on paper they are fixed.

No colour says anything alone: series differ by the shape of their points or the pattern of their bars as well.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """`focusable` lets the keyboard reach the parts of the drawing; `font` is empty where the page's own is taken."""

    ink: str
    muted: str
    line: str
    sheet: str
    green: str
    soft: str
    board: str
    series: tuple[str, ...]
    font: str = ""
    focusable: bool = False


PAGE = Palette(
    ink="var(--ink)",
    muted="var(--muted)",
    line="var(--line)",
    sheet="var(--sheet)",
    green="var(--green)",
    soft="var(--green-soft)",
    board="var(--amber-board)",
    series=("var(--green)", "var(--blue)", "var(--amber)", "var(--red)", "var(--muted)"),
    focusable=True,
)
PRINT = Palette(
    ink="#1b2422",
    muted="#55605c",
    line="#ddd7c8",
    sheet="#ffffff",
    green="#0b5d4e",
    soft="#e4f0ea",
    board="#f2b632",
    series=("#0b5d4e", "#1f4e8c", "#7d4a00", "#9c1f26", "#55605c"),
    font="Libertinus Serif",
)
STEPS = (0.08, 0.25, 0.45, 0.8, 1.0)
"""How much of the green the classes of a map have: each can be told from the next, and bears ink or paper on it."""
LIGHT = 3
"""So many of the steps are light enough for ink."""
