"""What the worker does for the portal itself; each app registers its own jobs likewise."""

from datetime import datetime, time, timedelta

from django.core.management import call_command

from core.jobs import forget_done, recurring
from core.ratelimit import forget_old_counters

DAY = timedelta(days=1)


@recurring("core.publish_scheduled", timedelta(minutes=1))
def publish_scheduled(now: datetime) -> None:
    """Publish and take down pages whose moment has come."""
    call_command("publish_scheduled", verbosity=0)


@recurring("core.clear_sessions", DAY, at=time(2, 30))
def clear_sessions(now: datetime) -> None:
    """Delete sessions that ran out."""
    call_command("clearsessions", verbosity=0)


@recurring("core.clear_captchas", DAY, at=time(2, 40))
def clear_captchas(now: datetime) -> None:
    """Delete captchas nobody answered."""
    call_command("captcha_clean", verbosity=0)


@recurring("core.forget_logins", DAY, at=time(2, 45))
def forget_logins(now: datetime) -> None:
    """Delete what was noted about failed logins of staff a month ago."""
    call_command("axes_reset_logs", age=30, verbosity=0)


@recurring("core.forget", DAY, at=time(2, 50))
def forget(now: datetime) -> str:
    """Delete counters and finished tasks that are no longer needed."""
    return f"counters: {forget_old_counters(now)}, jobs: {forget_done(now)}"
