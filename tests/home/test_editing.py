"""Editors edit, publishers publish, and nobody else touches a page."""

import pytest
from django.urls import reverse

from home.models import HomePage
from tests.cast import person
from units.roles import RoleCode


@pytest.mark.parametrize(
    ("role", "edits", "publishes"),
    [
        (RoleCode.EDITOR, True, False),
        (RoleCode.PUBLISHER, True, True),
        (RoleCode.DUTY_OFFICER, False, False),
    ],
)
def test_what_a_role_may_do_with_the_home_page(client, city, role, edits, publishes):
    user = person("walker", city.bureau, role)
    page = HomePage.objects.filter(locale__language_code="zh-hans").get()
    tester = page.permissions_for_user(user)
    assert (tester.can_edit(), tester.can_publish()) == (edits, publishes)
    client.force_login(user)
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert answer.status_code == (200 if edits else 302)


def test_what_an_editor_submits_a_publisher_approves(client, city):
    editor = person("editor", city.bureau, RoleCode.EDITOR)
    publisher = person("publisher", city.bureau, RoleCode.PUBLISHER)
    page = HomePage.objects.filter(locale__language_code="zh-hans").get()
    page.intro = "新的一句话。"
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    task = page.current_workflow_task
    assert "approve" in [name for name, *_rest in task.get_actions(page, publisher)]
    assert not task.get_actions(page, editor)
    page.current_workflow_task_state.approve(user=publisher)
    assert HomePage.objects.get(pk=page.pk).intro == "新的一句话。"
