"""Which roles edit and publish pages: Wagtail's own permissions, given to the roles' groups."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page, Workflow, WorkflowTask

from home.models import ThreeChecks
from units.roles import RoleCode, group_name

CHECKS_NAME = "三审三校"
MAY = {
    RoleCode.EDITOR: ("add_page", "change_page"),
    RoleCode.PUBLISHER: ("add_page", "change_page", "publish_page"),
}


def grant_page_permissions() -> None:
    """Give editors and publishers the whole tree of pages; repeated after each migrate."""
    root = Page.objects.filter(depth=1).first()
    if root is None:
        return
    for role, codenames in MAY.items():
        group, _created = Group.objects.get_or_create(name=group_name(role))
        permissions = Permission.objects.filter(
            content_type__app_label="wagtailcore", codename__in=codenames
        )
        for permission in permissions:
            GroupPagePermission.objects.get_or_create(
                group=group, page=root, permission=permission
            )


def let_publishers_approve() -> None:
    """One way to the public: the three checks, by publishers, on every page of the site."""
    group, _created = Group.objects.get_or_create(name=group_name(RoleCode.PUBLISHER))
    task = ThreeChecks.objects.first() or ThreeChecks.objects.create(name=CHECKS_NAME)
    task.groups.add(group)
    workflow = Workflow.objects.filter(active=True).first()
    if workflow is None:
        return
    if not workflow.workflow_tasks.filter(task=task).exists():
        workflow.workflow_tasks.all().delete()
        WorkflowTask.objects.create(workflow=workflow, task=task)
