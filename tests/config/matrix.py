"""Asking every address of the site as four people; the answers that are meant stand in `answers.py`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from accounts import SECRET, add_passkey, occasional, sign_in
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from architecture.test_routes import routes
from assessments.intake.arrived import second_source
from config.answers import METHODS
from django.db import transaction
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from followers import tokens
from pages import PAGES, SIGNED_IN
from participation.consensus.arrived import maps
from participation.contribution.arrived import voices
from participation.meeting.arrived import meetings
from people import outsider
from sesame.tokens import create_token
from teams import arrive_in_team

from drogowskaz.audit.models import Entry
from drogowskaz.config import heartbeat
from drogowskaz.engine.compiled.artefact import compiled
from drogowskaz.engine.editions.loader import edition_named
from drogowskaz.organisations.accounts.links import SCOPE
from drogowskaz.organisations.actions.demo import CIRCLE
from drogowskaz.organisations.enums import Reach, Role
from drogowskaz.organisations.models import Grant, Organisation, User
from drogowskaz.territory.queries import unit_by_code

EXAMPLE_FORM, FORM = "/wpis/0605053/2025/", "/wpis/9901012/2026/"
"""The form that pages are looked at in, and the open form of the invented gmina, whose people are asked here."""
ADDRESSES = {
    "alive": "/zdrowie/",
    "ready": "/zdrowie/gotowosc/",
    "home:export": "/jednostka/9901012/wszystko.zip",
    "home:tasks": "/moje-sprawy/",
    "assessments:text": f"{FORM}tekst/2/",
    "assessments:document": "/jednostka/9901012/ocena/2025/dokumenty/ocena-dla-rady.pdf",
    "assessments:cycle_file": "/jednostka/9901012/cykl/2026/kalendarz.ics",
    "assessments:artefact": "/formularz/ozps-gmina-2025/{artefact}.json",
    "assessments:intake_board_file": "/wojewodztwo/99/formularze/2026/tablica.csv",
    "assessments:intake_findings_file": "/wojewodztwo/99/formularze/2026/uwagi.csv",
    "assessments:intake_state": "/wojewodztwo/99/formularze/2026/stan.json",
    "assessments:entry": FORM,
    "assessments:entry_cell": f"{FORM}komorka/population.total/2026/",
    "assessments:entry_cells": f"{FORM}komorki/",
    "assessments:entry_changes": f"{FORM}zmiany/?po=0",
    "assessments:entry_state": f"{FORM}stan/",
    "assessments:entry_worker": "/wpis/pracownik.js",
    "assessments:objection": "/wojewodztwo/99/formularze/2026/9901012/komorka/population.total/2026/",
    "assessments:record_csv": "/zapis/lancuch.csv",
    "assessments:record_json": "/zapis/lancuch.json",
    "assessments:verification": "/wojewodztwo/99/formularze/2026/9901012/",
    "assessments:version": f"{FORM}wersje/1/",
    "assessments:version_difference": f"{FORM}wersje/1/roznice/",
    "assessments:version_file": f"{FORM}wersje/1/pakiet.zip",
    "assessments:versions": f"{FORM}wersje/",
    "assessments:explanation": f"{FORM}wyjasnienie/jump.population.total/2026/",
    "participation:annexe_answers": "/zalacznik/9901012/2026/{circle}/odpowiedzi/",
    "participation:annexe_letter": "/zalacznik/zaproszenie/niewazny/",
    "participation:annexes_file": "/jednostka/9901012/cykl/2026/zalaczniki/wszystkie.csv",
    "participation:paper_letters": "/jednostka/9901012/cykl/2026/zalaczniki/pisma.pdf",
    "participation:review": "/jednostka/9901012/cykl/2026/zalaczniki/999999/",
    "participation:annexe_document": "/zalacznik/9901012/2026/{circle}/pobierz/odpowiedzi.csv",
    "participation:fate": "/jednostka/9901012/cykl/2026/glosy/999999/odpowiedz/",
    "participation:moderation_one": "/jednostka/9901012/cykl/2026/glosy/999999/moderacja/",
    "participation:drafting_task": "/jednostka/9901012/cykl/2026/zadania/999999/",
    "participation:drafting_text": "/jednostka/9901012/cykl/2026/zadania/999999/tekst/",
    "participation:agreement_file": "/jednostka/9901012/cykl/2026/porozumienie/wersja/9/porozumienie.pdf",
    "participation:agreement_version": "/jednostka/9901012/cykl/2026/porozumienie/wersja/9/",
    "participation:consultation": "/jednostka/9901012/cykl/2026/konsultacje/999999/",
    "participation:consultation_desk": "/jednostka/9901012/cykl/2026/konsultacje/999999/przygotowanie/",
    "participation:consultation_file": "/jednostka/9901012/cykl/2026/konsultacje/999999/kalendarz/",
    "participation:opinion": "/jednostka/9901012/cykl/2026/konsultacje/999999/rada/",
    "participation:consultation_report": "/jednostka/9901012/cykl/2026/konsultacje/999999/raport/",
    "participation:consultation_report_file": "/jednostka/9901012/cykl/2026/konsultacje/999999/raport/pdf/",
    "participation:stages_file": "/jednostka/9901012/cykl/2026/udzial/etapy/pobierz/etapy.csv",
    "participation:contribution_sheet": "/jednostka/9901012/cykl/2026/glosy/kartka.pdf",
    "participation:contributions_file": "/jednostka/9901012/cykl/2026/glosy/pobierz/glosy.csv",
    "participation:meeting_sheet": "/spotkania/{meeting}/druk/obecnosc/",
    "participation:consensus_results": "/jednostka/9901012/cykl/2026/mapa/{closed_map}/pobierz/wyniki.csv",
    "participation:consensus_sheets": "/jednostka/9901012/cykl/2026/mapa/{map}/arkusze.pdf?ile=1",
    "participation:minutes_file": "/spotkania/{held}/protokol/pdf/",
    "participation:registration_file": "/spotkania/zapis/{place}/kalendarz/",
    "participation:slot_file": "/spotkania/{meeting}/terminy/1/kalendarz/",
    "participation:scan": "/jednostka/9901012/cykl/2026/pisma/1/skan",
    "participation:confirmation": "/potwierdzenie/niewazny/",
    "participation:confirmation_scan": "/potwierdzenie/niewazny/skan",
    "participation:desk_log_file": "/biurko/dzialania.csv",
    "participation:note": "/biurko/dziennik/1/",
    "mfa_download_recovery_codes": "/konto/zabezpieczenia/kody/plik/",
    "mfa_login_webauthn": "/konto/wejscie/klucz/",
}
"""Addresses that `pages.py` has no use for, or has for another gmina."""
CELL = {"row": "population.total", "offset": 0, "text": "1", "version": 0, "id": "6b1ec1a6-93b5-4b1c-8f1f-3e1a0a7e8d10"}
BODIES: dict[str, Mapping[str, object] | str] = {
    "assessments:downloads": {"file": "ocena-dla-rady.pdf"},
    "assessments:cycle": {"move": "suspend", "reason": "Na próbę"},
    "assessments:campaign": {"move": "open"},
    "assessments:signing": {"act": "share"},
    "assessments:text": {"text": "Na próbę", "seen": 0},
    "assessments:entry_cell": {"act": "remark", "text": "Na próbę"},
    "assessments:entry_cells": json.dumps({"cells": [CELL]}),
    "organisations:team": {
        "move": "invite",
        "invitation-email": "nowa@example.org",
        "invitation-roles": Role.DATA_EDITOR.value,
        "invitation-reach": Reach.UNIT.value,
    },
    "organisations:people": {
        "move": "invite",
        "invitation-email": "nowa@example.org",
        "invitation-position": "member",
    },
    "organisations:change": {"name": "Na próbę", "kind": "ops", "unit": "9901012"},
    "organisations:invitation": {"move": "decline"},
    "participation:agreement": {"act": "open"},
}
"""What `act` sends."""


@dataclass
class Asked:
    """The status codes of one person by route and method, and the routes at which the log grew."""

    codes: dict[tuple[str, str], int] = field(default_factory=dict)
    recorded: set[str] = field(default_factory=set)


def names() -> list[str]:
    """Every named route, in the order of the addresses."""
    return [name for _address, name in routes(get_resolver().url_patterns) if name]


def addresses() -> dict[str, str]:
    """A pattern of an address for each route that has one here or in `pages.py`."""
    signed_in = {route: address.replace(EXAMPLE_FORM, FORM) for route, (address, _who) in SIGNED_IN.items()}
    return {**PAGES, **signed_in, **ADDRESSES}


def prepared() -> tuple[dict[str, User | None], Mapping[str, object]]:
    """The four people, and what addresses leave open: keys and tokens, all of them the owner's.

    The owner enters, approves and administers in the invented gmina and guards the account with an app and a passkey;
    the colleague only enters there. The outsider has an account and no role.
    """
    open_parts = arrive_in_team(Client())
    owner = User.objects.get(email="dyrektorka@gops.wymyslona.example")
    Grant.objects.create(
        person=owner, role=Role.DATA_EDITOR, reach=Reach.UNIT, unit=unit_by_code("9901012"),
        valid_from=timezone.localdate(),
    )  # fmt: skip
    TOTP.activate(owner, SECRET)
    RecoveryCodes.activate(owner)
    edition = edition_named("ozps-gmina-2025")
    parts = {
        **open_parts,
        "circle": Organisation.objects.get(name=CIRCLE).pk,
        **tokens(),
        **meetings(),
        **maps(),
        **voices(),
        "passkey": add_passkey(owner).pk,
        "token": create_token(occasional(), SCOPE),
        "artefact": compiled(edition, edition.years[-1]).sha256,
        "source": second_source().pk,
    }
    colleague = User.objects.get(email="pracownik@gops.wymyslona.example")
    return {"owner": owner, "colleague": colleague, "outsider": outsider(), "anonymous": None}, parts


def ask_all(who: str) -> Asked:
    """Ask every route as that person; nothing that one request did is there for the next."""
    people, parts = prepared()
    heartbeat.beat(at=timezone.now())
    person, asked, start = people[who], Asked(), Client()
    if person is not None:
        sign_in(start, person)
    for route, pattern in addresses().items():
        for method in METHODS if route in BODIES else METHODS[:2]:
            client = Client(raise_request_exception=False)
            client.cookies.update(start.cookies)
            with transaction.atomic():
                before = Entry.objects.count()
                asked.codes[route, method] = _ask(client, method, route, pattern.format(**parts))
                if Entry.objects.count() != before:
                    asked.recorded.add(f"{method} {route}")
                transaction.set_rollback(True)
    return asked


def _ask(client: Client, method: str, route: str, address: str) -> int:
    """The status code of the answer."""
    if method == "GET":
        return client.get(address).status_code
    body = BODIES[route] if method == "act" else {}
    if isinstance(body, str):
        return client.post(address, body, content_type="application/json").status_code
    return client.post(address, body).status_code
