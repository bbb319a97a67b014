"""What the team did in the cycles in reach, from the log of acts."""

import csv
import datetime as dt
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from drogowskaz.assessments.models import Cycle
from drogowskaz.audit.models import Entry
from drogowskaz.engine.words import _, say
from drogowskaz.organisations.models import Grant
from drogowskaz.participation.queries.desk.reach import cycles_of_desk
from drogowskaz.participation.queries.desk.verbs import sentence_of

MOST_ROWS = 50_000
"""Lines of one file: what a spreadsheet opens without waiting; whoever needs more chooses the days."""
_WAYS = ("cycle", "assessment__cycle", "submission__assessment__cycle", "annexe__cycle", "agreement__cycle")
"""How a row leads to its cycle; the first that fits is taken."""
HEAD = (_("Moment"), _("Person"), _("Gmina or powiat"), _("Year"), _("What"), _("Code of the act"))
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Chosen:
    """What of the log is asked for: a person by key, a gmina by the code of its unit, days from and to."""

    person: int | None = None
    code: str = ""
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True)
class Act:
    """One act in words. `cycle` is None where its thing has been removed since."""

    entry: Entry
    what: str
    cycle: Cycle | None


def acts_of(grants: Sequence[Grant], people: Iterable[int], chosen: Chosen) -> QuerySet[Entry]:
    """The acts of the team in the cycles in reach, newest first; one query."""
    cycles = cycles_of_desk(grants).order_by()
    if chosen.code:
        cycles = cycles.filter(unit__code=chosen.code)
    about = Q(pk__in=())
    for model, way in _things():
        rows = model._default_manager.order_by()
        mine = rows.filter(**{f"{way}__in": cycles.values("pk")})
        # The log keeps keys as text; a name no model has a field of.
        keys = mine.annotate(key_as_text=Cast("pk", CharField())).values("key_as_text")
        about |= Q(thing=model._meta.label, thing_id__in=keys)
    found = Entry.objects.filter(about, actor__in=list(people))
    if chosen.person:
        found = found.filter(actor=chosen.person)
    if chosen.since:
        found = found.filter(at__gte=_midnight(chosen.since))
    if chosen.until:
        found = found.filter(at__lt=_midnight(chosen.until + dt.timedelta(days=1)))
    return found.select_related("actor").order_by("-at", "-pk")


def _things() -> list[tuple[type[models.Model], str]]:
    """Every model whose rows belong to a cycle, with the way to it, so that what is added later is not forgotten."""
    found: list[tuple[type[models.Model], str]] = []
    for label in ("assessments", "participation"):
        for model in apps.get_app_config(label).get_models():
            way = "pk" if model is Cycle else next((one for one in _WAYS if _leads(model, one)), None)
            if way:
                found.append((model, way))
    return found


def _leads(model: type[models.Model], way: str) -> bool:
    """Whether the model has these relations one after another and the last of them is a cycle."""
    reached: type[models.Model] = model
    for name in way.split("__"):
        field = next((one for one in reached._meta.get_fields() if one.name == name), None)
        target = getattr(field, "related_model", None)
        if field is None or not (field.many_to_one or field.one_to_one) or not isinstance(target, type):
            return False
        reached = target
    return reached is Cycle


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def shown(entries: Iterable[Entry], lang: str) -> list[Act]:
    """The acts of one page in words, each with its cycle; one query for each sort of thing on the page."""
    listed = list(entries)
    cycles = _cycles(listed)
    return [Act(one, sentence_of(one.verb, lang), cycles.get((one.thing, one.thing_id))) for one in listed]


def _cycles(entries: Sequence[Entry]) -> dict[tuple[str, str], Cycle]:
    """The cycle of each thing the entries tell of."""
    keys: dict[str, set[str]] = defaultdict(set)
    for one in entries:
        keys[one.thing].add(one.thing_id)
    pairs: dict[tuple[str, str], int] = {}
    for model, way in _things():
        wanted = [key for key in keys[model._meta.label] if key.isdecimal()]
        if wanted:
            for key, cycle in model._default_manager.filter(pk__in=wanted).values_list("pk", way):
                pairs[model._meta.label, str(key)] = cycle
    cycles = Cycle.objects.filter(pk__in=set(pairs.values())).select_related("unit__parent")
    known = {one.pk: one for one in cycles}
    return {thing: known[cycle] for thing, cycle in pairs.items() if cycle in known}


def csv_of(entries: QuerySet[Entry], lang: str) -> Iterator[str]:
    """The acts as CSV for a spreadsheet, with semicolons as Polish ones expect; the newest `MOST_ROWS`."""
    yield "\N{ZERO WIDTH NO-BREAK SPACE}" + _row(say(one, lang) for one in HEAD)
    listed = list(entries[:MOST_ROWS])
    for act in shown(listed, lang):
        cycle = act.cycle
        moment = f"{timezone.localtime(act.entry.at):%Y-%m-%d %H:%M}"
        place = (cycle.unit.full_name, str(cycle.year)) if cycle else ("", "")
        yield _row((moment, act.entry.actor_name, *place, act.what, act.entry.verb))


def _row(values: Iterable[str]) -> str:
    """One line. A value a spreadsheet would take for a formula is put after an apostrophe."""
    line = io.StringIO()
    safe = [f"'{one}" if one.startswith(_FORMULAS) else one for one in values]
    csv.writer(line, delimiter=";", lineterminator="\r\n").writerow(safe)
    return line.getvalue()
