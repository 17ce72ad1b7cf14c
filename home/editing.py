"""Which roles edit and publish pages: Wagtail's own permissions, given to the roles' groups."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupApprovalTask, GroupPagePermission, Page

from units.roles import RoleCode, group_name

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
    """Wagtail's own approval asks a group nobody here is in: the publishers approve."""
    group, _created = Group.objects.get_or_create(name=group_name(RoleCode.PUBLISHER))
    for task in GroupApprovalTask.objects.filter(active=True):
        task.groups.add(group)
