"""The conflict wall and the scope of posts: who meets which matter at all."""

import pytest
from django.core.exceptions import PermissionDenied

from casework import actions
from casework.errors import NotYet
from casework.models import Case
from casework.permissions import can_see
from tests.cast import MORNING
from units.actions import appoint, dismiss
from units.models import User
from units.roles import RoleCode

# who of the cast sees a matter that stands where
SCOPE = [
    ("duty_officer", True, True),
    ("supervisor", True, True),
    ("leader", True, True),
    ("handler", False, True),
    ("colleague", False, True),
    ("head", False, True),
    ("information_officer", False, False),
    ("other_handler", False, False),
    ("other_head", False, False),
    ("discipline", False, False),
    ("editor", False, False),
]


def sees(user: User, matter) -> bool:
    listed = Case.objects.for_user(user).filter(pk=matter.case.pk).exists()
    assert can_see(user, matter.case) is listed
    return listed


@pytest.mark.parametrize(("who", "at_bureau", "at_station"), SCOPE)
def test_a_post_sees_its_unit_and_below_and_the_bureau_sees_all(
    matter, who, at_bureau, at_station
):
    user = getattr(matter.cast, who)
    assert sees(user, matter) is at_bureau
    matter.register().refer()
    assert sees(user, matter) is at_station


def test_a_station_sees_what_its_room_holds(matter):
    cast, city = matter.cast, matter.city
    actions.hand_down(matter.case, city.room, by=cast.duty_officer, now=MORNING)
    assert sees(cast.information_officer, matter) and sees(cast.handler, matter)
    assert not sees(cast.other_handler, matter)


def test_a_superuser_without_a_post_meets_no_matter(matter):
    root = User.objects.create_superuser("root", password="a long password")
    assert not sees(root, matter)


def test_a_post_that_ended_opens_nothing(matter):
    post = matter.cast.duty_officer.current_posts[0]
    dismiss(post)
    assert not sees(User.objects.get(pk=post.user_id), matter)


@pytest.mark.parametrize("who", [row[0] for row in SCOPE])
def test_a_report_is_met_by_the_discipline_desk_alone(matter, who):
    matter.register()
    actions.seal_as_report(matter.case, by=matter.cast.duty_officer, now=MORNING)
    assert sees(getattr(matter.cast, who), matter) is (who == "discipline")


def test_the_accused_person_does_not_meet_the_matter_whatever_the_post(matter):
    matter.case.accused_users.add(matter.cast.duty_officer)
    assert not sees(matter.cast.duty_officer, matter)
    assert sees(matter.cast.supervisor, matter)


@pytest.mark.parametrize("who", ["handler", "colleague", "head"])
def test_nobody_of_the_accused_unit_meets_the_matter(matter, who):
    matter.register().refer()
    matter.case.accused_units.add(matter.city.station)
    assert not sees(getattr(matter.cast, who), matter)
    assert sees(matter.cast.duty_officer, matter)


def test_a_second_post_outside_does_not_help_the_accused_unit(matter):
    handler = matter.cast.handler
    appoint(handler, matter.city.bureau, RoleCode.SUPERVISOR, since=MORNING.date())
    matter.case.accused_units.add(matter.city.station)
    assert not sees(User.objects.get(pk=handler.pk), matter)


def test_a_room_below_an_accused_station_is_behind_the_wall_too(matter):
    cast, city = matter.cast, matter.city
    actions.hand_down(matter.case, city.room, by=cast.duty_officer, now=MORNING)
    matter.case.accused_units.add(city.station)
    assert not sees(cast.information_officer, matter)


def test_the_discipline_desk_too_stands_behind_the_wall_when_accused(matter):
    matter.register()
    actions.seal_as_report(matter.case, by=matter.cast.duty_officer, now=MORNING)
    matter.case.accused_users.add(matter.cast.discipline)
    assert not sees(matter.cast.discipline, matter)


def test_naming_a_unit_and_a_person_keeps_them_out_and_writes_no_name_into_the_history(matter):
    cast, city = matter.cast, matter.city
    matter.register().refer()
    actions.name_accused(
        matter.case, [city.station], [cast.supervisor], by=cast.duty_officer, now=MORNING
    )
    assert not sees(cast.handler, matter) and not sees(cast.supervisor, matter)
    assert sees(cast.duty_officer, matter)
    event = matter.case.events.get(act="name_accused")
    assert (event.value, event.to_unit, event.note) == ("", None, None)
    assert "name_accused" not in [entry.act for entry in matter.seen().timeline]


@pytest.mark.parametrize("who", ["handler", "head", "leader", "other_handler", "discipline"])
def test_only_the_bureaus_desk_and_supervisor_name_the_accused(matter, who):
    matter.register().refer()
    with pytest.raises(PermissionDenied):
        actions.name_accused(matter.case, [matter.city.room], [], by=getattr(matter.cast, who))
    assert not matter.case.accused_units.exists()


def test_on_a_sealed_report_the_discipline_desk_names_them_and_nobody_else(matter):
    cast = matter.cast
    matter.register()
    actions.seal_as_report(matter.case, by=cast.duty_officer, now=MORNING)
    with pytest.raises(PermissionDenied):
        actions.name_accused(matter.case, [], [cast.head], by=cast.duty_officer, now=MORNING)
    actions.name_accused(matter.case, [], [cast.head], by=cast.discipline, now=MORNING)
    assert list(matter.case.accused_users.all()) == [cast.head]


def test_a_wrong_name_is_taken_back_and_naming_the_same_again_is_no_event(matter):
    cast, city = matter.cast, matter.city
    actions.name_accused(matter.case, [city.station], [], by=cast.duty_officer, now=MORNING)
    with pytest.raises(NotYet):
        actions.name_accused(matter.case, [city.station], [], by=cast.duty_officer, now=MORNING)
    matter.register().refer()
    actions.name_accused(matter.case, [], [], by=cast.duty_officer, now=MORNING)
    assert sees(cast.handler, matter)
    assert matter.case.events.filter(act="name_accused").count() == 2


def test_the_whole_network_cannot_be_walled_off_by_naming_the_bureau(matter):
    with pytest.raises(NotYet, match="persons"):
        actions.name_accused(matter.case, [matter.city.bureau], [], by=matter.cast.duty_officer)
    assert sees(matter.cast.duty_officer, matter)


def test_a_report_is_handed_over_before_anybody_registers_it(matter):
    actions.seal_as_report(matter.case, by=matter.cast.duty_officer, now=MORNING)
    assert sees(matter.cast.discipline, matter)
    assert not sees(matter.cast.leader, matter)
    told = matter.seen()
    assert told.clock is None and told.holder_phone == "12388"
