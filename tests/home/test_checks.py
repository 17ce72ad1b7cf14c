"""Three named checks before the public reads a page, and nobody approves their own text."""

import pytest
from django.urls import reverse
from wagtail.models import Locale, TaskState

from core.models import WordRule
from home.models import HomePage, NewsIndexPage, NewsPage, PublicationCheck
from tests.cast import person
from units.roles import RoleCode

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(city):
    return person("editor", city.bureau, RoleCode.EDITOR)


@pytest.fixture
def publisher(city):
    return person("publisher", city.bureau, RoleCode.PUBLISHER)


@pytest.fixture
def deputy(city):
    return person("deputy", city.bureau, RoleCode.PUBLISHER)


@pytest.fixture
def index(db):
    home = HomePage.objects.get(locale=Locale.get_default())
    return home.add_child(instance=NewsIndexPage(title="动态", slug="news", summary="最近的事。"))


def draft(index, user, **words) -> NewsPage:
    page = NewsPage(title="群众工作日", slug="day", summary="十五日到村里。", live=False, **words)
    index.add_child(instance=page)
    page.save_revision(user=user)
    return page


def form_of(page: NewsPage, **more: str) -> dict[str, str]:
    return {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "day": "2026-11-15",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    } | more


def submit(client, page, user, **more):
    client.force_login(user)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(url, form_of(page, **{"action-submit": "1"} | more))


def approve(client, page, user, **ticked):
    client.force_login(user)
    state = TaskState.objects.get(status="in_progress")
    args = [page.pk, "approve", state.pk]
    return client.post(reverse("wagtailadmin_pages:workflow_action", args=args), ticked)


def test_a_page_goes_public_with_three_checks_on_record(client, index, editor, publisher):
    page = draft(index, editor)
    submit(client, page, editor)
    approve(client, page, publisher, second="on", final="on")
    page.refresh_from_db()
    assert page.live
    made = PublicationCheck.objects.order_by("pk").values_list("kind", "user__username")
    assert list(made) == [("first", "editor"), ("second", "publisher"), ("final", "publisher")]


def test_a_check_that_is_not_ticked_keeps_the_page_a_draft(client, index, editor, publisher):
    page = draft(index, editor)
    submit(client, page, editor)
    approve(client, page, publisher, second="on")
    page.refresh_from_db()
    assert not page.live and not PublicationCheck.objects.exists()


def test_a_publisher_does_not_approve_the_own_text_but_a_deputy_does(
    client, index, publisher, deputy
):
    page = draft(index, publisher)
    submit(client, page, publisher)
    approve(client, page, publisher, second="on", final="on")
    page.refresh_from_db()
    assert not page.live
    approve(client, page, deputy, second="on", final="on")
    page.refresh_from_db()
    assert page.live


def test_nobody_publishes_past_the_checks(client, index, publisher):
    page = draft(index, publisher)
    client.force_login(publisher)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.post(url, form_of(page, **{"action-publish": "1"}))
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{bulk}?id={page.pk}")
    page.refresh_from_db()
    assert not page.live


def test_a_listed_word_keeps_a_page_from_being_submitted_and_is_named(client, index, editor):
    WordRule.objects.create(word="土地征用", instead="土地征收")
    page = draft(index, editor)
    words = [{"type": "heading", "value": "土地征用公告", "id": ""}]
    body = {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": words[0]["type"],
        "body-0-value": words[0]["value"],
        "body-0-id": "",
    }
    answer = submit(client, page, editor, **body)
    assert "土地征收" in answer.content.decode()
    assert not TaskState.objects.exists()
    saved = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, **body))
    assert saved.status_code == 302  # a draft may hold anything
    page.refresh_from_db()
    assert "土地征用" in page.get_latest_revision_as_object().body[0].value
