"""The fixed days of a month: Mass Work Day on the 15th, the leading group's on the 16th. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from core.workdays import ONE_DAY, Calendar

WORK_DAY, MEETING_DAY = 15, 16


@dataclass(frozen=True)
class Agenda:
    """The next of each, today included."""

    work_day: date
    meeting_day: date


def agenda(today: date, calendar: Calendar) -> Agenda:
    return Agenda(_next(today, calendar, work_day), _next(today, calendar, meeting_day))


def work_day(month: date, calendar: Calendar) -> date:
    """The 15th of a month, or the first working day after it."""
    return calendar.next_workday(month.replace(day=WORK_DAY))


def meeting_day(month: date, calendar: Calendar) -> date:
    """The 16th or the first working day after it, but never before the day after Mass Work Day:
    the leaders take up what was heard on it."""
    after = work_day(month, calendar) + ONE_DAY
    return calendar.next_workday(max(month.replace(day=MEETING_DAY), after))


def _next(today: date, calendar: Calendar, rule: Callable[[date, Calendar], date]) -> date:
    # Holidays may push a day of last month into this one.
    month = (today.replace(day=1) - ONE_DAY).replace(day=1)
    while rule(month, calendar) < today:
        month = (month + timedelta(days=31)).replace(day=1)
    return rule(month, calendar)
