"""Ways out of the house. A gateway of the city's own is named in PORTAL_SMS_TRANSPORT."""

import logging
from typing import Protocol

from django.core.mail import send_mail
from django.utils.translation import gettext

logger = logging.getLogger(__name__)


class DeliveryFailed(Exception):
    """The gateway did not take the message; it is tried again."""


class Transport(Protocol):
    def send(self, address: str, text: str, *, message_id: str) -> None: ...


class ConsoleTransport:
    """For trying out: says in the log that a message left, without address or words."""

    def send(self, address: str, text: str, *, message_id: str) -> None:
        logger.info("message %s handed over (%d characters)", message_id, len(text))


class MailTransport:
    """Through Django's mail backend."""

    def send(self, address: str, text: str, *, message_id: str) -> None:
        try:
            send_mail(gettext("News on your matter"), text, None, [address])
        except OSError as error:
            raise DeliveryFailed(type(error).__name__) from error
