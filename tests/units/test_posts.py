"""Posts, roles and the Wagtail groups they are kept in step with."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from units.actions import appoint, dismiss
from units.models import Post, Unit, User
from units.roles import ROLES, Level, RoleCode, group_name


@pytest.mark.parametrize("code", RoleCode)
def test_every_role_stands_in_the_table_with_a_level(code):
    assert ROLES[code].levels <= frozenset(Level)
    assert ROLES[code].levels


def test_an_appointment_gives_the_group_of_the_role_and_dismissal_takes_it(city):
    user = User.objects.create_user("new", password="a long password")
    post = appoint(user, city.station, RoleCode.HANDLER)
    assert [group.name for group in user.groups.all()] == [group_name(RoleCode.HANDLER)]
    assert user.has_perm("wagtailadmin.access_admin")
    dismiss(post)
    assert not user.groups.exists()


def test_appointing_twice_is_one_post(city):
    user = User.objects.create_user("new", password="a long password")
    first = appoint(user, city.station, RoleCode.HANDLER)
    assert appoint(user, city.station, RoleCode.HANDLER) == first


@pytest.mark.parametrize(
    ("unit", "role"),
    [("room", RoleCode.HANDLER), ("station", RoleCode.DUTY_OFFICER), ("bureau", RoleCode("head"))],
)
def test_a_role_is_held_only_at_its_level(city, unit, role):
    user = User.objects.create_user("new", password="a long password")
    where = getattr(city, unit)
    if Level(where.kind) in ROLES[role].levels:
        assert appoint(user, where, role)
    else:
        with pytest.raises(ValidationError):
            appoint(user, where, role)


@pytest.mark.parametrize(("since", "until", "current"), [(0, None, True), (1, None, False)])
def test_a_post_counts_from_its_first_day_on(city, since, until, current):
    user = User.objects.create_user("new", password="a long password")
    Post.objects.create(
        user=user,
        unit=city.station,
        role=RoleCode.HANDLER,
        since=localdate() + timedelta(days=since),
    )
    assert bool(user.current_posts) is current


def test_a_unit_contains_itself_and_what_is_below(city):
    assert city.bureau.contains(city.room) and city.room.contains(city.room)
    assert not city.other_station.contains(city.room)
    within = Unit.objects.within(city.station.path)
    assert set(within) == {city.station, city.room}
