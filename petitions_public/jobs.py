"""What the worker does for the public form."""

import logging
from datetime import datetime, timedelta

from core.jobs import recurring
from petitions_public import guessing
from petitions_public.models import Draft

logger = logging.getLogger(__name__)


@recurring("petitions_public.expire_drafts", every=timedelta(hours=1))
def expire_drafts(now: datetime) -> str:
    """Delete drafts nobody has touched for seven days."""
    count, _rows = Draft.objects.expired(now).delete()
    return f"drafts: {count}"


@recurring("petitions_public.watch_guessing", every=timedelta(minutes=10))
def watch_guessing(now: datetime) -> str:
    """Warn when more codes are tried than residents would: somebody is guessing."""
    tries = guessing.tries_this_hour(now)
    if tries > guessing.MANY:
        logger.warning("%s query codes were tried this hour: somebody may be guessing.", tries)
    return f"tries: {tries}"
