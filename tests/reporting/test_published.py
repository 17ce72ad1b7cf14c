"""What the pages may show of the stored months, and how it is said."""

from datetime import date

import pytest

from reporting import wording
from reporting.models import MonthlyFigure
from reporting.published import agree, by_category, by_month, percent
from tests.cast import at

TODAY = date(2026, 11, 24)
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)

pytestmark = pytest.mark.django_db


def store(month, metric, part, whole=None, category=""):
    MonthlyFigure.objects.create(
        month=month,
        metric=metric,
        category=category,
        numerator=part,
        denominator=whole,
        computed_at=at(11, 24),
    )


def column(table, code):
    return [row.cells[code].text for row in table.rows] + [table.total.cells[code].text]


def test_twelve_whole_months_stand_in_the_table_the_latest_first():
    store(date(2025, 10, 1), "received", 50), store(date(2025, 11, 1), "received", 7)
    store(OCTOBER, "received", 9), store(NOVEMBER, "received", 30)
    months = by_month(TODAY)
    assert [row.label for row in months.table.rows][::11] == ["2026-10", "2025-11"]
    assert column(months.table, "received") == ["9", *["0"] * 10, "7", "16"]
    assert months.running.cells["received"].text == "30"


def test_a_young_installation_shows_the_months_it_has():
    store(date(2026, 9, 1), "received", 6)
    assert [row.label for row in by_month(TODAY).table.rows] == ["2026-10", "2026-09"]


def test_a_small_month_is_hidden_and_another_covers_it():
    for month, count in ((8, 20), (9, 12), (10, 3)):
        store(date(2026, month, 1), "received", count)
    table = by_month(TODAY).table
    assert column(table, "received") == ["not shown", "not shown", "20", "35"]
    assert table.hides


def test_the_running_month_is_outside_the_total_and_hidden_by_itself():
    store(OCTOBER, "received", 8), store(NOVEMBER, "received", 2)
    months = by_month(TODAY)
    assert column(months.table, "received") == ["8", "8"]
    assert months.running.cells["received"].is_hidden
    assert wording.running_sentence(months.running) == (
        "2026-11 so far: received fewer than 5, closed 0."
    )


def test_a_rate_of_fewer_than_five_is_hidden_and_covered():
    store(date(2026, 8, 1), "on_time", 18, 20), store(date(2026, 9, 1), "on_time", 9, 9)
    store(OCTOBER, "on_time", 2, 4)
    assert column(by_month(TODAY).table, "on_time") == ["not shown", "not shown", "90%", "88%"]


def test_a_rate_of_nothing_is_a_dash():
    store(OCTOBER, "received", 8)
    assert column(by_month(TODAY).table, "solved") == ["–", "–"]


def test_categories_stand_in_official_order_and_the_unsorted_last():
    for category, count in (("?", 5), ("education", 6), ("health", 7)):
        store(OCTOBER, "received", count, category=category)
    table = by_category(TODAY)
    assert [row.label for row in table.rows] == ["Health", "Education", "Not yet sorted"]
    assert column(table, "received") == ["7", "6", "5", "18"]


def test_a_total_hidden_in_one_table_is_hidden_in_the_other():
    store(OCTOBER, "received", 5)
    for category in ("education", "health", "ecology", "transport", "other"):
        store(OCTOBER, "received", 1, category=category)
    months, categories = agree(by_month(TODAY).table, by_category(TODAY))
    assert categories.total.cells["received"].is_hidden
    assert months.total.cells["received"].is_hidden


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(0, 9, 0), (9, 9, 100), (1254, 1317, 95), (999, 1000, 99), (1, 1000, 1), (115, 126, 91)],
)
def test_percent_is_never_rounded_to_all_or_nothing(part, whole, expected):
    assert percent(part, whole) == expected


@pytest.mark.parametrize(
    ("figures", "headline"),
    [
        ([], "October: there was nothing to count"),
        ([("received", 3, None)], "October: too few matters for figures that point at nobody"),
        ([("received", 23, None)], "October: 23 matters reached us"),
        ([("on_time", 115, 126)], "October: 9 of every 10 answers came on time"),
        ([("on_time", 12, 12)], "October: every answer came on time"),
        ([("on_time", 0, 7)], "October: fewer than 1 of every 10 answers came on time"),
        (
            [("on_time", 3, 4), ("received", 8, None)],
            "October: 8 matters reached us",
        ),
    ],
)
def test_the_headline_states_the_finding_or_plainly_that_there_is_none(figures, headline):
    for metric, part, whole in figures:
        store(OCTOBER, metric, part, whole)
    assert wording.headline(by_month(TODAY)) == headline


def test_the_home_page_gets_nothing_when_nothing_can_be_shown():
    assert wording.last_month(TODAY) is None
    store(OCTOBER, "received", 4), store(OCTOBER, "on_time", 1, 2)
    assert wording.last_month(TODAY) is None


def test_the_home_page_gets_what_the_statistics_page_shows():
    store(OCTOBER, "received", 23), store(OCTOBER, "on_time", 18, 20)
    found = wording.last_month(TODAY)
    assert found.headline == wording.headline(by_month(TODAY))
    assert [(tile.value, tile.note) for tile in found.tiles] == [
        ("23", ""),
        ("90%", "of 20 times"),
    ]


def test_the_chart_has_a_bar_for_every_month_and_none_for_a_hidden_one():
    store(date(2026, 8, 1), "on_time", 20, 20), store(date(2026, 9, 1), "on_time", 9, 9)
    store(OCTOBER, "on_time", 2, 4)
    chart = wording.chart(by_month(TODAY))
    assert chart["title"] == "Over these months 94% of the answers came on time"
    assert [(row["value"], row["share"]) for row in chart["rows"]] == [
        ("not shown", 0),
        ("not shown", 0),
        ("100%", 100),
    ]


def test_before_any_answer_was_due_the_chart_shows_what_came_in():
    store(date(2026, 9, 1), "received", 10), store(OCTOBER, "received", 20)
    chart = wording.chart(by_month(TODAY))
    assert [row["share"] for row in chart["rows"]] == [100, 50]
