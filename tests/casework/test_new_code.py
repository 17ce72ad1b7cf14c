"""A new query code for whoever lost it: shown once, the old one void, kept nowhere."""

import re

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse

from casework import actions, public
from casework.actions.intake import code_of
from casework.errors import NotYet
from casework.models import AccessLog
from tests.cast import MORNING, at


def reissue(matter, who: str = "duty_officer") -> str:
    by = getattr(matter.cast, who)
    return actions.reissue_code(
        matter.resident, matter.case, by=by, reason="回执丢了", now=at(11, 4)
    )


def give(client: Client, matter, **changes: object):
    """Fill in the form of the people card, as it stands on the matter's page."""
    page = client.get(reverse("matters:inspect", args=[matter.number]))
    data = {"person": matter.resident.pk, "reason": "回执丢了", "checked": "on"}
    data |= {"seen": page.context["file"].stamp}
    return client.post(reverse("matters:new-code", args=[matter.number]), data | changes)


def stored() -> str:
    """Every row of every table, as the database keeps it."""
    rows = ""
    with connection.cursor() as cursor:
        for model in apps.get_models():
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            rows += repr(cursor.fetchall())
    return rows


@pytest.fixture
def desk(cast) -> Client:
    client = Client()
    client.force_login(cast.duty_officer)
    return client


def test_the_new_code_opens_and_the_old_one_does_not(matter):
    old = matter.code
    new = reissue(matter)
    assert re.fullmatch(r"\d{12}", new) and new != old
    assert public.find(matter.number, new) is not None
    assert public.find(matter.number, old) is None
    assert public.find(matter.number, reissue(matter)) is not None
    assert public.find(matter.number, new) is None


def test_the_old_receipt_shows_nothing_any_more(matter):
    assert code_of(matter.resident, now=MORNING)
    reissue(matter)
    assert code_of(matter.resident, now=at(11, 4)) == ""


def test_it_is_told_in_the_timeline_and_logged_with_its_reason(matter):
    new = reissue(matter)
    event = matter.case.events.get(act="new_code")
    assert (event.petitioner, event.value) == (matter.resident.pk, "")
    holder = public.find(matter.number, new)
    assert public.look(holder, now=at(11, 4))[0].timeline[0].title == "new query code given"
    access = AccessLog.objects.get(what="revealed")
    assert (access.user, access.reason) == (matter.cast.duty_officer, "回执丢了")


@pytest.mark.parametrize(
    ("who", "permitted"),
    [
        ("duty_officer", True),
        ("supervisor", True),
        ("handler", True),
        ("head", False),
        ("leader", False),
        ("other_handler", False),
        ("information_officer", False),
        ("discipline", False),
    ],
)
def test_who_may_give_it_is_the_bureau_and_whoever_works_on_the_matter(matter, who, permitted):
    matter.register().refer()
    if permitted:
        assert public.find(matter.number, reissue(matter, who))
        return
    with pytest.raises(PermissionDenied):
        reissue(matter, who)
    assert public.find(matter.number, matter.code)


def test_the_information_officer_gives_it_for_what_the_room_holds(matter):
    actions.hand_down(matter.case, matter.city.room, by=matter.cast.duty_officer, now=MORNING)
    assert public.find(matter.number, reissue(matter, "information_officer"))


def test_a_person_of_another_matter_or_one_who_withdrew_gets_none(file):
    mine, other = file(), file()
    duty = mine.cast.duty_officer
    with pytest.raises(NotYet):
        actions.reissue_code(other.resident, mine.case, by=duty, reason="x", now=MORNING)
    person = mine.resident
    person.withdrawn_at = MORNING
    person.save()
    with pytest.raises(NotYet):
        actions.reissue_code(person, mine.case, by=duty, reason="x", now=MORNING)
    assert not AccessLog.objects.exists()


def test_the_page_shows_number_and_code_once_and_nothing_keeps_the_code(matter, desk, caplog):
    caplog.set_level("DEBUG")
    answer = give(desk, matter)
    shown = answer.context["slip"]["code"]
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    assert shown in answer.content.decode() and matter.number in answer.content.decode()
    code = shown.replace(" ", "")
    assert public.find(matter.number, code)
    later = desk.get(reverse("matters:inspect", args=[matter.number])).content.decode()
    kept = stored() + caplog.text + repr(dict(desk.session)) + str(desk.cookies) + later
    assert code not in kept and shown not in kept


def test_sending_the_page_again_leaves_the_slip_that_was_handed_out_good(matter, desk):
    first = give(desk, matter)
    again = desk.post(
        first.request["PATH_INFO"],
        {"person": matter.resident.pk, "reason": "x", "checked": "on", "seen": "1-0"},
    )
    assert again.status_code == 409
    assert again.context["new_code"].non_field_errors()
    assert public.find(matter.number, first.context["slip"]["code"])
    assert matter.case.events.filter(act="new_code").count() == 1


@pytest.mark.parametrize("missing", ["person", "reason", "checked"])
def test_person_reason_and_the_look_at_the_card_are_asked_for(matter, desk, missing):
    answer = give(desk, matter, **{missing: ""})
    assert answer.status_code == 200
    assert answer.context["new_code"].errors[missing]
    assert public.find(matter.number, matter.code)


def test_the_form_stands_in_the_people_card_for_those_who_may_give_a_code(matter, desk):
    matter.register().refer()
    form = reverse("matters:new-code", args=[matter.number])
    page = reverse("matters:inspect", args=[matter.number])
    assert form in desk.get(page).content.decode()
    head = Client()
    head.force_login(matter.cast.head)
    assert form not in head.get(page).content.decode()


def test_a_new_code_ends_what_was_opened_with_the_old_one(matter):
    held = matter.holder
    assert public.still_holds(held)
    reissue(matter)
    assert not public.still_holds(held)
