"""What happens by itself: limits that are missed, matters that rise, rights that lapse."""

import logging
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from casework.actions.after import lapse
from casework.actions.handling import go_on_without_material
from casework.actions.local import rise
from casework.actions.moving import Pointers, stand
from casework.choices import Act
from casework.deadlines import ClockKind
from casework.errors import ActFailed
from casework.models import Case, Clock
from casework.workflow import Status
from core.workdays import city_day
from units.roles import Level

logger = logging.getLogger(__name__)


def sweep(now: datetime, only: Case | None = None) -> None:
    """Run all of it; each case in a transaction of its own, so a long night can be cut short.
    `only` looks at one matter."""
    today = city_day(now)
    clocks = Q(case=only) if only else Q()
    cases = Q(pk=only.pk) if only else Q()
    _each(_missed(today).filter(clocks), lambda clock: miss(clock, now=now))
    _each(_risen(today).filter(cases), lambda case: rise(case, by=None, now=now))
    _each(
        _without_material(today).filter(cases),
        lambda case: go_on_without_material(case, now=now),
    )
    _each(_lapsed(today).filter(cases), lambda case: lapse(case, now=now))


def catch_up(case: Case, *, until: datetime) -> None:
    """Let the nights since a matter's own dates do their work on it, each at its time."""
    night: datetime | None = None
    while True:
        ended = case.clocks.running().filter(due_on__lt=city_day(until)).order_by("due_on")
        if night:
            ended = ended.filter(due_on__gte=city_day(night))
        first = ended.first()
        if first is None:
            return
        night = first.due_at
        sweep(night, only=case)


@transaction.atomic
def miss(clock: Clock, *, now: datetime) -> None:
    """Record once that an office missed a limit. The duty stays."""
    clock.missed_at = now
    clock.save(update_fields=["missed_at"])
    to = Pointers(clock=clock, value=clock.kind)
    stand(clock.case, Act.MISS, by=None, at=now, to=to)


def _each(found: QuerySet[Any], act: Callable[[Any], None]) -> None:
    """Act on each row found, read afresh: one case may be found by several of its clocks."""
    for pk in list(found.values_list("pk", flat=True)):
        try:
            act(found.model.objects.get(pk=pk))
        except ActFailed as failure:
            # Somebody acted on it this very moment; the next sweep looks again.
            logger.info("sweep passed over %s: %s", pk, type(failure).__name__)


def _missed(today: date) -> QuerySet[Clock]:
    return Clock.objects.running().of_office().filter(due_on__lt=today, missed_at=None)


def _risen(today: date) -> QuerySet[Case]:
    """Held by a room past the room's limit, or by a station past the station's."""
    ended = Clock.objects.running().filter(due_on__lt=today)
    return Case.objects.filter(
        Q(clocks__in=ended.filter(kind=ClockKind.ROOM), unit__kind=Level.ROOM)
        | Q(clocks__in=ended.filter(kind=ClockKind.STATION)),
        status=Status.LOCAL,
    ).distinct()


def _without_material(today: date) -> QuerySet[Case]:
    ended = Clock.objects.running().filter(kind=ClockKind.MATERIAL, due_on__lt=today)
    return Case.objects.filter(clocks__in=ended, status=Status.NEEDS_INFO)


def _lapsed(today: date) -> QuerySet[Case]:
    """Delivered to somebody, and the last day of everyone it was delivered to has passed."""
    kinds = [ClockKind.REVIEW_REQUEST, ClockKind.CONFIRM]
    rights = Clock.objects.running().filter(kind__in=kinds)
    return (
        Case.objects.filter(clocks__in=rights.filter(due_on__lt=today), status=Status.REPLIED)
        .exclude(clocks__in=rights.filter(due_on__gte=today))
        .distinct()
    )
