"""The dates around a hearing, with the weekday and the rule beside each row."""

from datetime import date, timedelta

import pytest

from core.workdays import Calendar
from hearings.deadlines import (
    PROFILES,
    Counts,
    HearingKind,
    Source,
    apply_until,
    dates,
    earliest_hearing,
    stricter,
)

K = HearingKind
CALENDAR = Calendar()
FRIDAY = date(2026, 12, 18)


@pytest.mark.parametrize(
    ("kind", "notice", "participants", "materials", "minutes"),
    [
        # Ten working days lie between Thursday 3rd and Friday 18th: 4th, 7th–11th, 14th–17th.
        (K.PETITION, date(2026, 12, 3), date(2026, 12, 10), date(2026, 12, 10), (12, 29)),
        (K.DECISION, date(2026, 11, 17), date(2026, 12, 10), date(2026, 12, 10), (12, 29)),
        (K.LAND, date(2026, 11, 17), date(2026, 12, 3), date(2026, 12, 3), (12, 29)),
        (K.HOUSING, date(2026, 11, 17), date(2026, 12, 3), date(2026, 12, 3), (12, 29)),
        (K.PRICE, date(2026, 11, 17), date(2026, 12, 2), date(2026, 12, 2), (12, 29)),
        (K.OTHER, date(2026, 12, 3), date(2026, 12, 10), date(2026, 12, 10), (12, 29)),
    ],
)
def test_what_is_owed_around_a_hearing_on_a_friday(kind, notice, participants, materials, minutes):
    found = dates(PROFILES[kind], FRIDAY, CALENDAR)
    assert found.notice_by == notice
    assert found.participants_by == participants
    assert found.materials_by == materials
    assert found.minutes_by == date(2026, *minutes)


@pytest.mark.parametrize(
    ("kind", "lead", "days", "counts", "article"),
    [
        (K.DECISION, "materials", 7, Counts.CALENDAR, "重大行政决策程序暂行条例第十六条"),
        (K.DECISION, "comments", 30, Counts.CALENDAR, "重大行政决策程序暂行条例第十五条"),
        (K.LAND, "notice", 30, Counts.CALENDAR, "自然资源听证规定第十三条"),
        (K.LAND, "materials", 10, Counts.WORKING, "自然资源听证规定第十五条"),
        (K.LAND, "minutes", 7, Counts.WORKING, "自然资源听证规定第十七条"),
        (K.LAND, "comments", 30, Counts.CALENDAR, "土地管理法第四十七条"),
        (K.HOUSING, "comments", 30, Counts.CALENDAR, "国有土地上房屋征收与补偿条例第十条"),
        (K.PRICE, "notice", 30, Counts.CALENDAR, "政府制定价格听证办法"),
        (K.PRICE, "participants", 15, Counts.CALENDAR, "政府制定价格听证办法"),
    ],
)
def test_limits_of_the_law_stand_with_their_article(kind, lead, days, counts, article):
    found = getattr(PROFILES[kind], lead)
    assert (found.days, found.counts, found.article) == (days, counts, article)
    assert found.source == Source.LAW


def test_working_days_pass_over_the_spring_festival():
    # 2027-02-15 is a Monday after the holiday; what lies before it counts little.
    with_holiday = dates(PROFILES[K.PETITION], date(2026, 2, 26), CALENDAR)
    plain = dates(PROFILES[K.PETITION], date(2026, 3, 26), CALENDAR)
    assert with_holiday.held_on - with_holiday.notice_by > plain.held_on - plain.notice_by


@pytest.mark.parametrize("kind", list(K))
@pytest.mark.parametrize("announced_on", [date(2026, 9, 20), date(2026, 11, 13), date(2026, 2, 6)])
def test_the_earliest_hearing_keeps_the_notice_and_no_earlier_day_would(kind, announced_on):
    profile = PROFILES[kind]
    held_on = earliest_hearing(profile, announced_on, CALENDAR)
    found = dates(profile, held_on, CALENDAR)
    assert CALENDAR.is_workday(held_on)
    assert announced_on <= min(found.notice_by, found.comments_open_by or found.notice_by)
    day = held_on - timedelta(days=1)
    while not CALENDAR.is_workday(day):
        day -= timedelta(days=1)
    assert dates(profile, day, CALENDAR).notice_by < announced_on


@pytest.mark.parametrize(
    ("kind", "announced_on", "until"),
    [
        (K.LAND, date(2026, 11, 13), date(2026, 11, 27)),  # Friday, ten working days
        (K.PETITION, date(2026, 9, 28), date(2026, 10, 10)),  # a worked Saturday after the holiday
    ],
)
def test_people_may_apply_until_a_working_day(kind, announced_on, until):
    assert apply_until(PROFILES[kind], announced_on, CALENDAR) == until


@pytest.mark.parametrize("kind", list(K))
def test_whoever_applies_on_the_last_day_can_still_be_listed(kind):
    announced_on = date(2026, 11, 4)
    held_on = earliest_hearing(PROFILES[kind], announced_on, CALENDAR)
    listed_by = dates(PROFILES[kind], held_on, CALENDAR).participants_by
    assert apply_until(PROFILES[kind], announced_on, CALENDAR) <= listed_by


@pytest.mark.parametrize(
    ("size", "allowed"), [(3, False), (4, False), (5, True), (6, False), (7, True)]
)
def test_a_panel_on_a_petition_matter_is_odd_and_at_least_five(size, allowed):
    assert PROFILES[K.PETITION].panel.allows(size) is allowed


@pytest.mark.parametrize(
    ("lead", "days", "expected"),
    [
        ("notice", 45, (45, Source.CITY)),
        ("notice", 20, (30, Source.LAW)),
        ("minutes", 5, (5, Source.CITY)),
        ("minutes", 9, (7, Source.LAW)),
    ],
)
def test_a_city_may_be_stricter_but_not_laxer(lead, days, expected):
    found = getattr(stricter(PROFILES[K.LAND], {lead: days}), lead)
    assert (found.days, found.source) == expected


def test_a_lead_that_does_not_exist_is_refused():
    with pytest.raises(KeyError):
        stricter(PROFILES[K.LAND], {"tea": 3})


def test_every_kind_has_its_rules():
    assert set(PROFILES) == set(K)
