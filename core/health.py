"""Is the process alive, and is the portal able to serve."""

import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from core.keycheck import strangers
from core.models import Job

WORKER_SILENCE = timedelta(minutes=3)


@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """Answer without the database: the process takes requests."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Name what is missing, with 503, until everything a page needs is there."""
    failing = [name for name, works in CHECKS.items() if not _holds(works)]
    body = {"status": "failing" if failing else "ok", "failing": failing}
    return JsonResponse(body, status=503 if failing else 200)


def _holds(works: Callable[[], bool]) -> bool:
    try:
        return works()
    except (DatabaseError, OSError):
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _storage() -> bool:
    for folder in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT):
        Path(folder).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    return True


def _worker() -> bool:
    now = timezone.now()
    return Job.objects.worker_seen_since(now - WORKER_SILENCE, now)


def _keys() -> bool:
    return not strangers()


CHECKS: dict[str, Callable[[], bool]] = {
    "database": _database,
    "migrations": _migrations,
    "storage": _storage,
    "keys": _keys,
    "worker": _worker,
}
