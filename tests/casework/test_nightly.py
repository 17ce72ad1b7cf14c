"""What happens by itself at night, once each."""

import pytest

from casework import actions
from casework.actions.nightly import sweep
from casework.choices import Kind
from casework.workflow import Status
from tests.cast import at


def acts(matter) -> list[str]:
    return [event.act for event in matter.case.events.all()]


def test_a_missed_limit_is_recorded_once_and_stays_owed(matter):
    sweep(at(11, 4, 23))
    assert acts(matter) == ["submit"]
    sweep(at(11, 5, 1))
    sweep(at(11, 6, 1))
    assert acts(matter) == ["submit", "miss"]
    assert matter.case.next_due_at is not None
    assert matter.case.events.last().value == "register"


@pytest.mark.parametrize(("night", "closed"), [(at(12, 14, 23), False), (at(12, 15, 1), True)])
def test_an_answered_matter_closes_when_the_right_of_review_has_lapsed(matter, night, closed):
    # Opened on Thursday 11-12; the 30 days end on Saturday 12-12 and roll to Monday 12-14.
    matter.register().refer().accept().answered(at(11, 10)).read(at(11, 12))
    sweep(night)
    assert (matter.case.status == Status.CLOSED) is closed


def test_an_answer_nobody_opened_never_lapses(matter):
    matter.register().refer().accept().answered(at(11, 10))
    sweep(at(12, 31))
    assert matter.case.status == Status.REPLIED


def test_an_answered_enquiry_closes_as_answered(file):
    matter = file(kind=Kind.ENQUIRY).register().refer().answered(at(11, 4)).read(at(11, 5))
    sweep(at(12, 8))
    closed = matter.case.events.last()
    assert (closed.act, closed.value) == ("close", "answered")


def test_a_matter_goes_on_without_material_that_never_came(matter):
    matter.register().refer().accept()
    actions.ask_material(matter.case, "合同", by=matter.cast.handler, now=at(11, 6))
    sweep(at(11, 23, 23))
    assert matter.case.status == Status.NEEDS_INFO
    sweep(at(11, 24, 1))
    assert matter.case.status == Status.ACCEPTED


def test_sweeping_twice_changes_nothing_more(matter):
    matter.register().refer().accept().answered(at(11, 10)).read(at(11, 12))
    sweep(at(12, 20))
    events = matter.case.events.count()
    sweep(at(12, 20))
    sweep(at(12, 21))
    assert matter.case.events.count() == events
