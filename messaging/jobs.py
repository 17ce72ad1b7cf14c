from datetime import datetime, timedelta

from core.jobs import recurring, stop
from messaging.outbox import send_due


@recurring("send-messages", every=timedelta(seconds=30))
def send_messages(now: datetime) -> None:
    """Send the messages that are due."""
    send_due(now, stopping=stop.is_set)
