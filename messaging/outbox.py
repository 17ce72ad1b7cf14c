"""Writing messages into the outbox and sending what is due."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext, override

from core.crypto import DecryptionFailed
from messaging.choices import Medium, Template
from messaging.models import Message
from messaging.transports import DeliveryFailed

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
TRIES = 6  # with doubling delay: the last one about an hour after the first


def write(
    reference: str, *, medium: Medium, template: Template, address: str, language: str
) -> None:
    """Put a message into the outbox; one that is there under this reference stays as it is."""
    Message.objects.get_or_create(
        reference=reference,
        defaults={
            "medium": medium,
            "template": template,
            "address": address,
            "language": language,
        },
    )


def send_due(now: datetime | None = None) -> int:
    """Send what is due, each claimed by one conditional UPDATE. Returns how many were sent."""
    at = now or timezone.now()
    sent = 0
    due = Message.objects.waiting().filter(due_at__lte=at)
    for pk in list(due.order_by("due_at").values_list("pk", flat=True)[:100]):
        free = Q(leased_until=None) | Q(leased_until__lte=at)
        claimed = (
            Message.objects.waiting()
            .filter(free, pk=pk)
            .update(leased_until=at + LEASE, attempts=F("attempts") + 1)
        )
        if claimed:
            sent += _send(Message.objects.get(pk=pk), at)
    return sent


def _send(message: Message, at: datetime) -> bool:
    transport = import_string(settings.MESSAGE_TRANSPORTS[message.medium])()
    try:
        transport.send(message.address, text_of(message), message_id=str(message.pk))
    except (DeliveryFailed, DecryptionFailed) as failure:
        logger.warning("message %s not sent: %s", message.pk, failure)
        if message.attempts >= TRIES:
            message.given_up_at = at
        message.due_at = at + timedelta(minutes=2**message.attempts)
        message.leased_until = None
        message.save(update_fields=["given_up_at", "due_at", "leased_until"])
        return False
    message.sent_at = at
    message.save(update_fields=["sent_at"])
    return True


def text_of(message: Message) -> str:
    """The words of a message in its reader's language."""
    with override(message.language):
        return {
            Template.NEWS: gettext(
                "There is news on the matter you handed in. Look it up with your number and "
                "query code."
            ),
        }[Template(message.template)]
