"""Limits against abuse: how often per window, and a growing pause after failures.

Identities (addresses, receipt numbers) are stored only as keyed hashes. Call these functions
outside a transaction that may be rolled back: the count would be rolled back with it.
"""

import functools
from collections.abc import Callable
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from django.db import connection
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.crypto import mac
from core.models import Backoff, RateCounter
from core.proxies import is_address

FREE_FAILURES = 5
LONGEST_PAUSE = 3600  # seconds
FORGET_AFTER = 24 * 3600  # seconds without a failure

View = Callable[..., HttpResponse]


# --- so many per window ---------------------------------------------------------------------
def allow(
    scope: str, identity: str, limit: int, per: timedelta, now: datetime | None = None
) -> bool:
    """Count one use and say whether it is within the limit of the current window."""
    table = connection.ops.quote_name(RateCounter._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (scope, identity, window_end, count) VALUES (%s, %s, %s, 1) "
            "ON CONFLICT (scope, identity, window_end) "
            f"DO UPDATE SET count = {table}.count + 1 RETURNING count",
            [scope, _hashed(scope, identity), window_end(per, now)],
        )
        count = int(cursor.fetchone()[0])
    return count <= limit


def within(
    scope: str, identity: str, limit: int, per: timedelta, now: datetime | None = None
) -> bool:
    """Say, without counting, whether one more use would be within the limit."""
    window = RateCounter.objects.filter(
        scope=scope, identity=_hashed(scope, identity), window_end=window_end(per, now)
    )
    return not window.filter(count__gte=limit).exists()


def used(scope: str, per: timedelta, now: datetime | None = None) -> int:
    """Return the uses of all identities in the current window."""
    rows = RateCounter.objects.filter(scope=scope, window_end=window_end(per, now))
    return rows.aggregate(uses=Sum("count"))["uses"] or 0


def window_end(per: timedelta, now: datetime | None = None) -> int:
    """Return the second since 1970 at which the current window ends."""
    seconds = int(per.total_seconds())
    return (_epoch(now) // seconds + 1) * seconds


def seconds_left(per: timedelta, now: datetime | None = None) -> int:
    """Return how long the current window lasts yet."""
    return window_end(per, now) - _epoch(now)


def limited(scope: str, limit: int, per: timedelta) -> Callable[[View], View]:
    """Refuse a client's POSTs beyond the limit with a page that says when to come back."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.method == "POST" and not allow(scope, client_ip(request), limit, per):
                return too_many(request, per)
            return view(request, *args, **kwargs)

        return wrapper

    return decorate


def too_many(request: HttpRequest, wait: timedelta) -> HttpResponse:
    """Return the page that asks to come back later."""
    seconds = max(int(wait.total_seconds()), 1)
    response = render(request, "429.html", {"minutes": -(-seconds // 60)}, status=429)
    response["Retry-After"] = str(seconds)
    return response


# --- a growing pause ------------------------------------------------------------------------
def seconds_to_wait(scope: str, identity: str, now: datetime | None = None) -> int:
    """Return how long the identity must still wait before its next try; 0 means it may."""
    row = Backoff.objects.filter(scope=scope, identity=_hashed(scope, identity)).first()
    if row is None:
        return 0
    return max(row.failed_at + pause_after(row.failures) - _epoch(now), 0)


def failed(scope: str, identity: str, now: datetime | None = None) -> None:
    """Count a failure; the first of a new day without failures starts again at one."""
    moment = _epoch(now)
    table = connection.ops.quote_name(Backoff._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (scope, identity, failures, failed_at) VALUES (%s, %s, 1, %s) "
            "ON CONFLICT (scope, identity) DO UPDATE SET failures = "
            f"CASE WHEN {table}.failed_at < %s THEN 1 ELSE {table}.failures + 1 END, "
            "failed_at = excluded.failed_at",
            [scope, _hashed(scope, identity), moment, moment - FORGET_AFTER],
        )


def succeeded(scope: str, identity: str) -> None:
    """Forget the failures of an identity."""
    Backoff.objects.filter(scope=scope, identity=_hashed(scope, identity)).delete()


def pause_after(failures: int) -> int:
    """Return the pause in seconds: none for five tries, then a minute, doubling to an hour."""
    if failures < FREE_FAILURES:
        return 0
    return int(min(60 * 2 ** min(failures - FREE_FAILURES, 10), LONGEST_PAUSE))


def forget_old_counters(now: datetime | None = None) -> int:
    """Delete windows that ended and failures that no longer count; return how many rows."""
    moment = _epoch(now)
    counters, _ = RateCounter.objects.filter(window_end__lt=moment).delete()
    failures, _ = Backoff.objects.filter(failed_at__lt=moment - FORGET_AFTER).delete()
    return counters + failures


# --- who --------------------------------------------------------------------------------------
def client_ip(request: HttpRequest) -> str:
    """Return the client's address, as `core.proxies` established it."""
    return _household(request.META.get("REMOTE_ADDR", ""))


def _household(address: str) -> str:
    """An IPv6 customer holds a whole /64: all of it counts as one address."""
    if is_address(address) and (parsed := ip_address(address)).version == 6:
        return str(ip_network((parsed, 64), strict=False).network_address)
    return address


def _hashed(scope: str, identity: str) -> str:
    return mac("index", "rate", scope, identity).digest.hex()


def _epoch(now: datetime | None) -> int:
    return int((now or timezone.now()).timestamp())
