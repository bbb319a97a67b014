"""The public list of what was said in a cycle: narrowed, counted, a page at a time, with what became of each."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils.translation import override

from drogowskaz.assessments.enums import Channel
from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.polish import fold
from drogowskaz.engine.words import _, count, plural, say
from drogowskaz.participation.enums.contribution import PUBLIC, ContributionKind, ContributionState, FateCode
from drogowskaz.participation.enums.minutes import Sector
from drogowskaz.participation.models import Contribution, Fate, ModerationAct, Theme
from drogowskaz.participation.queries.contribution import (
    author_line,
    hidden_because,
    is_readable,
    place_of,
    public_of,
)
from drogowskaz.participation.queries.drafting.tasks import chapters_of
from drogowskaz.participation.queries.fate import beginning, fates_by, unanswered

ON_A_PAGE = 25
BEGINNING = 300
"""Characters of a contribution that the list shows."""
REASON = 200
"""Characters of an answer that the list shows."""
WAITING = "waiting"
"""The choice of those without an answer, among the words of fates."""
_PLAIN = str.maketrans("ąćęłńóśźż", "acelnoszz")

_WAITS, _ANSWERED = _("waits for an answer"), _("answered")
_JOINED, _HIDDEN, _TAKEN_BACK = _("joined with another one"), _("hidden"), _("withdrawn by its author")
_ALL = plural("{n} contribution can be read here.", "{n} contributions can be read here.")
_HAVE_ANSWERS = plural("{n} is answered.", "{n} are answered.")
_HAVE_NONE = plural("{n} waits for an answer.", "{n} wait for an answer.")
_ARE_JOINED = plural("{n} was joined with another one.", "{n} were joined with other ones.")
_ARE_GONE = plural(
    "{n} was hidden or withdrawn; only its place is left.", "{n} were hidden or withdrawn; only their places are left."
)
_KINDS = {
    ContributionKind.REMARK: plural("{n} remark", "{n} remarks"),
    ContributionKind.NEED: plural("{n} need", "{n} needs"),
    ContributionKind.FIGURE: plural("{n} figure", "{n} figures"),
    ContributionKind.PRACTICE: plural("{n} good practice", "{n} good practices"),
    ContributionKind.QUESTION: plural("{n} question", "{n} questions"),
}
_THESE_ARE, _THEY_CAME = _("These are: {parts}."), _("How they came: {parts}.")


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to, as it stands in the address; a word that is not known narrows nothing."""

    q: str = ""
    rodzaj: str = ""
    kanal: str = ""
    sektor: str = ""
    temat: str = ""
    los: str = ""
    rozdzial: str = ""

    @classmethod
    def from_address(cls, asked: Mapping[str, str]) -> "Wanted":
        return cls(**{one.name: asked.get(one.name, "").strip()[:100] for one in fields(cls)})

    @property
    def anything(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))

    @property
    def narrows(self) -> bool:
        """Whether something other than words is asked for."""
        return any(getattr(self, one.name) for one in fields(self) if one.name != "q")


@dataclass(frozen=True)
class Stands:
    """Where a contribution stands: a word with its icon and tone."""

    word: str
    icon: str
    tone: str


@dataclass(frozen=True)
class Line:
    """A contribution in the list. Of a tombstone only `stands`, and for a hidden one the `act` with its ground.

    `fate` says in one sentence what became of it, empty while it waits; `changed` that the assessment was changed.
    """

    contribution: Contribution
    stands: Stands
    text: str = ""
    author: str = ""
    place: str = ""
    fate: str = ""
    changed: bool = False
    act: ModerationAct | None = None


@dataclass(frozen=True)
class Listed:
    """A page of the list, what it was narrowed to, and what the whole cycle comes to, in sentences."""

    lines: tuple[Line, ...]
    page: Page[Contribution]
    wanted: Wanted
    told: tuple[str, ...]
    choices: Mapping[str, tuple[tuple[str, str], ...]]

    @property
    def nothing_yet(self) -> bool:
        """Whether nobody has said anything that can be read."""
        return not self.lines and not self.wanted.anything


def listed(cycle: Cycle, wanted: Wanted, number: str, lang: str) -> Listed:
    """The page of this number; a fixed number of queries."""
    page = Paginator(narrowed(cycle, wanted), ON_A_PAGE).get_page(number)
    themes = tuple((str(key), name) for key, name in Theme.objects.filter(cycle=cycle).values_list("pk", "name"))
    return Listed(lines_of(page, lang), page, wanted, told_of(cycle, lang), _choices(cycle, themes, lang))


def lines_of(contributions: Iterable[Contribution], lang: str) -> tuple[Line, ...]:
    """Contributions of `public_of` with where each stands; three queries."""
    found = list(contributions)
    fates, acts = fates_by([one for one in found if is_readable(one)]), hidden_because(found)
    return tuple(_line(one, fates.get(one.pk), acts.get(one.pk), lang) for one in found)


def _line(one: Contribution, fate: Fate | None, act: ModerationAct | None, lang: str) -> Line:
    stands = stands_of(one, fate, lang)
    if not is_readable(one):
        return Line(one, stands, act=act)
    return Line(
        contribution=one,
        stands=stands,
        text=beginning(one.text, BEGINNING),
        author=author_line(one, lang),
        place=place_of(one, lang),
        fate=fate_sentence(fate, lang) if fate else "",
        changed=bool(fate and fate.change),
    )


def stands_of(contribution: Contribution, fate: Fate | None, lang: str) -> Stands:
    """Where it stands for everybody; `fate` is the answer that stands, also of the one it was joined with."""
    if contribution.state == ContributionState.HIDDEN:
        return Stands(say(_HIDDEN, lang), "note", "note")
    if contribution.state == ContributionState.WITHDRAWN:
        return Stands(say(_TAKEN_BACK, lang), "note", "note")
    if fate is not None:
        return Stands(say(_ANSWERED, lang), "done", "")
    if contribution.merged_into is not None:
        return Stands(say(_JOINED, lang), "note", "note")
    return Stands(say(_WAITS, lang), "warning", "warning")


def fate_sentence(fate: Fate, lang: str) -> str:
    """What became of it, and the beginning of the answer."""
    with override(lang):
        return f"{FateCode(fate.code).label}: {beginning(fate.reason, REASON)}"


def narrowed(cycle: Cycle, wanted: Wanted) -> QuerySet[Contribution]:
    """What the list shows. As soon as it is narrowed, tombstones are out: they would tell what is hidden in them."""
    found = public_of(cycle)
    if not wanted.anything:
        return found
    found = found.filter(state__in=PUBLIC)
    for name, known in _COLUMNS.items():
        asked = getattr(wanted, name)
        if asked and known(asked):
            found = found.filter(**{_FIELDS[name]: asked})
    if wanted.los == WAITING:
        found = found.filter(pk__in=unanswered(cycle).values("pk"))
    elif wanted.los == FateCode.MERGED:
        found = found.filter(merged_into__isnull=False)
    elif wanted.los in FateCode.values:
        last = Fate.objects.filter(contribution=OuterRef("pk")).order_by("-number").values("code")[:1]
        found = found.filter(state=ContributionState.ANSWERED).alias(last=Subquery(last)).filter(last=wanted.los)
    return _with_words(found, wanted.q)


_FIELDS = {"rodzaj": "kind", "kanal": "channel", "sektor": "sector", "temat": "theme", "rozdzial": "chapter"}
_COLUMNS: dict[str, Callable[[str], bool]] = {
    "rodzaj": lambda word: word in ContributionKind.values,
    "kanal": lambda word: word in Channel.values,
    "sektor": lambda word: word in Sector.values,
    "temat": lambda word: word.isascii() and word.isdecimal() and len(word) < 10,
    "rozdzial": lambda word: len(word) <= 10,
}


def _with_words(found: QuerySet[Contribution], text: str) -> QuerySet[Contribution]:
    """Those that have every word of the text, without regard to Polish letters, or its number."""
    words = fold(text).split()
    if not words:
        return found
    names = ("text", "for_whom", "where", "source", "name", "organisation__name", "organisation_name", "theme__name")
    number = int(words[0][:9]) if len(words) == 1 and words[0].isdecimal() else 0
    keys = []
    # Neither database folds Polish letters, so the texts are looked through here, a few at a time.
    for key, its_number, *said in found.order_by().values_list("pk", "number", *names).iterator():
        plain = " ".join(part for part in said if part).lower().translate(_PLAIN)
        if its_number == number or all(word in plain for word in words):
            keys.append(key)
    return found.filter(pk__in=keys)


def told_of(cycle: Cycle, lang: str) -> tuple[str, ...]:
    """How many can be read, of which kinds, how they came, how many are answered and how many are gone; two queries."""
    by_kind: Counter[str] = Counter()
    by_channel: Counter[str] = Counter()
    by_state: Counter[str] = Counter()
    public = public_of(cycle).order_by().values_list("kind", "channel", "state")
    for kind, channel, state, number in public.annotate(number=Count("pk")):
        by_state[state] += number
        if state in PUBLIC:
            by_kind[kind] += number
            by_channel[channel] += number
    gone = by_state.total() - by_kind.total()
    traces = (count(_ARE_GONE, gone, lang),) if gone else ()
    if not by_kind:
        return traces
    waiting = unanswered(cycle).count()
    answered, together = by_state[ContributionState.ANSWERED], by_kind.total()
    sentences = ((_HAVE_ANSWERS, answered), (_HAVE_NONE, waiting), (_ARE_JOINED, together - answered - waiting))
    kinds = ", ".join(count(_KINDS[kind], by_kind[kind], lang) for kind in ContributionKind if by_kind[kind])
    with override(lang):
        ways = ", ".join(f"{way.label} {by_channel[way]}" for way in Channel if by_channel[way])
    return (
        " ".join((count(_ALL, together, lang), *(count(forms, n, lang) for forms, n in sentences if n), *traces)),
        say(_THESE_ARE, lang, parts=kinds),
        say(_THEY_CAME, lang, parts=ways),
    )


def _choices(cycle: Cycle, themes: tuple[tuple[str, str], ...], lang: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """What can be chosen in each field of the form above the list; no query."""

    def of(words: Iterable[tuple[str, object]]) -> tuple[tuple[str, str], ...]:
        return tuple((value, str(label)) for value, label in words)

    with override(lang):
        return {
            "rodzaj": of(ContributionKind.choices),
            "los": ((WAITING, say(_WAITS, lang)), *of(FateCode.choices)),
            "kanal": of(Channel.choices),
            "sektor": of(Sector.choices),
            "temat": themes,
            "rozdzial": tuple((one.number, f"{one.number}. {one.label[lang]}") for one in chapters_of(cycle)),
        }
