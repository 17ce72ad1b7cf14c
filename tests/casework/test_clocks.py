"""next_due_at is what the clock rows say, whatever happened on the way there."""

import random
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework import actions, clocks
from casework.actions.nightly import sweep
from casework.actions.referral import Classification
from casework.choices import CloseGround, DisputeOutcome, Kind, Route, Solved
from casework.deadlines import DUTIES, ClockKind
from casework.errors import ActFailed
from casework.models import Clock
from casework.workflow import OPEN, Status
from core.models import CityRule
from core.workdays import end_of_day
from tests.cast import MORNING, Matter
from tests.cast import file as hand_in

APPEAL = Classification(Kind.APPEAL, None, Route.PETITION_PROCEDURE)
ENQUIRY = Classification(Kind.ENQUIRY, None)


def steps(matter: Matter):
    """Every act there is, to be tried in any order; what is impossible raises ActFailed."""
    c = matter.cast
    return [
        lambda now: matter.register(now),
        lambda now: matter.refer(now),
        lambda now: matter.accept(now),
        lambda now: matter.answered(now),
        lambda now: matter.read(now),
        lambda now: actions.hand_down(matter.case, matter.city.room, by=c.duty_officer, now=now),
        lambda now: actions.rise(matter.case, by=None, now=now),
        lambda now: actions.ask_material(matter.case, "合同", by=c.handler, now=now),
        lambda now: actions.supply_material(matter.case, "在此", now=now),
        lambda now: actions.extend(matter.case, 20, by=c.head, reason="缺货", now=now),
        lambda now: actions.say_solved(matter.case, matter.resident, Solved.NOT_SOLVED, now=now),
        lambda now: actions.say_solved(matter.case, matter.resident, Solved.SOLVED, now=now),
        lambda now: actions.conclude_dispute(
            matter.case, DisputeOutcome.RETURNED, by=c.supervisor, report="x", now=now
        ),
        lambda now: actions.close(
            matter.case, CloseGround.SETTLED, by=c.handler, proof="x", now=now
        ),
        lambda now: sweep(now),
        lambda now: actions.classify(matter.case, APPEAL, by=c.duty_officer, now=now),
        lambda now: actions.classify(matter.case, ENQUIRY, by=c.duty_officer, now=now),
    ]


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(seed=st.integers(0, 10_000))
def test_however_a_matter_goes_its_next_due_date_is_its_earliest_duty(city, cast, seed):
    chance = random.Random(seed)
    kind = chance.choice([Kind.APPEAL, Kind.SUGGESTION, Kind.ENQUIRY])
    matter, now = hand_in(city, cast, kind=kind, now=MORNING), MORNING
    for _step in range(14):
        now += timedelta(hours=chance.randint(1, 200))
        with suppress(ActFailed, PermissionDenied, ObjectDoesNotExist):
            chance.choice(steps(matter))(now)
        _assert_in_step(matter)


def _assert_in_step(matter: Matter) -> None:
    case = matter.case
    owed = list(case.clocks.running().of_office().order_by("due_on"))
    assert case.next_due_at == (end_of_day(owed[0].due_on) if owed else None)
    assert (case.next_due_at is not None) == (case.status in OPEN)
    for clock in owed:
        assert clock.kind in DUTIES[Status(case.status)]


def test_the_due_date_and_its_rule_are_stored_when_the_clock_is_set(matter):
    matter.register().refer().accept()
    CityRule.objects.create(
        key="limit.handle", value=10, in_force_from=date(2026, 1, 1), decided_by="示例"
    )
    clock = matter.case.clocks.get(kind="handle")
    assert (clock.days, clock.rule_source, clock.article) == (60, "law", "第三十四条")


def test_a_stricter_rule_of_the_city_sets_the_clock_and_says_so(matter):
    CityRule.objects.create(
        key="limit.handle", value=45, in_force_from=date(2026, 1, 1), decided_by="示例"
    )
    matter.register().refer().accept()
    clock = matter.case.clocks.get(kind="handle")
    assert (clock.days, clock.rule_source) == (45, "city")
    assert clock.rule_in_force_from == date(2026, 1, 1)


def test_days_of_a_pause_are_not_counted(matter):
    matter.register().refer().accept()
    clock = matter.case.clocks.get(kind="handle")
    before = clock.due_on
    clocks.pause(clock, since=date(2026, 11, 10), article="第三十六条第二款")
    clocks.resume(clock, until=date(2026, 11, 15))
    assert clock.due_on == before + timedelta(days=5)


def test_a_clock_that_runs_is_not_started_twice(matter):
    first = clocks.start(matter.case, ClockKind.REGISTER, at=MORNING)
    assert clocks.start(matter.case, ClockKind.REGISTER, at=MORNING) == first
    assert Clock.objects.filter(kind="register").count() == 1


@pytest.mark.parametrize("days", [0, 31])
def test_an_extension_out_of_range_is_refused(matter, days):
    matter.register().refer().accept()
    clock = matter.case.clocks.get(kind="handle")
    with pytest.raises(ValueError, match="Art 34"):
        clocks.extend(clock, days, approved_by=matter.cast.head, letter=None)
