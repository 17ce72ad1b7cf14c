"""Monthly figures: which months an act makes stale, and how a month is computed again."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count, Max, Min, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from casework.choices import Act
from casework.reading import public_events
from casework.workflow import Status
from core.generation import renew_on_commit
from reporting.metrics import METRICS, Tally
from reporting.models import MonthlyFigure, StaleMonth

if TYPE_CHECKING:
    from casework.models import Event

# Stands for matters without a category; no category's code can be this.
UNSORTED = "?"
# Acts that may change category or kind: they move a matter's whole past to another row.
RESHAPING = frozenset({Act.REGISTER, Act.CLASSIFY})

Key = tuple[str, str]  # metric, category
Figures = dict[Key, tuple[int, int | None]]


def mark_stale(event: "Event") -> None:
    """Note which months an act touches: its own, and those of the matter's earlier acts where
    it changes how they count. Runs in the transaction of the act; adds rows only."""
    days = {event.day}
    past = event.case.events.values_list("day", flat=True)
    if event.act in RESHAPING or event.case.is_sealed:
        days.update(past)
    elif (event.status_before == Status.CLOSED) != (event.status_after == Status.CLOSED):
        days.update(past.filter(act=Act.REGISTER))
    _append(month_of(day) for day in days)


def mark_known_months() -> None:
    """Have all figures computed again, e.g. because a category moved in the tree."""
    span = public_events().aggregate(first=Min("day"), last=Max("day"))
    months = set(MonthlyFigure.objects.values_list("month", flat=True).distinct())
    if span["first"]:
        months.update(months_between(month_of(span["first"]), month_of(span["last"])))
    _append(months)


def refresh(now: datetime) -> int:
    """Compute the stale months again, each in a transaction of its own; return how many.

    A second run at the same time does no harm: it waits for the rows it shares.
    """
    months = sorted(set(StaleMonth.objects.values_list("month", flat=True)))
    for month in months:
        _refresh_month(month, now)
    return len(months)


def compute(month: date) -> Figures:
    """The figures of one month from the events themselves, for all matters ("") and by
    first-level category. What is zero is left out."""
    events = public_events().filter(day__gte=month, day__lt=next_month(month))
    counted = _count_by_category(events, _tallies_of_month())
    registered = Q(case__events__act=Act.REGISTER)
    registered &= Q(case__events__day__gte=month, case__events__day__lt=next_month(month))
    counted |= _count_by_category(public_events().filter(registered), _tallies_of_cohort())
    figures: Figures = {}
    for metric in METRICS:
        for category in {category for _name, category in counted}:
            numerator = counted.get((f"{metric.code}_part", category), 0)
            denominator = counted.get((f"{metric.code}_whole", category), 0)
            if numerator or denominator:
                is_rate = metric.denominator is not None
                figures[metric.code, category] = (numerator, denominator if is_rate else None)
    return figures


def month_of(day: date) -> date:
    """The first day of a day's month, which names the month."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    return month_of(month + timedelta(days=31))


def month_before(month: date) -> date:
    return month_of(month - timedelta(days=1))


def months_between(first: date, last: date) -> list[date]:
    """Months from one to another, both included."""
    months = [first]
    while months[-1] < last:
        months.append(next_month(months[-1]))
    return months


@transaction.atomic
def _refresh_month(month: date, now: datetime) -> None:
    # Read before the events: an act that comes meanwhile leaves its row for the next run.
    stale = StaleMonth.objects.select_for_update().filter(month=month)
    taken = list(stale.values_list("pk", flat=True))
    kept = MonthlyFigure.objects.filter(month=month)
    known = {
        (metric, category): (numerator, denominator)
        for metric, category, numerator, denominator in kept.values_list(
            "metric", "category", "numerator", "denominator"
        )
    }
    figures = compute(month)
    if figures != known:
        renew_on_commit()
        kept.delete()
        MonthlyFigure.objects.bulk_create(
            MonthlyFigure(
                month=month,
                metric=metric,
                category=category,
                numerator=numerator,
                denominator=denominator,
                computed_at=now,
            )
            for (metric, category), (numerator, denominator) in figures.items()
        )
    StaleMonth.objects.filter(pk__in=taken).delete()


def _append(months: Iterable[date]) -> None:
    StaleMonth.objects.bulk_create(StaleMonth(month=month) for month in months)


def _tallies_of_month() -> dict[str, Tally]:
    tallies = {f"{m.code}_whole": m.denominator for m in METRICS if m.denominator}
    return tallies | {f"{m.code}_part": m.numerator for m in METRICS if not m.of_cohort}


def _tallies_of_cohort() -> dict[str, Tally]:
    return {f"{m.code}_part": m.numerator for m in METRICS if m.of_cohort}


def _count_by_category(events: "QuerySet[Event]", tallies: dict[str, Tally]) -> dict[Key, int]:
    """Count several tallies in one GROUP BY; the sums stand under the category ""."""
    rows: Any = (
        events.order_by()
        .values(first_level=_FIRST_LEVEL)
        .annotate(**{name: _aggregate(tally) for name, tally in tallies.items()})
    )
    counted: dict[Key, int] = {}
    for row in rows:
        for name in tallies:
            counted[name, row["first_level"]] = row[name]
            counted[name, MonthlyFigure.ALL] = (
                counted.get((name, MonthlyFigure.ALL), 0) + row[name]
            )
    return counted


_FIRST_LEVEL = Coalesce("case__category__parent__code", "case__category__code", Value(UNSORTED))


def _aggregate(tally: Tally) -> Any:
    counted = "case" if tally.each_matter_once else "pk"
    total = Count(counted, filter=tally.events, distinct=tally.each_matter_once)
    return total - Count("pk", filter=tally.less) if tally.less else total
