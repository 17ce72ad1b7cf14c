"""Real pages in the cache: drafts, previews, restrictions, and every change that must be seen."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings as configured
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Site

from casework.models import Category
from core import generation
from core.models import CityRule, DayOverride, PortalSettings
from core.pagecache import pages
from core.pages import BasePage
from home.models import HomePage
from reporting.rollups import refresh
from tests.cast import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_pages")]

KEPT = ["/", "/statistics/", "/petitions/"]
VERSIONS = ["", "/en", "/elder", "/elder/en"]


@pytest.fixture
def home() -> HomePage:
    return HomePage.objects.get(locale__language_code="zh-hans")


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Do something and let what waits for the commit run."""

    def do(act, *args, **kwargs):
        connection.run_on_commit.clear()  # the test's own transaction never ends
        with django_capture_on_commit_callbacks(execute=True):
            return act(*args, **kwargs)

    return do


@pytest.fixture
def editor(client, django_user_model):
    user = django_user_model.objects.create_superuser("editor", password="a long password")
    client.force_login(user)
    return client


def words(address: str = "/") -> str:
    return Client().get(address).content.decode()


def draft(page: HomePage, intro: str):
    page.intro = intro
    return page.save_revision()


# --- every kept page ---------------------------------------------------------------------------
def marked_views(patterns: list) -> Iterator[str]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from marked_views(entry.url_patterns)
        elif isinstance(entry, URLPattern) and getattr(entry.callback, "is_cacheable", False):
            yield entry.callback.__module__


def test_what_may_be_kept_is_what_these_tests_walk():
    views = set(marked_views(get_resolver().url_patterns))
    models = {
        m for m in apps.get_models() if issubclass(m, BasePage) and m.cacheable_by is not None
    }

    assert views == {"reporting.views", "petitions_public.views.start"}
    assert {model.__name__ for model in models} == {
        "CommitmentIndexPage",
        "CommitmentPage",
        "HearingIndexPage",
        "HearingPage",
        "HomePage",
        "NewsIndexPage",
        "NewsPage",
        "SectionPage",
        "StandardPage",
    }


@pytest.mark.parametrize("address", KEPT)
@pytest.mark.parametrize("version", VERSIONS)
def test_a_kept_page_holds_nothing_of_a_visitor(version, address):
    response = Client().get(version + address)
    page = response.content.decode()

    assert len(pages) == 1
    assert not response.cookies
    assert response["Vary"] == "Accept-Encoding"
    assert "nonce" not in page + response["Content-Security-Policy"]
    assert "csrf" not in page
    assert not re.search(r"<form[^>]*post", page, re.IGNORECASE)
    assert "wagtail-userbar" not in page


@pytest.mark.parametrize("address", KEPT)
def test_a_kept_page_costs_no_query_and_says_the_same_with_the_same_headers(settings, address):
    settings.KEEP_PAGES = False
    plain = Client().get(address)
    settings.KEEP_PAGES = True
    Client().get(address)
    with CaptureQueriesContext(connection) as seen:
        kept = Client().get(address)

    assert len(seen) == 0
    assert kept.content == plain.content
    own = {"ETag", "Vary", "Cache-Control"}
    assert {k: v for k, v in kept.items() if k not in own} == {
        k: v for k, v in plain.items() if k not in own
    }


@pytest.mark.parametrize("address", KEPT)
def test_languages_and_versions_never_mix(address):
    visitors = [Client(headers={"Accept-Language": code}) for code in ("en", "zh-CN")]
    for visitor in visitors:
        visitor.cookies["django_language"] = "en"
    for version in VERSIONS * 2:
        for visitor in visitors:
            page = visitor.get(version + address).content.decode()
            language = "en" if "en" in version.split("/") else "zh-hans"
            assert page.startswith("<!doctype html>\n" + f'<html lang="{language}"')
            assert ("data-elder" in page) is version.startswith("/elder")


@pytest.mark.parametrize("address", KEPT)
def test_what_stands_in_the_query_stands_in_no_kept_page(address):
    page = words(f"{address}?utm_source=evil&x=%22%3E%3Cscript%3E")

    assert "evil" not in page and "utm" not in page
    assert words(address) == page


# --- drafts, previews, people ------------------------------------------------------------------
def test_a_draft_is_shown_when_it_is_published_and_not_before(home, committed):
    words()
    revision = committed(draft, home, "另一句话")
    assert "另一句话" not in words()
    committed(revision.publish)

    assert "另一句话" in words()


def test_saving_a_draft_leaves_the_kept_pages_alone(home, committed):
    words()
    kept = len(pages)
    committed(draft, home, "另一句话")
    words()

    assert len(pages) == kept


def test_a_preview_is_neither_answered_by_the_kept_page_nor_kept(home, editor):
    public = {"Host": "localhost"}  # the host Wagtail's preview pretends to be asked at
    Client().get("/", headers=public)
    draft(home, "只在草稿里")
    preview = editor.get(reverse("wagtailadmin_pages:view_draft", args=[home.pk]))
    assert "只在草稿里" in preview.content.decode()
    assert "private" in preview["Cache-Control"]
    assert "只在草稿里" not in Client().get("/", headers=public).content.decode()
    assert len(pages) == 1


def test_the_preview_of_the_english_page_is_english_below_a_sub_path(editor, settings):
    english = HomePage.objects.get(locale__language_code="en")
    draft(english, "a draft")
    settings.FORCE_SCRIPT_NAME = "/msg"
    address = reverse("wagtailadmin_pages:view_draft", args=[english.pk])
    page = editor.get(address, SCRIPT_NAME="/msg").content.decode()

    assert '<html lang="en"' in page


def test_an_editor_sees_and_leaves_what_everybody_sees(editor):
    first = editor.get("/").content
    assert len(pages) == 0

    assert Client().get("/").content == first == editor.get("/").content


@pytest.mark.parametrize("end", ["unpublish", "delete"])
def test_a_page_that_is_taken_down_is_linked_no_more(committed, end):
    assert 'href="/en/"' in words()
    committed(getattr(HomePage.objects.get(locale__language_code="en"), end))

    assert 'href="/en/"' not in words()


@pytest.mark.parametrize("kind", ["login", "password"])
def test_a_page_that_becomes_private_is_kept_no_more(home, committed, editor, kind):
    words()
    committed(
        PageViewRestriction.objects.create,
        page=home,
        restriction_type=kind,
        password="open sesame",
    )
    for _twice in range(2):
        assert editor.get("/").status_code == 200
        assert "我要反映" not in Client().get("/").content.decode().partition("<main")[2]

    assert len(pages) == 1  # the one from before, out of reach


def test_a_page_that_was_moved_leaves_the_menu(home, committed):
    for slug in ("guide", "other"):
        home.add_child(instance=Page(title=slug, slug=slug, locale=home.locale))
    generation.renew()
    assert "/guide/" in words()
    guide, other = (Page.objects.get(slug=slug) for slug in ("guide", "other"))
    committed(guide.move, other, pos="last-child")

    assert "/guide/" not in words()


def test_the_worker_publishes_what_was_scheduled(home, committed, time_machine):
    committed(draft(home, "今天的话").publish)
    home.refresh_from_db()
    home.go_live_at = timezone.now() + timedelta(minutes=1)
    committed(draft(home, "明天的话").publish)
    assert "今天的话" in words()
    time_machine.move_to(home.go_live_at + timedelta(minutes=1))
    assert "今天的话" in words()
    committed(call_command, "publish_scheduled", verbosity=0)

    assert "明天的话" in words()


def test_another_person_s_matter_is_never_kept(client, matter):
    holder = Client()
    holder.post("/petitions/track/", {"number": matter.number, "code": matter.code})
    mine = holder.get("/petitions/track/")

    assert matter.number in mine.content.decode()
    assert matter.number not in client.get("/petitions/track/").content.decode()
    assert len(pages) == 0


# --- what pages show ---------------------------------------------------------------------------
CHANGES = {
    "settings": lambda: PortalSettings.objects.create(
        site=Site.objects.get(is_default_site=True), hotline="0398-1234567"
    ),
    "rule": lambda: CityRule.objects.create(
        key="limit.register",
        value=3,
        in_force_from=at(1, 1).date(),
        decided_by="局",
        document="一",
    ),
    "day": lambda: DayOverride.objects.create(
        day=at(12, 15).date(), is_workday=False, reason="雪"
    ),
    "site": lambda: Site.objects.get(is_default_site=True).save(),
    "locale": lambda: Locale.objects.get(language_code="en").save(),
    "category": lambda: Category.objects.first().save(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_each_change_of_what_pages_show_renders_them_anew(committed, change):
    words()
    committed(CHANGES[change])
    words()

    assert len(pages) == 2


def test_new_figures_are_shown_and_a_run_without_news_leaves_the_pages(file, committed):
    now = at(11, 24)
    words("/en/statistics/")
    for _ in range(5):
        file(now=at(11, 10))
    committed(refresh, now)
    assert len(pages) == 1
    words("/en/statistics/")
    assert len(pages) == 2
    committed(refresh, now)
    words("/en/statistics/")

    assert len(pages) == 2


def test_the_cache_stands_before_all_but_the_proxies():
    assert configured.MIDDLEWARE[1] == "core.pagecache.kept_pages"
