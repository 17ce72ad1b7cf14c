"""Fills a portal with messages that were sent long ago: `manage.py shell` runs it, see MAKE."""

from django.utils import timezone

from messaging.models import Message

MAKE = "from tests.browser.many_rows import make; make({rows})"


def make(rows: int) -> None:
    now = timezone.now()
    Message.objects.bulk_create(
        [
            Message(
                reference=f"many:{number}",
                medium="sms",
                template="news",
                address=f"138{number:08}",
                created_at=now,
                sent_at=now,
            )
            for number in range(rows)
        ],
        batch_size=500,
    )
