"""What a resident is owed and may do, on the side roads of a matter's life."""

from datetime import date

import pytest

from casework import actions
from casework.actions import nightly
from casework.actions.referral import Classification
from casework.choices import (
    CloseGround,
    DisputeOutcome,
    Kind,
    ReferralKind,
    RefusalGround,
    Route,
    Score,
    Solved,
)
from casework.errors import NotYet
from casework.workflow import Status
from tests.cast import MORNING, at


def hand_down(matter, now=MORNING):
    room = matter.city.room
    actions.hand_down(matter.case, room, by=matter.cast.duty_officer, now=now)
    return matter


@pytest.mark.parametrize(
    ("kind", "owed"),
    [(Kind.SUGGESTION, "suggestion"), (Kind.ENQUIRY, "enquiry"), (Kind.APPEAL, "notify")],
)
@pytest.mark.parametrize("registered_first", [True, False])
def test_what_was_handed_down_and_rose_again_is_still_owed_its_answer(
    file, kind, owed, registered_first
):
    matter = file(kind=kind)
    if registered_first:
        matter.register()
    hand_down(matter)
    for level in (matter.cast.information_officer, matter.cast.handler):
        actions.rise(matter.case, by=level, now=at(11, 4))
    if kind == Kind.APPEAL and not registered_first:
        decided = Classification(kind, None, Route.PETITION_PROCEDURE)
        actions.classify(matter.case, decided, by=matter.cast.duty_officer, now=at(11, 4))
    matter.refer(at(11, 5))
    assert owed in matter.running()
    assert matter.case.next_due_at is not None


def test_what_comes_too_late_for_a_level_is_not_handed_down(matter):
    with pytest.raises(NotYet, match="passed already"):
        hand_down(matter, at(11, 12))


def test_review_runs_from_the_delivery_even_after_the_matter_was_closed(matter):
    matter.register().refer().accept().answered(at(11, 10))
    handler = matter.cast.handler
    actions.close(matter.case, CloseGround.CARRIED_OUT, by=handler, proof="x", now=at(11, 11))
    matter.read(at(11, 12))
    assert matter.running() == {"review_request": date(2026, 12, 14)}


@pytest.mark.parametrize("act", ["accept", "refuse"])
def test_what_an_organ_accepted_is_not_accepted_again_or_refused(matter, act):
    matter.register().refer().accept()
    actions.ask_material(matter.case, "合同", by=matter.cast.handler, now=MORNING)
    with pytest.raises(NotYet, match="accepted"):
        if act == "accept":
            matter.accept()
        else:
            actions.refuse(
                matter.case,
                RefusalGround.NOT_COMPETENT,
                by=matter.cast.handler,
                who_is_in_charge="x",
                now=MORNING,
            )


def test_a_second_request_for_material_has_days_of_its_own(matter):
    matter.register().refer()
    handler = matter.cast.handler
    actions.ask_material(matter.case, "合同", by=handler, now=at(11, 3))
    matter.accept(at(11, 5))
    actions.ask_material(matter.case, "照片", by=handler, now=at(11, 25))
    assert matter.running()["material"] == date(2026, 12, 10)


def test_nobody_rates_or_closes_an_answer_they_have_not_opened(matter):
    matter.register().refer().accept().answered()
    with pytest.raises(NotYet, match="open and read"):
        actions.say_solved(matter.case, matter.resident, Solved.SOLVED, now=MORNING)
    with pytest.raises(NotYet, match="open and read"):
        scores = {"bureau": Score.SATISFIED, "unit": Score.SATISFIED}
        actions.rate(matter.case, matter.resident, **scores, now=MORNING)


def test_after_the_remedy_was_named_the_matter_ends_by_itself_one_day(matter):
    matter.register().refer().accept().answered(at(11, 4)).read(at(11, 4))
    nightly.sweep(at(12, 8))
    actions.say_solved(matter.case, matter.resident, Solved.NOT_SOLVED, now=at(12, 9))
    actions.conclude_dispute(
        matter.case,
        DisputeOutcome.REMEDY_NAMED,
        by=matter.cast.duty_officer,
        report="x",
        now=at(12, 10),
    )
    assert matter.case.status == Status.REPLIED
    nightly.sweep(at(12, 31))
    assert matter.case.status == Status.REPLIED
    assert "confirm" in matter.running()


def test_what_another_procedure_took_over_cannot_be_disputed_here(matter):
    matter.register(route=Route.ARBITRATION)
    duty = matter.cast.duty_officer
    actions.redirect(matter.case, "仲裁院", by=duty, now=MORNING)
    actions.close(matter.case, CloseGround.ELSEWHERE, by=duty, proof="回执", now=MORNING)
    assert not matter.seen().may_say_solved
    with pytest.raises(NotYet):
        actions.say_solved(matter.case, matter.resident, Solved.NOT_SOLVED, now=MORNING)


def test_a_matter_settled_without_a_letter_may_still_be_called_unsolved(matter):
    matter.register().refer().accept()
    handler = matter.cast.handler
    actions.close(matter.case, CloseGround.SETTLED, by=handler, proof="协议", now=MORNING)
    assert matter.seen().may_say_solved


def test_assigning_again_sets_the_new_report_date(matter):
    matter.register()
    for unit, day in (("station", 20), ("other_station", 25)):
        actions.refer(
            matter.case,
            getattr(matter.city, unit),
            by=matter.cast.duty_officer,
            kind=ReferralKind.ASSIGN,
            report_due_on=date(2026, 11, day),
            now=MORNING,
        )
    assert matter.running()["assigned_report"] == date(2026, 11, 25)


def test_the_resident_is_told_the_notice_date_not_the_internal_report_date(matter):
    matter.register()
    actions.refer(
        matter.case,
        matter.city.station,
        by=matter.cast.duty_officer,
        kind=ReferralKind.ASSIGN,
        report_due_on=date(2026, 11, 9),
        now=MORNING,
    )
    assert matter.seen().clock.due_on == date(2026, 11, 18)


def test_a_referred_suggestion_is_told_when_it_is_answered(file):
    matter = file(kind=Kind.SUGGESTION).register().refer()
    assert "answers you by 2026-12-03" in matter.seen().sentence


def test_the_unit_a_matter_rose_to_is_the_one_the_resident_may_call(matter):
    hand_down(matter)
    actions.rise(matter.case, by=matter.cast.information_officer, now=at(11, 4))
    assert matter.seen(at(11, 4)).holder_name == matter.city.station.name


def test_the_station_a_suggestion_was_referred_to_has_it(file):
    matter = file(kind=Kind.SUGGESTION).register().refer()
    assert matter.seen().holder_name == matter.city.station.name


def test_the_bureau_passes_a_matter_on_while_it_waits_for_material(matter):
    matter.register()
    actions.ask_material(matter.case, "合同", by=matter.cast.duty_officer, now=MORNING)
    matter.refer()
    assert set(matter.running()) == {"notify"}
