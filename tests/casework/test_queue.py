"""The list of the queue: its order, tabs, counts, search, and the wall in all of them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework import actions
from casework.choices import Access, DisputeOutcome, Kind, RefusalGround, Solved
from casework.models import AccessLog
from units.models import User

INDEX = "/admin/matters/"
TODAY = timezone.now()


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def listed(user: User, **query: str) -> list[str]:
    page = browser(user).get(INDEX, query)
    assert page.status_code == 200
    return [row.number for row in page.context["rows"]]


def counted(user: User) -> dict[str, int]:
    return browser(user).get(INDEX).context["counts"]


def search(user: User, typed: str) -> list[str]:
    page = browser(user).post("/admin/matters/search/", {"q": typed})
    return [row.number for row in page.context["rows"]]


def test_the_duty_officer_meets_new_matters_first_then_what_is_due_next(file, cast):
    old = [file(now=TODAY - timedelta(days=days)).register(TODAY) for days in (1, 3)]
    new = [file(now=TODAY - timedelta(hours=hours)) for hours in (1, 2)]
    due_next = [old[1].number, old[0].number]
    found = listed(cast.duty_officer, tab="open")
    assert set(found[:2]) == {matter.number for matter in new}
    assert found[2:] == due_next


def test_new_first_holds_across_the_seam_of_two_pages(file, cast):
    rest = [file(now=TODAY).register(TODAY) for _one in range(20)]
    new = [file(now=TODAY) for _one in range(10)]
    first, second = (listed(cast.duty_officer, tab="open", p=page) for page in ("1", "2"))
    assert (len(first), len(second)) == (25, 5)
    assert set(first[:10]) == {matter.number for matter in new}
    assert set(first[10:] + second) == {matter.number for matter in rest}


def test_what_has_ended_is_shown_newest_first_page_after_page(file, cast):
    numbers = []
    for _one in range(27):
        matter = file(now=TODAY).register(TODAY)
        ground = RefusalGround.NOT_COMPETENT
        actions.refuse(matter.case, ground, by=cast.duty_officer, who_is_in_charge="找区里")
        numbers.insert(0, matter.number)
    first = listed(cast.duty_officer, tab="ended")
    assert first == numbers[:25]
    assert listed(cast.duty_officer, tab="ended", before=first[-1]) == numbers[25:]


def test_each_role_has_its_own_tabs(cast):
    def tabs(who: str) -> list[str]:
        page = browser(getattr(cast, who)).get(INDEX)
        return [tab.slug for tab in page.context["tabs"]]

    common = ["soon", "late", "open", "answered", "ended"]
    assert tabs("handler") == ["mine", "to-accept", "to-draft", "sent-back", *common]
    assert tabs("head") == ["mine", "to-approve", *common]
    assert tabs("information_officer") == ["mine", *common]
    assert tabs("leader") == ["soon", "late", "disputed", *common[2:]]
    assert tabs("duty_officer")[:3] == ["mine", "new", "to-pass-on"]


def test_a_tab_of_another_role_is_not_found(cast):
    assert browser(cast.handler).get(INDEX, {"tab": "to-approve"}).status_code == 404


def test_a_matter_moves_from_tab_to_tab_as_it_is_handled(file, cast):
    matter = file(now=TODAY)
    steps = [
        (cast.duty_officer, "new", lambda: matter.register(TODAY)),
        (cast.duty_officer, "to-pass-on", lambda: matter.refer(TODAY)),
        (cast.handler, "to-accept", lambda: matter.accept(TODAY)),
        (cast.handler, "to-draft", lambda: matter.lay(TODAY)),
        (cast.head, "to-approve", lambda: matter.answered(TODAY)),
    ]
    for user, tab, step in steps:
        assert listed(user, tab=tab) == listed(user, tab="mine") == [matter.number], tab
        assert counted(user)[tab] == counted(user)["mine"] == 1
        step()
        assert listed(user, tab=tab) == []
    assert listed(cast.handler, tab="answered") == [matter.number]


def test_a_suggestion_is_answered_without_being_accepted(file, cast):
    matter = file(kind=Kind.SUGGESTION, now=TODAY).register(TODAY).refer(TODAY)
    assert listed(cast.handler, tab="to-accept") == []
    assert listed(cast.handler, tab="to-draft") == [matter.number]


def test_late_and_soon_are_told_apart_by_the_day(file, cast):
    late = file(now=TODAY - timedelta(days=20)).register(TODAY - timedelta(days=20))
    soon = file(now=TODAY).register(TODAY)
    assert listed(cast.duty_officer, tab="late") == [late.number]
    assert listed(cast.duty_officer, tab="soon") == [soon.number]
    page = browser(cast.duty_officer).get(INDEX, {"tab": "late"})
    row = page.context["rows"][0]
    assert row.tone == "late"
    assert "16" in row.days


def test_a_disputed_answer_waits_for_the_bureau_and_ends_in_the_closed_tab(file, cast):
    matter = file(now=TODAY).register(TODAY).refer(TODAY).accept(TODAY).answered(TODAY)
    matter.read(TODAY)
    actions.say_solved(matter.case, matter.resident, Solved.NOT_SOLVED)
    assert listed(cast.supervisor, tab="disputed") == [matter.number]
    actions.conclude_dispute(
        matter.case, DisputeOutcome.SETTLED, by=cast.supervisor, report="已电话联系。"
    )
    assert listed(cast.supervisor, tab="disputed") == []
    assert listed(cast.supervisor, tab="ended") == [matter.number]


def test_filters_narrow_by_kind_category_and_unit(file, cast, city):
    here = file(now=TODAY).register(TODAY).refer(TODAY)
    there = file(kind=Kind.SUGGESTION, now=TODAY)
    officer = cast.duty_officer
    assert listed(officer, tab="open", kind="suggestion") == [there.number]
    assert listed(officer, tab="open", unit=str(city.station.pk)) == [here.number]
    category = str(here.case.category_id)
    assert len(listed(officer, tab="open", category=category)) == 2
    assert len(listed(officer, tab="open", unit="no number")) == 2


@pytest.mark.parametrize("typed", ["王小明", " 王 小明 ", "138 0000 1234", "+86 13800001234"])
def test_a_person_is_found_by_exact_name_or_phone_through_the_keyed_hash(file, cast, typed):
    matter = file()
    file(name="李四", phone="13900005678")
    assert search(cast.duty_officer, typed) == [matter.number]


@pytest.mark.parametrize("typed", ["王", "1380000", "小明", "", "YM2026-000000-0"])
def test_part_of_a_name_or_phone_finds_nobody(matter, typed):
    assert search(matter.cast.duty_officer, typed) == []


def test_a_number_is_found_however_it_is_typed(matter):
    typed = matter.number.lower().replace("-", " ")
    assert search(matter.cast.duty_officer, typed) == [matter.number]


def test_no_name_goes_into_an_address(matter):
    page = browser(matter.cast.duty_officer).get("/admin/matters/search/", {"q": "王小明"})
    assert page.status_code == 302
    assert page.url == INDEX


def test_the_wall_holds_in_list_counts_and_search(file, cast, city):
    open_one, about_unit, about_person = (file(now=TODAY) for _one in range(3))
    about_unit.case.accused_units.add(city.bureau)
    about_person.case.accused_users.add(cast.duty_officer)
    assert listed(cast.duty_officer, tab="open") == [open_one.number]
    assert counted(cast.duty_officer)["open"] == 1
    assert search(cast.duty_officer, "王小明") == [open_one.number]
    assert search(cast.duty_officer, about_person.number) == []
    home = browser(cast.duty_officer).get("/admin/").content.decode()
    assert about_unit.number not in home


def test_a_sealed_report_is_in_no_list_but_the_discipline_desks(file, cast):
    matter = file(now=TODAY).register(TODAY)
    actions.seal_as_report(matter.case, by=cast.duty_officer)
    assert search(cast.duty_officer, "王小明") == []
    assert counted(cast.duty_officer)["open"] == 0
    assert listed(cast.discipline, tab="mine") == [matter.number]


def test_another_stations_matters_are_neither_listed_counted_nor_found(matter):
    matter.register().refer()
    cast = matter.cast
    assert listed(cast.other_handler, tab="open") == []
    assert counted(cast.other_handler)["open"] == 0
    assert search(cast.other_handler, "王小明") == search(cast.other_handler, matter.number) == []


@pytest.mark.parametrize("who", ["duty_officer", "handler"])
def test_the_list_takes_the_same_few_queries_at_any_size(file, cast, who):
    user = getattr(cast, who)
    seen = []
    for size in (3, 12):
        for _one in range(size):
            matter = file(now=TODAY)
            if who == "handler":
                matter.register(TODAY).refer(TODAY)
        client = browser(user)
        client.get(INDEX)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(INDEX, {"tab": "open"}).status_code == 200
        seen.append(len(queries))
    ours = [query for query in queries if "casework_" in query["sql"]]
    assert seen[0] == seen[1]
    assert len(ours) <= 4
    assert seen[0] <= 15  # nine of them are the admin's own frame


def test_contact_details_are_masked_until_a_reason_is_given_and_logged(matter):
    client = browser(matter.cast.duty_officer)
    inspect, reveal = (f"{INDEX}{matter.number}/{part}" for part in ("", "reveal/"))
    page = client.get(inspect).content.decode()
    assert "王小明" not in page
    assert "138****1234" in page
    assert "13800001234" not in client.post(reveal, {"reason": ""}).content.decode()
    assert not AccessLog.objects.filter(what=Access.REVEALED).exists()
    shown = client.post(reveal, {"reason": "电话核实情况"}).content.decode()
    assert "13800001234" in shown and "王小明" in shown
    logged = AccessLog.objects.get(what=Access.REVEALED)
    assert (logged.user, logged.reason) == (matter.cast.duty_officer, "电话核实情况")
    assert "13800001234" not in client.get(inspect).content.decode()


def test_opening_a_matter_is_logged_once_an_hour_and_read_by_the_bureau(matter):
    client = browser(matter.cast.duty_officer)
    for _time in range(3):
        page = client.get(f"{INDEX}{matter.number}/")
    assert AccessLog.objects.filter(what=Access.OPENED).count() == 1
    assert [access.user for access in page.context["file"].openings] == [matter.cast.duty_officer]
    matter.register().refer()
    page = browser(matter.cast.handler).get(f"{INDEX}{matter.number}/")
    assert page.context["file"].openings == []


def test_line_breaks_and_markup_of_the_resident_are_shown_as_text(file, cast):
    matter = file(text="第一行\n<script>alert(1)</script>")
    page = browser(cast.duty_officer).get(f"{INDEX}{matter.number}/").content.decode()
    assert "第一行\n&lt;script&gt;" in page
