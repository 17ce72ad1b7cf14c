"""Who may write about hearings, and who decides on their changes."""

from hearings.models import Change
from units.models import User
from units.roles import RoleCode


def can_write(user: User) -> bool:
    """Draft a hearing, record that it was held, write its outcome, ask for a change."""
    return user.holds(RoleCode.EDITOR, RoleCode.PUBLISHER)


def can_decide(user: User, change: Change) -> bool:
    """Approve or refuse a change: a publisher, never who asked for it."""
    return user.holds(RoleCode.PUBLISHER) and change.asked_by_id != user.pk
