"""What the worker does for the public form."""

from datetime import datetime, timedelta

from core.jobs import recurring
from petitions_public.models import Draft


@recurring("petitions_public.expire_drafts", every=timedelta(hours=1))
def expire_drafts(now: datetime) -> str:
    """Delete drafts nobody has touched for seven days."""
    count, _rows = Draft.objects.expired(now).delete()
    return f"drafts: {count}"
