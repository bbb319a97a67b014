"""Two addresses for whoever watches the service: is it alive, and can it work. They tell nothing of anybody."""

import logging
from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from drogowskaz.config import heartbeat

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def alive(request: HttpRequest) -> JsonResponse:
    """The program answers. Asks nothing of the database."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """The database answers and is up to date, and a worker lives; 503 with what does not. Two queries."""
    failing = [name for name, fault in CHECKS.items() if _fails(name, fault)]
    return JsonResponse({"status": "failing" if failing else "ok", "failing": failing}, status=503 if failing else 200)


def _fails(name: str, is_wrong: Callable[[], bool]) -> bool:
    try:
        return is_wrong()
    except DatabaseError:
        logger.exception("The check of %s failed.", name)
        return True


def _unanswered() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() != (1,))


def _outdated() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _without_worker() -> bool:
    return not heartbeat.is_alive(at=timezone.now())


CHECKS: dict[str, Callable[[], bool]] = {
    "database": _unanswered,
    "migrations": _outdated,
    "worker": _without_worker,
}
"""Each returns whether something is wrong."""
