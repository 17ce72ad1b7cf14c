"""Where every list of cases starts: what this person may see, as one condition in the query."""

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from casework.choices import Kind
from units.models.unit import Unit, span
from units.roles import Level, RoleCode

if TYPE_CHECKING:
    from units.models import User

# Who works on matters at all; editors, publishers and administrators do not.
CASE_ROLES = (
    RoleCode.INFORMATION_OFFICER,
    RoleCode.HANDLER,
    RoleCode.HEAD,
    RoleCode.DUTY_OFFICER,
    RoleCode.SUPERVISOR,
    RoleCode.LEADER,
)


class CaseQuerySet(models.QuerySet["Case"]):  # type: ignore[type-var]
    def for_user(self, user: "User") -> "CaseQuerySet":
        """Matters this person may see. The conflict wall's "no" beats every post.

        Posts of the bureau see all that is not sealed; others their unit and those below;
        the discipline desk sees sealed ones only. `is_superuser` opens nothing.
        """
        posts = user.posts_as(*CASE_ROLES)
        scopes = []
        if any(post.unit.kind == Level.BUREAU for post in posts):
            scopes.append(~Q(kind=Kind.REPORT))
        elif posts:
            paths = {post.unit.path for post in posts}
            held = reduce(or_, (span(path, "unit__path") for path in paths))
            scopes.append(~Q(kind=Kind.REPORT) & held)
        if user.holds(RoleCode.DISCIPLINE):
            scopes.append(Q(kind=Kind.REPORT))
        if not scopes:
            return self.none()
        return self.filter(reduce(or_, scopes)).outside_the_wall(user)

    def outside_the_wall(self, user: "User") -> "CaseQuerySet":
        """Without the matters that complain about this person or a unit they serve in."""
        # Looked up once for a query, not once for each matter: hardly anything stands there.
        accused_users = self.model.accused_users.through.objects
        accused_units = self.model.accused_units.through.objects
        seen = self.exclude(pk__in=accused_users.filter(user=user).values("case"))
        paths = {post.unit.path for post in user.current_posts}
        if paths:
            own_units = reduce(or_, (_at_or_above(path) for path in paths))
            seen = seen.exclude(pk__in=accused_units.filter(own_units).values("case"))
        return seen

    def open(self) -> "CaseQuerySet":
        """An office owes something: next_due_at is set exactly for the group OPEN."""
        return self.filter(next_due_at__isnull=False)


def _at_or_above(path: str) -> Q:
    """Accused units that are this unit or contain it."""
    ends = range(Unit.steplen, len(path) + 1, Unit.steplen)
    return Q(unit__path__in=[path[:end] for end in ends])
