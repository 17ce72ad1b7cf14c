"""When offices work. Demo acts of people happen on working days between 8 and 18."""

from datetime import datetime, time, timedelta
from random import Random

from core.workdays import CITY_TZ, ONE_DAY, Calendar, city_day

OPENS, CLOSES = time(8), time(18)
LUNCH, AFTER_LUNCH = time(12), time(14, 30)


def is_open(at: datetime, calendar: Calendar) -> bool:
    """Whether somebody sits at a desk at this moment."""
    local = at.astimezone(CITY_TZ)
    return calendar.is_workday(local.date()) and OPENS <= local.time() <= CLOSES


def settle(at: datetime, calendar: Calendar, chance: Random) -> datetime:
    """The moment itself when offices are open and nobody is at lunch, else one soon after they
    open again."""
    local = at.astimezone(CITY_TZ)
    if not calendar.is_workday(local.date()) or local.time() > CLOSES:
        day = calendar.next_workday(local.date() + ONE_DAY)
    elif local.time() < OPENS:
        day = local.date()
    elif LUNCH < local.time() < AFTER_LUNCH:
        return _on(local, AFTER_LUNCH) + timedelta(minutes=chance.randrange(40))
    else:
        return local
    return _on(datetime.combine(day, OPENS, CITY_TZ), OPENS) + timedelta(
        minutes=chance.randrange(5, 200)
    )


def hours_before(now: datetime, hours: float, calendar: Calendar) -> datetime:
    """The moment in office hours that lies so many office hours back."""
    at = now.astimezone(CITY_TZ)
    left = timedelta(hours=hours)
    while True:
        day = city_day(at)
        opens = datetime.combine(day, OPENS, CITY_TZ)
        if calendar.is_workday(day):
            at = min(at, datetime.combine(day, CLOSES, CITY_TZ))
            if at - opens > left:
                return at - left
            left -= max(at - opens, timedelta(0))
        at = datetime.combine(day - ONE_DAY, CLOSES, CITY_TZ)


def _on(at: datetime, moment: time) -> datetime:
    return datetime.combine(at.date(), moment, CITY_TZ)
