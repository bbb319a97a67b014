"""docs/developers/roles.md: who may do what, written from the table in `organisations/permissions/roles.py`.

python tools/roles.py           write the page anew
python tools/roles.py check     exit 1 when the page is stale
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "developers" / "roles.md"
HEAD = """# Roles and separation of duties

Written by `tools/roles.py` from `organisations/permissions/roles.py`; a test fails when it is stale.

A right is a role, within its reach, on its days. The state of the thing and the phase of the work are asked beside it
by the area that owns them. Each role has one question in `organisations/permissions`; it returns nothing, or a refusal
with a sentence. `roles_of(actor, unit, year, at)` reads all roles of a person in one query: those of the unit, of the
voivodeship around it and of the whole installation.

"""
TAIL = """
## Acting for an organisation

`may_act_for(actor, organisation, act, unit, year, at)` asks for a mandate that holds at that moment; `standing` returns
it, and the act stores its key and the organisation. A mandate that has expired or was revoked lets nobody act; what
was done under it stays attributed. Belonging to an organisation is no mandate. One organisation has one voice, however
many people hold its mandates.

## Nobody decides on what they submitted

`may_decide(actor, submitter, unit, year, at)` refuses the person who submitted. Where only one active person both edits
and approves in the unit's own office, that person may decide, and the verdict carries a sentence that is shown beside
the decision and stored with it. Nobody gives a role to themselves.

## When a person leaves

`hand_over` ends roles, memberships and mandates with a last day; the successor gets the roles that the administrator
chooses. Areas above tell what waits for the person: they write `keeper(person, place, at) -> Iterable[Waiting]` and
register it at `organisations.workflow.person_leaving` in `config/gates.py`.
"""


def page() -> str:
    """The whole page."""
    from drogowskaz.organisations.permissions.roles import HELD_NAMES, RULES

    lines = [
        "| Role | Held | May | May not | Reach | Given by | Question |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for role, rule in RULES.items():
        reach = ", ".join(f"`{one.value}`" for one in rule.reaches) or "–"
        given = ", ".join(f"`{one.value}`" for one in rule.given_by) or "–"
        lines.append(
            f"| `{role.value}` | {HELD_NAMES[rule.held]} | {rule.may} | {rule.may_not} | {reach} | {given} "
            f"| `{rule.asked_by}` |"
        )
    return HEAD + "\n".join(lines) + "\n" + TAIL


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drogowskaz.config.settings")
    import django

    django.setup()
    if arguments == ["check"]:
        return 0 if PAGE.read_text("utf-8") == page() else 1
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
