from datetime import date

import time_machine
from django.core.checks import run_checks

from core.calendar import city_calendar
from core.models import DayOverride


def test_the_city_s_calendar_takes_in_the_overrides_with_one_query(db, django_assert_num_queries):
    DayOverride.objects.create(day=date(2026, 3, 2), is_workday=False, reason="Snow")

    with django_assert_num_queries(1):
        calendar = city_calendar()

    assert not calendar.is_workday(date(2026, 3, 2))
    assert calendar.is_workday(date(2026, 3, 3))


def warnings_on(moment: str) -> list[str]:
    with time_machine.travel(moment, tick=False):
        return [message.msg for message in run_checks() if message.id == "core.W001"]


def test_the_checks_warn_of_a_year_whose_days_off_are_unknown():
    assert warnings_on("2026-06-01T04:00Z") == []
    assert "2040" in warnings_on("2040-01-31T04:00Z")[0]


def test_in_december_the_checks_look_at_the_next_year_too():
    assert len(warnings_on("2040-11-30T04:00Z")) == 1
    assert "2041" in warnings_on("2040-12-01T04:00Z")[1]
