"""People who are signed in, or half-way there, for tests of pages that ask who is there."""

import base64
import json
import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from assessments.entry.opened import CLERK, arrive_at_form
from assessments.intake.arrived import REVIEWER, arrive_at_desk
from assessments.submission.verifier import VERIFIER, arrive_as_verifier
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData
from followers import FOLLOWER, arrive_as_follower
from participation.annexe.arrived import LEADER, arrive_as_leader
from participation.consensus.arrived import MAPPER, arrive_as_mapper
from participation.consultation.arrived import CONSULTER, arrive_as_consulter
from participation.contribution.arrived import AUTHOR, arrive_as_author
from participation.desk.arrived import ANIMATOR, arrive_as_animator
from participation.drafting.arrived import DRAFTER, arrive_as_drafter
from participation.fate.arrived import ANSWERER, arrive_as_answerer
from participation.meeting.arrived import HOST, arrive_as_host
from participation.moderation.arrived import MODERATOR, arrive_as_moderator
from participation.review.arrived import READER, arrive_as_reader
from people import administrator
from playwright.sync_api import BrowserContext
from sesame.tokens import create_token
from teams import DIRECTOR, arrive_in_team

from drogowskaz.organisations.accounts.links import SCOPE
from drogowskaz.organisations.models import User

PASSWORD = "zielony drogowskaz 7"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""The key of the app for codes, as the person would scan it."""


def member(email: str = "maria@example.org", name: str = "Maria Zielińska", **fields: Any) -> User:
    """A person with a password."""
    return User.objects.create_user(email, PASSWORD, name=name, **fields)


def occasional() -> User:
    """A person who only ever signs in with links."""
    return User.objects.create_user("olga@example.org", name="Olga Rzadka")


def guarded() -> User:
    """A person with an app for codes, recovery codes and a passkey."""
    person = member("gustaw@example.org", "Gustaw Strzeżony")
    TOTP.activate(person, SECRET)
    RecoveryCodes.activate(person)
    add_passkey(person)
    return person


def code(shift: int = 0, key: str = SECRET) -> str:
    """What the app shows now, or `shift` half minutes later."""
    return format_hotp_value(hotp_value(key, int(time.time()) // 30 + shift))


def add_passkey(person: User) -> Authenticator:
    """A passkey as a browser would have registered it; nobody holds its secret half."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    credential = AttestedCredentialData.create(Aaguid.NONE, b"0123456789abcdef", key)
    data = AuthenticatorData.create(b"\0" * 32, AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT, 0, credential)
    told = {"type": "webauthn.create", "challenge": "AAAA", "origin": "http://localhost"}
    response = {
        "clientDataJSON": _text(json.dumps(told).encode()),
        "attestationObject": _text(bytes(AttestationObject.create("none", data, {}))),
    }
    ident = _text(credential.credential_id)
    registered = {
        "id": ident,
        "rawId": ident,
        "type": "public-key",
        "response": response,
        "clientExtensionResults": {"credProps": {"rk": True}},
    }
    return Authenticator.objects.create(
        user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Klucz do biurka", "credential": registered}
    )


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def sign_in(client: Client, person: User) -> None:
    """Signed in, and asked for the password again a moment ago."""
    if person.has_usable_password() and not Authenticator.objects.filter(user=person).exists():
        client.post("/konto/wejscie/", {"login": person.email, "password": PASSWORD})
    else:
        client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()


ARRIVALS = {
    FOLLOWER: arrive_as_follower,
    CLERK: arrive_at_form,
    VERIFIER: arrive_as_verifier,
    REVIEWER: arrive_at_desk,
    DIRECTOR: arrive_in_team,
    ANIMATOR: arrive_as_animator,
    MODERATOR: arrive_as_moderator,
    AUTHOR: arrive_as_author,
    READER: arrive_as_reader,
    LEADER: arrive_as_leader,
    HOST: arrive_as_host,
    MAPPER: arrive_as_mapper,
    CONSULTER: arrive_as_consulter,
    DRAFTER: arrive_as_drafter,
    ANSWERER: arrive_as_answerer,
}
"""How people arrive who are made beside the tests of their pages."""


def arrive(client: Client, who: str) -> dict[str, object]:
    """Make the person called `who` and bring the client to where they are; gives what addresses leave open.

    `member`, `occasional` and `guarded` are signed in; `halfway` has given the password and owes the second step;
    `invited by a link` has a letter with a link and has not opened it yet; `administrator` runs the installation.
    """
    if who in ARRIVALS:
        return ARRIVALS[who](client)
    if who == "administrator":
        client.force_login(User.objects.filter(is_staff=True).first() or administrator())
        return {}
    if who == "invited by a link":
        return {"token": create_token(User.objects.filter(email="olga@example.org").first() or occasional(), SCOPE)}
    made = {"member": ("maria@example.org", member), "occasional": ("olga@example.org", occasional)}
    email, make = made.get(who, ("gustaw@example.org", guarded))
    person = User.objects.filter(email=email).first() or make()
    if who == "halfway":
        client.post("/konto/wejscie/", {"login": person.email, "password": PASSWORD})
        return {}
    sign_in(client, person)
    key = Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).first()
    return {"passkey": key.pk if key else 0}


def take_over(context: BrowserContext, client: Client, site: str) -> None:
    """Let a browser go on as the client."""
    cookie = client.cookies["sessionid"]
    context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": site}])
