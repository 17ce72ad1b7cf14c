import logging
from datetime import UTC, date, datetime

import pytest

from core.workdays import CITY_TZ, Calendar, city_day, end_of_day

CALENDAR = Calendar()


@pytest.mark.parametrize(
    ("day", "weekday", "worked"),
    [
        # State Council notice for 2026
        ("2026-01-01", "Thu", False),
        ("2026-01-02", "Fri", False),
        ("2026-01-03", "Sat", False),
        ("2026-01-04", "Sun", True),
        ("2026-02-13", "Fri", True),
        ("2026-02-14", "Sat", True),
        ("2026-02-15", "Sun", False),
        ("2026-02-16", "Mon", False),
        ("2026-02-17", "Tue", False),
        ("2026-02-18", "Wed", False),
        ("2026-02-19", "Thu", False),
        ("2026-02-20", "Fri", False),
        ("2026-02-21", "Sat", False),
        ("2026-02-22", "Sun", False),
        ("2026-02-23", "Mon", False),
        ("2026-02-24", "Tue", True),
        ("2026-02-28", "Sat", True),
        ("2026-03-01", "Sun", False),
        ("2026-04-06", "Mon", False),
        ("2026-05-05", "Tue", False),
        ("2026-05-09", "Sat", True),
        ("2026-06-19", "Fri", False),
        ("2026-09-20", "Sun", True),
        ("2026-09-25", "Fri", False),
        ("2026-10-07", "Wed", False),
        ("2026-10-08", "Thu", True),
        ("2026-10-10", "Sat", True),
        # the notice for 2007 made the last weekend of 2006 a working one
        ("2006-12-30", "Sat", True),
        ("2006-12-31", "Sun", True),
    ],
)
def test_days_are_worked_as_the_notice_says(day, weekday, worked):
    day = date.fromisoformat(day)

    assert f"{day:%a}" == weekday
    assert CALENDAR.is_workday(day) is worked


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2026-02-12", 0, "2026-02-12"),  # Thu
        ("2026-02-12", 1, "2026-02-13"),  # Fri
        ("2026-02-12", 2, "2026-02-14"),  # Sat, worked
        ("2026-02-12", 3, "2026-02-24"),  # Tue after the Spring Festival
        ("2026-02-18", 0, "2026-02-24"),
        ("2026-02-18", 1, "2026-02-24"),
        ("2026-02-12", 7, "2026-02-28"),  # Sat, worked
        ("2026-02-12", 15, "2026-03-11"),  # Wed
        ("2026-09-30", 1, "2026-10-08"),  # over National Day
    ],
)
def test_working_days_are_counted_over_the_holidays(start, n, due):
    assert CALENDAR.add_workdays(date.fromisoformat(start), n) == date.fromisoformat(due)


def test_working_days_are_not_taken_away():
    with pytest.raises(ValueError, match="added"):
        CALENDAR.add_workdays(date(2026, 3, 2), -1)


def test_the_city_may_override_single_days():
    snow, extra = date(2026, 3, 2), date(2026, 3, 7)  # Mon, Sat
    calendar = Calendar({snow: False, extra: True})

    assert calendar.next_workday(snow) == date(2026, 3, 3)
    assert calendar.is_workday(extra)


def test_a_year_without_a_notice_is_not_known_until_its_days_are_entered():
    assert CALENDAR.knows(2026) and CALENDAR.knows(2005)
    assert not CALENDAR.knows(2040)
    assert Calendar({date(2040, 2, 11): True}).knows(2040)  # Sat
    assert not Calendar({date(2040, 2, 13): False}).knows(2040)


def test_an_unknown_year_still_has_weekends_and_fixed_holidays_and_is_logged_once(caplog):
    with caplog.at_level(logging.WARNING):
        worked = [CALENDAR.is_workday(date(2041, 10, day)) for day in (1, 2, 12, 14)]

    assert worked == [False, False, False, True]  # Tue, Wed, Sat, Mon
    assert ["2041" in record.getMessage() for record in caplog.records] == [True]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 1, 15, 59, 59, tzinfo=UTC), date(2026, 3, 1)),
        (datetime(2026, 3, 1, 16, 0, tzinfo=UTC), date(2026, 3, 2)),
        (datetime(2026, 3, 1, 0, 0, tzinfo=CITY_TZ), date(2026, 3, 1)),
    ],
)
def test_a_day_is_a_day_in_the_city(moment, day):
    assert city_day(moment) == day


def test_a_moment_without_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        city_day(datetime(2026, 3, 1))  # noqa: DTZ001


def test_a_day_ends_at_the_city_s_midnight():
    assert end_of_day(date(2026, 2, 28)) == datetime(2026, 2, 28, 16, 0, tzinfo=UTC)
