"""How a promise stands, as a table of days."""

from datetime import date

import pytest

from commitments.status import (
    ENDED,
    NEEDS_REASON,
    CommitmentStatus,
    Milestone,
    Promise,
    actual_progress,
    days_late,
    missed_milestones,
    planned_progress,
    status,
)

S = CommitmentStatus
START, DUE = date(2026, 4, 1), date(2026, 7, 9)  # a hundred days
HALF = date(2026, 5, 21)  # fifty of them have passed
STEPS = (
    Milestone(date(2026, 5, 1), reached_on=date(2026, 4, 28)),
    Milestone(date(2026, 6, 1)),
    Milestone(date(2026, 7, 9), weight=2),
)


def promise(**changes) -> Promise:
    return Promise(START, DUE, **changes)


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        (0, S.SLOW),
        (39, S.SLOW),
        (40, S.ON_TRACK),
        (50, S.ON_TRACK),
        (60, S.ON_TRACK),
        (61, S.AHEAD),
        (100, S.AHEAD),  # full progress is a claim until it is recorded as done
    ],
)
def test_reported_progress_is_held_against_an_even_pace(progress, expected):
    assert planned_progress(promise(), HALF) == 50
    assert status(promise(progress=progress), HALF) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 3, 31), S.NOT_STARTED),
        (START, S.ON_TRACK),
        (DUE, S.SLOW),
        (date(2026, 7, 10), S.OVERDUE),
    ],
)
def test_a_promise_without_any_progress_grows_late_by_itself(on, expected):
    assert status(promise(), on) == expected


@pytest.mark.parametrize(
    ("on", "planned", "actual", "expected"),
    [
        (date(2026, 4, 20), 0, 0, S.ON_TRACK),
        (date(2026, 4, 28), 0, 25, S.AHEAD),  # reached before its day
        (date(2026, 5, 2), 25, 25, S.ON_TRACK),
        (date(2026, 6, 1), 25, 25, S.ON_TRACK),  # the second step's own day is not over
        (date(2026, 6, 2), 50, 25, S.SLOW),
    ],
)
def test_milestones_make_the_plan_where_there_are_some(on, planned, actual, expected):
    found = promise(milestones=STEPS)
    assert (planned_progress(found, on), actual_progress(found, on)) == (planned, actual)
    assert status(found, on) == expected


def test_a_missed_milestone_is_slow_whatever_percentage_is_claimed():
    found = promise(milestones=STEPS, progress=90)
    assert [step.due_on for step in missed_milestones(found, date(2026, 6, 5))] == [
        date(2026, 6, 1)
    ]
    assert status(found, date(2026, 6, 5)) == S.SLOW


@pytest.mark.parametrize(
    ("acts", "on", "expected"),
    [
        ({"done_on": date(2026, 6, 30)}, date(2026, 7, 20), S.DONE),
        ({"done_on": date(2026, 8, 1)}, date(2026, 7, 20), S.OVERDUE),  # not yet done then
        ({"done_on": date(2026, 8, 1)}, date(2026, 8, 1), S.DONE),
        ({"cancelled_on": date(2026, 5, 5)}, HALF, S.CANCELLED),
        ({"cancelled_on": date(2026, 5, 5)}, date(2026, 5, 4), S.SLOW),
        ({"changed_on": date(2026, 5, 10)}, HALF, S.CHANGED),
        ({"changed_on": date(2026, 4, 10)}, HALF, S.SLOW),  # the change is old; the plan counts
        ({"changed_on": date(2026, 7, 1)}, date(2026, 7, 10), S.OVERDUE),
        ({"changed_on": date(2026, 5, 10), "done_on": HALF}, HALF, S.DONE),
    ],
)
def test_recorded_acts_decide_before_the_plan_does(acts, on, expected):
    assert status(promise(**acts), on) == expected


def test_work_that_begins_early_is_no_longer_not_started():
    early = promise(progress=20)
    assert status(early, date(2026, 3, 20)) == S.AHEAD


@pytest.mark.parametrize(
    ("acts", "on", "days"),
    [
        ({}, DUE, 0),
        ({}, date(2026, 7, 27), 18),
        ({"done_on": date(2026, 7, 12)}, date(2026, 12, 1), 3),
        ({"done_on": date(2026, 7, 1)}, date(2026, 12, 1), 0),
        ({"cancelled_on": date(2026, 7, 10)}, date(2026, 12, 1), 1),
    ],
)
def test_days_late_stop_when_it_ends(acts, on, days):
    assert days_late(promise(**acts), on) == days


@pytest.mark.parametrize(
    "wrong",
    [
        {"due_on": date(2026, 3, 1)},
        {"progress": 101},
        {"progress": -1},
        {"milestones": (Milestone(DUE, weight=0),)},
    ],
)
def test_impossible_promises_are_refused(wrong):
    with pytest.raises(ValueError):
        Promise(**({"starts_on": START, "due_on": DUE} | wrong))


def test_bad_news_needs_a_reason_and_good_news_does_not():
    assert NEEDS_REASON.isdisjoint({S.ON_TRACK, S.AHEAD, S.DONE, S.NOT_STARTED})
    assert {S.DONE, S.CANCELLED} == ENDED
