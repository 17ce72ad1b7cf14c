"""A matter's life through the real actions: what moves, what is owed, who is told."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from casework import actions, public
from casework.actions.referral import Classification
from casework.choices import (
    CloseGround,
    DeliveryHow,
    DisputeOutcome,
    Kind,
    ReferralKind,
    RefusalGround,
    Route,
    Score,
    Solved,
)
from casework.errors import IllegalTransition, NotYet, Overtaken
from casework.models import Clock, Event, Letter
from casework.workflow import Status
from messaging.models import Message
from tests.cast import MORNING, at, complete_answer


def test_registering_meets_its_clock_and_starts_the_one_for_passing_on(matter):
    matter.register()
    assert matter.running() == {"refer": date(2026, 11, 7)}
    assert Clock.objects.get(kind="register").met_at == MORNING


def test_referring_gives_the_organ_fifteen_days_from_its_own_receipt(matter):
    matter.register().refer(at(11, 5))
    assert matter.running() == {"notify": date(2026, 11, 20)}
    assert matter.case.unit == matter.city.station


def test_accepting_starts_sixty_days_and_tells_the_resident_in_writing(matter):
    matter.register().refer().accept(at(11, 6))
    assert matter.running() == {"handle": date(2027, 1, 5)}
    notice = Letter.objects.get(kind="acceptance")
    assert "2027-01-05" in notice.text
    assert Message.objects.get().reference.startswith(f"letter:{notice.pk}")


def test_a_statutory_duty_runs_by_the_date_the_organ_types(matter):
    matter.register(route=Route.STATUTORY_DUTY).refer()
    with pytest.raises(NotYet, match="law"):
        matter.accept()
    due = date(2026, 11, 30)
    actions.accept(matter.case, by=matter.cast.handler, statutory_due=due, now=MORNING)
    assert matter.running() == {"statutory_duty": due}


def test_an_answer_is_drafted_approved_by_another_and_issued(matter):
    matter.register().refer().accept().lay()
    with pytest.raises(PermissionDenied):
        actions.issue(matter.case, by=matter.cast.handler, now=MORNING)
    actions.issue(matter.case, by=matter.cast.head, now=MORNING)
    assert matter.case.status == Status.REPLIED
    assert matter.case.next_due_at is None
    assert matter.case.events.get(act="issue").value == "on_time"


def test_an_answer_after_the_sixty_days_is_late(matter):
    matter.register().refer().accept(at(1, 5)).answered(at(3, 7))
    assert matter.case.events.get(act="issue").value == "late"


def test_an_incomplete_opinion_cannot_be_laid_before_the_head(matter):
    matter.register().refer().accept()
    draft = actions.AnswerDraft(body="已处理。")
    actions.save_draft(matter.case, draft, by=matter.cast.handler, now=MORNING)
    with pytest.raises(NotYet, match="facts"):
        actions.lay_before_head(matter.case, by=matter.cast.handler, now=MORNING)


def test_the_database_itself_refuses_an_answer_approved_by_its_author(matter):
    matter.register().refer().accept().lay()
    letter = matter.answer
    letter.approved_by, letter.issued_at = letter.drafted_by, MORNING
    with pytest.raises(IntegrityError), transaction.atomic():
        letter.save()


def test_the_right_of_review_runs_from_this_persons_own_opening(matter):
    matter.register().refer().accept().answered(at(11, 10)).read(at(11, 12))
    clock = matter.case.clocks.get(kind="review_request")
    assert (clock.petitioner, clock.due_on) == (matter.resident.pk, date(2026, 12, 14))


def test_opening_twice_is_one_delivery_and_one_clock(matter):
    matter.register().refer().accept().answered().read(at(11, 12)).read(at(11, 20))
    assert matter.answer.deliveries.count() == 1
    assert matter.case.clocks.get(kind="review_request").start_on == date(2026, 11, 12)


def test_the_words_of_an_issued_letter_are_frozen(matter):
    matter.register().refer().accept().answered()
    before = matter.answer.text
    matter.city.station.organ.name = "改了名的局"
    matter.city.station.organ.save()
    assert matter.answer.text == before
    assert "义马市住房和城乡建设局" in before


def test_solved_closes_the_matter_and_takes_no_right_away(matter):
    matter.register().refer().accept().answered().read()
    actions.say_solved(matter.case, matter.resident, Solved.SOLVED, now=MORNING)
    assert matter.case.status == Status.CLOSED
    assert matter.case.events.last().value == CloseGround.CONFIRMED
    assert set(matter.running()) == {"review_request"}


def test_not_solved_is_disputed_and_the_bureau_calls_within_two_working_days(matter):
    matter.register().refer().accept().answered().read()
    actions.say_solved(matter.case, matter.resident, Solved.NOT_SOLVED, now=at(11, 6))
    assert matter.case.status == Status.DISPUTED
    assert matter.running()["disputed"] == date(2026, 11, 10)


@pytest.mark.parametrize(
    ("outcome", "status", "owed"),
    [
        (DisputeOutcome.SETTLED, Status.CLOSED, None),
        (DisputeOutcome.RETURNED, Status.ACCEPTED, "rework"),
        (DisputeOutcome.REMEDY_NAMED, Status.REPLIED, None),
    ],
)
def test_the_bureaus_call_ends_the_dispute_in_one_of_three_ways(matter, outcome, status, owed):
    matter.register().refer().accept().answered().read()
    actions.say_solved(matter.case, matter.resident, Solved.NOT_SOLVED, now=MORNING)
    actions.conclude_dispute(
        matter.case, outcome, by=matter.cast.duty_officer, report="通了电话。", now=MORNING
    )
    assert matter.case.status == status
    assert (owed in matter.running()) if owed else matter.case.next_due_at is None


def test_a_handler_cannot_conclude_the_dispute_about_the_own_answer(matter):
    matter.register().refer().accept().answered().read()
    actions.say_solved(matter.case, matter.resident, Solved.NOT_SOLVED, now=MORNING)
    with pytest.raises(PermissionDenied):
        actions.conclude_dispute(
            matter.case, DisputeOutcome.SETTLED, by=matter.cast.handler, report="x", now=MORNING
        )


def test_bureau_and_unit_are_rated_apart_and_only_once(matter):
    matter.register().refer().accept().answered().read()
    scores = {"bureau": Score.SATISFIED, "unit": Score.DISSATISFIED}
    actions.rate(matter.case, matter.resident, **scores, now=MORNING)
    with pytest.raises(NotYet):
        actions.rate(matter.case, matter.resident, **scores, now=MORNING)
    rated = Event.objects.filter(act__startswith="rate").values_list("act", "value")
    assert set(rated) == {("rate_bureau", "satisfied"), ("rate_unit", "dissatisfied")}


def test_the_handler_closes_on_settlement_with_words_of_proof(matter):
    matter.register().refer().accept()
    case, handler = matter.case, matter.cast.handler
    actions.close(case, CloseGround.SETTLED, by=handler, proof="签了协议。", now=MORNING)
    assert matter.case.status == Status.CLOSED
    assert matter.case.events.last().note.text == "签了协议。"


def test_work_begun_is_told_to_the_resident_and_changes_no_limit(matter):
    matter.register().refer().accept(at(11, 6))
    owed = matter.running()
    actions.start_work(matter.case, by=matter.cast.handler, now=at(11, 9))
    seen = matter.seen(at(11, 9))
    assert (seen.status_word, seen.timeline[0].act) == ("Being handled", "start_work")
    assert matter.case.status == Status.ACCEPTED
    assert matter.running() == owed


def test_work_begins_once_by_the_units_own_handler_after_acceptance(matter):
    matter.register().refer()
    handler = matter.cast.handler
    with pytest.raises(IllegalTransition):
        actions.start_work(matter.case, by=handler, now=MORNING)
    matter.accept()
    for stranger in (matter.cast.head, matter.cast.other_handler, matter.cast.duty_officer):
        with pytest.raises(PermissionDenied):
            actions.start_work(matter.case, by=stranger, now=MORNING)
    actions.start_work(matter.case, by=handler, now=MORNING)
    with pytest.raises(NotYet, match="before"):
        actions.start_work(matter.case, by=matter.cast.colleague, now=MORNING)


def test_a_ground_that_does_not_fit_the_status_is_refused(matter):
    matter.register().refer().accept()
    with pytest.raises(NotYet):
        actions.close(
            matter.case, CloseGround.LAPSED, by=matter.cast.handler, proof="x", now=MORNING
        )


def test_a_step_the_table_does_not_have_is_refused_with_a_sentence(matter):
    matter.register().refer().accept()
    with pytest.raises(IllegalTransition) as refused:
        matter.refer()
    assert "Accepted" in refused.value.sentence or "已受理" in refused.value.sentence


def test_who_comes_second_is_told_and_changes_nothing(matter):
    matter.register().refer()
    mine, theirs = matter.case, matter.case
    actions.accept(mine, by=matter.cast.handler, now=MORNING)
    theirs.status = Status.REFERRED
    with pytest.raises(Overtaken) as told:
        actions.accept(theirs, by=matter.cast.colleague, now=MORNING)
    assert "handler" in told.value.sentence
    assert matter.case.events.filter(act="accept").count() == 1
    assert Letter.objects.filter(kind="acceptance").count() == 1


def test_an_extension_is_the_heads_once_and_told_with_its_reason(matter):
    matter.register().refer().accept(at(11, 6))
    case, cast = matter.case, matter.cast
    with pytest.raises(PermissionDenied):
        actions.extend(case, 30, by=cast.handler, reason="配件缺货", now=MORNING)
    actions.extend(matter.case, 30, by=cast.head, reason="配件缺货", now=MORNING)
    assert matter.running() == {"handle": date(2027, 2, 4)}
    notice = Letter.objects.get(kind="extension")
    assert "2027-02-04" in notice.text and "配件缺货" in notice.text
    with pytest.raises(NotYet, match="once"):
        actions.extend(matter.case, 1, by=cast.head, reason="x", now=MORNING)


def test_asking_for_material_pauses_no_clock_of_an_office(matter):
    matter.register().refer().accept(at(11, 6))
    due = matter.case.next_due_at
    actions.ask_material(matter.case, "购房合同", by=matter.cast.handler, now=at(11, 9))
    assert matter.case.status == Status.NEEDS_INFO
    assert matter.case.next_due_at == due
    public.supply_material(matter.holder, matter.case.uuid, "合同在此", now=at(11, 10))
    assert matter.case.status == Status.ACCEPTED
    assert matter.case.next_due_at == due


def test_a_refusal_names_its_ground_and_who_is_in_charge(matter):
    matter.register().refer()
    actions.refuse(
        matter.case,
        RefusalGround.NOT_COMPETENT,
        by=matter.cast.handler,
        who_is_in_charge="请找三门峡市供电公司，电话 95598。",
        now=MORNING,
    )
    assert matter.case.status == Status.NOT_ACCEPTED
    assert "95598" in Letter.objects.get(kind="refusal").text


def test_another_procedure_needs_its_route_and_owes_the_other_desks_receipt(matter):
    matter.register(route=Route.ARBITRATION)
    with pytest.raises(NotYet, match="lead"):
        matter.refer()
    actions.redirect(
        matter.case, "义马市劳动人事争议仲裁院", by=matter.cast.duty_officer, now=MORNING
    )
    assert matter.case.status == Status.REDIRECTED
    assert set(matter.running()) == {"handover"}


def test_an_enquiry_is_answered_without_acceptance_within_five_working_days(file):
    matter = file(kind=Kind.ENQUIRY).register().refer()
    assert matter.running() == {"enquiry": date(2026, 11, 10)}
    matter.answered(at(11, 5)).read(at(11, 6))
    assert matter.answer.kind == "reply"
    assert set(matter.running()) == {"confirm"}


def test_an_appeal_cannot_be_answered_before_it_is_accepted(matter):
    matter.register().refer()
    with pytest.raises(NotYet, match="Accept|受理"):
        actions.save_draft(matter.case, complete_answer(), by=matter.cast.handler)


def test_an_assignment_owes_a_report_by_its_date(matter):
    matter.register()
    with pytest.raises(NotYet, match="report"):
        actions.refer(
            matter.case,
            matter.city.station,
            by=matter.cast.duty_officer,
            kind=ReferralKind.ASSIGN,
            now=MORNING,
        )
    actions.refer(
        matter.case,
        matter.city.station,
        by=matter.cast.duty_officer,
        kind=ReferralKind.ASSIGN,
        report_due_on=date(2026, 11, 25),
        now=MORNING,
    )
    assert matter.running()["assigned_report"] == date(2026, 11, 25)


def test_changing_the_kind_changes_the_clock_of_the_answer(file):
    matter = file(kind=Kind.ENQUIRY).register()
    decided = Classification(Kind.SUGGESTION, matter.case.category)
    actions.classify(matter.case, decided, by=matter.cast.duty_officer, now=MORNING)
    assert set(matter.running()) == {"refer", "suggestion"}


@pytest.mark.parametrize(
    ("kind", "other", "owed"),
    [(Kind.ENQUIRY, Kind.APPEAL, {"notify"}), (Kind.APPEAL, Kind.ENQUIRY, {"enquiry"})],
)
def test_a_kind_corrected_at_the_station_owes_what_the_new_kind_owes(file, kind, other, owed):
    matter = file(kind=kind).register().refer()
    route = Route.PETITION_PROCEDURE if other == Kind.APPEAL else None
    decided = Classification(other, matter.case.category, route)
    actions.classify(matter.case, decided, by=matter.cast.duty_officer, now=MORNING)
    assert set(matter.running()) == owed


def test_kind_and_route_stand_once_an_organ_has_accepted(matter):
    matter.register().refer().accept()
    decided = Classification(Kind.ENQUIRY, matter.case.category)
    with pytest.raises(NotYet, match="accepted"):
        actions.classify(matter.case, decided, by=matter.cast.duty_officer, now=MORNING)


def test_a_letter_on_paper_is_delivered_by_whoever_recorded_it(matter):
    matter.register().refer().accept().answered()
    actions.deliver(
        matter.case,
        matter.answer,
        matter.resident,
        how=DeliveryHow.HANDED_OVER,
        by=matter.cast.handler,
        now=at(11, 10),
    )
    delivery = matter.answer.deliveries.get()
    assert (delivery.how, delivery.recorded_by) == ("handed_over", matter.cast.handler)
