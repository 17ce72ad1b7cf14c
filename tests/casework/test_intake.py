"""The one door: handed in once, found again, never doubled."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from casework import public
from casework.models import Case, Event, Petitioner, Submission
from tests.cast import MORNING, at


@pytest.fixture
def filing(city, cast):
    return public.WebFiling(
        form_key=uuid4(),
        kind="appeal",
        title="路灯坏了",
        text="七盏只亮两盏。",
        request="请修好。",
        category="urban_rural_construction",
        area=city.room.pk,
        place="村口",
        name="李四",
        phone="139 0000 1111",
        address="千秋村",
    )


def test_handing_in_gives_number_code_and_the_day_it_is_registered_by(filing):
    filed = public.submit(filing, now=MORNING)
    assert filed.register_by == date(2026, 11, 4)
    assert len(filed.code) == 12
    case = Case.objects.get(number=filed.number)
    assert (case.status, case.kind_hint) == ("submitted", "appeal")
    assert [event.act for event in case.events.all()] == ["submit"]


def test_the_same_form_sent_again_is_the_same_matter_with_the_same_code(filing):
    first = public.submit(filing, now=MORNING)
    again = public.submit(filing, now=MORNING + timedelta(hours=2))
    assert (again.number, again.code) == (first.number, first.code)
    assert Submission.objects.count() == Case.objects.count() == Event.objects.count() == 1


def test_two_forms_are_two_matters(filing):
    public.submit(filing, now=MORNING)
    other = public.WebFiling(**filing.__dict__ | {"form_key": uuid4()})
    public.submit(other, now=MORNING)
    assert Case.objects.count() == 2


@pytest.mark.parametrize(
    ("hours", "noted", "shown"),
    [(1, False, True), (23, False, True), (25, False, False), (1, True, False)],
)
def test_the_receipt_shows_its_code_for_a_day_or_until_it_was_noted(filing, hours, noted, shown):
    public.submit(filing, now=MORNING)
    if noted:
        public.note_code(filing.form_key, now=MORNING)
    receipt = public.receipt_of(filing.form_key, now=MORNING + timedelta(hours=hours))
    assert bool(receipt.code) is shown


def test_an_unknown_category_or_place_is_refused_and_nothing_is_stored(filing):
    for wrong in ({"category": "nonsense"}, {"area": 999_999}):
        with pytest.raises(LookupError):
            public.submit(public.WebFiling(**filing.__dict__ | wrong), now=MORNING)
    assert not Submission.objects.exists() and not Case.objects.exists()


def test_no_word_or_name_stands_in_the_database_in_clear(filing):
    public.submit(filing, now=MORNING)
    tables = ["casework_submission", "casework_petitioner", "casework_case", "casework_event"]
    with connection.cursor() as cursor:
        stored = ""
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")
            stored += repr(cursor.fetchall())
    for secret in (
        filing.title,
        filing.text,
        filing.request,
        filing.place,
        filing.name,
        "13900001111",
    ):
        assert secret not in stored


def test_a_person_is_found_by_telephone_without_its_being_stored(filing):
    public.submit(filing, now=MORNING)
    person = Petitioner.objects.get()
    index = Petitioner._meta.get_field("phone_index")
    assert Petitioner.objects.get(index.matching("+86 139 0000 1111")) == person
    assert "13900001111" not in person.phone_index


def test_the_number_of_a_year_is_that_of_its_day_in_the_city(filing):
    filed = public.submit(filing, now=at(12, 31, 23, 59))
    assert filed.number.startswith("YM2026-")


def test_a_wrong_number_and_a_wrong_code_find_nobody(filing):
    filed = public.submit(filing, now=MORNING)
    assert public.find(filed.number, filed.code)
    assert public.find(filed.number, "000000000000") is None
    assert public.find("YM2026-000000-0", filed.code) is None
    assert public.find("", "") is None
