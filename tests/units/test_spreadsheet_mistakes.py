"""Every mistake is named with sheet, row, column and reason, all of them at once."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from casework import actions
from tests.cast import MORNING, person
from tests.units.workbook import Workbook
from units.models import Organ, Unit, User
from units.roles import Level, RoleCode

R = RoleCode
TOMORROW = localdate() + timedelta(days=1)
YESTERDAY = localdate() - timedelta(days=1)


@pytest.fixture
def book(cast, city) -> Workbook:
    """Codes one can read, in place of the drawn ones."""
    for name in ("bureau", "station", "other_station", "room"):
        Unit.objects.filter(pk=getattr(city, name).pk).update(code=name.upper())
    for organ in Organ.objects.all():
        Organ.objects.filter(pk=organ.pk).update(code=f"O-{organ.units.get().code}")
    return Workbook()


CELLS = [
    ("units", "STATION", {"name": ""}, "name", "filled in"),
    ("units", "STATION", {"name": "长" * 81}, "name", "at most 80"),
    ("units", "STATION", {"phone": "=1+1"}, "phone", "formula"),
    ("units", "STATION", {"kind": "驿站"}, "kind", "工作局、工作站、工作室"),
    ("units", "STATION", {"code": "Z 01"}, "code", "without spaces"),
    ("units", "ROOM", {"closed_on": "下个月"}, "closed_on", "2026-01-31"),
    ("staff", "handler", {"role": "站长"}, "role", "承办人"),
    ("staff", "handler", {"since": "2026-02-30"}, "since", "no date"),
    ("organs", "O-STATION", {"is_discipline": "也许"}, "is_discipline", "是"),
]
ORGANS = [
    ("organs", "O-STATION", {"code": "O-BUREAU"}, "code", "more than one row"),
    ("organs", "O-STATION", {"name": "义马市人社局"}, "name", "more than one row"),
    ("organs", "O-STATION", {"superior": "GONE"}, "superior", "no organ"),
    ("organs", "O-STATION", {"superior": "O-STATION"}, "superior", "its own superior"),
]
UNITS = [
    ("units", "ROOM", {"code": "STATION"}, "code", "more than one row"),
    ("units", "ROOM", {"kind": Level.BUREAU, "parent": ""}, "kind", "one bureau only"),
    ("units", "ROOM", {"kind": Level.STATION, "parent": "BUREAU"}, "kind", "A level stays"),
    ("units", "BUREAU", {"code": "OTHER"}, "code", "code is BUREAU"),
    ("units", "BUREAU", {"parent": "STATION"}, "parent", "above the bureau"),
    ("units", "BUREAU", {"closed_on": YESTERDAY}, "closed_on", "cannot be closed"),
    ("units", "STATION", {"parent": "ROOM"}, "parent", "belongs to"),
    ("units", "STATION", {"organ": "GONE"}, "organ", "no organ"),
    ("units", "ROOM", {"parent": ""}, "parent", "belongs to"),
    ("units", "ROOM", {"parent": "GONE"}, "parent", "No open unit"),
    ("units", "ROOM", {"successor": "STATION"}, "successor", "Only a unit that is closed"),
    ("units", "ROOM", {"closed_on": TOMORROW, "successor": "STATION"}, "closed_on", "not come"),
    ("units", "ROOM", {"closed_on": YESTERDAY}, "successor", "1 posts"),
    ("units", "ROOM", {"closed_on": YESTERDAY, "successor": "ROOM"}, "successor", "No open"),
    ("units", "ROOM", {"closed_on": YESTERDAY, "successor": "BUREAU"}, "successor", "one of"),
]
STAFF = [
    ("staff", "handler", {"unit": "GONE"}, "unit", "No open unit"),
    ("staff", "handler", {"unit": "ROOM"}, "role", "exists only at"),
    ("staff", "handler", {"email": "x"}, "email", "no e-mail"),
    ("staff", "handler", {"username": "a b"}, "username", "without spaces"),
    ("staff", "handler", {"username": "Handler"}, "username", "capital letters"),
    ("staff", "handler", {"username": "colleague"}, "role", "more than one row"),
    ("staff", "handler", {"username": "editor"}, "name", "another name"),
    ("staff", "handler", {"since": TOMORROW}, "since", "not come yet"),
    ("staff", "handler", {"until": TOMORROW}, "until", "not come yet"),
    ("staff", "handler", {"since": localdate(), "until": YESTERDAY}, "until", "before it begins"),
    ("staff", "handler", {"unit": "BUREAU", "until": YESTERDAY}, "until", "not on record"),
]


@pytest.mark.parametrize(
    ("sheet", "key", "values", "column", "reason"), [*CELLS, *ORGANS, *UNITS, *STAFF]
)
def test_a_mistake_is_named_with_its_place_and_reason(book, sheet, key, values, column, reason):
    number = book.put(sheet, key, **values)
    header = book.page(sheet).cell(1, book.column(sheet, column)).value
    place = (book.page(sheet).title, number, header)
    found = [m.reason for m in book.look().mistakes if (m.sheet, m.row, m.column) == place]
    assert reason in " ".join(found)


def test_all_mistakes_are_found_at_once_in_the_order_of_the_file(book):
    book.put("staff", "handler", unit="GONE", email="x")
    book.put("units", "STATION", kind="驿站")
    book.put("organs", "O-STATION", superior="GONE")
    sheets = [sheet for sheet, _row, _column in book.mistakes()]
    assert sheets == ["机关", "单位", "人员", "人员"]


def test_a_row_that_cannot_be_read_is_not_reported_as_missing_too(book):
    book.put("units", "STATION", kind="驿站")
    assert len(book.mistakes()) == 1


def test_a_unit_left_out_with_people_or_matters_needs_a_row_with_its_successor(
    book, file, city, cast
):
    actions.hand_down(file().case, city.room, by=cast.duty_officer, now=MORNING)
    book.remove("staff", "officer")
    book.remove("units", "ROOM")
    assert book.mistakes() == [("单位", 0, "")]
    assert "千秋村群众工作室 (ROOM) is missing" in book.reasons()
    assert "1 matters in hand" in book.reasons()


def test_a_file_without_the_bureau_is_refused(book):
    book.remove("units", "BUREAU")
    assert "The bureau is missing" in book.reasons()


def test_a_closed_station_does_not_leave_its_rooms_hanging(book):
    book.put("units", "STATION", closed_on=YESTERDAY, successor="OTHER_STATION")
    for username in ("handler", "colleague", "head"):
        book.remove("staff", username)
    row = book.row("units", "ROOM")
    assert book.mistakes() == [("单位", row, "上级单位编号")]


def test_a_station_that_answers_for_an_organ_is_followed_by_one_that_does(book):
    book.put("units", "OTHER_STATION", organ="")
    book.put("units", "STATION", closed_on=YESTERDAY, successor="OTHER_STATION")
    assert "acts for no organ" in book.reasons()


def test_when_a_unit_was_closed_is_history(book):
    book.remove("staff", "officer")
    book.put("units", "ROOM", closed_on=YESTERDAY, successor="STATION")
    book.apply()
    book.put("units", "ROOM", successor="OTHER_STATION")
    assert f"It was closed on {YESTERDAY}" in book.reasons()


def test_the_key_of_the_discipline_desk_is_not_orphaned(book):
    Organ.objects.filter(code="O-BUREAU").update(is_discipline=True, desk_key="key")
    assert "holds the key" in book.reasons()


@pytest.mark.parametrize("values", [{"role": R.EDITOR}, {"username": "other"}])
def test_nobody_imports_a_file_that_locks_them_out(book, city, values):
    admin = person("admin", city.bureau, R.ADMINISTRATOR)
    mine = Workbook()
    assert mine.mistakes(by=admin) == []
    mine.put("staff", "admin", **values)
    assert mine.mistakes(by=admin) == [("人员", 0, "")]
    assert "lock yourself out" in mine.reasons(by=admin)
    assert mine.mistakes(by=User.objects.create_superuser("root")) == []


def test_dates_and_codes_are_taken_as_people_type_them(book):
    book.add("units", code="ｒ9", name="新", kind="群众工作室", parent="station")
    book.add("staff", username="li", name="李", unit="R9", role=R.INFORMATION_OFFICER)
    for typed in ("2026/3/1", "2026.03.01", "2026年3月1日"):
        book.put("staff", "li", since=typed)
        assert book.mistakes() == []
        assert any("2026-03-01" in line.detail for line in book.look().lines)


def test_columns_may_be_moved_and_notes_added(book):
    page = book.page("staff")
    page.insert_cols(1)
    page.cell(1, 1).value = "备注"
    page.cell(5, 1).value = "=1+1"
    assert book.mistakes() == []
