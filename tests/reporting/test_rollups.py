"""The stored months: always what a recount of the events gives, whatever happened."""

import random
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.core.management import call_command
from django.db import transaction

from casework import actions
from casework.actions.nightly import sweep
from casework.actions.referral import Classification
from casework.choices import CloseGround, Kind, Route, Score, Solved
from casework.deadlines import ANSWER_CLOCKS
from casework.errors import ActFailed
from casework.models import Case, Category, Event
from core.jobs import RECURRING
from reporting import jobs
from reporting.models import MonthlyFigure, StaleMonth
from reporting.rollups import UNSORTED, refresh
from tests.cast import at

NOW = at(12, 31)


def stored() -> dict:
    rows = MonthlyFigure.objects.all()
    return {(r.month, r.metric, r.category): (r.numerator, r.denominator) for r in rows}


def recount() -> dict:
    """The same figures counted plainly, event by event, in the words of their definitions."""
    parts, wholes = Counter(), Counter()
    for case in Case.objects.exclude(kind=Kind.REPORT).select_related("category__parent"):
        top = case.category.first_level.code if case.category else UNSORTED
        for month, metric, part, whole in set_of_counts(case):
            for category in ("", top):
                parts[month, metric, category] += part
                wholes[month, metric, category] += whole
    counts = ("received", "registered", "closed")
    return {
        key: (parts[key], None if key[1] in counts else wholes[key])
        for key in parts
        if parts[key] or wholes[key]
    }


def set_of_counts(case):
    closed_months = set()
    for event in case.events.select_related("clock"):
        month, act, value = event.day.replace(day=1), event.act, event.value
        if act in ("submit", "take_local"):
            yield month, "received", 1, 0
        if act == "register":
            yield month, "registered", 1, 0
            yield month, "closure_rate", int(case.status == "closed"), 1
        if act == "close" and month not in closed_months:
            closed_months.add(month)
            yield month, "closed", 1, 0
        if act == "issue" and (value == "on_time" or event.clock.missed_at is None):
            yield month, "on_time", int(value == "on_time"), 1
        if act == "miss" and value in ANSWER_CLOCKS:
            yield month, "on_time", 0, 1
        if act in ("rate_bureau", "rate_unit"):
            yield month, act.replace("rate", "satisfied"), int(value != "dissatisfied"), 1
        if value in Solved.values:
            yield month, "solved", int(value == "solved"), 1


def steps(matter, chance):
    """What may be tried on a matter; the table of the workflow refuses most of it."""
    cast, city = matter.cast, matter.city
    category = chance.choice(Category.objects.order_by("pk")[:60])
    kind = chance.choice([Kind.APPEAL, Kind.SUGGESTION, Kind.ENQUIRY])
    decided = Classification(kind, category, Route.PETITION_PROCEDURE)
    duty, officer = cast.duty_officer, cast.information_officer
    score = chance.choice(Score.values)
    return [
        lambda now: actions.register(matter.case, decided, by=duty, now=now),
        lambda now: actions.classify(matter.case, decided, by=duty, now=now),
        lambda now: matter.refer(now),
        lambda now: matter.accept(now),
        lambda now: matter.answered(now),
        lambda now: matter.read(now),
        lambda now: actions.rate(matter.case, matter.resident, bureau=score, unit=score, now=now),
        lambda now: actions.say_solved(
            matter.case, matter.resident, chance.choice(Solved.values), now=now
        ),
        lambda now: actions.hand_down(matter.case, city.room, by=duty, now=now),
        lambda now: actions.close(
            matter.case, CloseGround.SETTLED_ON_SPOT, by=officer, proof="好了", now=now
        ),
        lambda now: actions.seal_as_report(matter.case, by=duty, now=now),
        lambda now: sweep(now),
    ]


WEIGHTS = [3, 1, 4, 4, 5, 4, 3, 4, 1, 2, 0.2, 2]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_any_walk_the_months_equal_a_recount(file, seed):
    chance = random.Random(seed)
    now, matters = at(6, 1), []
    for turn in range(120):
        now += timedelta(hours=chance.randint(1, 60))
        if turn % 8 == 0:
            matters.append(file(now=now))
        step = chance.choices(steps(chance.choice(matters), chance), WEIGHTS)[0]
        with suppress(ActFailed, PermissionDenied, ObjectDoesNotExist), transaction.atomic():
            step(now)
        if turn % 30 == 29:
            refresh(NOW)
            assert stored() == recount()
    assert len(stored()) > 20


def test_a_matter_sealed_as_a_report_leaves_every_figure(file):
    file(now=at(10, 5)).register(at(11, 2))
    sealed = file(now=at(10, 6)).register(at(11, 3))
    refresh(NOW)
    actions.seal_as_report(sealed.case, by=sealed.cast.duty_officer, now=at(12, 1))
    refresh(NOW)
    found = {(month.month, metric): pair for (month, metric, _), pair in stored().items()}
    assert found == {
        (10, "received"): (1, None),
        (11, "registered"): (1, None),
        (11, "closure_rate"): (0, 1),
    }


def test_a_report_handed_in_is_never_counted(file):
    file(kind=Kind.REPORT)
    refresh(NOW)
    assert stored() == {}


def test_an_act_adds_rows_and_the_job_takes_away_those_it_saw(file):
    file(now=at(10, 5)), file(now=at(10, 6))
    assert StaleMonth.objects.count() == 2
    assert jobs.refresh_figures(NOW) == 1
    assert not StaleMonth.objects.exists()
    assert "refresh-figures" in RECURRING


def test_a_second_run_changes_nothing_not_even_the_time(file):
    file()
    refresh(at(11, 5))
    StaleMonth.objects.create(month=date(2026, 11, 1))
    refresh(NOW)
    assert set(MonthlyFigure.objects.values_list("computed_at", flat=True)) == {at(11, 5)}


def test_an_act_that_is_rolled_back_makes_nothing_stale(file):
    matter = file()
    refresh(NOW)
    with suppress(ZeroDivisionError), transaction.atomic():
        matter.register()
        raise ZeroDivisionError
    assert not StaleMonth.objects.exists()


def test_closing_makes_the_month_of_registering_stale(file):
    matter = file(now=at(10, 5)).register(at(10, 6)).refer().accept().answered().read()
    refresh(NOW)
    actions.say_solved(matter.case, matter.resident, Solved.SOLVED, now=at(12, 3))
    assert set(StaleMonth.objects.values_list("month", flat=True)) >= {
        date(2026, 10, 1),
        date(2026, 12, 1),
    }


def test_a_category_that_moves_in_the_tree_takes_its_figures_along(file):
    file()
    refresh(NOW)
    category = Category.objects.get(code="housing_property")
    category.parent = Category.objects.get(code="urban_rural_construction")
    category.save()
    refresh(NOW)
    assert {category for _, _, category in stored()} == {"", "urban_rural_construction"}


def test_everything_can_be_computed_again_from_the_events(file):
    file(now=at(9, 5)), file(now=at(11, 5))
    refresh(NOW)
    expected = stored()
    MonthlyFigure.objects.all().delete()
    MonthlyFigure.objects.create(
        month=date(2020, 1, 1), metric="received", numerator=7, computed_at=NOW
    )
    call_command("rebuild_figures")
    assert stored() == expected
    assert Event.objects.count() == 2
