"""What an import did, or would do, in numbers and in sentences."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drogowskaz.engine.words import grouped
from drogowskaz.territory.enums import Content, Outcome, Tier

SHOWN = 20


@dataclass(frozen=True)
class Report:
    """`counts` are units by outcome and tier. `unknown` are codes of the file that the register does not have (yet)."""

    content: Content
    file: str
    state_on: dt.date | None = None
    complete: bool = False
    dry_run: bool = False
    counts: Counter[tuple[Outcome, Tier]] = field(default_factory=Counter)
    unknown: list[str] = field(default_factory=list)

    def add(self, outcome: Outcome, kinds: Iterable[str]) -> None:
        """Count a unit of each of these kinds."""
        self.counts.update((outcome, Tier.of(kind)) for kind in kinds)

    def total(self, outcome: Outcome) -> int:
        """Units with this outcome, whatever their tier."""
        return sum(self.counts[outcome, tier] for tier in Tier)

    @property
    def changed(self) -> int:
        """How much the import wrote; 0 when the register already said all of it."""
        return sum(number for (outcome, _tier), number in self.counts.items() if outcome != Outcome.UNCHANGED)

    def as_json(self) -> dict[str, dict[str, int]]:
        """The counts for the log."""
        return {
            outcome.value: {tier.value: self.counts[outcome, tier] for tier in Tier if self.counts[outcome, tier]}
            for outcome in Outcome
            if self.total(outcome)
        }

    def sentences(self) -> list[str]:
        """The report for a person, in the current language."""
        said = [self._heading()]
        if not self.changed:
            said.append(_("There was nothing to change."))
        said += [str(outcome.label).format(units=self._units(outcome)) for outcome in Outcome if self.total(outcome)]
        if self.content == Content.REGISTER and not self.complete:
            said.append(_("This is a part of the register, so nothing was closed for missing from it."))
        if self.unknown:
            said.append(self._unknown())
        if self.dry_run:
            said.append(_("This was a trial: nothing was written."))
        return said

    def _heading(self) -> str:
        if self.content == Content.CHANGES:
            return _("{file}: list of changes.").format(file=self.file)
        if self.content == Content.BOUNDARIES or self.state_on is None:
            return _("{file}: boundaries.").format(file=self.file)
        return _("{file}: register of units on {date}.").format(file=self.file, date=date_format(self.state_on))

    def _units(self, outcome: Outcome) -> str:
        words = {
            Tier.VOIVODESHIP: lambda n: ngettext("{n} voivodeship", "{n} voivodeships", n),
            Tier.POWIAT: lambda n: ngettext("{n} powiat or city", "{n} powiats and cities", n),
            Tier.GMINA: lambda n: ngettext("{n} gmina", "{n} gminas", n),
            Tier.PART: lambda n: ngettext("{n} part of a gmina", "{n} parts of gminas", n),
        }
        numbers = {tier: self.counts[outcome, tier] for tier in Tier}
        return ", ".join(words[tier](n).format(n=grouped(n)) for tier, n in numbers.items() if n)

    def _unknown(self) -> str:
        codes = ", ".join(sorted(self.unknown)[:SHOWN]) + (" …" if len(self.unknown) > SHOWN else "")
        number = len(self.unknown)
        sentence = ngettext(
            "{n} unit of the file is not in the register as the file has it, and was left out: {codes}",
            "{n} units of the file are not in the register as the file has them, and were left out: {codes}",
            number,
        )
        return sentence.format(n=grouped(number), codes=codes)
