"""The forms of a country as arrays: panels of one assessed year, cells along the first axis, forms along the second.

A cell of all forms lies together in memory, which makes checks fast; forms stand by TERYT code, so that the units of
a powiat lie together too. A panel holds at most `MOST_FORMS`, so that the work grows with the forms and a form that
is added moves only its own panel.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from drogowskaz.engine.compiled.program import FLAGS
from drogowskaz.engine.editions.schema import Edition
from drogowskaz.engine.expressions.nodes import Whose
from drogowskaz.engine.national.parts import Part
from drogowskaz.engine.values import State

MOST_FORMS = 4096
"""In a panel: a row of a panel, one cell of them all, is then 32 kB, which the processor keeps near."""
STRIP = 128
"""Forms turned from lying to standing at once; their numbers stay in the processor's cache."""


@dataclass(frozen=True)
class Form:
    """What is known of a form beside its cells: the seal of its part and the artefact it was frozen with."""

    unit: str
    seal: str
    artefact: str


@dataclass(eq=False)
class Panel:
    """Forms of one year by unit. `numbers` and `flags` have the shape (slots, forms), as the executors want them.

    The first slots are those of the forms themselves; the planes of other forms follow.
    """

    year: int
    forms: list[Form]
    numbers: NDArray[np.int64]
    flags: NDArray[np.uint8]
    saved: str = ""
    """The file of the cache that holds exactly this; empty when none does."""

    @property
    def units(self) -> list[str]:
        return [form.unit for form in self.forms]


@dataclass(eq=False)
class Matrix:
    """All forms on one edition. `panels` stand by year and unit."""

    edition: Edition
    most_forms: int = MOST_FORMS
    panels: list[Panel] = field(default_factory=list)

    @property
    def cells(self) -> int:
        """How many cells a form has."""
        return len(self.edition.rows) * len(self.edition.offsets)

    @property
    def forms(self) -> int:
        return sum(len(panel.forms) for panel in self.panels)

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({panel.year for panel in self.panels}))

    def keys(self) -> Iterator[tuple[int, str]]:
        """Year and unit of every form, in order."""
        return ((panel.year, form.unit) for panel in self.panels for form in panel.forms)

    def put(self, part: Part) -> None:
        """Add a form, or replace the one of the same unit and year."""
        self.change([part])

    def change(self, parts: Iterable[Part], gone: Iterable[tuple[int, str]] = ()) -> None:
        """Add or replace forms, and take away those `gone` (year and unit). Only panels they stand in are touched."""
        new: dict[int, dict[tuple[int, str], Part]] = {}
        away: dict[int, set[str]] = {}
        for part in parts:
            assert part.edition is self.edition, "the forms of a matrix are on one edition"
            new.setdefault(self._panel_for(part.year, part.unit), {})[part.year, part.unit] = part
        for year, unit in gone:
            away.setdefault(self._panel_for(year, unit), set()).add(unit)
        changed = {(year, unit) for found in new.values() for year, unit in found} | set(gone)
        panels: list[Panel] = []
        for place, panel in enumerate(self.panels):
            coming = [part for key, part in sorted(new.get(place, {}).items())]
            panels += self._changed(panel, coming, away.get(place, set()))
        fresh = sorted(new.get(-1, {}).items())
        for year in sorted({year for (year, _unit), _part in fresh}):
            panels += self._split(self._panel(year, [part for key, part in fresh if key[0] == year]))
        self.panels = sorted(panels, key=lambda panel: (panel.year, panel.forms[0].unit))
        self._fill_others(changed)

    def _panel_for(self, year: int, unit: str) -> int:
        """The panel in which the form stands or would stand; -1 when its year has none."""
        firsts = [(panel.year, panel.forms[0].unit) for panel in self.panels]
        place = bisect_right(firsts, (year, unit)) - 1
        if place >= 0 and self.panels[place].year == year:
            return place
        return place + 1 if place + 1 < len(firsts) and firsts[place + 1][0] == year else -1

    def _changed(self, panel: Panel, coming: Sequence[Part], away: set[str]) -> list[Panel]:
        """The panel with the changes in it: none when nothing is left, several when it grew too large."""
        if not coming and not away:
            return [panel]
        panel.saved = ""
        here = panel.units
        if not away and all(_stands(here, part.unit) for part in coming):
            _fill(panel, coming, np.array([bisect_left(here, part.unit) for part in coming]), self.cells)
            return [panel]
        replaced = {part.unit for part in coming} | away
        kept = [place for place, unit in enumerate(here) if unit not in replaced]
        units = sorted([*(here[place] for place in kept), *(part.unit for part in coming)])
        if not units:
            return []
        # First every column from somewhere in the old panel, in one pass; then the new ones over it.
        source = {here[place]: place for place in kept}
        order = np.array([source.get(unit, 0) for unit in units])
        forms = [panel.forms[place] for place in order]
        grown = Panel(panel.year, forms, panel.numbers.take(order, axis=1), panel.flags.take(order, axis=1))
        _fill(grown, coming, np.array([bisect_left(units, part.unit) for part in coming], np.int64), self.cells)
        return self._split(grown)

    def _panel(self, year: int, parts: Sequence[Part]) -> Panel:
        """A panel of parts that stand by unit."""
        shape = len(self.edition.planes) * self.cells, len(parts)
        forms = [Form(part.unit, part.seal, part.artefact) for part in parts]
        panel = Panel(year, forms, np.zeros(shape, np.int64), np.empty(shape, np.uint8))
        _fill(panel, parts, np.arange(len(parts)), self.cells)
        return panel

    def _split(self, panel: Panel) -> list[Panel]:
        """The panel, or several of nearly the same size that are small enough."""
        count = -(-len(panel.forms) // self.most_forms)
        if count == 1:
            return [panel]
        edges = [len(panel.forms) * place // count for place in range(count + 1)]
        return [
            Panel(panel.year, panel.forms[a:b], panel.numbers[:, a:b].copy(), panel.flags[:, a:b].copy())
            for a, b in pairwise(edges)
        ]

    def _fill_others(self, changed: set[tuple[int, str]]) -> None:
        """The planes of other forms, in the panels that hold a changed form or the next year's form of such a unit.

        Last year's form is the one in this matrix; of the units below nothing is known here.
        """
        if len(self.edition.planes) == 1:
            return
        years = {year for year, _unit in changed} | {year + 1 for year, _unit in changed}
        for panel in (panel for panel in self.panels if panel.year in years):
            self.fill_others(panel)

    def fill_others(self, panel: Panel) -> None:
        """The planes of other forms in one panel; what is not known is all dots."""
        for plane, whose in enumerate(self.edition.planes[1:], start=1):
            here = slice(plane * self.cells, (plane + 1) * self.cells)
            panel.numbers[here] = 0
            panel.flags[here] = FLAGS[State.NO_INFORMATION]
            before = [other for other in self.panels if other.year == panel.year - 1]
            for other in before if whose is Whose.LAST else ():
                known = {unit: place for place, unit in enumerate(other.units)}
                pairs = [(place, known[unit]) for place, unit in enumerate(panel.units) if unit in known]
                if pairs:
                    to, of = np.array(pairs).T
                    panel.numbers[here][:, to] = other.numbers[: self.cells, of]
                    panel.flags[here][:, to] = other.flags[: self.cells, of]


def _stands(units: Sequence[str], unit: str) -> bool:
    place = bisect_left(units, unit)
    return place < len(units) and units[place] == unit


def _fill(panel: Panel, parts: Sequence[Part], places: NDArray[np.int64], cells: int) -> None:
    """Put the cells of parts into the columns at `places`."""
    for first in range(0, len(parts), STRIP):
        strip = parts[first : first + STRIP]
        to = places[first : first + STRIP]
        lying = np.stack([part.numbers for part in strip]), np.stack([part.states for part in strip])
        # A run of columns is written as one; scattered ones cost a copy more.
        where = slice(to[0], to[0] + len(to)) if to[-1] - to[0] == len(to) - 1 else to
        panel.numbers[:cells, where] = lying[0].T
        panel.flags[:cells, where] = FLAGS[lying[1]].T
        for place, part in zip(to.tolist(), strip, strict=True):
            panel.forms[place] = Form(part.unit, part.seal, part.artefact)
