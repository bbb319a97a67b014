"""Words of the organisations: kinds, roles, where a role reaches, what a mandate is for."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override


class Kind(models.TextChoices):
    """What an organisation is. Offices and organisations of citizens are told apart by `INSTITUTIONS`."""

    OPS = "ops", _("social-assistance centre (OPS, also MOPS and GOPS)")
    CUS = "cus", _("social-services centre (CUS)")
    PCPR = "pcpr", _("powiat family-support centre (PCPR)")
    MOPR = "mopr", _("city family-support centre (MOPR)")
    ROPS = "rops", _("regional social-policy centre (ROPS)")
    OFFICE = "office", _("office of a gmina, powiat or voivodeship")
    COUNCIL = "council", _("council (of a gmina, powiat or voivodeship)")
    RDPP = "rdpp", _("public-benefit council (RDPP)")
    NGO = "ngo", _("association or foundation (NGO)")
    PES = "pes", _("social-economy entity (PES)")
    KGW = "kgw", _("farmers' wives' circle (KGW)")
    OSP = "osp", _("volunteer fire brigade (OSP)")
    INFORMAL = "informal", _("informal group with a host organisation")


INSTITUTIONS = (Kind.OPS, Kind.CUS, Kind.PCPR, Kind.MOPR, Kind.ROPS, Kind.OFFICE, Kind.COUNCIL)
"""Kinds that belong to local government. The others speak with a voice of their own."""


class Position(models.TextChoices):
    """What a person is in an organisation."""

    MANAGER = "manager", _("manages it here")
    MEMBER = "member", _("member")


class Act(models.TextChoices):
    """What a mandate lets a person do in the name of an organisation."""

    SUPPLY = "supply", _("supply its data")
    DRAFT = "draft", _("draft texts and recommendations")
    SIGN = "sign", _("sign agreements and positions")
    VOTE = "vote", _("vote and decide")
    SPEAK = "speak", _("speak at the council")


class Reach(models.TextChoices):
    """How far a role goes. A region is a voivodeship with every unit in it."""

    PLATFORM = "platform", _("the whole installation")
    REGION = "region", _("a voivodeship and every unit in it")
    UNIT = "unit", _("one unit")
    CYCLE = "cycle", _("one unit in one year")


class Role(models.TextChoices):
    """Who a person is in the work on the assessment. What each may and may not do: `permissions/roles.py`."""

    VISITOR = "visitor", _("visitor")
    PERSON = "person", _("person with an account")
    REPRESENTATIVE = "representative", _("representative of an organisation")
    DATA_EDITOR = "data_editor", _("data editor")
    APPROVER = "approver", _("approver")
    ANIMATOR = "animator", _("OZPS animator")
    COORDINATOR = "coordinator", _("coordinator")
    ADDRESSEE_CLERK = "addressee_clerk", _("addressee's clerk")
    ADDRESSEE_APPROVER = "addressee_approver", _("addressee's approver")
    COUNCIL_OFFICE = "council_office", _("council office")
    COUNCILLOR = "councillor", _("councillor")
    RDPP_MEMBER = "rdpp_member", _("member of the public-benefit council")
    VERIFIER = "verifier", _("member of the verification panel")
    ROPS_REVIEWER = "rops_reviewer", _("ROPS reviewer")
    CONSULTANT = "consultant", _("consultant of the Point")
    LIBRARIAN = "librarian", _("editor and librarian")
    MAP_EXPERT = "map_expert", _("MAP expert")
    ORGANISER = "organiser", _("trainer and organiser of events")
    MODERATOR = "moderator", _("moderator")
    TENANT_ADMIN = "tenant_admin", _("administrator of a unit or region")
    OPERATOR = "operator", _("administrator of the installation")
    AUDITOR = "auditor", _("auditor")


class Answer(models.TextChoices):
    """Where an invitation stands. That it is too late is not a state: it follows from its last moment."""

    WAITING = "waiting", _("waiting for an answer")
    ACCEPTED = "accepted", _("invitation accepted")
    DECLINED = "declined", _("invitation declined")
    WITHDRAWN = "withdrawn", _("invitation withdrawn")


class RegisterAnswer(models.TextChoices):
    """What the register of the courts (KRS) said of a number. None of these hinders anything."""

    WAITING = "waiting", _("asked, no answer yet")
    FOUND = "found", _("found under this name")
    OTHER_NAME = "other_name", _("found under a different name")
    NOT_FOUND = "not_found", _("not found in the register")
    NO_ANSWER = "no_answer", _("the register did not answer")


def source_of(choice: models.TextChoices) -> str:
    """The English name of a choice, which is its source string: a refusal translates it with its sentence."""
    with override("en"):
        return str(choice.label)
