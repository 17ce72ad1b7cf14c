"""What each figure counts, told as small lives of matters walked through the real actions."""

from datetime import date

import pytest

from casework import actions
from casework.actions.nightly import sweep
from casework.actions.referral import Classification
from casework.choices import CloseGround, DisputeOutcome, Kind, Route, Score, Solved
from casework.models import Category
from reporting.metrics import METRICS
from reporting.models import MonthlyFigure
from reporting.rollups import UNSORTED, refresh
from tests.cast import at

OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)


def figure(metric: str, month: date = NOVEMBER, category: str = ""):
    """The stored figure after the worker ran: a count, or part and whole of a rate."""
    refresh(at(12, 31))
    row = MonthlyFigure.objects.filter(month=month, metric=metric, category=category).first()
    if row is None:
        return None
    return row.numerator if row.denominator is None else (row.numerator, row.denominator)


def settled_nearby(matter, now):
    actions.hand_down(matter.case, matter.city.room, by=matter.cast.duty_officer, now=now)
    by = matter.cast.information_officer
    actions.close(matter.case, CloseGround.SETTLED_ON_SPOT, by=by, proof="换好了", now=now)


def said(matter, answer, now):
    actions.say_solved(matter.case, matter.resident, answer, now=now)


def test_a_matter_is_received_in_the_month_it_was_handed_in(file):
    file(now=at(10, 31, 23, 59)), file(now=at(11, 1, 0, 0))
    assert (figure("received", OCTOBER), figure("received", NOVEMBER)) == (1, 1)


def test_registered_counts_the_bureaus_registering_only(file):
    file().register(at(11, 4))
    settled_nearby(file(), at(11, 5))
    assert (figure("received"), figure("registered"), figure("closed")) == (2, 1, 1)


def test_a_matter_closed_twice_in_a_month_counts_once(file):
    matter = file().register().refer().accept().answered(at(11, 10)).read(at(11, 11))
    said(matter, Solved.SOLVED, at(11, 12))
    said(matter, Solved.NOT_SOLVED, at(11, 13))
    by = matter.cast.duty_officer
    outcome = DisputeOutcome.SETTLED
    actions.conclude_dispute(matter.case, outcome, by=by, report="谈好了", now=at(11, 16))
    assert (figure("closed"), figure("closure_rate")) == (1, (1, 1))


def test_the_closure_rate_belongs_to_the_month_of_registering(file):
    file(now=at(10, 20)).register(at(10, 21))
    matter = file(now=at(10, 22)).register(at(10, 23)).refer().accept().answered().read()
    assert figure("closure_rate", OCTOBER) == (0, 2)
    said(matter, Solved.SOLVED, at(12, 1))
    assert (figure("closure_rate", OCTOBER), figure("closed", DECEMBER)) == ((1, 2), 1)


def test_a_disputed_matter_is_no_longer_closed(file):
    matter = file().register().refer().accept().answered().read()
    said(matter, Solved.SOLVED, at(11, 12))
    assert figure("closure_rate") == (1, 1)
    said(matter, Solved.NOT_SOLVED, at(12, 2))
    assert figure("closure_rate") == (0, 1)


def test_an_answer_on_the_last_day_is_on_time(file):
    file(now=at(10, 6)).register(at(10, 6)).refer(at(10, 6)).accept(at(10, 6)).answered(
        at(12, 5, 23)
    )
    assert figure("on_time", DECEMBER) == (1, 1)


def test_a_missed_day_counts_in_its_month_though_nothing_was_answered(file):
    file(now=at(10, 6)).register(at(10, 6)).refer(at(10, 6)).accept(at(10, 6))
    sweep(at(12, 6, 1))
    assert figure("on_time", DECEMBER) == (0, 1)


def test_a_late_answer_is_counted_once_whether_or_not_the_sweep_came_first(file):
    noted = file(now=at(10, 6)).register(at(10, 6)).refer(at(10, 6)).accept(at(10, 6))
    sweep(at(12, 6, 1))
    noted.answered(at(12, 7))
    unnoted = file(now=at(10, 6)).register(at(10, 6)).refer(at(10, 6)).accept(at(10, 6))
    unnoted.answered(at(12, 6, 0, 5))
    assert figure("on_time", DECEMBER) == (0, 2)


def test_a_missed_limit_that_is_no_answer_does_not_touch_the_figure(file):
    file(now=at(11, 3))
    sweep(at(11, 12))
    assert figure("on_time") is None


@pytest.mark.parametrize(
    ("bureau", "unit", "expected"),
    [
        (Score.SATISFIED, Score.SATISFIED, ((1, 1), (1, 1))),
        (Score.FAIRLY, Score.DISSATISFIED, ((1, 1), (0, 1))),
        (Score.DISSATISFIED, Score.FAIRLY, ((0, 1), (1, 1))),
    ],
)
def test_bureau_and_unit_are_rated_apart_and_fairly_counts_as_satisfied(
    file, bureau, unit, expected
):
    matter = file().register().refer().accept().answered().read()
    actions.rate(matter.case, matter.resident, bureau=bureau, unit=unit, now=at(11, 20))
    assert (figure("satisfied_bureau"), figure("satisfied_unit")) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [(Solved.SOLVED, (1, 1)), (Solved.PARTLY, (0, 1)), (Solved.NOT_SOLVED, (0, 1))],
)
def test_only_solved_counts_as_solved(file, answer, expected):
    matter = file().register().refer().accept().answered().read()
    said(matter, answer, at(11, 20))
    assert figure("solved") == expected


def test_a_resident_who_lets_a_nearby_matter_rise_has_said_not_solved(file):
    matter = file()
    settled_nearby(matter, at(11, 4))
    said(matter, Solved.NOT_SOLVED, at(11, 5))
    assert (figure("solved"), figure("closed")) == ((0, 1), 1)


def test_figures_follow_the_category_staff_set_back_to_the_first_day(file):
    matter = file(now=at(10, 30))
    assert figure("received", OCTOBER, "housing_property") == 1
    lower = Category.objects.filter(parent__code="education").first()
    decided = Classification(Kind.APPEAL, lower, Route.PETITION_PROCEDURE)
    actions.register(matter.case, decided, by=matter.cast.duty_officer, now=at(11, 2))
    assert figure("received", OCTOBER, "housing_property") is None
    assert figure("received", OCTOBER, "education") == 1


def test_a_matter_without_category_stands_in_a_row_of_its_own(file):
    matter = file()
    decided = Classification(Kind.APPEAL, None, Route.PETITION_PROCEDURE)
    actions.register(matter.case, decided, by=matter.cast.duty_officer, now=at(11, 4))
    assert (figure("received", category=UNSORTED), figure("received")) == (1, 1)


def test_every_figure_says_how_it_is_counted():
    for metric in METRICS:
        assert metric.label and metric.sentence and metric.formula
        assert metric.unit != "percent" or metric.denominator
