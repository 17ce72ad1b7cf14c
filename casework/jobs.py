from datetime import datetime, timedelta

from casework.actions.nightly import sweep
from core.jobs import recurring


@recurring("sweep-cases", every=timedelta(minutes=30))
def sweep_cases(now: datetime) -> None:
    """Record missed limits, let local matters rise, close what has lapsed. Idempotent."""
    sweep(now)
