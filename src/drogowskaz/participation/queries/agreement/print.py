"""An agreement as plain content for paper."""

import datetime as dt

from django.utils.timezone import localdate

from drogowskaz.documents.agreement.build import AgreementText, Dispute, Line, Point, Signature
from drogowskaz.engine.teryt import is_invented
from drogowskaz.engine.words import _, say
from drogowskaz.organisations.models import Organisation
from drogowskaz.participation.enums.agreement import ConditionKind, ScopeLevel
from drogowskaz.participation.models import Condition, ScopeEntry
from drogowskaz.participation.queries.agreement import points as found
from drogowskaz.participation.queries.agreement.page import AgreementPage, Signed


def agreement_text(page: AgreementPage, at: dt.datetime, lang: str) -> AgreementText:
    """The content of the page on paper. Names of signers are printed only for the sides, like on the page."""
    agreement = page.agreement
    assert agreement is not None, "there is something to print"
    unit = agreement.cycle.unit
    return AgreementText(
        unit=unit.full_name,
        year=agreement.cycle.year,
        version=agreement.version,
        state=str(agreement.get_state_display()),
        signed=agreement.was_signed,
        invented=is_invented(unit.code),
        sides=tuple(side.name for side in page.sides),
        levels=tuple(map(_level, ScopeLevel)),
        scope=tuple(_line(point, page) for point in page.chapters),
        lists=tuple(
            (str(ConditionKind(kind).label), tuple(_point(one, page) for one in points)) for kind, points in page.lists
        ),
        signatures=tuple(_signature(one, lang, named=page.inside) for one in page.signed),
        printed=localdate(at),
        digest=agreement.digest,
    )


def _line(point: found.Point, page: AgreementPage) -> Line:
    entry = point.thing
    assert isinstance(entry, ScopeEntry), "a line of the scope is of a chapter"
    return Line(
        number=entry.chapter,
        chapter=point.title,
        level=_level(ScopeLevel(entry.level)),
        who=_name(entry.organisation, page),
        gives=entry.gives,
        condition=entry.condition,
        basis=entry.basis,
        disputes=_disputes(point),
        agreed=_agreed(point, page),
    )


def _level(level: ScopeLevel) -> str:
    return f"{level.value} – {level.label}"


def _name(organisation: Organisation | None, page: AgreementPage) -> str:
    named = {side.organisation: side.name for side in page.sides}
    return named.get(organisation, organisation.name) if organisation else ""


def _point(point: found.Point, page: AgreementPage) -> Point:
    assert isinstance(point.thing, Condition), "a point of a list is a condition"
    return Point(
        text=point.thing.text,
        proposer=point.proposer.name if point.proposer else "",
        disputes=_disputes(point),
        agreed=_agreed(point, page),
    )


def _agreed(point: found.Point, page: AgreementPage) -> bool:
    """Every side said so, or signed without disputing it."""
    signed = page.agreement is not None and page.agreement.was_signed
    return point.state == found.AGREED or (signed and point.state != found.DISPUTED)


def _disputes(point: found.Point) -> tuple[Dispute, ...]:
    return tuple(Dispute(one.side.name, one.wants) for one in point.disputes)


def _signature(one: Signed, lang: str, *, named: bool) -> Signature:
    signature = one.signature
    if signature is None:
        return Signature(one.side.name)
    name = signature.name or (signature.by.name if signature.by and not signature.paper else "")
    paper = say(_("on paper {number}"), lang, number=signature.paper.number) if signature.paper else ""
    return Signature(
        side=one.side.name,
        how=", ".join(part for part in (name if named else "", signature.role, paper) if part),
        day=f"{localdate(signature.at):%d.%m.%Y}",
        divergence=signature.divergence,
    )
