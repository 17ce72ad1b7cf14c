"""Units and staff from one spreadsheet: what it changes, and what it never touches."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate

from casework import actions
from tests.cast import MORNING, person
from tests.units.workbook import Workbook
from units.actions import dismiss
from units.models import NetworkImport, Organ, Post, Unit, User
from units.roles import Level, RoleCode, group_name
from units.spreadsheet import template
from units.spreadsheet.importing import Changed, carry_out, preview

R = RoleCode
TODAY = localdate


@pytest.fixture
def book(cast) -> Workbook:
    return Workbook()


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def test_todays_network_imported_again_changes_nothing(book):
    assert book.changes() == []
    book.apply()
    assert not NetworkImport.objects.exists()


def test_a_first_import_builds_the_network_and_a_second_finds_it_there(db):
    book = Workbook(template.write())
    book.add("organs", code="g", name="某市群众工作局", short_name="工作局")
    book.add("organs", code="J1", name="某街道办事处", short_name="街道办", superior="G")
    book.add("units", code="G", name="群众工作局", kind=Level.BUREAU, organ="G")
    book.add(
        "units", code="R1", name="某村工作室", kind=Level.ROOM, parent="S1", phone=13800001234
    )
    book.add("units", code="S1", name="街道工作站", kind=Level.STATION, parent="G", organ="J1")
    book.add("staff", username="li", name="李", unit="R1", role=R.INFORMATION_OFFICER)
    slips = book.apply()
    assert unit("R1").get_parent() == unit("S1") and unit("R1").phone == "13800001234"
    assert Organ.objects.get(code="J1").review_organ_name == "某市群众工作局"
    assert User.objects.get(username="li").holds(R.INFORMATION_OFFICER)
    assert [slip.username for slip in slips] == ["li"]
    assert book.changes() == []


def test_what_is_changed_in_the_file_is_changed_on_record(book, city):
    code = city.station.code
    book.put("units", code, phone="0398-999", name="新站名", hours="全天")
    book.put("organs", city.station.organ.code, superior_phone="0371-1")
    book.apply()
    station = unit(code)
    assert (station.phone, station.name, station.hours) == ("0398-999", "新站名", "全天")
    assert station.organ.superior_phone == "0371-1"
    assert station.get_children().get() == unit(city.room.code)
    assert Unit.find_problems() == ([], [], [], [], [])


def test_a_room_moves_under_another_station_and_history_keeps_its_old_place(
    file, book, city, cast
):
    matter = file()
    actions.hand_down(matter.case, city.room, by=cast.duty_officer, now=MORNING)
    actions.rise(matter.case, by=cast.information_officer, now=MORNING)
    before = list(matter.case.events.values_list("unit_path", "digest"))
    book.put("units", city.room.code, parent=city.other_station.code)
    book.apply()
    room = unit(city.room.code)
    assert room.get_parent() == city.other_station
    assert list(matter.case.events.values_list("unit_path", "digest")) == before
    assert Unit.find_problems() == ([], [], [], [], [])


def test_a_closed_unit_keeps_its_row_and_names_its_successor(book, city):
    book.put("units", city.room.code, closed_on=TODAY(), successor=city.other_station.code)
    book.remove("staff", "officer")
    book.apply()
    room = unit(city.room.code)
    assert (room.closed_on, room.successor) == (TODAY(), city.other_station)
    assert room.heir(TODAY()) == city.other_station
    assert book.changes() == []


def test_a_unit_that_holds_nothing_closes_by_being_left_out(book, city):
    dismiss(Post.objects.get(user__username="officer"))
    book.remove("staff", "officer")
    book.remove("units", city.room.code)
    assert ("closed", city.room.code) in book.changes()
    book.apply()
    assert unit(city.room.code).closed_on == TODAY()


def test_a_closed_unit_that_is_listed_again_opens_again(book, city):
    unlisted = Workbook()
    unlisted.put("units", city.room.code, closed_on=TODAY(), successor=city.station.code)
    unlisted.remove("staff", "officer")
    unlisted.apply()
    slips = book.apply()  # the file of yesterday
    room = unit(city.room.code)
    assert (room.closed_on, room.successor) == (None, None)
    assert [slip.username for slip in slips] == ["officer"]
    assert User.objects.get(username="officer").holds(R.INFORMATION_OFFICER)


def test_who_is_no_longer_listed_leaves_and_stays_on_record(book, cast):
    book.remove("staff", "handler")
    assert book.changes() == [("ends", "handler"), ("leaves", "handler")]
    book.apply()
    handler = User.objects.get(username="handler")
    assert not handler.is_active
    assert Post.objects.get(user=handler).until == TODAY()
    assert not handler.groups.exists()


def test_another_role_is_one_post_ended_and_one_begun(book, cast):
    book.put("staff", "handler", role=R.HEAD)
    assert book.changes() == [("begins", "handler"), ("ends", "handler")]
    book.apply()
    posts = Post.objects.filter(user__username="handler").order_by("pk")
    assert [(post.role, post.until) for post in posts] == [
        (R.HANDLER, TODAY()),
        (R.HEAD, None),
    ]
    assert [group.name for group in cast.handler.groups.all()] == [group_name(R.HEAD)]


def test_a_post_ends_on_the_day_written_beside_it(book):
    yesterday = TODAY() - timedelta(days=1)
    book.put("staff", "colleague", until=yesterday)
    book.apply()
    assert Post.objects.get(user__username="colleague").until == yesterday
    assert book.changes() == []


def test_a_post_that_would_begin_later_can_be_taken_back(cast, city):
    tomorrow = TODAY() + timedelta(days=1)
    post = Post.objects.create(user=cast.editor, unit=city.bureau, role=R.HEAD, since=tomorrow)
    book = Workbook()
    assert book.changes() == []
    book.page("staff").delete_rows(book.row("staff", "editor", role="机关负责人"))
    book.apply()
    post.refresh_from_db()
    assert post.until == tomorrow


def test_who_was_blocked_by_hand_stays_blocked(cast):
    User.objects.filter(pk=cast.handler.pk).update(is_active=False)
    book = Workbook()
    book.put("staff", "handler", email="handler@example.org")
    book.apply()
    assert not User.objects.get(username="handler").is_active


def test_a_superuser_without_a_post_is_left_alone_and_none_is_ever_made(book):
    root = User.objects.create_superuser("root", password="a long password")
    book.add("staff", username="new", name="新", unit=Unit.objects.bureau().code, role=R.EDITOR)
    book.apply()
    root.refresh_from_db()
    new = User.objects.get(username="new")
    assert root.is_active and root.is_superuser
    assert not (new.is_superuser or new.is_staff)


def test_the_first_password_opens_nothing_but_the_page_to_replace_it(book, city):
    book.add("staff", username="new", name="新", unit=city.station.code, role=R.HANDLER)
    (slip,) = book.apply()
    client = Client()
    login = {"username": "new", "password": slip.password}
    client.post("/admin/login/", login)
    assert client.get("/admin/").url == "/admin/first-password/"
    assert client.get("/admin/matters/").url == "/admin/first-password/"
    same = {"new_password1": slip.password, "new_password2": slip.password}
    assert client.post("/admin/first-password/", same).status_code == 200
    own = {"new_password1": "quite another one", "new_password2": "quite another one"}
    assert client.post("/admin/first-password/", own).url == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert Client().post("/admin/login/", login).status_code == 200  # the slip is good no more


def test_a_preview_that_no_longer_holds_is_not_applied(book, city):
    book.put("units", city.station.code, phone="1")
    seen = book.look().stamp
    Unit.objects.filter(pk=city.room.pk).update(phone="2")
    with pytest.raises(Changed) as changed:
        carry_out(book.content(), by=None, now=timezone.now(), seen=seen)
    assert len(changed.value.preview.lines) == 2
    assert unit(city.station.code).phone != "1"


def test_one_bad_row_and_nothing_is_imported(book, city):
    book.put("units", city.station.code, phone="1")
    book.put("staff", "handler", unit="NOWHERE")
    with pytest.raises(Changed):
        book.apply()
    assert unit(city.station.code).phone != "1"


def test_an_import_is_on_record_with_every_line(book, city):
    admin = person("admin", city.bureau, R.ADMINISTRATOR)
    book = Workbook()
    book.put("units", city.station.code, phone="1")
    book.apply(by=admin)
    kept = NetworkImport.objects.get()
    assert kept.by == admin
    assert [line["key"] for line in kept.lines] == [city.station.code]


def test_checking_asks_the_database_as_often_for_many_as_for_few(
    book, city, django_assert_max_num_queries
):
    for number in range(60):
        code = f"X{number}"
        book.add("units", code=code, name=code, kind=Level.ROOM, parent=city.station.code)
        book.add("staff", username=f"x{number}", name="甲", unit=code, role=R.INFORMATION_OFFICER)
    content = book.content()
    with django_assert_max_num_queries(6):
        assert len(preview(content, by=None, now=timezone.now()).lines) == 180
