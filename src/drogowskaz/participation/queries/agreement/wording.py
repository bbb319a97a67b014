"""The whole wording of a version as plain data, and its digest: what exactly a side signs.

No person is named in it, so erasing one changes no digest. The same wording gives the same digest on every machine.
"""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from drogowskaz.organisations.models import Organisation
from drogowskaz.participation.enums.agreement import Opinion
from drogowskaz.participation.models import Agreement, Condition, ScopeEntry

FORMAT = "drogowskaz-agreement 1"
OFFICE = 0
"""The key of the office among the sides; organisations have that of their row."""


def wording_of(agreement: Agreement) -> dict[str, Any]:
    """The wording as it stands now; five queries."""
    parties = agreement.parties.filter(left_at=None).select_related("organisation")
    sides = [OFFICE, *(party.organisation_id for party in parties)]
    unit = agreement.cycle.unit
    return {
        "format": FORMAT,
        "unit": {"code": unit.code, "name": unit.full_name},
        "year": agreement.cycle.year,
        "version": agreement.version,
        "edition": agreement.edition,
        "office": agreement.office.name if agreement.office else "",
        "parties": [{"organisation": one.organisation_id, "name": one.organisation.name} for one in parties],
        "scope": [
            {
                "chapter": one.chapter,
                "level": one.level,
                "organisation": one.organisation_id,
                "gives": one.gives,
                "condition": one.condition,
                "basis": one.basis,
                "disputed": _disputed(one, sides),
            }
            for one in agreement.scope.prefetch_related("stances")
        ],
        "conditions": [
            {
                "kind": one.kind,
                "text": one.text,
                "proposed_by": one.organisation_id or OFFICE,
                "disputed": _disputed(one, sides),
            }
            for one in agreement.conditions.filter(removed_at=None).prefetch_related("stances")
        ],
    }


def _disputed(point: ScopeEntry | Condition, sides: Iterable[int]) -> list[dict[str, Any]]:
    """Which sides dispute the point as it stands, with what each wants instead, in the order of the sides."""
    said = {one.organisation_id or OFFICE: one for one in point.stances.all() if one.about == point.version}
    return [
        {"side": side, "wants": said[side].wants}
        for side in sides
        if side in said and said[side].opinion == Opinion.DISPUTED
    ]


def digest_of(wording: dict[str, Any]) -> str:
    """SHA-256 of the wording, in hexadecimal."""
    text = json.dumps(wording, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def disputed_points(wording: dict[str, Any]) -> int:
    """How many points some side disputes."""
    return sum(bool(point["disputed"]) for point in (*wording["scope"], *wording["conditions"]))


def name_in(wording: dict[str, Any], organisation: Organisation) -> str:
    """The name the organisation had when the wording was closed; its present one where it is not a side."""
    named = {one["organisation"]: one["name"] for one in wording.get("parties", ())}
    return str(named.get(organisation.pk, organisation.name))
