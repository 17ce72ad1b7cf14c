"""Ways out of the house. A gateway of the city's own is named in PORTAL_SMS_TRANSPORT."""

import logging
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext

logger = logging.getLogger(__name__)


class DeliveryFailed(Exception):
    """The gateway did not take the message; it is tried again."""


class Transport(Protocol):
    """Hands one message over. It returns when the message was taken, and gives up by itself in
    less than a minute. `message_id` is the same on every try: a gateway that knows it from before
    must not deliver it again."""

    def send(self, address: str, text: str, *, message_id: str) -> None: ...


class ConsoleTransport:
    """For trying out: says in the log that a message left, without address or words."""

    def send(self, address: str, text: str, *, message_id: str) -> None:
        logger.info("message %s handed over (%d characters)", message_id, len(text))


class MailTransport:
    """Through Django's mail backend."""

    def send(self, address: str, text: str, *, message_id: str) -> None:
        host = urlsplit(settings.PUBLIC_URL).hostname
        headers = {"Message-ID": f"<{message_id}@{host}>"}  # twice in the post is once in a box
        try:
            EmailMessage(
                gettext("News on your matter"), text, to=[address], headers=headers
            ).send()
        except OSError as error:
            raise DeliveryFailed(type(error).__name__) from error
