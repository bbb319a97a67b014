"""The way of a cooperation agreement: talked over, signed by every side, in force, ended."""

from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Transition, Workflow
from drogowskaz.participation.enums.agreement import OPEN, AgreementState

_SIDE = _("any side: the office, an organisation that joined, or an animator by a registered paper")
_SIGNER = _("an approver of the unit, a person with a mandate to sign, or an animator by a registered paper")

PUT = Transition(
    name="put to talks",
    sources=(AgreementState.DRAFT,),
    target=AgreementState.TALKS,
    who=_("anybody of the sides, or an animator"),
    needs=_("nothing more"),
    verb="agreement.put",
)
BEGIN_SIGNING = Transition(
    name="sign first",
    sources=(AgreementState.TALKS,),
    target=AgreementState.SIGNING,
    who=_SIGNER,
    needs=_("an organisation that joined, and a basis for everything that is commissioned"),
    verb="agreement.signing",
)
REOPEN_TALKS = Transition(
    name="back to talks",
    sources=(AgreementState.SIGNING,),
    target=AgreementState.TALKS,
    who=_SIDE,
    needs=_("a reason; signatures are crossed out"),
    verb="agreement.reopened",
)
COMPLETE = Transition(
    name="sign last",
    sources=(AgreementState.SIGNING,),
    target=AgreementState.SIGNED,
    who=_SIGNER,
    needs=_("the signature of every side on the same wording"),
    verb="agreement.in_force",
)
REPLACE = Transition(
    name="replace",
    sources=(AgreementState.SIGNED,),
    target=AgreementState.REPLACED,
    who=_SIGNER,
    needs=_("a later version that every side has signed"),
    verb="agreement.replaced",
)
END = Transition(
    name="end",
    sources=(AgreementState.SIGNED,),
    target=AgreementState.ENDED,
    who=_SIGNER,
    needs=_("nothing more"),
    verb="agreement.ended",
)
TERMINATE = Transition(
    name="terminate",
    sources=(AgreementState.SIGNED,),
    target=AgreementState.TERMINATED,
    who=_SIGNER,
    needs=_("a reason"),
    verb="agreement.terminated",
)
DROP = Transition(
    name="give up",
    sources=OPEN,
    target=AgreementState.DROPPED,
    who=_SIDE,
    needs=_("a reason"),
    verb="agreement.dropped",
)
AGREEMENT = Workflow(
    name="cooperation agreement",
    start=AgreementState.DRAFT,
    states={
        AgreementState.DRAFT: _("draft, being prepared"),
        AgreementState.TALKS: _("in negotiation"),
        AgreementState.SIGNING: _("being signed"),
        AgreementState.SIGNED: _("signed and in force"),
        AgreementState.REPLACED: _("replaced by a later version"),
        AgreementState.ENDED: _("ended"),
        AgreementState.TERMINATED: _("terminated by one side"),
        AgreementState.DROPPED: _("given up before it was signed"),
    },
    transitions=(PUT, BEGIN_SIGNING, REOPEN_TALKS, COMPLETE, REPLACE, END, TERMINATE, DROP),
)
