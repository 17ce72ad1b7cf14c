"""Walks the planned matters through the real actions in the order of time, night by night."""

import heapq
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from functools import cache
from itertools import count
from random import Random

from casework import clocks
from casework.actions.nightly import sweep
from casework.models import Clock
from casework.signals import event_recorded
from core.calendar import city_calendar
from core.city_rules import rules_on
from core.workdays import CITY_TZ, ONE_DAY, city_day
from demo import hours
from demo.matter import City, Matter
from demo.plan import SEED, Entry
from demo.ways import WAYS, Walk
from reporting import rollups


def walk_all(
    city: City, entries: list[Entry], *, now: datetime, tick: Callable[[], object]
) -> list[Matter]:
    """Let every matter go its way until now; returns them."""
    order = count()
    queue: list[tuple[datetime, int, Matter, Walk]] = []
    for place, entry in enumerate(entries):
        matter = _begin(city, entry, Random(SEED + place))
        heapq.heappush(queue, (matter.at, next(order), matter, WAYS[entry.way](matter)))
    matters = [matter for _at, _place, matter, _way in queue]
    night = _night_after(queue[0][0])
    with figures_later(), read_once():
        while queue and queue[0][0] < now:
            at, _place, matter, way = heapq.heappop(queue)
            while night <= at:
                _sweep_if_due(night)
                night += ONE_DAY
            matter.at = at
            wait = next(way, None)
            if wait is None:
                tick()
            else:
                then = hours.settle(at + wait, city.calendar, matter.chance)
                heapq.heappush(queue, (then, next(order), matter, way))
        for _rest in queue:
            tick()
        while night <= now:
            _sweep_if_due(night)
            night += ONE_DAY
    return matters


@contextmanager
def figures_later() -> Iterator[None]:
    """Monthly figures are computed once at the end, not made stale act by act."""
    listening, event_recorded.receivers = event_recorded.receivers, []
    try:
        yield
    finally:
        event_recorded.receivers = listening
    rollups.mark_known_months()


@contextmanager
def read_once() -> Iterator[None]:
    """Nobody changes working days or the city's limits meanwhile: each is read once."""
    clocks.city_calendar, clocks.rules_on = cache(city_calendar), cache(rules_on)
    try:
        yield
    finally:
        clocks.city_calendar, clocks.rules_on = city_calendar, rules_on


def _begin(city: City, entry: Entry, chance: Random) -> Matter:
    at = hours.settle(entry.begins, city.calendar, chance)
    return Matter(city, entry.story, entry.place, at, chance)


def _night_after(at: datetime) -> datetime:
    return datetime.combine(city_day(at), time(1), CITY_TZ) + timedelta(days=1)


def _sweep_if_due(night: datetime) -> None:
    """The nightly sweep has work only when some limit ended the day before."""
    if Clock.objects.running().filter(due_on=city_day(night) - ONE_DAY).exists():
        sweep(night)
