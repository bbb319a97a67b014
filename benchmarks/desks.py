"""What the load of the entry grid needs of the site: the site served with a bare view beside.

    python benchmarks/desks.py serve PORT

serves on waitress as `drogowskaz serve` does. The bare view passes the same middleware, asks for the person, and
writes one row with one upsert: the least that a save can cost here.
"""

import json
import logging
import sys

import django
import waitress
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, JsonResponse

THREADS = 8
"""Threads of the server, as in the product."""


def bare(request: HttpRequest) -> JsonResponse:
    """One upsert of one row of the signed-in person."""
    if not request.user.is_authenticated:
        return JsonResponse({}, status=401)
    (cell,) = json.loads(request.body)["cells"]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bare (person, text, at) VALUES (%s, %s, now()) "
            "ON CONFLICT (person) DO UPDATE SET text = excluded.text, at = excluded.at",
            [request.user.pk, cell["text"]],
        )
    return JsonResponse({"cells": [{"version": cell["version"] + 1, "fate": "saved"}]})


def serve(port: int) -> None:
    """Serve until ended."""
    django.setup()
    settings.ROOT_URLCONF = "desk_addresses"
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    from drogowskaz.config.commands.server import CONNECTIONS  # noqa: PLC0415  (needs the models)
    from drogowskaz.config.wsgi import application  # noqa: PLC0415  (builds the whole site)

    waitress.serve(
        application, host="127.0.0.1", port=port, threads=THREADS, connection_limit=CONNECTIONS, asyncore_use_poll=True
    )


if __name__ == "__main__":
    serve(int(sys.argv[2]))
