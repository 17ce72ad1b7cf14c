"""How a hearing stands follows from its dates and acts."""

from dataclasses import replace
from datetime import date

import pytest

from hearings.status import Course, status
from hearings.status import HearingStatus as S

PLAN = Course(
    planned_on=date(2026, 12, 15), apply_until=date(2026, 11, 17), minutes_by=date(2026, 12, 24)
)
HELD = replace(PLAN, held_on=date(2026, 12, 15))


@pytest.mark.parametrize(
    ("course", "on", "expected"),
    [
        (PLAN, date(2026, 11, 17), S.OPEN),  # the last day to apply
        (PLAN, date(2026, 11, 18), S.COMING),
        (PLAN, date(2026, 12, 15), S.TODAY),
        (PLAN, date(2026, 12, 16), S.UNREPORTED),
        (HELD, date(2026, 12, 15), S.HELD),
        (HELD, date(2026, 12, 24), S.HELD),  # the last day for the minutes
        (HELD, date(2026, 12, 25), S.LATE),
        (replace(HELD, concluded_on=date(2026, 12, 28)), date(2026, 12, 27), S.LATE),
        (replace(HELD, concluded_on=date(2026, 12, 28)), date(2026, 12, 28), S.CONCLUDED),
        (replace(PLAN, cancelled_on=date(2026, 11, 20)), date(2026, 12, 15), S.CANCELLED),
    ],
)
def test_a_hearing_stands_where_its_acts_put_it(course, on, expected):
    assert status(course, on) == expected
