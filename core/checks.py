"""What an operator should know before something goes wrong."""

from typing import Any

from django.core.checks import CheckMessage, Warning, register
from django.utils import timezone

from core.workdays import Calendar, city_day

NOTICE_MONTH = 12  # the State Council publishes the next year's days off in November


@register()
def calendar_is_known(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn when due dates would be set in a year whose days off are unknown."""
    today = city_day(timezone.now())
    years = [today.year, today.year + 1] if today.month >= NOTICE_MONTH else [today.year]
    return [
        Warning(
            f"The days off of the year {year} are not known to the installed calendar.",
            hint="Update the package `holidays`, or enter the days as day overrides in the "
            "admin and silence this check.",
            id="core.W001",
        )
        for year in years
        if not Calendar().knows(year)
    ]
