"""Work held by one worker at a time: kept while it lives, free soon after it died.

A claim writes into a row until when it holds. While the work goes on a thread moves that moment
on; a worker that is killed leaves it behind, and after `LEASE` another one takes over.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection
from django.db.models import QuerySet
from django.utils import timezone

LEASE = timedelta(seconds=settings.LEASE_SECONDS)
RENEWALS = 4  # during one lease, so that three may fail
PAUSE = 1.0  # seconds before a statement the database did not take is tried again


@dataclass
class Lease:
    """A claim on one row; `until` is what the row says, and by it the holder is known."""

    row: "QuerySet[Any]"
    field: str
    until: datetime

    def held(self) -> "QuerySet[Any]":
        """The row, unless the lease ran out and another worker has taken it."""
        return self.row.filter(**{self.field: self.until})

    def renew(self) -> bool:
        """Move the end on; False when it is another worker's by now."""
        later = timezone.now() + LEASE
        if not self.held().update(**{self.field: later}):
            return False
        self.until = later
        return True


@contextmanager
def kept(lease: Lease) -> Iterator[Lease]:
    """Renew a lease until the work under it has ended."""
    ended = Event()
    keeper = Thread(target=_renew_until, args=(lease, ended), daemon=True)
    keeper.start()
    try:
        yield lease
    finally:
        ended.set()
        keeper.join()


def insist(write: Callable[[], object], patience: timedelta) -> None:
    """Note the end of work that is done: a database that is locked, full or away is asked again,
    because what is not noted will be done twice."""
    deadline = monotonic() + patience.total_seconds()
    while True:
        try:
            write()
            return
        except OperationalError:
            if monotonic() > deadline:
                raise
        sleep(PAUSE)
        if not connection.in_atomic_block:
            connection.close()  # it may lead to a server that has been restarted


def _renew_until(lease: Lease, ended: Event) -> None:
    pause = LEASE.total_seconds() / RENEWALS
    wait = pause
    try:
        while not ended.wait(wait):
            try:
                if not lease.renew():
                    return
                wait = pause
            except DatabaseError:
                connection.close()
                wait = min(PAUSE, pause)
    finally:
        connection.close()  # this thread's own
