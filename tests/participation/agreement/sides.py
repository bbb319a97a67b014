"""An agreement with its people: the office, two organisations, an animator, and those who have no business there."""

import datetime as dt
import html
import re
from dataclasses import dataclass, field

from django.test import Client
from organisations.cast import BEFORE, holder, mandate, organisation, place, someone

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.enums import Act, Kind, Role
from drogowskaz.organisations.models import Organisation, User
from drogowskaz.participation.actions import agreement as actions
from drogowskaz.participation.actions.paper import PaperDescription, register_paper
from drogowskaz.participation.enums.agreement import ConditionKind, Opinion
from drogowskaz.participation.enums.paper import PaperKind
from drogowskaz.participation.models import Agreement, Condition, Paper, ScopeEntry
from drogowskaz.participation.queries.agreement.wording import digest_of, wording_of

DECEMBER = dt.datetime(2026, 12, 3, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
YEAR = 2026
PAGE = f"/en/jednostka/9901012/cykl/{YEAR}/porozumienie/"


@dataclass
class Sides:
    """The cycle of the invented gmina and its people; `agreement` is there once somebody prepares it."""

    cycle: Cycle
    editor: User
    approver: User
    animator: User
    circle: Organisation
    leader: User
    brigade: Organisation
    chief: User
    made: Agreement | None = field(default=None)

    @property
    def agreement(self) -> Agreement:
        assert self.made is not None, "talks() prepares it"
        return Agreement.objects.get(pk=self.made.pk)

    @property
    def digest(self) -> str:
        return digest_of(wording_of(self.agreement))

    def chapter(self, number: str) -> ScopeEntry:
        return self.agreement.scope.get(chapter=number)

    def say(self, point: ScopeEntry | Condition, side: Organisation | None, wants: str = "") -> None:
        """The side agrees, or disputes and wants this instead."""
        point.refresh_from_db()
        actions.say_opinion(
            point=point, opinion=Opinion.DISPUTED if wants else Opinion.AGREED, wants=wants, seen=point.version,
            side=side, paper=None, actor=self.speaker(side), at=DECEMBER,
        )  # fmt: skip

    def speaker(self, side: Organisation | None) -> User:
        people = {None: self.approver, self.circle: self.leader, self.brigade: self.chief}
        return people[side]

    def add(self, text: str, side: Organisation | None, kind: ConditionKind = ConditionKind.START) -> Condition:
        return actions.add_condition(
            agreement=self.agreement, text=actions.ConditionText(kind, text), side=side, paper=None,
            actor=self.speaker(side), at=DECEMBER,
        )  # fmt: skip

    def propose(self, number: str, side: Organisation | None, **text: object) -> ScopeEntry:
        """The side proposes something else for a chapter."""
        entry = self.chapter(number)
        known = {"level": entry.level, "organisation": entry.organisation, "gives": entry.gives}
        return actions.change_scope(
            entry=entry, text=actions.ScopeText(**{**known, **text}), seen=entry.version, side=side, paper=None,  # type: ignore[arg-type]
            actor=self.speaker(side), at=DECEMBER,
        )  # fmt: skip

    def join(self, side: Organisation) -> None:
        actions.join_agreement(
            agreement=self.agreement, organisation=side, paper=None, actor=self.speaker(side), at=DECEMBER
        )

    def sign(self, side: Organisation | None, *, divergence: bool = False, digest: str = "") -> None:
        actions.sign_agreement(
            agreement=self.agreement, signer=actions.Signer(role="Prezeska", divergence=divergence),
            digest=digest or self.digest, side=side, paper=None, actor=self.speaker(side), at=DECEMBER,
        )  # fmt: skip

    def paper(self, kind: PaperKind = PaperKind.AGREEMENT, of: Organisation | None = None) -> Paper:
        number = Paper.objects.count() + 1
        described = PaperDescription(kind, f"Pismo {number}", DECEMBER.date(), organisation=of)
        return register_paper(cycle=self.cycle, description=described, scan=None, actor=self.animator, at=DECEMBER)


def sides() -> Sides:
    """The people, before anybody prepares anything."""
    unit = place()
    cycle = Cycle.objects.create(unit=unit, year=YEAR, planned_at=DECEMBER)
    circle, brigade = organisation("KGW Zmyślone", unit=unit), organisation("OSP Nibylandia", Kind.OSP, unit)
    leader, chief = someone("Kazia Kołowa"), someone("Oskar Strażak")
    mandate(circle, leader, Act.SUPPLY, Act.DRAFT, Act.SIGN, valid_from=BEFORE)
    mandate(brigade, chief, Act.DRAFT, Act.SIGN)
    editor, approver, animator = (holder(role) for role in (Role.DATA_EDITOR, Role.APPROVER, Role.ANIMATOR))
    return Sides(cycle, editor, approver, animator, circle, leader, brigade, chief)


def talks(*joined: str) -> Sides:
    """Talks in which these of `circle` and `brigade` take part; only the circle where none is named."""
    found = sides()
    found.made = actions.open_agreement(cycle=found.cycle, lang="pl", actor=found.approver, at=DECEMBER)
    actions.put_to_talks(agreement=found.agreement, actor=found.approver, at=DECEMBER)
    for name in joined or ("circle",):
        found.join(getattr(found, name))
    return found


def signed(*joined: str) -> Sides:
    """An agreement in force."""
    found = talks(*joined)
    if len(joined) > 1:
        for number in ("9", "11"):
            found.propose(number, None, organisation=found.circle)
    found.sign(None)
    for name in joined or ("circle",):
        found.sign(getattr(found, name))
    return found


def client_of(person: User | None) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


def read(client: Client, address: str = PAGE, status: int = 200) -> str:
    """The words of a page, as a reader sees them."""
    answer = client.get(address)
    assert answer.status_code == status
    return words(answer.content.decode())


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
