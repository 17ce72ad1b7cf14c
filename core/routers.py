"""Sends the shared cache's table to its own database."""

from typing import Any

CACHE_APP = "django_cache"  # the app label Django gives the table of its database cache
CACHE_DATABASE = "cache"


class CacheRouter:
    """Cache rows live in the database "cache", and nothing else does."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return CACHE_DATABASE if model._meta.app_label == CACHE_APP else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        if db == CACHE_DATABASE or app_label == CACHE_APP:
            return (db == CACHE_DATABASE) == (app_label == CACHE_APP)
        return None
