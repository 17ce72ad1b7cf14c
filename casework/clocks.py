"""Starting, meeting, dropping and extending the clocks of a case.

Only `reschedule` writes `Case.next_due_at`: the earliest due of the unmet duties of an office.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from casework.deadlines import (
    REGULATION,
    CityLimit,
    ClockKind,
    Counts,
    Holder,
    Source,
    TimeLimit,
    due,
    extended,
    limit_on,
)
from casework.models import Case, Clock, ClockPause, Letter, Petitioner
from core.calendar import city_calendar
from core.city_rules import all_rules, rules_on
from core.models import CityRule
from core.workdays import Calendar, city_day
from units.models import Unit, User

_RULE_PREFIX = "limit."


@dataclass(frozen=True)
class _Known:
    calendar: Calendar
    rules: tuple[CityRule, ...]


_known: ContextVar[_Known | None] = ContextVar("_known", default=None)


@contextmanager
def rules_read_once() -> Iterator[None]:
    """Read calendar and city rules once for the many clocks of an import."""
    token = _known.set(_Known(city_calendar(), tuple(all_rules())))
    try:
        yield
    finally:
        _known.reset(token)


def city_limits(day: date) -> Mapping[str, CityLimit]:
    """The city's own limits in force on a day, by kind of clock."""
    known = _known.get()
    rules = rules_on(day, known.rules if known else None)
    return {
        key.removeprefix(_RULE_PREFIX): CityLimit(rule.value, rule.in_force_from)
        for key, rule in rules.items()
        if key.startswith(_RULE_PREFIX)
    }


def start(
    case: Case,
    kind: ClockKind,
    *,
    at: datetime,
    unit: Unit | None = None,
    petitioner: Petitioner | None = None,
    typed: date | None = None,
) -> Clock:
    """Start a clock on the day of `at`; one of the kind that already runs goes on."""
    day = city_day(at)
    limit = limit_on(kind, day, city_limits(day))
    end = due(limit, day, _calendar(), typed=typed)
    clock, _created = Clock.objects.get_or_create(
        case=case,
        kind=kind,
        petitioner=petitioner.pk if petitioner else None,
        met_at=None,
        dropped_at=None,
        defaults={
            "holder": limit.holder,
            "unit": unit,
            "start_on": day,
            "days": limit.days,
            "counts": limit.counts,
            "raw_due_on": end.raw,
            "due_on": end.effective,
            "article": limit.article,
            "rule_source": limit.source,
            "rule_in_force_from": limit.in_force_from,
        },
    )
    return clock


def meet(case: Case, kinds: Iterable[ClockKind], *, at: datetime) -> list[Clock]:
    """Stop the running clocks of these kinds as met. Returns them."""
    clocks = list(case.clocks.running().filter(kind__in=list(kinds)))
    for clock in clocks:
        clock.met_at = at
        clock.save(update_fields=["met_at"])
    return clocks


def drop(case: Case, *, at: datetime, keep: Iterable[ClockKind] = ()) -> None:
    """Stop the running clocks that no longer mean anything, except those to keep."""
    case.clocks.running().exclude(kind__in=list(keep)).update(dropped_at=at)


def drop_kind(case: Case, kind: ClockKind, *, at: datetime) -> None:
    """Stop the running clocks of one kind without their having been met."""
    case.clocks.running().filter(kind=kind).update(dropped_at=at)


def extend(clock: Clock, days: int, *, approved_by: User, letter: Letter) -> Clock:
    """Extend once by at most 30 days, approved and told to the resident (Art 34).

    Raises ValueError when it was extended before or the days are out of range.
    """
    if clock.extension_days:
        raise ValueError("A limit is extended once only (Art 34).")
    end = extended(_limit_of(clock), clock.raw_due_on, days, city_calendar())
    clock.raw_due_on, clock.due_on = end.raw, end.effective
    clock.extension_days = days
    clock.extension_approved_by = approved_by
    clock.extension_letter = letter
    clock.save()
    return clock


def pause(clock: Clock, *, since: date, article: str) -> ClockPause:
    """Stop counting from a day on, e.g. for a hearing in final review (Art 36(2))."""
    return ClockPause.objects.create(clock=clock, since=since, article=article)


def resume(clock: Clock, *, until: date) -> Clock:
    """Count on from a day; the due date moves by the days that were not counted."""
    span = clock.pauses.get(until=None)
    span.until = until
    span.save(update_fields=["until"])
    moved = clock.raw_due_on + timedelta(days=(until - span.since).days)
    limit = _limit_of(clock)
    clock.raw_due_on = moved
    rolls = limit.holder == Holder.RESIDENT
    clock.due_on = city_calendar().next_workday(moved) if rolls else moved
    clock.save(update_fields=["raw_due_on", "due_on"])
    return clock


def reschedule(case: Case) -> None:
    """Write when an office next owes something on this case; NULL when nothing is owed."""
    earliest = case.clocks.running().of_office().order_by("due_on").first()
    case.next_due_at = earliest.due_at if earliest else None
    Case.objects.filter(pk=case.pk).update(next_due_at=case.next_due_at)


def _calendar() -> Calendar:
    known = _known.get()
    return known.calendar if known else city_calendar()


def _limit_of(clock: Clock) -> TimeLimit:
    """The limit as it was when the clock was set."""
    return TimeLimit(
        ClockKind(clock.kind),
        clock.days,
        Counts(clock.counts),
        Holder(clock.holder),
        Source(clock.rule_source),
        clock.article,
        clock.rule_in_force_from or REGULATION,
    )
