"""Hearings in a calendar and a feed."""

import pytest
from icalendar import Calendar

from hearings import actions
from hearings.choices import ChangeKind
from hearings.models import Hearing
from tests.cast import MORNING
from tests.hearings.conftest import opened

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _november(time_machine):
    time_machine.move_to(MORNING, tick=False)


def events(client):
    return Calendar.from_ical(client.get("/hearings/calendar.ics").content).walk("VEVENT")


def test_an_announced_hearing_stands_in_the_calendar_and_the_feed(hearing, index, cast, client):
    page = opened(hearing(), by=cast.editor)
    assert events(client) == []
    page.get_latest_revision().publish()
    (event,) = events(client)
    assert event["dtstart"].dt.isoformat() == "2026-12-15T01:00:00+00:00"
    assert event["status"] == "CONFIRMED" and str(event["url"]).endswith("/hearings/hearing-1/")
    assert "背街小巷停车收费" in client.get("/hearings/feed/").content.decode()


def test_a_cancelled_hearing_stays_in_the_calendar_as_cancelled(
    hearing, index, cast, publisher, client
):
    opened(hearing(), by=cast.editor).get_latest_revision().publish()
    change = actions.ask_change(
        Hearing.objects.get(), ChangeKind.CANCELLED, "方案撤回。", by=cast.editor
    )
    actions.decide(change, approve=True, by=publisher)
    (event,) = events(client)
    assert event["status"] == "CANCELLED" and event["sequence"] > 1


def test_the_calendar_takes_the_same_queries_however_many(
    hearing, index, cast, client, django_assert_max_num_queries
):
    for number in range(6):
        opened(hearing(name=f"听证{number}"), by=cast.editor).get_latest_revision().publish()
    client.get("/hearings/calendar.ics")
    with django_assert_max_num_queries(6):
        assert len(events(client)) == 6
