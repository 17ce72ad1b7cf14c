"""A small demo city, built once for this module by the command itself."""

import json
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from casework.models import Case, Event, Petitioner
from casework.workflow import Status
from commitments.models import Commitment
from commitments.status import CommitmentStatus
from core.blocks import StoryBlock
from core.calendar import city_calendar
from core.workdays import CITY_TZ, city_day
from demo import hours
from hearings.models import Hearing
from hearings.status import HearingStatus
from home.models import NewsPage, PublicationCheck, StandardPage
from messaging.models import Message
from units.models import Unit, User
from units.roles import RoleCode

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.django_db]
# No act of the product leads there yet.
UNREACHED = {Status.WITHDRAWN, Status.MERGED}


@pytest.fixture(scope="module", autouse=True)
def seed(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """One seed for all tests here; taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo", months=1, stdout=StringIO())
        yield
        transaction.set_rollback(True)


def test_every_status_that_can_be_reached_is_there():
    assert set(Case.objects.values_list("status", flat=True)) == set(Status) - UNREACHED


def test_people_act_in_office_hours_and_the_rest_happens_at_night():
    calendar = city_calendar()
    odd = [
        event
        for event in Event.objects.all()
        if not hours.is_open(event.at, calendar)
        and not (event.actor_id is None and event.at.astimezone(CITY_TZ).hour == 1)
    ]
    assert (Event.objects.count() > 200, odd) == (True, [])


def test_nothing_happens_after_now():
    assert not Event.objects.filter(at__gt=timezone.now()).exists()


def test_seeding_again_says_so_and_changes_nothing():
    before = (Unit.objects.count(), Event.objects.count(), Page.objects.count())
    said = StringIO()
    call_command("seed_demo", stdout=said)
    assert "already" in said.getvalue()
    assert (Unit.objects.count(), Event.objects.count(), Page.objects.count()) == before


def test_the_network_has_its_three_levels():
    count = {kind: Unit.objects.filter(kind=kind).count() for kind in ("bureau", "station")}
    assert count == {"bureau": 1, "station": 90}
    assert 40 <= Unit.objects.filter(kind="room").count() <= 60
    assert not Unit.objects.exclude(phone__startswith="0398-0000")


def test_every_role_has_a_login_and_there_are_two_publishers():
    logins = json.loads((Path(settings.VAR) / "demo-logins.json").read_text())
    assert {role.value for role in RoleCode} <= set(logins)
    assert logins["deputy_publisher"]["username"] == "deputy"
    duty = logins["duty_officer"]
    assert User.objects.get(username=duty["username"]).check_password(duty["password"])


def test_contact_data_lies_sealed_in_the_database():
    assert Petitioner.objects.first().name.startswith("示例居民")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone, address FROM casework_petitioner")
        raw = str(cursor.fetchall())
    assert "示例" not in raw
    assert "1380000" not in raw


def test_no_message_of_the_past_waits_to_be_sent():
    assert not Message.objects.waiting().exists()


def test_commitments_stand_in_every_stage():
    today = city_day(timezone.now())
    stages = {row.status(today) for row in Commitment.objects.with_record()}
    assert (Commitment.objects.count(), stages) == (8, set(CommitmentStatus))


def test_hearings_stand_in_different_stages_and_kinds():
    today = city_day(timezone.now())
    rows = list(Hearing.objects.with_record())
    stages = {row.status(today) for row in rows}
    assert {HearingStatus.OPEN, HearingStatus.COMING} < stages
    assert {HearingStatus.HELD, HearingStatus.CONCLUDED} < stages
    assert (len(rows), len({row.kind for row in rows})) == (5, 5)
    assert not [row.name for row in rows if row.notice_is_short]
    assert [row for row in rows if row.first_held_at != row.held_at]


def test_there_are_twelve_pages_of_news_and_guide_and_every_kind_of_block():
    chinese = StandardPage.objects.filter(locale__language_code="zh-hans")
    guide = chinese.filter(url_path__contains="/guide/")
    news = NewsPage.objects.filter(locale__language_code="zh-hans")
    used = {
        block.block_type
        for page in Page.objects.live().specific()
        for block in getattr(page, "body", [])
    }
    assert (guide.count() + news.count(), used) == (12, set(StoryBlock().child_blocks))


def test_all_pages_open_in_their_language_and_the_elder_version():
    client = Client()
    pages = Page.objects.live().filter(depth__gte=2).specific()
    broken = [
        (page.url, answer.status_code)
        for page in pages
        for answer in (client.get(page.url), client.get(f"/elder{page.url}"))
        if answer.status_code != 200
    ]
    assert (len(pages) > 40, broken) == (True, [])


@pytest.mark.parametrize("slug", ["about", "privacy", "accessibility", "hearings", "commitments"])
def test_the_main_pages_exist_in_english(slug):
    page = Page.objects.get(slug=slug, locale__language_code="en", depth=3)
    assert Client().get(f"/en/{slug}/").status_code == 200
    assert page.title.isascii()


def test_pages_passed_three_checks_by_two_people():
    page = StandardPage.objects.get(slug="about", locale__language_code="zh-hans")
    checks = PublicationCheck.objects.filter(page=page)
    assert (checks.count(), len({check.user_id for check in checks})) == (3, 2)
    assert timezone.now() - page.first_published_at > timedelta(days=300)


def test_the_figures_of_the_newspaper_stand_with_period_and_source():
    html = Client().get("/about/").content.decode()
    assert html.count("《人民日报》2009-04-04") == 4
    assert "2005 年以来" in html
