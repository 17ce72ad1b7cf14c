from datetime import UTC, date, datetime

import pytest
import time_machine
from django.template import Context, Template


def rendered(source: str, value: object) -> str:
    return Template("{% load portal %}" + source).render(Context({"value": value}))


@pytest.mark.parametrize(
    ("source", "value", "text"),
    [
        ("{{ value|ymd }}", date(2026, 2, 17), "2026-02-17"),
        ("{{ value|ymd }}", datetime(2026, 2, 17, 16, 0, tzinfo=UTC), "2026-02-18"),
        ("{{ value|ymd }}", None, ""),
        ("{{ value|ymdhm }}", datetime(2026, 2, 17, 16, 5, tzinfo=UTC), "2026-02-18 00:05"),
        ("{% days_until value as n %}{{ n }}", date(2026, 2, 20), "3"),
        ("{% days_until value as n %}{{ n }}", date(2026, 2, 16), "-1"),
    ],
)
def test_dates_are_written_in_the_city_s_time(source, value, text):
    with time_machine.travel("2026-02-16T16:30Z", tick=False):  # the 17th in the city
        assert rendered(source, value) == text
