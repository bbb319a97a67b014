"""Whose sheet of a map it is: a printed one by its number and code, an address, a person, an organisation."""

from dataclasses import dataclass

from django.core import signing

from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.enums import Act
from drogowskaz.organisations.models import Mandate, Organisation, User
from drogowskaz.organisations.permissions.mandates import covers
from drogowskaz.participation.enums.consensus import Choice
from drogowskaz.participation.enums.minutes import Capacity, Sector
from drogowskaz.participation.models import ConsensusMap, Statement, Voter
from drogowskaz.participation.models.consensus import LENGTH_OF_A_CODE, sheet_code, voice_digest
from drogowskaz.participation.queries.consensus import MOST_SHEETS
from drogowskaz.participation.queries.contribution import sector_of

_SALT = "drogowskaz.participation.consensus.link"


@dataclass(frozen=True)
class Slip:
    """The right to one sheet of a map: by the number of a printed one, or by the digest of whose it is. That of an
    organisation names it; its sector follows from it."""

    map: ConsensusMap
    sheet: int | None = None
    digest: str = ""
    organisation: Organisation | None = None

    @property
    def sector(self) -> Sector | None:
        """Where the sheet belongs by itself; None where the voter says it."""
        return sector_of(Capacity.ORGANISATION, self.organisation) if self.organisation else None


def slip_of_address(asked: ConsensusMap, email: str) -> Slip:
    """The slip of an e-mail address. What stands after a plus is left out: it is the same mailbox."""
    name, _at, server = email.strip().lower().rpartition("@")
    return Slip(asked, digest=voice_digest(asked.code, "address", f"{name.partition('+')[0]}@{server}"))


def slip_of_person(asked: ConsensusMap, person: User) -> Slip:
    """The slip of a signed-in person."""
    return Slip(asked, digest=voice_digest(asked.code, "person", str(person.pk)))


def slip_of_organisation(asked: ConsensusMap, organisation: Organisation) -> Slip:
    """The slip of an organisation, whichever of its people holds the mandate."""
    digest = voice_digest(asked.code, "organisation", str(organisation.pk))
    return Slip(asked, digest=digest, organisation=organisation)


def token_of(slip: Slip) -> str:
    """The token of the link that opens this slip, always the same. It is sealed, so nobody can make one up, and it is
    kept nowhere."""
    said = {"m": slip.map.pk, "s": slip.sheet} if slip.sheet else {"m": slip.map.pk, "d": slip.digest}
    return _seal().sign_object(said, compress=True)


def _seal() -> signing.Signer:
    return signing.Signer(salt=_SALT)


def slip_behind(token: str) -> Slip | None:
    """The slip a link opens; None when it is cut or forged, or its map is gone. One query."""
    try:
        said = _seal().unsign_object(token)
    except signing.BadSignature:
        return None
    found = ConsensusMap.objects.filter(pk=said["m"]).select_related("cycle__unit").first()
    return Slip(found, sheet=said.get("s"), digest=said.get("d", "")) if found else None


def written_code(text: str) -> str:
    """A code as somebody typed it, without its spaces and dashes, in capital letters."""
    return "".join(letter for letter in text.upper() if letter.isalnum())


def sheet_behind(number: int, code: str) -> Slip | None:
    """The slip of a printed sheet by what stands on it; None when no opened map has such a sheet. One query."""
    code = written_code(code)
    if not 1 <= number <= MOST_SHEETS or len(code) != LENGTH_OF_A_CODE:
        return None
    opened = ConsensusMap.objects.filter(opened_at__isnull=False).select_related("cycle__unit").order_by("-pk")
    return next((Slip(one, sheet=number) for one in opened if sheet_code(one.code, number) == code), None)


def voter_of(slip: Slip) -> Voter | None:
    """The sheet of a slip, if it was used; one query."""
    found = slip.map.voters.select_related("organisation")
    found = found.filter(sheet=slip.sheet) if slip.sheet else found.filter(key_digest=slip.digest, sheet=None)
    return found.first()


def choices_of(voter: Voter | None) -> dict[int, Choice]:
    """What was chosen on a sheet, by the key of the statement; one query."""
    if voter is None:
        return {}
    return {statement: Choice(choice) for statement, choice in voter.votes.values_list("statement_id", "choice")}


def late_statements(voter: Voter | None, statements: list[Statement], choices: dict[int, Choice]) -> list[Statement]:
    """Statements without an answer on a sheet that has one to some."""
    return [one for one in statements if one.pk not in choices] if voter and choices else []


def voting_for(person: User, cycle: Cycle) -> list[Organisation]:
    """Organisations in whose name the person may fill in a sheet of the cycle, by name; the act asks again whether the
    mandate still holds. One query."""
    mandates = Mandate.objects.filter(person=person, ended_at=None).select_related("organisation", "unit")
    fitting = [one for one in mandates if Act.VOTE in one.acts and covers(one, cycle.unit, cycle.year)]
    found = {one.organisation_id: one.organisation for one in fitting}
    return sorted(found.values(), key=lambda one: one.name)
