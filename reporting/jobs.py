from datetime import datetime, timedelta

from core.jobs import recurring
from reporting.rollups import refresh


@recurring("refresh-figures", every=timedelta(minutes=1))
def refresh_figures(now: datetime) -> int:
    """Compute the months that changed again."""
    return refresh(now)
