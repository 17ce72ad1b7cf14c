"""A unit is dissolved: whoever continues its powers goes on with its matters (Art 24(2))."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from casework import actions, public
from casework.actions.succession import IN_HAND, follow_successor
from casework.choices import Act, CloseGround, Kind, Solved
from casework.digest import commitment, digest
from casework.errors import NotYet
from casework.models import Case
from casework.workflow import Status
from reporting import rollups
from reporting.models import MonthlyFigure
from tests.cast import MORNING
from units.models import Unit
from units.signals import holdings_asked, unit_closed

NOW = MORNING + timedelta(days=1)


def dissolve(unit: Unit, successor: Unit | None = None, by=None) -> None:
    """As the spreadsheet's import does."""
    Unit.objects.filter(pk=unit.pk).update(closed_on=NOW.date(), successor=successor)
    unit.refresh_from_db()
    unit_closed.send(sender=Unit, unit=unit, successor=successor, by=by, at=NOW)


def queue(user) -> set[str]:
    return set(Case.objects.for_user(user).values_list("number", flat=True))


@pytest.fixture
def accepted(matter):
    return matter.register().refer().accept()


def test_the_matter_stands_in_the_successors_queue_and_it_can_answer(accepted, city, cast):
    dissolve(city.station, city.other_station)
    assert queue(cast.handler) == set()
    assert queue(cast.other_handler) == {accepted.number}
    case = accepted.case
    assert (case.unit, case.organ) == (city.other_station, city.other_station.organ)
    actions.start_work(case, by=cast.other_handler, now=NOW)
    assert accepted.case.events.last().unit == city.other_station


def test_every_limit_runs_on_and_is_now_owed_by_the_successor(accepted, city):
    before = (accepted.running(), accepted.case.next_due_at)
    dissolve(city.station, city.other_station)
    assert (accepted.running(), accepted.case.next_due_at) == before
    owed_by = {clock.unit for clock in accepted.case.clocks.running()}
    assert owed_by == {city.other_station}


def test_the_resident_reads_who_has_it_now_and_the_history_stays(accepted, city):
    before = [(step.title, step.unit) for step in accepted.seen().timeline]
    dissolve(city.station, city.other_station)
    seen = accepted.seen(NOW)
    assert (seen.holder_name, seen.holder_phone) == (
        city.other_station.name,
        city.other_station.phone,
    )
    assert seen.timeline[0].title == "The unit was dissolved; 人社局群众工作站 has your matter now"
    assert [(step.title, step.unit) for step in seen.timeline[1:]] == before
    assert "人社局 is handling it" in seen.sentence


def test_the_act_is_one_event_with_who_did_it_and_its_digest(accepted, city, cast):
    version = accepted.case.version
    dissolve(city.station, city.other_station, by=cast.editor)
    event = accepted.case.events.last()
    assert (event.act, event.actor, event.to_unit) == (
        Act.SUCCEED,
        cast.editor,
        city.other_station,
    )
    assert event.status_before == event.status_after == Status.ACCEPTED
    assert event.digest == digest(event.skeleton(), commitment([]))
    assert accepted.case.version == version + 1


def test_no_figure_changes(file, accepted, city):
    file(kind=Kind.ENQUIRY).register().refer()
    rollups.refresh(NOW)
    figures = list(MonthlyFigure.objects.order_by("pk").values_list("metric", "numerator"))
    dissolve(city.station, city.other_station)
    rollups.mark_known_months()
    rollups.refresh(NOW)
    again = list(MonthlyFigure.objects.order_by("pk").values_list("metric", "numerator"))
    assert sorted(again) == sorted(figures)


def test_a_draft_goes_along_and_is_laid_before_the_new_head(accepted, city, cast):
    accepted.lay()
    dissolve(city.station, city.other_station)
    draft = accepted.answer
    assert (draft.organ, draft.unit, draft.ready_at) == (
        city.other_station.organ,
        city.other_station,
        None,
    )
    actions.lay_before_head(accepted.case, by=cast.other_handler, now=NOW)
    actions.issue(accepted.case, by=cast.other_head, now=NOW)
    assert accepted.case.status == Status.REPLIED


def test_review_still_goes_to_the_superior_of_the_organ_that_signed(accepted, city):
    accepted.answered().read()
    dissolve(city.station, city.other_station)
    assert accepted.case.unit == city.other_station
    assert accepted.seen(NOW).review_organ == "三门峡市住建局"


@pytest.mark.parametrize(
    ("heir", "left"), [("room2", {"room", "station"}), ("station", {"station"})]
)
def test_a_room_is_followed_by_a_room_or_by_a_station(matter, city, cast, heir, left):
    units = {"station": city.other_station}
    units["room2"] = Unit.objects.get(pk=city.other_station.pk).add_child(name="新室", kind="room")
    actions.hand_down(matter.case, city.room, by=cast.duty_officer, now=MORNING)
    dissolve(city.room, units[heir])
    assert (matter.case.unit, matter.case.status) == (units[heir], Status.LOCAL)
    assert set(matter.running()) == left


def test_nobody_meets_a_complaint_under_the_new_name(file, city, cast):
    complaint = file().register().refer()
    complaint.case.accused_units.add(city.other_station)
    about_old = file().register()
    about_old.case.accused_units.add(city.station)
    dissolve(city.station, city.other_station)
    assert complaint.case.unit == city.bureau
    assert queue(cast.other_handler) == set()
    assert set(about_old.case.accused_units.all()) == {city.station, city.other_station}


def test_a_local_matter_about_the_heir_rises_to_the_bureau(matter, city, cast):
    actions.hand_down(matter.case, city.room, by=cast.duty_officer, now=MORNING)
    matter.case.accused_units.add(city.other_station)
    dissolve(city.room, city.other_station)
    assert (matter.case.unit, matter.case.status) == (city.bureau, Status.REGISTERED)
    assert set(matter.running()) == {"refer"}


def test_a_closed_matter_stays_and_follows_when_the_resident_brings_it_back(accepted, city, cast):
    accepted.answered().read()
    public.say_solved(accepted.holder, accepted.case.uuid, Solved.SOLVED, now=MORNING)
    dissolve(city.station, city.other_station)
    assert accepted.case.unit == city.station
    public.say_solved(accepted.holder, accepted.case.uuid, Solved.NOT_SOLVED, now=NOW)
    assert (accepted.case.unit, accepted.case.status) == (city.other_station, Status.DISPUTED)


def test_what_a_vanished_room_settled_comes_back_to_its_station(matter, city, cast):
    actions.hand_down(matter.case, city.room, by=cast.duty_officer, now=MORNING)
    ground = CloseGround.SETTLED_ON_SPOT
    actions.close(matter.case, ground, by=cast.information_officer, proof="修好", now=MORNING)
    dissolve(city.room)
    public.say_solved(matter.holder, matter.case.uuid, Solved.NOT_SOLVED, now=NOW)
    assert matter.case.status == Status.REGISTERED
    acts = list(matter.case.events.values_list("act", flat=True))
    assert acts[-2:] == [Act.SUCCEED, Act.RISE]


def test_following_is_nothing_where_the_unit_is_open(accepted, city):
    version = accepted.case.version
    follow_successor(accepted.case, now=NOW)
    assert accepted.case.version == version


def test_what_is_in_hand_is_told_to_whoever_closes_a_unit(accepted, city):
    units = [city.station.pk, city.room.pk]
    answers = [answer for _r, answer in holdings_asked.send(sender=Unit, units=units)]
    assert answers == [{city.station.pk: 1}]
    assert Status.CLOSED not in IN_HAND and Status.REPLIED in IN_HAND


def test_nothing_is_given_to_a_closed_unit(matter, city, cast):
    Unit.objects.filter(pk=city.station.pk).update(closed_on=localdate())
    matter.register(now=timezone.now())
    with pytest.raises(NotYet, match="is closed"):
        actions.refer(matter.case, city.station, by=cast.duty_officer, now=timezone.now())
    with pytest.raises(NotYet, match="is closed"):
        actions.hand_down(matter.case, city.station, by=cast.duty_officer, now=timezone.now())
