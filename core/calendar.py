"""The city's calendar: the published days with the overrides staff entered."""

from core.models import DayOverride
from core.workdays import Calendar


def city_calendar() -> Calendar:
    """Return the calendar with all overrides, read with one query."""
    return Calendar(dict(DayOverride.objects.values_list("day", "is_workday")))
