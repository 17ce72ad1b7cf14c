"""Days and working days as the city counts them. Pure: reads no table, knows no request.

Source of the days off: State Council notices, as the package `holidays` carries them, with the
weekend days that are worked in exchange; the city may override single days.
"""

import logging
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

CITY_TZ = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)
SATURDAY = 5
# From 2002 on every yearly notice of the State Council exchanged at least one weekend day;
# the package held all of them up to 2026 when this was written.
FIRST_YEAR, KNOWN_YEAR = 2002, 2026

logger = logging.getLogger(__name__)


def city_day(at: datetime) -> date:
    """Return the date in the city at a moment. Raises ValueError for a naive datetime."""
    if at.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    return at.astimezone(CITY_TZ).date()


def end_of_day(day: date) -> datetime:
    """Return the midnight in the city that ends the day."""
    return datetime.combine(day + ONE_DAY, time.min, CITY_TZ)


class Calendar:
    """Working days; `overrides` says of single days whether they are worked."""

    def __init__(self, overrides: Mapping[date, bool] | None = None) -> None:
        self.overrides = dict(overrides or {})

    def knows(self, year: int) -> bool:
        """Whether the notice for the year is known, from the package or from overrides."""
        made_up = any(
            worked and day.year == year and day.weekday() >= SATURDAY
            for day, worked in self.overrides.items()
        )
        return made_up or FIRST_YEAR <= year <= _last_published_year()

    def is_workday(self, day: date) -> bool:
        """Whether offices work on the day; an unknown year counts weekends and fixed holidays."""
        if day in self.overrides:
            return self.overrides[day]
        if not self.knows(day.year):
            _warn_once(day.year)
        days_off, made_up = _published(day.year)
        return day in made_up or (day.weekday() < SATURDAY and day not in days_off)

    def next_workday(self, day: date) -> date:
        """Return the day itself if it is worked, else the next one that is."""
        while not self.is_workday(day):
            day += ONE_DAY
        return day

    def add_workdays(self, day: date, n: int) -> date:
        """Return the nth working day after `day`, which itself is not counted.

        Zero gives `next_workday(day)`. Raises ValueError for a negative number.
        """
        if n < 0:
            raise ValueError("Working days are added, not taken away.")
        if n == 0:
            return self.next_workday(day)
        for _ in range(n):
            day = self.next_workday(day + ONE_DAY)
        return day


@cache
def _published(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Return days off and worked weekend days of a year."""
    # The new year's notice may move days of the old year's December.
    # Named through the package: it loads the countries' modules only when one is asked for.
    china = holidays.China(years=(year, year + 1))  # type: ignore[attr-defined]
    days_off = frozenset(day for day in china if day.year == year)
    return days_off, frozenset(day for day in china.weekend_workdays if day.year == year)


@cache
def _last_published_year() -> int:
    """Return the last year whose notice the package knows, told by its make-up days."""
    year = KNOWN_YEAR
    while _published(year + 1)[1]:
        year += 1
    return year


@cache
def _warn_once(year: int) -> None:
    logger.warning("The days off of the year %s are not known; due dates there may move.", year)
