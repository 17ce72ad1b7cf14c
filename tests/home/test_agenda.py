"""The 15th and the 16th, with holidays and weekends in the way."""

from datetime import date

import pytest

from core.workdays import Calendar
from home.agenda import agenda, meeting_day, work_day


@pytest.mark.parametrize(
    ("month", "work", "meeting"),
    [
        (date(2026, 10, 1), date(2026, 10, 15), date(2026, 10, 16)),  # Thursday, Friday
        (date(2026, 11, 1), date(2026, 11, 16), date(2026, 11, 17)),  # the 15th is a Sunday
        (date(2026, 8, 1), date(2026, 8, 17), date(2026, 8, 18)),  # a Saturday
        (date(2026, 5, 1), date(2026, 5, 15), date(2026, 5, 18)),  # the 16th is a Saturday
        (date(2026, 2, 1), date(2026, 2, 24), date(2026, 2, 25)),  # Spring Festival
    ],
)
def test_both_roll_forward_and_the_meeting_follows(month, work, meeting):
    calendar = Calendar()
    assert (work_day(month, calendar), meeting_day(month, calendar)) == (work, meeting)


@pytest.mark.parametrize(
    ("today", "work", "meeting"),
    [
        (date(2026, 11, 14), date(2026, 11, 16), date(2026, 11, 17)),
        (date(2026, 11, 16), date(2026, 11, 16), date(2026, 11, 17)),
        (date(2026, 11, 17), date(2026, 12, 15), date(2026, 11, 17)),
        (date(2026, 11, 18), date(2026, 12, 15), date(2026, 12, 16)),
        (date(2026, 12, 31), date(2027, 1, 15), date(2027, 1, 18)),
    ],
)
def test_the_next_of_each_is_shown_today_included(today, work, meeting):
    found = agenda(today, Calendar())
    assert (found.work_day, found.meeting_day) == (work, meeting)


def test_a_day_the_city_takes_off_moves_both():
    calendar = Calendar({date(2026, 10, 15): False})
    assert work_day(date(2026, 10, 1), calendar) == date(2026, 10, 16)
    assert meeting_day(date(2026, 10, 1), calendar) == date(2026, 10, 19)


def test_a_day_pushed_into_the_next_month_is_still_found():
    off = {date(2026, 6, day): False for day in range(15, 31)}
    found = agenda(date(2026, 7, 1), Calendar(off))
    assert (found.work_day, found.meeting_day) == (date(2026, 7, 1), date(2026, 7, 2))
