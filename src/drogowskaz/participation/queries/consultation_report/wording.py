"""The report of a consultation in words, from its plain data: the same for the page and for the paper."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import override

from drogowskaz.assessments.enums import Channel
from drogowskaz.documents.consultation.report_text import (
    ChangeText,
    CountText,
    MeetingText,
    RemarkText,
    ReportText,
    SectionText,
    SourceText,
)
from drogowskaz.engine.disclosure.small import threshold
from drogowskaz.engine.words import _, count, plural, say
from drogowskaz.participation.enums.consultation import Met, Principle
from drogowskaz.participation.enums.contribution import ContributionKind, FateCode
from drogowskaz.participation.enums.minutes import Capacity, Sector
from drogowskaz.participation.enums.moderation import Ground
from drogowskaz.participation.models import Consultation, ConsultationReport
from drogowskaz.participation.queries.consultation_report.gaps import gaps_of
from drogowskaz.participation.queries.consultation_report.run import council_told, facts_of
from drogowskaz.participation.queries.stage import stage_text

Content = Mapping[str, Any]
COUNTS = (
    (_("how it came"), "channel", Channel),
    (_("what it is"), "kind", ContributionKind),
    (_("as whom it was made"), "capacity", Capacity),
    (_("who made it"), "sector", Sector),
    (_("what became of contributions"), "fate", FateCode),
)
ALL = plural("{n} contribution was made.", "{n} contributions were made.")
JOINED = plural(
    "{n} of them says the same as another one and was answered together with it.",
    "{n} of them say the same as another one and were answered together with it.",
)
TAKEN_BACK = _("withdrawn by its author")
PEOPLE = plural("{n} person came.", "{n} people came.")
FEW_CAME = _("The number of people is not told, because it is small.")
NOT_WRITTEN = _("Who came was not written down.")
RESIDENTS_CAME = _("residents")
METHOD = (
    _("The report was put together by the program from what was written down in it; nobody counted by hand."),
    _("Numbers of contributions are not numbers of people: one person can make several, and several can make one."),
    _(
        "What was said on paper, at a meeting, by phone or by e-mail was typed in by the office or an animator and is "
        "counted and answered like everything else; beside it stands how it came."
    ),
    _("What is hidden is counted with the ground on which it was hidden; its words are not told."),
    _("People at meetings are counted together; a number below {least} is not told. No names of people are kept."),
    _("Whoever spoke did so by choice. They do not stand for all residents, and the report does not say that they do."),
)


def report_text(
    consultation: Consultation, content: Content, version: ConsultationReport | None, at: dt.datetime, lang: str
) -> ReportText:
    """The report in words; `version` is None for a preview, as it stands `at` this moment. The unit of the cycle has to
    be at hand: no query."""
    unit, day = consultation.cycle.unit, localdate(version.at if version else at)
    with override(lang):
        told = _version(version, lang)
        return ReportText(
            title=content["run"]["title"],
            unit=unit.full_name,
            year=consultation.cycle.year,
            version=told,
            correction=say(_("Why there is another version: {reason}"), lang, reason=version.reason)
            if version and version.reason
            else "",
            invented=unit.is_invented,
            facts=facts_of(content["run"], lang),
            principles=tuple(
                (str(Principle(one["principle"]).label), str(Met(one["met"]).label), one["how"])
                for one in content["principles"]
            ),
            total=_total(content["numbers"], lang),
            counts=_counts(content["numbers"], lang),
            organisations=_organisations(content["organisations"]),
            meetings=tuple(_meeting(one, lang) for one in content["meetings"]),
            sections=_sections(content, lang),
            changes=tuple(ChangeText(one["where"], one["change"], tuple(one["numbers"])) for one in content["changes"]),
            hidden=tuple(
                (say(TAKEN_BACK, lang) if ground == "withdrawn" else str(Ground(ground).label), n)
                for ground, n in content["hidden"].items()
            ),
            opinions=tuple((one["council"], council_told(one, day, lang), one["text"]) for one in content["opinions"]),
            stages=stage_text(content["stages"], lang),
            method=tuple(say(one, lang, least=threshold([consultation.cycle.year])) for one in METHOD),
            missing=tuple(gaps_of(content, {one.value: str(one.label) for one in Channel}, lang)),
            made=localdate(version.at) if version else None,
        )


def _version(version: ConsultationReport | None, lang: str) -> str:
    if version is None:
        return say(_("Preview, not published"), lang)
    day = date_format(localdate(version.at), "j E Y")
    return say(_("Version {number}, published on {day}"), lang, number=version.number, day=day)


def _total(numbers: Content, lang: str) -> str:
    said = [count(ALL, numbers["all"], lang)]
    if numbers["joined"]:
        said.append(count(JOINED, numbers["joined"], lang))
    return " ".join(said)


def _counts(numbers: Content, lang: str) -> tuple[CountText, ...]:
    """Each sort in the order of its words; only what there is."""
    return tuple(
        CountText(
            say(title, lang),
            tuple((str(word.label), numbers[name][word]) for word in words if numbers[name].get(word)),
        )
        for title, name, words in COUNTS
        if numbers[name]
    )


def _organisations(found: Iterable[Mapping[str, str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The names by who they are, in the order of the sectors."""
    by_sector: dict[str, list[str]] = defaultdict(list)
    for one in found:
        by_sector[one["sector"]].append(one["name"])
    return tuple((str(word.label), tuple(by_sector[word])) for word in Sector if word in by_sector)


def _meeting(one: Content, lang: str) -> MeetingText:
    starts_at = dt.datetime.fromisoformat(one["starts_at"])
    if not one["written"]:
        people = say(NOT_WRITTEN, lang)
    elif one["people"] is None:
        people = say(FEW_CAME, lang)
    else:
        people = count(PEOPLE, one["people"], lang)
    who = [(each["name"], str(Sector(each["sector"]).label)) for each in one["who"]]
    if one["residents"]:
        residents = str(Sector.RESIDENTS.label)
        who.append((residents, residents))
    when = ", ".join(part for part in (date_format(starts_at, "j E Y, H:i"), one["place"]) if part)
    return MeetingText(one["title"], when, people, tuple(who))


def _sections(content: Content, lang: str) -> tuple[SectionText, ...]:
    remarks: dict[int, list[RemarkText]] = defaultdict(list)
    for one in content["remarks"]:
        remarks[one["section"]].append(_remark(one, lang))
    return tuple(
        SectionText(one["number"], one["title"], one["question"], tuple(remarks[one["number"]]))
        for one in content["sections"]
    )


def _remark(one: Content, lang: str) -> RemarkText:
    fate = one["fate"]
    lines: list[str] = []
    if fate:
        told = (
            (fate["reason"], "{text}"),
            (fate["change"], say(_("Changed: {text}"), lang, text="{text}")),
            (fate["where"], say(_("Where: {text}"), lang, text="{text}")),
            (fate["passed_to"], say(_("Passed to: {text}"), lang, text="{text}")),
            (_day(fate["day"]), say(_("Answered on {text}"), lang, text="{text}")),
        )
        lines = [form.replace("{text}", text) for text, form in told if text]
    if one["elsewhere"]:
        lines.insert(0, say(_("Answered together with contribution {number}."), lang, number=one["elsewhere"]))
    return RemarkText(
        said=_source(one, lang),
        joined=tuple(_source(each, lang) for each in one["joined"]),
        answer=str(FateCode(fate["code"]).label) if fate else "",
        lines=tuple(lines),
    )


def _source(one: Content, lang: str) -> SourceText:
    told = (
        (one["text"], "{text}"),
        (one["for_whom"], say(_("For whom: {text}"), lang, text="{text}")),
        (one["where"], say(_("Where: {text}"), lang, text="{text}")),
        (one["source"], say(_("Source: {text}"), lang, text="{text}")),
    )
    lines = tuple(form.replace("{text}", text) for text, form in told if text)
    return SourceText(one["number"], str(ContributionKind(one["kind"]).label), one["author"], lines)


def _day(iso: str) -> str:
    return date_format(dt.date.fromisoformat(iso), "j E Y")
