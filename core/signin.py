"""Passwords of staff tried out over many names from one address.

django-axes stops one name from one address; this stops the address. It stands in the way of every
page that takes a password, whichever app brings it.
"""

from datetime import timedelta
from typing import Any

from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import PermissionDenied
from django.dispatch import receiver
from django.http import HttpRequest

from core.ratelimit import allow, client_ip, within

SCOPE = "signin"
FAILURES = 30  # an hour; an office behind one address mistypes less
PER = timedelta(hours=1)


class AddressLimit:
    """The first authentication backend: signs nobody in, refuses an address that failed often."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        """Raise PermissionDenied, and have axes answer with its page for too many tries."""
        if request is not None and not within(SCOPE, client_ip(request), FAILURES, PER):
            request.axes_locked_out = True  # type: ignore[attr-defined]
            raise PermissionDenied


@receiver(user_login_failed)
def count_failure(sender: object, request: HttpRequest | None = None, **kwargs: Any) -> None:
    """Count every wrong name or password against the address it came from."""
    if request is not None:
        allow(SCOPE, client_ip(request), FAILURES, PER)
