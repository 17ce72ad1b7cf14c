"""Jobs by the clock and jobs for later, claimed by any number of workers.

`recurring` registers a function that runs at an interval, `task` one that `enqueue` asks for. A
claim is one conditional UPDATE with a lease that is renewed while the job runs; a worker that
dies leaves one that runs out. A job may therefore run twice: write it so that a second run does
no harm. A job that does many things one after the other looks at `stop` in between.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from threading import Event
from time import monotonic
from typing import Any
from uuid import uuid4

from django.db.models import F
from django.utils import timezone

from core.leases import LEASE, Lease, insist, kept
from core.logs import masked
from core.models import Job
from core.workdays import CITY_TZ, city_day

FIRST_DELAY = timedelta(minutes=1)
MOST_ATTEMPTS = 8
KEEP_DONE = timedelta(days=30)
NOTING = timedelta(seconds=10)  # how long to try to note the end of a run

stop = Event()  # set when the worker was asked to end

logger = logging.getLogger(__name__)

Function = Callable[..., object]


@dataclass(frozen=True)
class Recurring:
    """A function the worker calls with `now` at an interval, or daily at a time in the city."""

    run: Function
    every: timedelta
    at: time | None

    def next_after(self, now: datetime) -> datetime:
        """Return the moment of the next run."""
        if self.at is None:
            return now + self.every
        planned = datetime.combine(city_day(now), self.at, CITY_TZ)
        return planned if planned > now else planned + self.every


RECURRING: dict[str, Recurring] = {}
TASKS: dict[str, Function] = {}


def recurring(
    name: str, every: timedelta, at: time | None = None
) -> Callable[[Function], Function]:
    """Register `function(now)` to run at an interval; `at` fixes the time of day."""

    def register(function: Function) -> Function:
        RECURRING[name] = Recurring(function, every, at)
        return function

    return register


def task(name: str) -> Callable[[Function], Function]:
    """Register `function(now, **arguments)` under the name that `enqueue` uses."""

    def register(function: Function) -> Function:
        TASKS[name] = function
        return function

    return register


def enqueue(
    name: str, *, key: str | None = None, due_at: datetime | None = None, **arguments: Any
) -> None:
    """Ask for a task once; a key that was used before asks for nothing."""
    if name not in TASKS:
        raise LookupError(f"No task is called {name}.")
    job = Job(name=name, key=key or str(uuid4()), arguments=arguments)
    job.due_at = due_at or timezone.now()
    Job.objects.bulk_create([job], ignore_conflicts=True)


def run_due(now: datetime | None = None, stopping: Callable[[], bool] = stop.is_set) -> int:
    """Run what is due and free; return how many jobs ran."""
    now = now or timezone.now()
    _ensure_recurring(now)
    ran = 0
    due = Job.objects.claimable(now).filter(name__in=[*RECURRING, *TASKS])
    for job in list(due):
        if stopping():
            break
        lease = _claim(job, now)
        if lease:
            _run(job, lease, now)
            ran += 1
    return ran


def forget_done(now: datetime) -> int:
    """Delete tasks that ended long ago; return how many."""
    done = Job.objects.filter(due_at=None, finished_at__lt=now - KEEP_DONE)
    return done.delete()[0]


def _ensure_recurring(now: datetime) -> None:
    known = set(Job.objects.filter(key__in=RECURRING).values_list("key", flat=True))
    missing = [
        Job(name=name, key=name, due_at=now if entry.at is None else entry.next_after(now))
        for name, entry in RECURRING.items()
        if name not in known
    ]
    if missing:
        Job.objects.bulk_create(missing, ignore_conflicts=True)


def _claim(job: Job, now: datetime) -> Lease | None:
    # From this moment, not from `now`: the jobs before this one may have taken long.
    until = max(now, timezone.now()) + LEASE
    job.attempts += 1
    claimed = Job.objects.claimable(now).filter(pk=job.pk)
    if not claimed.update(lease_until=until, started_at=now, attempts=F("attempts") + 1):
        return None
    return Lease(Job.objects.filter(pk=job.pk), "lease_until", until)


def _run(job: Job, lease: Lease, now: datetime) -> None:
    started = monotonic()
    result, error = "", ""
    try:
        with kept(lease):
            outcome = _call(job, now)
        result = masked("" if outcome is None else str(outcome))[:200]
    except Exception as problem:  # whatever a job raises, the next job still runs
        logger.exception("The job %s failed.", job.name)
        error = masked(f"{type(problem).__name__}: {problem}")[:2000]
    took = timedelta(seconds=monotonic() - started)
    changes = {
        "due_at": _next_due(job, now, failed=bool(error)),
        "lease_until": None,
        "attempts": job.attempts if error and job.name not in RECURRING else 0,
        "finished_at": now + took,
        "took": took,
        "result": result,
        "error": error,
    }
    # If the lease ran out, another worker has the job and will write its end.
    insist(lambda: lease.held().update(**changes), NOTING)


def _call(job: Job, now: datetime) -> object:
    if job.name in RECURRING:
        return RECURRING[job.name].run(now)
    return TASKS[job.name](now, **job.arguments)


def _next_due(job: Job, now: datetime, failed: bool) -> datetime | None:
    if job.name in RECURRING:
        return RECURRING[job.name].next_after(now)
    if not failed:
        return None
    if job.attempts >= MOST_ATTEMPTS:
        logger.error("The job %s was given up after %s attempts.", job.name, job.attempts)
        return None
    doubled: int = 2 ** (job.attempts - 1)
    return now + FIRST_DELAY * doubled
