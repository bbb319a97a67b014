"""`drogowskaz doctor`: looks at the installation and says of each thing whether it is well, and what to do."""

import json
import sys
from collections.abc import Callable, Iterator

from django.core.exceptions import ImproperlyConfigured
from django.db.utils import DatabaseError

from drogowskaz.config.checkup import deployment, machine, work
from drogowskaz.config.checkup.finding import NAMES, Finding, Grade, well, wrong
from drogowskaz.config.commands.backup import sqlite_file
from drogowskaz.engine.words import _, say

MACHINE: dict[str, tuple[str, Callable[[], Finding]]] = {
    "versions": (_("program"), machine.versions),
    "disk": (_("disk"), machine.disk),
    "folder": (_("data folder"), machine.folder),
    "key": (_("secret key"), machine.key),
    "catalogue": (_("language"), machine.catalogue),
    "mail": (_("mail server"), machine.mail),
    "backup": (_("backup"), machine.backup),
}
WORK: dict[str, tuple[str, Callable[[], Finding]]] = {
    "migrations": (_("tables"), work.migrations),
    "durability": (_("saving"), work.durability),
    "worker": (_("worker"), work.worker),
    "letters": (_("letters"), work.letters),
    "queue": (_("queue"), work.queue),
    "register": (_("register TERYT"), work.register),
    "log": (_("log of acts"), work.log),
    "clock": (_("clock"), work.clock),
}
DEPLOYMENT: dict[str, tuple[str, Callable[[], Finding]]] = {
    "https": (_("HTTPS"), deployment.https),
    "names": (_("names of the site"), deployment.names),
    "debug": (_("faults"), deployment.debug),
}
DEPLOYED_WORK: dict[str, tuple[str, Callable[[], Finding]]] = {
    "engine": (_("engine"), deployment.engine),
    "operators": (_("administrator"), deployment.operators),
}
Told = tuple[str, str, Finding]
"""The key of a check, its name as a marked string, and what it found."""


def run(*, deploy: bool, form: str, lang: str) -> int:
    """Print every finding; 0 when all is well, 1 when something is to be minded, 2 when something is wrong."""
    found = list(_examine(deploy))
    worst = max(finding.grade for _key, _name, finding in found)
    if form == "json":
        text = json.dumps([_object(one, lang) for one in found], ensure_ascii=False, indent=1)
    else:
        text = "\n".join([*(_line(one, lang) for one in found), _verdict(worst, lang)])
    sys.stdout.write(text + "\n")
    return int(worst)


def _examine(deploy: bool) -> Iterator[Told]:
    for key, (name, look) in MACHINE.items():
        yield key, name, look()
    found = _look(work.database)
    yield "database", _("database"), found
    if found.grade != Grade.WRONG:
        for key, (name, look) in (WORK | (DEPLOYED_WORK if deploy else {})).items():
            yield key, name, _look(look)
    if deploy:
        for key, (name, look) in DEPLOYMENT.items():
            yield key, name, look()
        said = list(deployment.django())
        yield from (("django", "Django", one) for one in said or [well(_("Django has nothing to add."))])


def _look(look: Callable[[], Finding]) -> Finding:
    """What a check of the database finds; a database that does not answer is a finding too."""
    file = sqlite_file()
    if file is not None and not file.is_file():
        return wrong(_("There is no database yet."), _("Run: drogowskaz manage migrate"))
    try:
        return look()
    except (DatabaseError, ImproperlyConfigured) as fault:
        advice = _(
            "Look whether the database runs, whether DROGOWSKAZ_DATABASE is right, and run: drogowskaz manage migrate"
        )
        return wrong(_("The database does not answer: {fault}."), advice, fault=" ".join(str(fault).split()))


def _line(told: Told, lang: str) -> str:
    _key, name, finding = told
    line = f"{say(NAMES[finding.grade], lang):<12} {say(name, lang)}: {finding.told(lang)}"
    advice = finding.advised(lang)
    return f"{line}\n{'':<12}   → {advice}" if advice else line


def _verdict(worst: Grade, lang: str) -> str:
    sentences = {
        Grade.WELL: _("Everything is well."),
        Grade.MIND: _("The installation works; mind what is said above."),
        Grade.WRONG: _("Something is wrong; do what is said above."),
    }
    return say(sentences[worst], lang)


def _object(told: Told, lang: str) -> dict[str, str]:
    key, name, finding = told
    return {
        "check": key,
        "name": say(name, lang),
        "grade": finding.grade.name.lower(),
        "message": finding.told(lang),
        "advice": finding.advised(lang),
    }
