"""What the reader of an agreement may do now: the same questions the acts ask, so that no button is refused."""

import datetime as dt
from dataclasses import dataclass

from drogowskaz.assessments.enums import CycleState
from drogowskaz.assessments.models import Cycle
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.permissions import Actor
from drogowskaz.participation.enums.agreement import AgreementState
from drogowskaz.participation.permissions.agreement import may_take_part, voice
from drogowskaz.participation.queries.agreement.page import AgreementPage


@dataclass(frozen=True)
class Offers:
    """Which acts are open. `sign_refusal` says why a side that is awaited cannot be signed for by this reader."""

    open: bool = False
    write: bool = False
    say: bool = False
    join: bool = False
    sign: bool = False
    sign_refusal: str = ""
    reopen: bool = False
    leave: bool = False
    drop: bool = False
    renew: bool = False
    stop: bool = False


def offers_on(page: AgreementPage, cycle: Cycle, actor: Actor, at: dt.datetime, lang: str) -> Offers:
    """The acts open to this reader in the name they speak in."""
    prepares = may_take_part(actor, cycle, at) is None
    may_open = prepares and cycle.state != CycleState.CLOSED
    heard, agreement = page.speaking, page.agreement
    if agreement is None or heard is None:
        return Offers(open=may_open)
    state = AgreementState(agreement.state)
    side = heard.chosen if not heard.refusal else None
    speaks = side is not None and side.joined
    signing = voice(actor, cycle, side.organisation, heard.paper, at, signs=True) if side and speaks else None
    refused = signing if isinstance(signing, Refusal) else None
    return Offers(
        open=may_open,
        write=speaks and agreement.is_writable,
        say=speaks and state == AgreementState.TALKS,
        join=side is not None and not side.joined and agreement.is_writable,
        sign=speaks and page.may_sign and refused is None,
        sign_refusal=refused.sentence(lang) if refused and page.may_sign else "",
        reopen=speaks and state == AgreementState.SIGNING,
        leave=side is not None and speaks and side.organisation is not None and agreement.is_writable,
        drop=speaks and agreement.is_open,
        renew=may_open and not agreement.is_open and all(not one.is_open for one in page.versions),
        stop=speaks and state == AgreementState.SIGNED and (refused is None or heard.paper is not None),
    )
