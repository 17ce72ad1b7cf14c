"""Settle where it is; only what cannot be settled rises."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from casework import actions, public
from casework.actions.nightly import sweep
from casework.choices import CloseGround
from casework.workflow import Status
from tests.cast import at

FILED = at(11, 3)


@pytest.fixture
def nearby(matter):
    """Handed to the room of the village on the day it came in."""
    cast, city = matter.cast, matter.city
    actions.hand_down(matter.case, city.room, by=cast.duty_officer, now=FILED)
    return matter


def test_room_and_station_limits_both_run_from_the_first_receipt(nearby):
    assert nearby.running() == {"room": date(2026, 11, 10), "station": date(2026, 11, 18)}
    assert nearby.case.unit == nearby.city.room


def test_the_information_officer_settles_it_on_the_spot(nearby):
    actions.close(
        nearby.case,
        CloseGround.SETTLED_ON_SPOT,
        by=nearby.cast.information_officer,
        proof="一起换了灯。",
        now=at(11, 5),
    )
    assert nearby.case.status == Status.CLOSED
    assert nearby.seen(at(11, 5)).may_say_solved


def test_a_handler_of_another_station_cannot_settle_it(nearby):
    with pytest.raises(PermissionDenied):
        actions.close(
            nearby.case,
            CloseGround.SETTLED_ON_SPOT,
            by=nearby.cast.other_handler,
            proof="x",
            now=FILED,
        )


@pytest.mark.parametrize(
    ("night", "unit", "status"),
    [
        (at(11, 10, 23), "room", Status.LOCAL),
        (at(11, 11, 1), "station", Status.LOCAL),
        (at(11, 18, 23), "station", Status.LOCAL),
        (at(11, 19, 1), "bureau", Status.REGISTERED),
    ],
)
def test_a_matter_rises_by_itself_when_the_limit_of_its_level_has_ended(
    nearby, night, unit, status
):
    for evening in (at(11, 11, 1), at(11, 19, 1)):
        if evening < night:
            sweep(evening)
    sweep(night)
    assert nearby.case.unit == getattr(nearby.city, unit)
    assert nearby.case.status == status


def test_what_rose_to_the_bureau_must_be_passed_on_from_that_day(nearby):
    sweep(at(11, 11, 1))
    sweep(at(11, 19, 1))
    assert nearby.running() == {"refer": date(2026, 11, 23)}


def test_the_holder_may_let_it_rise_before_with_a_reason(nearby):
    officer = nearby.cast.information_officer
    actions.rise(nearby.case, by=officer, reason="要动主管道", now=at(11, 4))
    assert nearby.case.unit == nearby.city.station
    assert nearby.running() == {"station": date(2026, 11, 18)}


def test_not_solved_after_closing_on_the_spot_lets_it_rise(nearby):
    actions.close(
        nearby.case,
        CloseGround.SETTLED_ON_SPOT,
        by=nearby.cast.information_officer,
        proof="换了灯。",
        now=at(11, 5),
    )
    public.say_solved(nearby.holder, nearby.case.uuid, "not_solved", now=at(11, 20))
    assert nearby.case.status == Status.LOCAL
    assert nearby.case.unit == nearby.city.station
    assert nearby.running() == {"station": date(2026, 12, 5)}
