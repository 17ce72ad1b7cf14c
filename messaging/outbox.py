"""Writing messages into the outbox and sending what is due.

A message is never lost, and leaves once, with one exception nobody can rule out: a worker that is
killed between the gateway's "taken" and the note of it. Then the message leaves again, under the
same `message_id`, by which the gateway (or the mail program) can know it.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext, override

from core.leases import LEASE, Lease, insist, kept
from messaging.choices import Medium, Template
from messaging.models import Message
from messaging.transports import DeliveryFailed

logger = logging.getLogger(__name__)

BATCH = 100  # a run; the next one goes on
NOTING = timedelta(minutes=5)  # how long to try to note what has left
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


def send_due(now: datetime | None = None, stopping: Callable[[], bool] = lambda: False) -> int:
    """Send what is due, each claimed by one conditional UPDATE. Returns how many were sent."""
    at = now or timezone.now()
    sent = 0
    due = Message.objects.waiting().filter(due_at__lte=at)
    for pk in list(due.order_by("due_at").values_list("pk", flat=True)[:BATCH]):
        if stopping():
            break
        lease = _claim(pk, at)
        if lease:
            sent += _send(Message.objects.get(pk=pk), lease, at)
    return sent


def _claim(pk: UUID, at: datetime) -> Lease | None:
    # From this moment, not from `at`: the messages before this one may have taken long.
    until = max(at, timezone.now()) + LEASE
    free = Q(leased_until=None) | Q(leased_until__lte=at)
    claimed = Message.objects.waiting().filter(free, pk=pk)
    if not claimed.update(leased_until=until, attempts=F("attempts") + 1):
        return None
    return Lease(Message.objects.filter(pk=pk), "leased_until", until)


def _send(message: Message, lease: Lease, at: datetime) -> bool:
    try:
        with kept(lease):
            transport = import_string(settings.MESSAGE_TRANSPORTS[message.medium])()
            transport.send(message.address, text_of(message), message_id=str(message.pk))
    except Exception as failure:  # whatever a gateway raises, the next message still leaves
        _put_off(message, lease, failure, at)
        return False
    insist(lambda: lease.row.update(sent_at=at, leased_until=None), NOTING)
    return True


def _put_off(message: Message, lease: Lease, failure: Exception, at: datetime) -> None:
    """Try again later; after the last try give up."""
    reason = failure if isinstance(failure, DeliveryFailed) else type(failure).__name__
    logger.warning("message %s not sent: %s", message.pk, reason)
    changes = {
        "given_up_at": at if message.attempts >= TRIES else None,
        "due_at": at + timedelta(minutes=2**message.attempts),
        "leased_until": None,
    }
    insist(lambda: lease.held().update(**changes), NOTING)


def text_of(message: Message) -> str:
    """The words of a message in its reader's language."""
    with override(message.language):
        return {
            Template.NEWS: gettext(
                "There is news on the matter you handed in. Look it up with your number and "
                "query code."
            ),
        }[Template(message.template)]
