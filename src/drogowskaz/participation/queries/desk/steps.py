"""A whole cycle on paper, step by step: what an animator does in a gmina where nobody of the office logs in."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from drogowskaz.assessments.enums import CycleState, Way
from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.words import _, count, plural, say
from drogowskaz.participation.enums.agreement import AgreementState
from drogowskaz.participation.enums.annexe import AnnexeState
from drogowskaz.participation.enums.meeting import MeetingState
from drogowskaz.participation.models import Annexe, AnnexeInvitation, Meeting, Paper
from drogowskaz.participation.queries.desk.lines import waits_in

DONE, BEGUN, AHEAD = "done", "warning", "note"
"""How a step stands; also the icon and tone beside its word."""
WORDS = {DONE: _("done"), BEGUN: _("in progress"), AHEAD: _("to be done")}
INVITED = plural("{n} organisation invited", "{n} organisations invited")
ANNEXES = plural("{n} annexe handed in", "{n} annexes handed in")
UNDECIDED = plural("{n} annexe waits for a decision", "{n} annexes wait for a decision")
PAPERS = plural("{n} paper registered", "{n} papers registered")
MEETINGS = plural("{n} meeting", "{n} meetings")
MINUTES = plural("{n} with accepted minutes", "{n} with accepted minutes")
ASKED = plural("{n} question waits for an answer", "{n} questions wait for an answer")
DISPUTED = plural("{n} thing is disputed", "{n} things are disputed")


@dataclass(frozen=True)
class Step:
    """One step in words: what to do, how far it is, and where. `links` are (words, address)."""

    key: str
    title: str
    how: str
    stands: str
    word: str
    told: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Facts:
    """What the steps are told by; read once."""

    cycle: Cycle
    agreement: str
    invited: int
    handed_in: int
    undecided: int
    papers: int
    meetings: int
    with_minutes: int
    unconfirmed: int
    disputed: int
    way: str


def facts_of(cycle: Cycle, at: dt.datetime) -> Facts:
    """A fixed number of queries."""
    waits = waits_in(cycle, at)
    held = Meeting.objects.filter(cycle=cycle).exclude(state=MeetingState.CANCELLED)
    agreements = set(cycle.agreements.values_list("state", flat=True))
    form = cycle.assessment
    submission = getattr(form, "submission", None) if form else None
    return Facts(
        cycle=cycle,
        agreement=AgreementState.SIGNED if AgreementState.SIGNED in agreements else next(iter(agreements), ""),
        invited=AnnexeInvitation.objects.filter(cycle=cycle).count(),
        handed_in=Annexe.objects.filter(cycle=cycle, state__in=[AnnexeState.SENT, AnnexeState.RETURNED]).count(),
        undecided=waits["undecided"],
        papers=Paper.objects.filter(cycle=cycle, crossed_at=None).count(),
        meetings=held.count(),
        with_minutes=held.filter(state=MeetingState.ACCEPTED).count(),
        unconfirmed=waits["unconfirmed"],
        disputed=waits["disputed"],
        way=submission.state if submission else "",
    )


def steps_of(cycle: Cycle, at: dt.datetime, lang: str) -> list[Step]:
    """The steps in their order."""
    facts = facts_of(cycle, at)
    return [make(facts, lang) for make in ORDER]


def _step(
    key: str, facts: Facts, lang: str, title: str, how: str, stands: str, told: list[str], links: list[tuple[str, str]]
) -> Step:
    where = [facts.cycle.unit.code, facts.cycle.year]
    said = "; ".join(one for one in told if one)
    addresses = tuple((say(words, lang), reverse(name, args=where)) for words, name in links)
    return Step(key, say(title, lang), say(how, lang), stands, say(WORDS[stands], lang), said, addresses)


def _many(words: tuple[str, str], number: int, lang: str) -> str:
    return count(words, number, lang) if number else ""


def _opening(facts: Facts, lang: str) -> Step:
    state = facts.cycle.state
    return _step(
        "opening", facts, lang,
        _("Open the cycle"),
        _("You can do it yourself, from the day the calendar allows. Last year's values can be carried over."),
        AHEAD if state == CycleState.PLANNED else DONE,
        [str(CycleState(state).label)],
        [(_("Cycle and calendar"), "assessments:cycle")],
    )  # fmt: skip


def _agreement(facts: Facts, lang: str) -> Step:
    state = facts.agreement
    signed = state == AgreementState.SIGNED
    return _step(
        "agreement", facts, lang,
        _("Agree how you work together"),
        _("Print the agreement, let both sides sign it, register the signed copy and write it down as signed."),
        DONE if signed else BEGUN if state else AHEAD,
        [str(AgreementState(state).label)] if state else [],
        [(_("Agreement"), "participation:agreement"), (_("Papers"), "participation:papers")],
    )  # fmt: skip


def _inviting(facts: Facts, lang: str) -> Step:
    return _step(
        "inviting", facts, lang,
        _("Invite the organisations"),
        _("By e-mail where they have an address; for the others print the letter with the form and its code."),
        DONE if facts.invited else AHEAD,
        [_many(INVITED, facts.invited, lang)],
        [(_("Organisations and their annexes"), "participation:invitations")],
    )  # fmt: skip


def _annexes(facts: Facts, lang: str) -> Step:
    return _step(
        "annexes", facts, lang,
        _("Enter what came back on paper"),
        _("Register the filled form and the consent as papers, then type the answers in under the code of the form."),
        DONE if facts.handed_in else AHEAD,
        [_many(ANNEXES, facts.handed_in, lang), _many(PAPERS, facts.papers, lang)],
        [
            (_("Papers"), "participation:papers"),
            (_("Writing for an organisation"), "participation:annexe_assisting"),
        ],
    )  # fmt: skip


def _deciding(facts: Facts, lang: str) -> Step:
    return _step(
        "deciding", facts, lang,
        _("Write down what the office decided"),
        _("Register its letter first: each decision names the paper it rests on. You write down; the office decides."),
        BEGUN if facts.undecided else DONE if facts.handed_in else AHEAD,
        [_many(UNDECIDED, facts.undecided, lang)],
        [(_("Papers"), "participation:papers"), (_("Organisations and their annexes"), "participation:invitations")],
    )  # fmt: skip


def _confirming(facts: Facts, lang: str) -> Step:
    waits = facts.unconfirmed or facts.disputed
    return _step(
        "confirming", facts, lang,
        _("Let the institution confirm by a link"),
        _("From the page of a paper: one letter, two buttons, no account. An objection stands beside what you wrote."),
        BEGUN if waits else DONE if facts.cycle.confirmations.exists() else AHEAD,
        [_many(ASKED, facts.unconfirmed, lang), _many(DISPUTED, facts.disputed, lang)],
        [(_("Confirmations"), "participation:confirmations")],
    )  # fmt: skip


def _meeting(facts: Facts, lang: str) -> Step:
    whole = facts.meetings and facts.meetings == facts.with_minutes
    step = _step(
        "meeting", facts, lang,
        _("Meet, and write the minutes"),
        _("Print the attendance sheets and the sheets for notes; scan them afterwards and register them."),
        DONE if whole else BEGUN if facts.meetings else AHEAD,
        [_many(MEETINGS, facts.meetings, lang), _many(MINUTES, facts.with_minutes, lang)],
        [],
    )  # fmt: skip
    address = f"{reverse('participation:meetings')}?jednostka={facts.cycle.unit.code}"
    return Step(**{**vars(step), "links": ((say(_("Meetings"), lang), address),)})


def _signing(facts: Facts, lang: str) -> Step:
    return _step(
        "signing", facts, lang,
        _("Signature, sending and what the regional centre says"),
        _(
            "Signing belongs to an approver of the unit. Where none works here, you write down the signature on paper "
            "and the paper it stands on; likewise what the regional centre (ROPS) decided outside of this site."
        ),
        {Way.ACCEPTED.value: DONE, "": AHEAD}.get(facts.way, BEGUN),
        [str(Way(facts.way).label)] if facts.way else [],
        [(_("Signature and sending"), "assessments:signing")] if facts.cycle.assessment_id else [],
    )  # fmt: skip


ORDER: tuple[Callable[[Facts, str], Step], ...] = (
    _opening,
    _agreement,
    _inviting,
    _annexes,
    _deciding,
    _confirming,
    _meeting,
    _signing,
)
