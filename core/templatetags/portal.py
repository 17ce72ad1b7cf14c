"""Dates as every page writes them, in the city's time."""

from datetime import date, datetime

from django import template
from django.utils import timezone

from core.workdays import CITY_TZ, city_day

register = template.Library()


@register.filter(is_safe=True)
def ymd(value: date | datetime | None) -> str:
    """Write a date, or the day of a moment in the city, as 2026-02-17."""
    return _day(value).isoformat() if value else ""


@register.filter(is_safe=True)
def ymdhm(value: datetime | None) -> str:
    """Write a moment in the city as 2026-02-17 09:30."""
    return value.astimezone(CITY_TZ).strftime("%Y-%m-%d %H:%M") if value else ""


@register.simple_tag
def days_until(value: date | datetime) -> int:
    """Return the days from today in the city to a day; negative when it has passed."""
    return (_day(value) - city_day(timezone.now())).days


def _day(value: date | datetime) -> date:
    return city_day(value) if isinstance(value, datetime) else value
