"""The first page: there from the first migration, in two languages, in few queries."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, Site

from home.models import HomePage
from reporting.metrics import METRICS
from reporting.models import MonthlyFigure
from tests.cast import at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _late_in_november(time_machine):
    time_machine.move_to(at(11, 24), tick=False)


def fill(months: int) -> None:
    MonthlyFigure.objects.bulk_create(
        MonthlyFigure(
            month=date(2026, 10 - back, 1),
            metric=metric.code,
            numerator=9,
            denominator=10 if metric.denominator else None,
            computed_at=at(11, 24),
        )
        for back in range(months)
        for metric in METRICS
    )


def test_the_site_starts_with_a_home_page_in_each_language():
    site = Site.objects.get(is_default_site=True)
    chinese = site.root_page.specific
    assert (type(chinese), chinese.locale.language_code) == (HomePage, "zh-hans")
    english = chinese.get_translation(Locale.objects.get(language_code="en"))
    assert (chinese.get_url(), english.get_url()) == ("/", "/en/")
    assert Page.objects.filter(depth=2).count() == 2
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_migration_run_again_changes_nothing():
    migration = import_module("home.migrations.0002_home_pages")
    before = list(Page.objects.order_by("path").values())
    migration.create_home_pages(apps, None)
    assert list(Page.objects.order_by("path").values()) == before


@pytest.mark.parametrize("address", ["/", "/en/", "/elder/", "/elder/en/"])
def test_it_renders_before_there_is_anything_to_count(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response.context["figures"] is None
    assert 'datetime="2026-12-15"' in response.content.decode()


def test_it_shows_last_months_finding(client):
    fill(1)
    page = client.get("/en/").content.decode()
    assert "October: 9 of every 10 answers came on time" in page
    assert 'href="/en/statistics/"' in page


def test_it_takes_at_most_fifteen_queries_whatever_the_size(client):
    counts = []
    for months in (1, 9):
        MonthlyFigure.objects.all().delete()
        fill(months)
        client.get("/")
        with CaptureQueriesContext(connection) as seen:
            client.get("/")
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 15


def test_there_is_one_home_page_a_language():
    chinese = HomePage.objects.get(locale__language_code="zh-hans")
    chinese.full_clean()
    second = HomePage(
        title="又一个", slug="second", locale=chinese.locale, path="000100099", depth=2
    )
    with pytest.raises(ValidationError, match="already"):
        second.full_clean()


def test_an_editor_finds_no_place_for_a_third_home_page():
    assert not HomePage.can_create_at(Page.objects.get(depth=1))
