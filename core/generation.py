"""The number whole public pages are kept under: one for all processes, new after each change.

It lies in the shared cache and means nothing but "the same as before": a cache that is emptied
costs each page one rendering. See docs/decisions/0009-page-cache.md.
"""

import logging
import secrets
from time import monotonic
from typing import Any

from django.core.cache import cache
from django.db import models, transaction
from django.db.models.signals import post_delete, post_save

KEY = "core.generation"
ASK_EVERY = 1.0  # seconds; so long another process may still show the page as it was
ATTEMPTS = 2  # each may wait for a locked file
AWAY_FOR = 10.0  # seconds until a cache that did not answer is asked again

logger = logging.getLogger(__name__)


class _Known:
    """What this process knows of the number, and when to ask again."""

    number: str | None = None
    ask_at = 0.0
    is_away = False


def current(*, at_once: bool = False) -> str | None:
    """Return the number, at most a second old; None while the shared cache does not answer."""
    if monotonic() >= _Known.ask_at or (at_once and not _Known.is_away):
        _Known.number = _read()
        _Known.is_away = _Known.number is None
        _Known.ask_at = monotonic() + (AWAY_FOR if _Known.is_away else ASK_EVERY)
    return _Known.number


def renew() -> None:
    """Make every page kept by any process unreachable; a cache that is away stops nobody."""
    if not any(_write(secrets.token_hex(8)) for _attempt in range(ATTEMPTS)):
        logger.error("The shared cache cannot be written: pages may be old for some minutes.")
    _Known.ask_at = 0.0


def renew_on_commit() -> None:
    """Renew once the running transaction is committed; never if it is rolled back."""
    waiting = transaction.get_connection().run_on_commit
    if not any(entry[1] is renew for entry in waiting):
        transaction.on_commit(renew, robust=True)


def shown_on_pages(*shown: type[models.Model] | str) -> None:
    """Say of models that public pages show their rows: each change renews the number."""
    for model in shown:
        for signal in (post_save, post_delete):
            signal.connect(_on_change, sender=model, dispatch_uid="core.generation")


def _on_change(**_kwargs: Any) -> None:
    renew_on_commit()


def _write(number: str) -> bool:
    try:
        cache.set(KEY, number, timeout=None)
        # Asked again: the database cache keeps silent when it could not write.
        return bool(cache.get(KEY) == number)
    except Exception:  # whatever a cache raises, the change is made
        return False


def _read() -> str | None:
    try:
        number: str | None = cache.get(KEY)
        if number is None:
            cache.add(KEY, secrets.token_hex(8), timeout=None)
            number = cache.get(KEY)
        return number
    except Exception:  # and the page is rendered
        return None
