"""What still keeps an agreement from being signed, and which sides have not signed yet."""

from drogowskaz.engine.words import _
from drogowskaz.engine.workflow import Refusal
from drogowskaz.organisations.models import Organisation
from drogowskaz.participation.enums.agreement import ScopeLevel
from drogowskaz.participation.models import Agreement


def unready(agreement: Agreement) -> list[Refusal | None]:
    """Why nobody can sign yet: no organisation has joined, something is commissioned without its basis, or it is not
    said who drafts."""
    parties = agreement.parties.filter(left_at=None).count()
    entries = list(agreement.scope.filter(level__gte=ScopeLevel.DRAFTS))
    baseless = [one.chapter for one in entries if one.level == ScopeLevel.COMMISSIONED and not one.basis.strip()]
    nobodys = [one.chapter for one in entries if one.organisation_id is None] if parties > 1 else []
    return [
        None if parties else Refusal(_("No organisation has joined yet. One is enough.")),
        Refusal(_BASELESS, {"chapters": ", ".join(baseless)}) if baseless else None,
        Refusal(_NOBODYS, {"chapters": ", ".join(nobodys)}) if nobodys else None,
    ]


_BASELESS = _(
    "Chapters commissioned without a basis: {chapters}. Commissioning needs a task in the programme of cooperation: "
    "write down which, or choose a lower level."
)
_NOBODYS = _("Several organisations have joined. Write down which of them drafts chapters: {chapters}.")


def missing_sides(agreement: Agreement) -> list[Organisation | None]:
    """The sides that have not signed yet, the office (None) first."""
    signed = set(agreement.signatures.filter(crossed_at=None).values_list("organisation_id", flat=True))
    parties = agreement.parties.filter(left_at=None).select_related("organisation")
    office: list[Organisation | None] = [] if None in signed else [None]
    return office + [one.organisation for one in parties if one.organisation_id not in signed]
