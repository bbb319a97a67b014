"""`drogowskaz serve` and `drogowskaz demo`: the site on this machine, the second with example data prepared."""

import socket
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from drogowskaz.assessments import actions as assessments
from drogowskaz.assessments.enums import Status
from drogowskaz.config.commands.database import refuse_old_database
from drogowskaz.engine.editions.loader import EDITIONS
from drogowskaz.engine.files.cases import read_case
from drogowskaz.engine.files.reading import Reading, Source
from drogowskaz.engine.problems import unusable
from drogowskaz.engine.words import _, say
from drogowskaz.organisations.actions import demo_people
from drogowskaz.participation.actions.demo import demo_participation
from drogowskaz.territory.actions.register import load_demo
from drogowskaz.territory.enums import Kind
from drogowskaz.territory.models import Unit
from drogowskaz.territory.queries import unit_by_code

EXAMPLES = (
    "ozps-gmina-2025/cases/wymyslona-2025.yaml",
    "ozps-gmina-2014/cases/drobin-2014.yaml",
)
"""The forms of the demonstration: a whole invented one, and a real one, which is loaded last and so shown first."""
INVENTED_SOURCE = Source(title="Zmyślony przykład: liczby ułożył program, aby pokazać cały formularz")

CONNECTIONS = 1000
"""Browsers keep their connections open: beyond so many at once the next ones wait. The library's 100 are too few for
an installation in which several hundred people fill in forms."""
FILES = "django.core.mail.backends.filebased.EmailBackend"
"""Where letters go while no mail server is named."""


def prepare(examples: Iterable[str] = EXAMPLES) -> None:
    """The database up to date, the example units and the published forms that come with the editions in it.

    Done twice, it changes nothing the second time. A withdrawn assessment stays withdrawn.
    """
    call_command("migrate", verbosity=0)
    load_demo(at=timezone.now())
    for case in examples:
        now = timezone.now()
        reading = read_case(EDITIONS / case)
        if reading.source is None:
            reading = replace(reading, source=INVENTED_SOURCE)
        unit = _example_unit(reading)
        assessment, _changed = assessments.load_reading(reading=reading, unit=unit, actor=None, at=now)
        if assessment.status == Status.DRAFT:
            assessments.publish(assessment=assessment, actor=None, at=now)
        if reading.source is INVENTED_SOURCE:
            assessments.demo_cycle(unit=unit, year=reading.sheet.year + 1, at=now)
    demo_people(at=timezone.now())


def _example_unit(reading: Reading) -> Unit:
    """The unit of an example; an invented one is put beside the register when it is not there yet."""
    try:
        return unit_by_code(reading.sheet.unit)
    except Unit.DoesNotExist:
        name = reading.name["pl"].removeprefix("gmina ")
        invented = Unit.of(code=reading.sheet.unit, name=name, kind=Kind.GMINA_RURAL, parent=None)
        invented.save()
        return invented


def demo(*, host: str, port: int, lang: str) -> int:
    """Prepare the example data, then serve; what organisations bring in and forms on their way to the regional centre
    come a few seconds later."""
    _letters_lead_to(host, port)
    prepare()
    # Signing a whole form takes a second: nobody should wait for four of them before the first page.
    threading.Thread(target=_further_examples, name="demo", daemon=True).start()
    return serve(host=host, port=port, lang=lang)


def _further_examples() -> None:
    try:
        demo_participation(at=timezone.now())
        assessments.demo_forms(reading=read_case(EDITIONS / EXAMPLES[0]), at=timezone.now())
    finally:
        connection.close()


def serve(*, host: str, port: int, lang: str) -> int:
    """Serve until interrupted, with a worker beside. Raises Unusable when the port is taken or the database is old."""
    import waitress  # noqa: PLC0415  (slow to import, and only needed here)

    from drogowskaz.config.commands.worker import Background  # noqa: PLC0415  (needs the models)
    from drogowskaz.config.wsgi import application  # noqa: PLC0415  (builds the whole site)

    refuse_old_database()
    _refuse_taken(host, port)
    _letters_lead_to(host, port)
    # The server minds Ctrl+C once it runs; the rest is for the moment before.
    with suppress(KeyboardInterrupt), Background():
        _greet(f"http://{host}:{port}/", lang)
        waitress.serve(
            application, host=host, port=port, threads=8, ident="drogowskaz",
            connection_limit=CONNECTIONS, asyncore_use_poll=True,
        )  # fmt: skip
    return 0


def _letters_lead_to(host: str, port: int) -> None:
    """Where nobody has named the site, the links in letters lead to where it is served."""
    if settings.ADDRESS_IS_GUESSED:
        settings.ADDRESS = f"http://{host}:{port}"


def _greet(address: str, lang: str) -> None:
    lines = [say(_("Drogowskaz is at {address} – stop it with Ctrl+C."), lang, address=address)]
    if settings.EMAIL_BACKEND == FILES:
        message = _("Letters, with their links for signing in, are files in {folder}.")
        lines.append(say(message, lang, folder=settings.EMAIL_FILE_PATH))
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            message = _("Port {port} is taken by another program. Choose another with --port.")
            raise unusable(message, port=port) from None
