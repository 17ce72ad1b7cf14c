"""Appointing and dismissing staff; keeps each person's Wagtail groups in step with the posts."""

from collections.abc import Collection
from datetime import date

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from units.models import Post, Unit, User
from units.roles import ROLES, RoleCode, group_name


@transaction.atomic
def appoint(user: User, unit: Unit, role: RoleCode, *, since: date | None = None) -> Post:
    """Give a person a post; appointing twice returns the post they already hold."""
    if unit.kind not in ROLES[role].levels:
        raise ValidationError(
            _("%(role)s is no post of %(unit)s.") % {"role": ROLES[role].label, "unit": unit.name}
        )
    post, _created = Post.objects.get_or_create(
        user=user, unit=unit, role=role, until=None, defaults={"since": since or localdate()}
    )
    _match_groups(user)
    return post


@transaction.atomic
def dismiss(post: Post, *, until: date | None = None) -> None:
    """End a post from this day on. What was done in it stays on record."""
    post.until = until or localdate()
    post.save(update_fields=["until"])
    _match_groups(post.user)


def prepare_role_groups() -> None:
    """Create or repair the group of every role from the table; runs after each migrate."""
    permissions = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for role in ROLES.values():
        group, _created = Group.objects.get_or_create(name=group_name(role.code))
        # A database that is only partly migrated has not all of them yet.
        group.permissions.set(permissions[name] for name in role.grants if name in permissions)


def match_groups(users: Collection[int]) -> None:
    """Put these people (ids) into the groups of the posts they hold today, and out of others.
    A handful of queries, however many they are."""
    groups = dict(
        Group.objects.filter(name__in=[group_name(code) for code in ROLES]).values_list(
            "name", "pk"
        )
    )
    joined = User.groups.through.objects.filter(group__in=groups.values(), user__in=users)
    posts = Post.objects.current().filter(user__in=users).values_list("user", "role")
    due = {(user, groups[group_name(RoleCode(role))]) for user, role in posts}
    held = {(user, group): pk for pk, user, group in joined.values_list("pk", "user", "group")}
    joined.filter(pk__in=[held[pair] for pair in held.keys() - due]).delete()
    joined.model.objects.bulk_create(
        joined.model(user_id=user, group_id=group) for user, group in sorted(due - held.keys())
    )


def _match_groups(user: User) -> None:
    user.__dict__.pop("current_posts", None)
    match_groups([user.pk])
