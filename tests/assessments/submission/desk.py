"""A form on its way with clients of the people around it, and the addresses of its pages."""

import html
import re
from dataclasses import dataclass

from django.test import Client
from signatures import APRIL, HOUR, Signed, ready

from drogowskaz.assessments.actions.verification import object_to, return_form
from drogowskaz.assessments.queries.submission import stamp_of
from drogowskaz.organisations.models import User

FORM = "/en/wpis/1419053/2014/"
SIGNING, VERSIONS = FORM + "podpis/", FORM + "wersje/"
REVIEW = "/en/wojewodztwo/14/formularze/2014/1419053/"
TOTAL, LONG, SENIOR = "population.total", "labour.unemployed.longterm", "labour.unemployed.total"
NUMBER = "housing.municipal.total"


@dataclass
class Desk:
    """The form and who sits at it."""

    made: Signed

    def at(self, who: str) -> Client:
        client = Client()
        client.force_login(getattr(self.made, who))
        return client

    def stamp(self) -> str:
        return stamp_of(self.made.again())

    def returned(self, *rows: str, version: int = 1) -> None:
        """Sent, and returned with a question about each row."""
        self.made.sign_and_send()
        for row in rows:
            object_to(
                assessment=self.made.again(), row=row, offset=0, text=f"Skąd {row}?", actor=self.made.rops, at=APRIL
            )
        return_form(
            assessment=self.made.again(), version=version, reason="Proszę sprawdzić.", actor=self.made.rops,
            at=APRIL + HOUR,
        )  # fmt: skip
        self.made.again()


def desk(*, explained: bool = True) -> Desk:
    return Desk(ready(explained=explained))


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def read(client: Client, address: str, status: int = 200) -> str:
    """The words of a page, as a reader sees them."""
    response = client.get(address)
    assert response.status_code == status, response.content.decode()[:800]
    return plain(response.content.decode())


def plain(markup: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", markup))).replace("\xa0", " ")


def done(client: Client, address: str, **fields: object) -> tuple[int, str]:
    """The status of an act and the words of the page it leads to."""
    response = client.post(address, fields, follow=False)
    if response.status_code == 302:
        return 302, read(client, response["Location"])
    return response.status_code, plain(response.content.decode())
