"""What was said in a consultation: every contribution to its sections, by whichever way it came, with its answer."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localdate

from drogowskaz.engine.polish import sort_key
from drogowskaz.participation.enums.contribution import PUBLIC, ContributionState
from drogowskaz.participation.enums.minutes import Capacity, Sector
from drogowskaz.participation.models import Consultation, ConsultationSection, Contribution, Fate
from drogowskaz.participation.queries.contribution import author_line, hidden_because, place_named
from drogowskaz.participation.queries.fate import fates_by, finals_of

COUNTED = ("channel", "kind", "capacity", "sector")
"""What contributions are counted by; the order in which the report tells it."""


@dataclass(frozen=True)
class Heard:
    """The contributions of a consultation. `public` are those everybody reads, by number; `final` gives for the key of
    each the key of the one it is answered in; `numbers_of` the numbers of those it was joined with elsewhere.
    `grounds` are why hidden ones were hidden, `withdrawn` how many their authors took back after they were public,
    `beside` how many were made in its time without belonging to a section."""

    consultation: Consultation
    sections: tuple[ConsultationSection, ...]
    public: tuple[Contribution, ...]
    fates: dict[int, Fate]
    final: dict[int, int]
    numbers_of: dict[int, int]
    grounds: tuple[str, ...]
    withdrawn: int
    beside: int
    lang: str

    def numbers(self) -> dict[str, Any]:
        """How many contributions there are, by each thing they are counted by; every word with one at least."""
        counted = {name: Counter(getattr(one, name) for one in self.public) for name in COUNTED}
        fates = Counter(fate.code for one in self.public if (fate := self.fates.get(one.pk)))
        return {
            "all": len(self.public),
            "joined": sum(self._is_joined(one) for one in self.public),
            "fate": dict(sorted(fates.items())),
            **{name: dict(sorted(found.items())) for name, found in counted.items()},
        }

    def organisations(self) -> list[dict[str, str]]:
        """Who spoke for an organisation or an institution, each once, in the order of the alphabet.

        An expert who names where they work speaks for themselves."""
        spoke = [one for one in self.public if one.capacity != Capacity.PERSONAL and one.sector != Sector.RESIDENTS]
        found = {(one.of, one.sector) for one in spoke if one.of}
        return [
            {"name": name, "sector": sector}
            for name, sector in sorted(found, key=lambda each: (sort_key(each[0]), each[1]))
        ]

    def remarks(self) -> list[dict[str, Any]]:
        """Every contribution with its answer, in the order of the sections; those joined with one stand under it."""
        under: dict[int, list[Contribution]] = defaultdict(list)
        for one in self.public:
            if self._is_joined(one):
                under[self.final[one.pk]].append(one)
        order = {section.pk: section.number for section in self.sections}
        heads = [one for one in self.public if not self._is_joined(one)]
        heads.sort(key=lambda one: (order[one.section_id or 0], one.number))
        return [
            {
                **self._told(one),
                "section": order[one.section_id or 0],
                "joined": [self._told(each) for each in under[one.pk]],
                "elsewhere": self.numbers_of.get(self.final[one.pk], 0) if self.final[one.pk] != one.pk else 0,
                "fate": self._fate(one),
            }
            for one in heads
        ]

    def changes(self) -> list[dict[str, Any]]:
        """What was changed in the assessment, each change once, with the numbers of the contributions behind it."""
        found: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for one in self.public:
            fate = self.fates.get(one.pk)
            if fate and fate.change:
                found[fate.chapter, fate.row, fate.change].append(one.number)
        return [
            {"where": self._where(chapter, row), "change": change, "numbers": sorted(numbers)}
            for (chapter, row, change), numbers in found.items()
        ]

    def hidden(self) -> dict[str, int]:
        """How many are hidden on which ground, and how many their authors took back; nothing of what they said."""
        back = {"withdrawn": self.withdrawn} if self.withdrawn else {}
        return {**dict(sorted(Counter(self.grounds).items())), **back}

    def _is_joined(self, one: Contribution) -> bool:
        """Whether it stands under another one of this consultation."""
        return self.final[one.pk] != one.pk and self.final[one.pk] not in self.numbers_of

    def _told(self, one: Contribution) -> dict[str, Any]:
        return {
            "number": one.number,
            "kind": one.kind,
            "text": one.text,
            "for_whom": one.for_whom,
            "where": one.where,
            "source": one.source,
            "author": author_line(one, self.lang),
        }

    def _fate(self, one: Contribution) -> dict[str, Any] | None:
        fate = self.fates.get(one.pk)
        if fate is None:
            return None
        return {
            "code": fate.code,
            "reason": fate.reason,
            "change": fate.change,
            "where": self._where(fate.chapter, fate.row),
            "passed_to": fate.passed_to,
            "day": localdate(fate.at).isoformat(),
        }

    def _where(self, chapter: str, row: str) -> str:
        return place_named(self.consultation.cycle, chapter, row, self.lang)


def heard_in(consultation: Consultation, lang: str) -> Heard:
    """Everything; seven queries, whatever was said."""
    sections = tuple(consultation.sections.all())
    found = list(
        Contribution.objects.filter(section__in=[one.pk for one in sections])
        .select_related("organisation", "section", "cycle__unit")
        .order_by("number")
    )
    public = tuple(one for one in found if one.state in PUBLIC)
    hidden = [one for one in found if one.state == ContributionState.HIDDEN]
    final = finals_of(public)
    here = {one.pk for one in public}
    elsewhere = Contribution.objects.filter(pk__in={key for key in final.values() if key not in here})
    return Heard(
        consultation=consultation,
        sections=sections,
        public=public,
        fates=fates_by(public),
        final=final,
        numbers_of=dict(elsewhere.values_list("pk", "number")),
        grounds=tuple(act.ground for act in hidden_because(hidden).values()),
        withdrawn=sum(one.state == ContributionState.WITHDRAWN and one.published_at is not None for one in found),
        beside=_beside(consultation),
        lang=lang,
    )


def _beside(consultation: Consultation) -> int:
    """How many contributions were made between its first and its last day, but to none of its sections."""
    made = Contribution.objects.filter(cycle=consultation.cycle_id, section=None, state__in=PUBLIC)
    first, last = consultation.opens_on, consultation.closes_on
    return made.filter(made_at__date__gte=first, made_at__date__lte=last).count()
