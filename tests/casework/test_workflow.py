"""The table of the whole life: complete, closed, and every status has an owner and a sentence."""

from itertools import product

import pytest

from casework.choices import Act
from casework.deadlines import DUTIES, ClockKind, Holder, limit_on
from casework.workflow import (
    ANSWERED,
    BEGINNINGS,
    ENDED,
    OPEN,
    OWNER,
    RESIDENT_SENTENCE,
    STANDING_ACTS,
    TRANSITIONS,
    Party,
    Status,
    acts_from,
    is_possible,
)
from tests.cast import MORNING


def test_the_groups_divide_all_statuses_without_overlap():
    assert set(Status) == OPEN | ANSWERED | ENDED
    assert not OPEN & ANSWERED and not OPEN & ENDED and not ANSWERED & ENDED


@pytest.mark.parametrize("status", Status)
def test_every_status_has_an_owner_and_a_residents_sentence(status):
    assert status in OWNER
    assert str(RESIDENT_SENTENCE[status])


@pytest.mark.parametrize("status", sorted(OPEN))
def test_every_open_status_owes_a_duty_of_an_office(status):
    duties = DUTIES[status]
    assert duties
    assert all(limit_on(k, MORNING.date()).holder == Holder.OFFICE for k in duties)


def test_nothing_is_owed_where_a_matter_is_not_open():
    assert set(DUTIES) == set(OPEN)


@pytest.mark.parametrize("status", sorted(ENDED))
def test_it_is_nobodys_turn_when_a_matter_has_ended(status):
    assert OWNER[status] == Party.NOBODY


def test_every_status_can_be_reached_from_a_beginning():
    reached = set(BEGINNINGS.values())
    while True:
        further = {edge.target for edge in TRANSITIONS if edge.sources & reached} | reached
        if further == reached:
            break
        reached = further
    assert reached == set(Status)


def test_every_open_status_has_a_way_to_an_end():
    ending = set(ENDED)
    for _step in Status:
        ending |= {s for edge in TRANSITIONS if edge.target in ending for s in edge.sources}
    assert ending >= OPEN


def test_every_act_is_a_beginning_a_step_or_a_standing_act():
    steps = {edge.act for edge in TRANSITIONS}
    assert steps | set(BEGINNINGS) | set(STANDING_ACTS) == set(Act)
    assert not steps & set(BEGINNINGS)


def test_only_steps_of_the_table_are_possible():
    listed = {(e.act, s, e.target) for e in TRANSITIONS for s in e.sources}
    standing = {(act, s, s) for act, where in STANDING_ACTS.items() for s in where}
    for act, source, target in product(Act, Status, Status):
        expected = (act, source, target) in listed | standing
        assert is_possible(act, source, target) == expected, (act, source, target)


def test_acts_from_a_status_are_listed_once():
    acts = list(acts_from(Status.LOCAL))
    assert acts == [Act.RISE, Act.CLOSE, Act.WITHDRAW]


def test_what_waits_for_material_still_owes_all_it_owed_before():
    before = DUTIES[Status.REGISTERED] | DUTIES[Status.REFERRED] | DUTIES[Status.ACCEPTED]
    assert DUTIES[Status.NEEDS_INFO] == before
    assert ClockKind.MATERIAL not in before
