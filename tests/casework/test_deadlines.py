"""Every time limit as a table: start with its weekday, the date that follows, the article."""

from datetime import date

import pytest

from casework.deadlines import (
    ANSWER_CLOCKS,
    LIMITS,
    CityLimit,
    ClockKind,
    Counts,
    Holder,
    Source,
    due,
    extended,
    limit_on,
)
from core.workdays import Calendar

K = ClockKind
CALENDAR = Calendar({})

# kind, start, due, why. 2026-11-03 is a Tuesday; 2026-02-13 the Friday before Spring Festival
# (02-14 is worked, 02-15 to 02-23 are off, 02-24 is a Tuesday).
TABLE = [
    (K.REGISTER, date(2026, 11, 3), date(2026, 11, 4), "1 working day, Tue to Wed"),
    (K.REGISTER, date(2026, 11, 6), date(2026, 11, 9), "1 working day, Fri to Mon"),
    (K.REGISTER, date(2026, 2, 13), date(2026, 2, 14), "Fri to the made-up Sat"),
    (K.REGISTER, date(2026, 2, 14), date(2026, 2, 24), "over Spring Festival"),
    (K.REFER, date(2026, 11, 3), date(2026, 11, 7), "4 days, ends on a Sat: a duty stays"),
    (K.NOTIFY, date(2026, 11, 5), date(2026, 11, 20), "15 days from receipt, Art 23"),
    (K.OBJECT, date(2026, 11, 3), date(2026, 11, 10), "5 working days, Art 23(3)"),
    (K.OBJECT, date(2026, 2, 13), date(2026, 2, 27), "5 working days over the festival"),
    (K.ROOM, date(2026, 11, 3), date(2026, 11, 10), "7 days"),
    (K.STATION, date(2026, 11, 3), date(2026, 11, 18), "15 days"),
    (K.HANDLE, date(2026, 11, 6), date(2027, 1, 5), "60 days from acceptance, Art 34"),
    (K.HANDLE, date(2026, 8, 2), date(2026, 10, 1), "ends on National Day: a duty stays"),
    (K.FAST_TRACK, date(2026, 11, 3), date(2026, 11, 17), "10 working days"),
    (K.SUGGESTION, date(2026, 11, 3), date(2026, 12, 3), "30 days"),
    (K.ENQUIRY, date(2026, 11, 3), date(2026, 11, 10), "5 working days"),
    (K.HANDOVER, date(2026, 11, 3), date(2026, 11, 18), "15 days"),
    (K.DISPUTED, date(2026, 11, 6), date(2026, 11, 10), "2 working days, Fri to Tue"),
    (K.REWORK, date(2026, 11, 3), date(2026, 11, 18), "15 days"),
    (K.MATERIAL, date(2026, 11, 6), date(2026, 11, 23), "15 days, Sat 11-21 rolls to Mon"),
    (K.CONFIRM, date(2026, 11, 3), date(2026, 12, 3), "30 days"),
    (K.RESTORE, date(2026, 11, 7), date(2026, 11, 16), "7 days, Sat 11-14 rolls to Mon"),
    (K.REVIEW_REQUEST, date(2026, 11, 3), date(2026, 12, 3), "30 days, Art 35"),
    (K.REVIEW_REQUEST, date(2026, 9, 1), date(2026, 10, 8), "National Days roll, Art 35"),
    (K.REVIEW, date(2026, 9, 1), date(2026, 10, 1), "30 days of an office: no roll, Art 35"),
    (K.FINAL_REVIEW_REQUEST, date(2026, 11, 5), date(2026, 12, 7), "Sat rolls, Art 36"),
    (K.FINAL_REVIEW, date(2026, 11, 5), date(2026, 12, 5), "Sat stays, Art 36"),
]


@pytest.mark.parametrize(("kind", "start", "end", "why"), TABLE, ids=lambda v: str(v)[:40])
def test_a_limit_ends_on_its_day(kind, start, end, why):
    assert due(limit_on(kind, start), start, CALENDAR).effective == end, why


def test_every_limit_stands_in_the_table_above_or_is_typed_by_the_organ():
    tried = {kind for kind, *_ in TABLE}
    typed = {limit.kind for limit in LIMITS if limit.source == Source.TYPED}
    assert tried | typed == set(K)
    assert typed == {K.STATUTORY_DUTY, K.ASSIGNED_REPORT}


@pytest.mark.parametrize(
    ("kind", "days", "article"),
    [
        (K.NOTIFY, 15, "第二十三条"),
        (K.OBJECT, 5, "第二十三条第三款"),
        (K.HANDLE, 60, "第三十四条"),
        (K.REVIEW_REQUEST, 30, "第三十五条"),
        (K.REVIEW, 30, "第三十五条"),
        (K.FINAL_REVIEW_REQUEST, 30, "第三十六条"),
        (K.FINAL_REVIEW, 30, "第三十六条"),
    ],
)
def test_the_limits_of_the_regulation_cite_their_article(kind, days, article):
    limit = limit_on(kind, date(2026, 11, 3))
    assert (limit.days, limit.article, limit.source) == (days, article, Source.LAW)


def test_only_the_objection_of_the_regulation_counts_working_days():
    by_law = [limit for limit in LIMITS if limit.source == Source.LAW]
    working = {limit.kind for limit in by_law if limit.counts == Counts.WORKING}
    assert working == {K.OBJECT}


def test_a_right_that_ends_on_a_holiday_keeps_the_raw_date_beside_the_rolled_one():
    end = due(limit_on(K.REVIEW_REQUEST, date(2026, 9, 1)), date(2026, 9, 1), CALENDAR)
    assert (end.raw, end.effective) == (date(2026, 10, 1), date(2026, 10, 8))


def test_before_the_first_version_the_first_one_applies():
    limit = limit_on(K.HANDLE, date(2009, 4, 4))
    assert limit.in_force_from == date(2022, 5, 1)


CITY_TABLE = [
    (K.HANDLE, 45, 45, "a stricter duty applies"),
    (K.HANDLE, 90, 60, "a slower duty does not"),
    (K.REVIEW_REQUEST, 45, 45, "a longer right applies"),
    (K.REVIEW_REQUEST, 10, 30, "a shorter right does not"),
    (K.ROOM, 10, 10, "a house limit is the city's to set"),
]


@pytest.mark.parametrize(("kind", "own", "days", "why"), CITY_TABLE)
def test_a_city_may_be_kinder_than_the_law_and_never_harder(kind, own, days, why):
    rules = {kind: CityLimit(own, date(2026, 1, 1))}
    assert limit_on(kind, date(2026, 11, 3), rules).days == days, why


def test_a_city_rule_holds_only_from_its_day():
    rules = {K.ROOM: CityLimit(3, date(2026, 12, 1))}
    assert limit_on(K.ROOM, date(2026, 11, 30), rules).days == 7
    assert limit_on(K.ROOM, date(2026, 12, 1), rules).days == 3


def test_an_extension_adds_at_most_thirty_days_to_the_first_end():
    limit = limit_on(K.HANDLE, date(2026, 11, 6))
    assert extended(limit, date(2027, 1, 5), 30, CALENDAR).effective == date(2027, 2, 4)
    for days in (0, 31, -1):
        with pytest.raises(ValueError, match="Art 34"):
            extended(limit, date(2027, 1, 5), days, CALENDAR)


@pytest.mark.parametrize("typed", [None, date(2026, 11, 2)])
def test_a_typed_limit_needs_a_date_that_is_not_past(typed):
    limit = limit_on(K.STATUTORY_DUTY, date(2026, 11, 3))
    with pytest.raises(ValueError, match="own date"):
        due(limit, date(2026, 11, 3), CALENDAR, typed=typed)


def test_every_answer_clock_is_a_duty_of_an_office():
    day = date(2026, 11, 3)
    assert all(limit_on(kind, day).holder == Holder.OFFICE for kind in ANSWER_CLOCKS)
