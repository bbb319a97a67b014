"""Consensus maps: short statements, and who is for and against, by sector."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from drogowskaz.assessments.enums import Channel
from drogowskaz.assessments.models import Cycle
from drogowskaz.organisations.models import Mandate, Organisation
from drogowskaz.participation.enums.consensus import Choice, MapState
from drogowskaz.participation.enums.minutes import Sector
from drogowskaz.participation.models.contribution import Contribution
from drogowskaz.participation.models.minutes import MinutePoint

LETTERS_OF_A_CODE = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""What codes are made of: nothing that looks like something else when written by hand."""
LENGTH_OF_A_CODE = 8
"""Letters of the code of a printed sheet: 31 to the eighth, so that guessing one of a few hundred is hopeless."""
_SALT = "drogowskaz.participation.consensus"


class ConsensusMap(models.Model):
    """Statements of a cycle on which people and organisations say whether they are for or against.

    `number` counts those of the cycle from 1. It is open to the end of `closes_on`, as a day of Polish clocks. `code`
    stands on its printed sheets, and the codes of the sheets are made of it. `results` are computed once, when it is
    closed, and kept as they were published, in the shape of `queries.consensus.results`.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="maps")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=MapState, default=MapState.DRAFT)
    closes_on = models.DateField(null=True)
    code = models.CharField(max_length=12, unique=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=500, blank=True)
    results = models.JSONField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cycle", "number"], name="consensus_map_number_once"),
            models.CheckConstraint(condition=Q(state__in=MapState.values), name="consensus_map_state_known"),
            models.CheckConstraint(
                condition=Q(state=MapState.CANCELLED) & ~Q(cancel_reason="")
                | ~Q(state=MapState.CANCELLED) & Q(cancel_reason=""),
                name="consensus_map_cancelled_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=MapState.CLOSED, results__isnull=False)
                | ~Q(state=MapState.CLOSED) & Q(results__isnull=True),
                name="consensus_map_closed_with_results",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[MapState.OPEN, MapState.CLOSED])
                | Q(closes_on__isnull=False, opened_at__isnull=False),
                name="consensus_map_open_until_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Statement(models.Model):
    """One sentence of a map. `contribution` or `point` is where it comes from. One that was taken out keeps its number
    and its votes, with the reason; it is not counted."""

    map = models.ForeignKey(ConsensusMap, on_delete=models.CASCADE, related_name="statements")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=240)
    contribution = models.ForeignKey(Contribution, null=True, on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey(MinutePoint, null=True, on_delete=models.SET_NULL, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["map", "number"], name="statement_number_once"),
            models.CheckConstraint(condition=~Q(text=""), name="statement_says_something"),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_reason="") | Q(removed_at__isnull=False) & ~Q(removed_reason=""),
                name="statement_removed_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class Voter(models.Model):
    """Somebody's sheet of a map, on the site or on paper. Nobody's name is kept.

    `sector` is what the voter declares, or follows the organisation that speaks under a `mandate`. There are two ways
    to have a sheet, and each gives one: `sheet` is the number of a printed one, and `channel` says whether it was
    typed in from paper or filled in on the site; `key_digest` stands for an address, a person or an organisation
    (`voice_digest`), of which nothing else is kept, and finds their sheet again. `at` is when it was first saved.
    """

    map = models.ForeignKey(ConsensusMap, on_delete=models.CASCADE, related_name="voters")
    sector = models.CharField(max_length=12, choices=Sector)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    organisation_name = models.CharField(max_length=200, blank=True)
    mandate = models.ForeignKey(Mandate, null=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel)
    key_digest = models.CharField(max_length=64, blank=True)
    sheet = models.PositiveSmallIntegerField(null=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(sheet__isnull=False, key_digest="") | Q(sheet=None) & ~Q(key_digest=""),
                name="voter_by_one_way",
            ),
            models.CheckConstraint(
                condition=Q(mandate=None) | Q(organisation__isnull=False), name="voter_mandate_of_an_organisation"
            ),
            models.CheckConstraint(
                condition=Q(sector__in=Sector.values) & Q(channel__in=Channel.values), name="voter_known_words"
            ),
            models.UniqueConstraint(fields=["map", "key_digest"], condition=~Q(key_digest=""), name="voter_key_once"),
            models.UniqueConstraint(fields=["map", "sheet"], condition=Q(sheet__isnull=False), name="voter_sheet_once"),
        ]

    def __str__(self) -> str:
        return f"{self.map_id}: {self.sector}"

    @property
    def of(self) -> str:
        """The organisation whose sheet it is, as it is called; empty for a person."""
        return self.organisation.name if self.organisation else self.organisation_name


class Vote(models.Model):
    """What a voter says of a statement; it can be changed while the map is open."""

    voter = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="votes")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="votes")
    choice = models.CharField(max_length=10, choices=Choice)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["voter", "statement"], name="vote_once_on_a_statement"),
            models.CheckConstraint(condition=Q(choice__in=Choice.values), name="vote_choice_known"),
        ]

    def __str__(self) -> str:
        return f"{self.voter_id}/{self.statement_id}: {self.choice}"


def sheet_code(map_code: str, number: int) -> str:
    """The code printed on a sheet of a map. It is made with the secret of the installation, so a sheet needs no row
    before it is used, and the database alone cannot make one."""
    drawn = int.from_bytes(salted_hmac(_SALT, f"{map_code}/{number}", algorithm="sha256").digest())
    letters = []
    for _place in range(LENGTH_OF_A_CODE):
        drawn, letter = divmod(drawn, len(LETTERS_OF_A_CODE))
        letters.append(LETTERS_OF_A_CODE[letter])
    return "".join(letters)


def voice_digest(map_code: str, kind: str, whose: str) -> str:
    """What a map keeps of an address, a person or an organisation (`kind`) that has a sheet. Without the secret of the
    installation nobody can find out from it who that was."""
    return salted_hmac(f"{_SALT}.{kind}", f"{map_code}/{whose}", algorithm="sha256").hexdigest()
