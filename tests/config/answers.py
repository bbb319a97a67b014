"""Who is answered with what: every route, four people, and the page that says so.

The four codes are those of the owner, the colleague, the outsider and the anonymous visitor of `matrix.py`, first for
GET, then for POST with an empty form, then, where there is a third, for the form as the page sends it. 302 sends a
visitor to sign in, or somebody on after an act; 400, 404 and 422 speak of the form, 405 of the method; 401 and 403
refuse the person.
"""

from collections.abc import Mapping
from pathlib import Path

PEOPLE = ("owner", "colleague", "outsider", "anonymous")
METHODS = ("GET", "POST", "act")
"""Reading, a form without a field, and a form as the page sends it, where an empty one would be refused as misread."""
PAGE = Path(__file__).parents[2] / "docs" / "developers" / "permissions.md"

EVERYONE, LINK, ACCOUNT = "everyone", "whoever has the link", "every account, its own"
UNIT, STAFF, CENTRE = "people of the unit", "administrators", "the regional centre (ROPS)"
HELPERS = "animators and their coordinator"
SIDES = "people of the unit and of the organisation"
VOICE = "people of the organisation, with its mandate or consent"
"""Whom a page is for. Not every act on a page for everyone is for everyone."""

ANSWERS: dict[str, tuple[str, ...]] = {
    "alive": (EVERYONE, "200 200 200 200", "405 405 405 405"),
    "ready": (EVERYONE, "200 200 200 200", "405 405 405 405"),
    "home:front": (EVERYONE, "200 200 200 200", "200 200 200 200"),
    "home:units": (EVERYONE, "200 200 200 200", "200 200 200 200"),
    "home:unit": (EVERYONE, "200 200 200 200", "200 200 200 200"),
    "home:export": (UNIT, "405 405 405 405", "200 403 403 403"),
    "home:tasks": (ACCOUNT, "200 200 200 302", "200 200 200 302"),
    "home:agreement": (EVERYONE, "200 200 200 200", "200 200 200 200"),
    "assessments:assessment": (EVERYONE, "200 200 200 200", "200 200 200 200"),
    "assessments:chapter": (EVERYONE, "200 200 200 200", "200 200 200 200"),
    "assessments:downloads": (EVERYONE, "200 200 200 200", "404 404 404 404", "302 302 403 403"),
    # The council's copy, in which nothing is hidden.
    "assessments:document": (UNIT, "302 302 403 403", "405 405 405 405"),
    "assessments:indicators": (EVERYONE, "200 200 200 200", "200 200 200 200"),
    "assessments:cell": (EVERYONE, "200 200 200 200", "200 200 200 200"),
    "assessments:text": (UNIT, "200 200 403 302", "200 200 403 302", "302 302 403 302"),
    "assessments:comparison": (EVERYONE, "200 200 200 200", "200 200 200 200"),
    "assessments:unit_card": (EVERYONE, "200 200 200 200", "405 405 405 405"),
    "assessments:unit_card_embedding": (EVERYONE, "200 200 200 200", "200 200 200 200"),
    "assessments:entry_worker": (EVERYONE, "200 200 200 200", "405 405 405 405"),
    "assessments:entry": (UNIT, "302 302 403 302", "302 302 403 302"),
    "assessments:entry_state": (UNIT, "200 200 403 401", "405 405 405 405"),
    "assessments:entry_cells": (UNIT, "405 405 405 405", "400 400 400 401", "200 200 403 401"),
    "assessments:entry_changes": (UNIT, "200 200 403 401", "405 405 405 405"),
    "assessments:entry_cell": (UNIT, "200 200 403 302", "404 404 403 302", "302 302 403 302"),
    "assessments:offers": (UNIT, "200 200 403 302", "404 404 403 302"),
    "assessments:explanation": (UNIT, "200 200 403 302", "200 200 403 302"),
    "assessments:entry_file": (UNIT, "200 200 403 302", "422 422 403 302"),
    "assessments:repairs": (UNIT, "200 200 403 302", "422 422 403 302"),
    "assessments:entry_print": (UNIT, "200 200 403 302", "200 200 403 302"),
    "assessments:entry_section": (UNIT, "200 200 403 302", "302 302 403 302"),
    "assessments:cas": (UNIT, "200 200 403 302", "405 405 405 405"),
    "assessments:cas_print": (UNIT, "200 200 403 302", "422 422 403 302"),
    "assessments:cas_report": (UNIT, "200 200 403 302", "422 422 403 302"),
    "assessments:cas_comparison": (UNIT, "200 200 403 302", "422 422 403 302"),
    "assessments:cas_section": (UNIT, "200 200 403 302", "422 422 403 302"),
    "assessments:signing": (UNIT, "200 200 403 302", "400 400 403 302", "302 302 403 302"),
    "assessments:versions": (UNIT, "200 200 403 302", "405 405 405 405"),
    # None is signed in the invented gmina.
    "assessments:version": (UNIT, "404 404 403 302", "405 405 405 405"),
    "assessments:version_difference": (UNIT, "404 404 403 302", "405 405 405 405"),
    "assessments:version_file": (UNIT, "404 404 403 302", "405 405 405 405"),
    "assessments:verification": (UNIT, "200 200 403 302", "400 400 403 302"),
    "assessments:objection": (UNIT, "404 404 403 302", "400 400 403 302"),
    "assessments:record": (EVERYONE, "200 200 200 200", "405 405 405 405"),
    "assessments:record_csv": (EVERYONE, "200 200 200 200", "405 405 405 405"),
    "assessments:record_json": (EVERYONE, "200 200 200 200", "405 405 405 405"),
    "assessments:cycle": (EVERYONE, "200 200 200 200", "400 400 400 403", "302 302 422 403"),
    "assessments:cycle_file": (EVERYONE, "200 200 200 200", "200 200 200 200"),
    "assessments:cycle_form": (EVERYONE, "200 200 200 200", "422 422 422 403"),
    "assessments:calendar": (EVERYONE, "200 200 200 200", "200 200 200 200"),
    "assessments:openings": (EVERYONE, "200 200 200 200", "200 200 200 200"),
    "assessments:campaign": (EVERYONE, "200 200 200 200", "400 400 400 403", "422 422 422 403"),
    "assessments:intake": (CENTRE, "403 403 403 302", "405 405 405 405"),
    "assessments:intake_board_file": (CENTRE, "403 403 403 302", "405 405 405 405"),
    "assessments:intake_comparison": (CENTRE, "403 403 403 302", "403 403 403 302"),
    "assessments:intake_findings": (CENTRE, "403 403 403 302", "405 405 405 405"),
    "assessments:intake_findings_file": (CENTRE, "403 403 403 302", "405 405 405 405"),
    "assessments:intake_parts": (CENTRE, "403 403 403 302", "405 405 405 405"),
    "assessments:intake_reminder": (CENTRE, "403 403 403 302", "403 403 403 302"),
    "assessments:intake_source": (CENTRE, "403 403 403 302", "403 403 403 302"),
    "assessments:intake_sources": (CENTRE, "403 403 403 302", "403 403 403 302"),
    "assessments:intake_state": (CENTRE, "403 403 403 401", "405 405 405 405"),
    "assessments:editions": (EVERYONE, "200 200 200 200", "200 200 200 200"),
    "assessments:edition": (EVERYONE, "200 200 200 200", "200 200 200 200"),
    "assessments:artefact": (EVERYONE, "200 200 200 200", "405 405 405 405"),
    "assessments:difference": (EVERYONE, "200 200 200 200", "200 200 200 200"),
    "assessments:crosswalk": (EVERYONE, "200 200 200 200", "400 400 400 403"),
    "assessments:row": (EVERYONE, "200 200 200 200", "200 200 200 200"),
    "participation:invitations": (UNIT, "200 200 403 302", "400 400 403 302"),
    # Only what somebody handed in is there to be read.
    "participation:review": (UNIT, "404 404 403 302", "404 404 403 302"),
    "participation:annexes_file": (UNIT, "200 200 403 302", "405 405 405 405"),
    # Nobody is invited yet, so there is nothing to print and the list says so.
    "participation:paper_letters": (UNIT, "302 302 403 302", "405 405 405 405"),
    "participation:annexe_letter": (LINK, "404 404 404 404", "404 404 404 404"),
    "participation:consultations": (EVERYONE, "200 200 200 200", "405 405 405 405"),
    "participation:consultation_new": (UNIT, "200 200 403 302", "422 422 403 302"),
    # None is announced in the invented gmina.
    "participation:consultation": (EVERYONE, "404 404 404 404", "405 405 405 405"),
    "participation:consultation_file": (EVERYONE, "404 404 404 404", "405 405 405 405"),
    "participation:opinion": (EVERYONE, "404 404 404 404", "404 404 404 404"),
    "participation:consultation_report": (EVERYONE, "404 404 404 404", "404 404 404 404"),
    "participation:consultation_report_file": (EVERYONE, "404 404 404 404", "405 405 405 405"),
    "participation:stages": (EVERYONE, "200 200 200 200", "405 405 405 405"),
    "participation:stages_file": (EVERYONE, "200 200 200 200", "405 405 405 405"),
    "participation:consultation_desk": (UNIT, "404 404 404 302", "404 404 404 302"),
    "participation:contributions": (EVERYONE, "200 200 200 200", "405 405 405 405"),
    "participation:contribution": (EVERYONE, "200 200 200 200", "405 405 405 405"),
    "participation:contribution_sheet": (EVERYONE, "200 200 200 200", "405 405 405 405"),
    "participation:contributions_file": (EVERYONE, "200 200 200 200", "405 405 405 405"),
    "participation:contribution_entering": (UNIT, "200 200 403 302", "422 422 403 302"),
    "participation:contribution_new": (EVERYONE, "200 200 200 200", "422 422 422 422"),
    "participation:contribution_own": (LINK, "200 200 200 200", "400 400 400 400"),
    "participation:contribution_confirm": (LINK, "200 200 200 200", "200 200 200 200"),
    "participation:meetings": (EVERYONE, "200 200 200 200", "405 405 405 405"),
    "participation:meeting": (EVERYONE, "200 200 200 200", "405 405 405 405"),
    "participation:slot_file": (EVERYONE, "200 200 200 200", "405 405 405 405"),
    "participation:minutes": (EVERYONE, "200 200 200 200", "405 405 405 405"),
    "participation:minutes_file": (EVERYONE, "200 200 200 200", "405 405 405 405"),
    "participation:register": (EVERYONE, "200 200 200 200", "422 422 422 422"),
    "participation:registration": (LINK, "200 200 200 200", "400 400 400 400"),
    "participation:registration_file": (LINK, "200 200 200 200", "405 405 405 405"),
    "participation:meeting_new": (UNIT, "200 200 403 302", "422 422 403 302"),
    "participation:meeting_change": (UNIT, "200 200 403 302", "422 422 403 302"),
    "participation:meeting_desk": (UNIT, "200 200 403 302", "400 400 403 302"),
    "participation:meeting_sheet": (UNIT, "200 200 403 302", "405 405 405 405"),
    "participation:slot_new": (UNIT, "200 200 403 302", "422 422 403 302"),
    "participation:slot": (UNIT, "200 200 403 302", "422 422 403 302"),
    "participation:attendance": (UNIT, "200 200 403 302", "400 400 403 302"),
    "participation:minutes_writing": (UNIT, "200 200 403 302", "400 400 403 302"),
    "participation:annexes": (ACCOUNT, "200 200 200 302", "405 405 405 405"),
    # The owner and the colleague work for the office, which reads an annexe once it is handed in.
    "participation:annexe": (VOICE, "403 403 403 302", "403 403 403 302"),
    "participation:annexe_answers": (VOICE, "405 405 405 405", "403 403 403 401"),
    "participation:annexe_assisting": (HELPERS, "403 403 403 302", "403 403 403 302"),
    "participation:annexe_document": (VOICE, "403 403 403 302", "405 405 405 405"),
    "participation:annexe_fates": (VOICE, "403 403 403 302", "405 405 405 405"),
    "participation:annexe_file": (VOICE, "403 403 403 302", "403 403 403 302"),
    "participation:annexe_section": (VOICE, "403 403 403 302", "403 403 403 302"),
    "participation:annexe_sending": (VOICE, "403 403 403 302", "403 403 403 302"),
    "participation:answering": (UNIT, "200 200 403 302", "400 400 403 302"),
    # No such contribution was made in the invented gmina.
    "participation:fate": (UNIT, "404 404 403 302", "404 404 403 302"),
    "participation:drafting_tasks": (SIDES, "200 200 403 302", "405 405 405 405"),
    "participation:drafting_new": (UNIT, "200 200 403 302", "422 422 403 302"),
    # No such task is given in the invented gmina.
    "participation:drafting_task": (SIDES, "404 404 404 302", "404 404 404 302"),
    "participation:drafting_text": (SIDES, "405 405 405 405", "404 404 404 401"),
    "participation:cycle": (EVERYONE, "200 200 200 200", "405 405 405 405"),
    "participation:agreement": (EVERYONE, "200 200 200 200", "400 400 400 302", "302 302 422 302"),
    # None is signed in the invented gmina.
    "participation:agreement_version": (EVERYONE, "404 404 404 404", "405 405 405 405"),
    "participation:agreement_file": (EVERYONE, "404 404 404 404", "405 405 405 405"),
    "participation:moderation": (UNIT, "200 200 403 302", "400 400 403 302"),
    # Nothing is said in the invented gmina.
    "participation:moderation_one": (UNIT, "404 404 403 302", "404 404 403 302"),
    "participation:themes": (UNIT, "200 200 403 302", "400 400 403 302"),
    "participation:papers": (UNIT, "200 200 403 302", "422 422 403 302"),
    # None is registered in the invented gmina.
    "participation:paper": (UNIT, "404 404 403 302", "404 404 403 302"),
    "participation:scan": (UNIT, "404 404 403 302", "405 405 405 405"),
    "participation:confirmations": (UNIT, "200 200 403 302", "400 400 403 302"),
    "participation:confirmation": (LINK, "404 404 404 404", "404 404 404 404"),
    "participation:confirmation_scan": (LINK, "404 404 404 404", "405 405 405 405"),
    "participation:ballot": (EVERYONE, "200 200 200 200", "422 422 422 422"),
    "participation:ballot_link": (LINK, "200 200 200 200", "422 422 422 422"),
    "participation:consensus_maps": (EVERYONE, "200 200 200 200", "405 405 405 405"),
    "participation:consensus_new": (UNIT, "200 200 403 302", "422 422 403 302"),
    "participation:consensus_map": (EVERYONE, "200 200 200 200", "422 422 422 422"),
    "participation:consensus_preparing": (UNIT, "200 200 403 302", "400 400 403 302"),
    "participation:consensus_voice": (ACCOUNT, "200 200 200 302", "422 422 422 302"),
    "participation:consensus_entering": (UNIT, "200 200 403 302", "422 422 403 302"),
    "participation:consensus_sheets": (UNIT, "200 200 403 302", "405 405 405 405"),
    "participation:consensus_results": (EVERYONE, "200 200 200 200", "405 405 405 405"),
    "participation:desk": (HELPERS, "403 403 403 302", "405 405 405 405"),
    "participation:desk_cycle": (HELPERS, "403 403 403 302", "405 405 405 405"),
    "participation:desk_log": (HELPERS, "403 403 403 302", "405 405 405 405"),
    "participation:desk_log_file": (HELPERS, "403 403 403 302", "405 405 405 405"),
    "participation:desk_team": (HELPERS, "403 403 403 302", "405 405 405 405"),
    "participation:diary": (HELPERS, "403 403 403 302", "403 403 403 302"),
    "participation:note": (HELPERS, "403 403 403 302", "403 403 403 302"),
    "accounts:account": (ACCOUNT, "200 200 200 302", "200 200 200 302"),
    "accounts:link": (EVERYONE, "200 200 200 200", "200 200 200 200"),
    "accounts:enter": (LINK, "200 200 200 200", "302 302 302 302"),
    "account_login": (EVERYONE, "302 302 302 200", "302 302 302 200"),
    "account_logout": (ACCOUNT, "200 200 200 302", "302 302 302 302"),
    "account_signup": (EVERYONE, "302 302 302 200", "302 302 302 200"),
    "account_inactive": (EVERYONE, "200 200 200 200", "405 405 405 405"),
    "account_reauthenticate": (ACCOUNT, "302 403 403 302", "302 403 403 302"),
    "account_email": (ACCOUNT, "200 200 200 302", "302 302 302 302"),
    "account_email_verification_sent": (EVERYONE, "200 200 200 200", "405 405 405 405"),
    "account_confirm_email": (LINK, "200 200 200 200", "404 404 404 404"),
    "account_change_password": (ACCOUNT, "302 302 302 302", "302 302 302 302"),
    "account_set_password": (ACCOUNT, "200 200 200 302", "200 200 200 302"),
    "account_reset_password": (EVERYONE, "200 200 200 200", "200 200 200 200"),
    "account_reset_password_done": (EVERYONE, "200 200 200 200", "405 405 405 405"),
    "account_reset_password_from_key_done": (EVERYONE, "200 200 200 200", "405 405 405 405"),
    "account_reset_password_from_key": (LINK, "200 200 200 200", "200 200 200 200"),
    "mfa_index": (ACCOUNT, "200 200 200 302", "405 405 405 302"),
    "mfa_authenticate": (EVERYONE, "302 302 302 302", "302 302 302 302"),
    "mfa_reauthenticate": (ACCOUNT, "200 403 403 302", "200 403 403 302"),
    "mfa_reauthenticate_webauthn": (ACCOUNT, "200 403 403 302", "302 403 403 302"),
    "mfa_activate_totp": (ACCOUNT, "302 200 200 302", "302 200 200 302"),
    "mfa_deactivate_totp": (ACCOUNT, "200 404 404 302", "302 404 404 302"),
    "mfa_view_recovery_codes": (ACCOUNT, "200 404 404 302", "405 405 405 302"),
    "mfa_generate_recovery_codes": (ACCOUNT, "200 200 200 302", "302 200 200 302"),
    "mfa_download_recovery_codes": (ACCOUNT, "200 404 404 302", "405 404 404 302"),
    "mfa_list_webauthn": (ACCOUNT, "200 200 200 302", "405 405 405 302"),
    "mfa_add_webauthn": (ACCOUNT, "200 200 200 302", "200 200 200 302"),
    "mfa_edit_webauthn": (ACCOUNT, "200 404 404 302", "200 404 404 302"),
    "mfa_remove_webauthn": (ACCOUNT, "200 404 404 302", "302 404 404 302"),
    "mfa_login_webauthn": (EVERYONE, "302 302 302 302", "302 302 302 302"),
    "usersessions_list": (ACCOUNT, "200 200 200 302", "302 302 302 302"),
    "organisations:list": (EVERYONE, "200 200 200 200", "200 200 200 200"),
    "organisations:add": (UNIT, "200 200 403 302", "422 422 403 302"),
    "organisations:mine": (EVERYONE, "200 200 200 200", "200 200 200 200"),
    "organisations:organisation": (EVERYONE, "200 200 200 200", "422 422 422 403"),
    "organisations:change": (UNIT, "200 403 403 302", "422 403 403 302", "302 403 403 302"),
    "organisations:people": (UNIT, "200 200 403 302", "400 400 403 302", "302 422 403 302"),
    "organisations:handover": (UNIT, "200 403 403 302", "422 403 403 302"),
    "organisations:teams": (ACCOUNT, "200 200 200 302", "422 422 422 302"),
    "organisations:team": (UNIT, "200 200 403 302", "400 400 403 302", "302 422 403 302"),
    "organisations:team-handover": (UNIT, "200 403 403 302", "422 403 403 302"),
    "organisations:invitation": (LINK, "200 200 200 200", "400 400 400 400", "200 200 200 200"),
    "notifications:choices": (ACCOUNT, "200 200 200 302", "200 200 200 302"),
    "notifications:address": (LINK, "200 200 200 200", "200 200 200 200"),
    "notifications:follow": (EVERYONE, "200 200 200 200", "200 200 200 200"),
    "notifications:confirm": (LINK, "200 200 200 200", "200 200 200 200"),
    "notifications:stop": (LINK, "200 200 200 200", "200 200 200 200"),
    "notifications:log": (UNIT, "200 403 403 302", "302 403 403 302"),
    "notifications:letters": (STAFF, "403 403 403 302", "405 405 405 302"),
    "ui:components": (EVERYONE, "200 200 200 200", "200 200 200 200"),
    "ui:accessibility": (EVERYONE, "200 200 200 200", "200 200 200 200"),
}

HEAD = """# Who is answered with what

Written by `tools/permissions.py` from `tests/config/answers.py`; a test asks every address of the site and compares.
A new route fails the test by its name until it stands there.

The *owner* enters, approves and administers in the invented gmina and guards the account with an app and a passkey;
the *colleague* only enters there; the *outsider* has an account and no role; the *anonymous* visitor has none. The
form, the organisation, the person who leaves and the passkey in the addresses are the owner's.

Each cell has the codes of GET, of POST with an empty form and, where there is a third, of the form as the page sends
it. 302 sends a visitor to sign in, or somebody on after an act; 400, 404 and 422 speak of the form, 405 of the method;
401 and 403 refuse the person. 422 is also the page of an act that was refused to somebody who may read the page.

"""


def expected(who: str) -> Mapping[tuple[str, str], int]:
    """The codes of one person by route and method."""
    place = PEOPLE.index(who)
    return {
        (route, method): int(codes.split()[place])
        for route, (_whom, *given) in ANSWERS.items()
        for method, codes in zip(METHODS, given, strict=False)
    }


def page() -> str:
    """The page for developers."""
    lines = [f"| Route | For | {' | '.join(PEOPLE)} |", "| --- | --- |" + " --- |" * len(PEOPLE)]
    for route, (whom, *given) in ANSWERS.items():
        columns = (" ".join(codes) for codes in zip(*(one.split() for one in given), strict=True))
        lines.append(f"| `{route}` | {whom} | {' | '.join(columns)} |")
    return HEAD + "\n".join(lines) + "\n"
