"""Making a contribution without an account: once for every form, with a letter that confirms the address it names."""

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from drogowskaz.assessments.enums import Channel
from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal, Refused, refuse
from drogowskaz.notifications.actions import follow_for_address, post
from drogowskaz.notifications.enums import Rhythm
from drogowskaz.notifications.formats import DAYS_TO_CONFIRM, Purpose, sealed, whole_address
from drogowskaz.organisations.models import Mandate, Organisation
from drogowskaz.organisations.permissions import Actor, person_of
from drogowskaz.participation.actions.contributing import add_contribution
from drogowskaz.participation.enums.contribution import ContributionKind, Naming, Sign
from drogowskaz.participation.enums.minutes import Capacity
from drogowskaz.participation.models import ConsultationSection, Contribution
from drogowskaz.participation.models.contribution import digest_of
from drogowskaz.participation.permissions.contribution import may_speak, may_speak_for
from drogowskaz.participation.queries.contribution import contribution_path, sector_of
from drogowskaz.participation.queries.drafting.tasks import chapters_of

KEY = re.compile(r"[\w-]{20,64}", re.ASCII)
"""What the key that comes with a form looks like."""
LONGEST_TEXT, LONGEST_FOR_WHOM, LONGEST_WHERE, LONGEST_SOURCE, LONGEST_NAME = 6000, 300, 200, 300, 200
"""Characters somebody may write."""
NAMED_FOR = (Capacity.ORGANISATION, Capacity.OFFICIAL)
"""Capacities in which somebody speaks for others, who are then named."""
CONFIRMATION = "participation.contribution_confirm"
_UNREADABLE = re.compile(r"[^\S \n\t]|[\x00-\x08\x0e-\x1f\x7f\u200b\u202a-\u202e\u2066-\u2069]")
"""Characters nobody writes, which a database refuses, a reader cannot see, or which turn the text around them."""


@dataclass(frozen=True)
class Said:
    """What somebody says, and as whom. `organisation` is one the person holds a mandate from; `organisation_name` is
    as typed. The other fields are those of the model."""

    kind: ContributionKind
    text: str
    capacity: Capacity
    for_whom: str = ""
    where: str = ""
    source: str = ""
    chapter: str = ""
    row: str = ""
    section: ConsultationSection | None = None
    organisation: Organisation | None = None
    organisation_name: str = ""
    naming: Naming = Naming.ANONYMOUS
    name: str = ""
    email: str = ""


def cleaned(said: Said) -> Said:
    """The same without what does not belong to its kind, its capacity and its naming, and without stray spaces."""
    need, figure = said.kind == ContributionKind.NEED, said.kind == ContributionKind.FIGURE
    own = said.capacity == Capacity.PERSONAL
    return replace(
        said,
        text=paragraphs(said.text),
        for_whom=line(said.for_whom) if need else "",
        where=line(said.where) if need else "",
        source=line(said.source) if figure else "",
        organisation=None if own else said.organisation,
        organisation_name="" if own or said.organisation else line(said.organisation_name),
        name="" if said.naming == Naming.ANONYMOUS else line(said.name),
        email=said.email.strip(),
    )


def paragraphs(text: str) -> str:
    """A text as it is kept: lines end in one way, and nothing unreadable is left."""
    return _UNREADABLE.sub(
        "", text.replace("\r\n", "\n").replace("\r", "\n").replace("\N{NO-BREAK SPACE}", " ")
    ).strip()


def line(text: str) -> str:
    """One line with single spaces."""
    return " ".join(_UNREADABLE.sub(" ", text).split())


def faults_of(said: Said, cycle: Cycle) -> list[Refusal]:
    """Everything that keeps what was said from being taken in, whoever writes it down. Give it what `cleaned` gave."""
    return [*_text_faults(said), *_author_faults(said), *_place_faults(said, cycle)]


def _text_faults(said: Said) -> list[Refusal]:
    faults = []
    if not said.text:
        faults.append(Refusal(_("Write what you want to say: the field for it is empty.")))
    for words, longest in (
        (said.text, LONGEST_TEXT),
        (said.for_whom, LONGEST_FOR_WHOM),
        (said.where, LONGEST_WHERE),
        (said.source, LONGEST_SOURCE),
        (said.name, LONGEST_NAME),
        (said.organisation_name, LONGEST_NAME),
    ):
        if len(words) > longest:
            params = {"beginning": words[:40], "length": len(words), "longest": longest}
            faults.append(Refusal(TOO_LONG, params))
    return faults


TOO_LONG = _(
    "The text that begins “{beginning}…” has {length} characters, and at most {longest} can be taken in. It is kept "
    "here: shorten it, or send it in two parts."
)


def _author_faults(said: Said) -> list[Refusal]:
    faults = []
    if said.naming != Naming.ANONYMOUS and not said.name:
        faults.append(
            Refusal(_("Write the name or pseudonym you want to be called by, or choose to stay without one."))
        )
    if said.capacity in NAMED_FOR and said.organisation is None and not said.organisation_name:
        faults.append(
            Refusal(_("Say for which organisation or office you speak, or choose to speak in your own name."))
        )
    try:
        if said.email:
            validate_email(said.email)
    except ValidationError:
        faults.append(Refusal(_("This is not an e-mail address: {address}."), {"address": said.email}))
    return faults


def _place_faults(said: Said, cycle: Cycle) -> list[Refusal]:
    edition = edition_named(cycle.edition) if cycle.edition else None
    known = (
        (not said.chapter or any(one.number == said.chapter for one in chapters_of(cycle)))
        and (not said.row or (edition is not None and said.row in edition.row_by_key))
        and (said.section is None or said.section.consultation.cycle_id == cycle.pk)
    )
    return [] if known else [Refusal(_("The part of the assessment it should concern is not in this one."))]


@transaction.atomic
def put_contribution(
    *, cycle: Cycle, said: Said, key: str, signs: Collection[Sign], lang: str, actor: Actor, at: dt.datetime
) -> Contribution:
    """Take in what somebody said on this site; it waits for a moderator. The same `key` again gives the same one.

    The address gets one letter with a link that confirms it, unless it is that of the account. Raises Refused.
    """
    refuse(None if KEY.fullmatch(key) else Refusal(_("The form is not whole. Open the page again; it takes a moment.")))
    # Of two that come at once with the same key the second waits here, and then finds the first.
    fresh = Cycle.objects.select_for_update(of=("self",)).select_related("unit__parent").get(pk=cycle.pk)
    there = Contribution.objects.filter(key=key).select_related("cycle__unit").first()
    if there is not None:
        return there
    # First and alone, so that a flood costs little.
    refuse(_flooded(fresh, actor, at))
    said = cleaned(said)
    refuse(may_speak(fresh, at, said.section), *faults_of(said, fresh))
    person, mandate = person_of(actor), _mandate(said, fresh, actor, at)
    own_address = person is not None and bool(said.email) and person.email.lower() == said.email.lower()
    made = add_contribution(
        cycle=fresh,
        # The log names who acts for an organisation; an own voice must be able to lose its author.
        actor=person if mandate else None,
        at=at,
        **{name: getattr(said, name) for name in KEPT},
        channel=Channel.ONLINE,
        sector=sector_of(said.capacity, said.organisation),
        mandate=mandate,
        author=person,
        lang=lang,
        key=key,
        token_digest=digest_of(key),
        signs=sorted(signs),
    )
    if own_address:
        confirm_address(contribution=made, address=said.email, at=at)
    elif said.email:
        ask_to_confirm(made, at)
    return made


KEPT = (
    "kind", "text", "for_whom", "where", "source", "chapter", "row", "section", "capacity", "organisation",
    "organisation_name", "naming", "name", "email",
)  # fmt: skip
"""What was said, as the model names it."""


def _flooded(cycle: Cycle, actor: Actor, at: dt.datetime) -> Refusal | None:
    """Whether so many visitors spoke in the last hour that moderators could not keep up; who signed in always can.

    Counted in the rows themselves, behind the row of the cycle, so that no flood, however wide, makes more of them.
    """
    if person_of(actor) is not None:
        return None
    online = Contribution.objects.filter(cycle=cycle, channel=Channel.ONLINE, author=None).order_by("-number")
    oldest = online.values_list("made_at", flat=True)[MOST_IN_AN_HOUR - 1 : MOST_IN_AN_HOUR].first()
    return Refusal(COME_BACK) if oldest is not None and oldest > at - dt.timedelta(hours=1) else None


MOST_IN_AN_HOUR = 300
"""Contributions of visitors taken in for one cycle in any hour. A full hall with phones makes fewer."""
COME_BACK = _(
    "Unusually many contributions came in the last hour. Come back in an hour: your text is kept in the form. Or sign "
    "in, or give it to the office on paper or by phone."
)


def _mandate(said: Said, cycle: Cycle, actor: Actor, at: dt.datetime) -> Mandate | None:
    """The mandate for an organisation of the register; a typed name needs none, and proves nothing. Raises Refused."""
    if said.organisation is None:
        return None
    found = may_speak_for(actor, said.organisation, cycle, at)
    if isinstance(found, Refusal):
        raise Refused([found])
    return found


def ask_to_confirm(made: Contribution, at: dt.datetime) -> None:
    """The one letter: it repeats nothing of what was said, since nobody knows yet whose address this is."""
    told = {
        "thing": contribution_path(made), "rhythm": Rhythm.AT_ONCE.value, "address": made.email,
        "language": made.lang, "contribution": made.pk,
    }  # fmt: skip
    token = sealed(Purpose.CONFIRM, told, until=at + dt.timedelta(days=DAYS_TO_CONFIRM))
    post(
        event=CONFIRMATION,
        thing=thing_of(made),
        at=at,
        address=made.email,
        language=made.lang,
        context={
            "contribution": made,
            "unit": made.cycle.unit,
            "year": made.cycle.year,
            "link": whole_address("participation:contribution_confirm", token, language=made.lang),
            "days": DAYS_TO_CONFIRM,
        },
        confidential=True,
    )


def thing_of(contribution: Contribution) -> str:
    """How the outbox tells the letters of one contribution from those of another."""
    return f"contribution:{contribution.pk}"


@transaction.atomic
def confirm_address(*, contribution: Contribution, address: str, at: dt.datetime) -> None:
    """The address is its author's, as the link in the letter proved: news of the contribution comes to it at once.

    A second time changes nothing. Raises Refused when the contribution does not have this address any more.
    """
    named = Contribution.objects.filter(pk=contribution.pk, email=address, erased_at=None)
    if not named.filter(confirmed_at=None).update(confirmed_at=at) and not named.exists():
        raise Refused(
            [Refusal(_("This address was removed from the contribution meanwhile. Nothing will come to it."))]
        )
    contribution.refresh_from_db(fields=["confirmed_at"])
    follow_for_address(
        address=address, thing=contribution_path(contribution), rhythm=Rhythm.AT_ONCE,
        language=contribution.lang, at=at,
    )  # fmt: skip
