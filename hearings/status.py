"""How a hearing stands, from its dates and what was done about it. Pure: knows no models.

Nobody types a status in: it follows from dates and recorded acts.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HearingStatus(TextChoices):
    """The words people read beside a hearing."""

    OPEN = "open", _("applications open")
    COMING = "coming", _("applications closed")
    TODAY = "today", _("today")
    UNREPORTED = "unreported", _("date passed, nothing recorded yet")
    HELD = "held", _("held, outcome to come")
    LATE = "late", _("outcome overdue")
    CONCLUDED = "concluded", _("outcome published")
    CANCELLED = "cancelled", _("cancelled")


S = HearingStatus

# Somebody may still come.
AHEAD = frozenset({S.OPEN, S.COMING, S.TODAY})
# Nothing more is owed.
ENDED = frozenset({S.CONCLUDED, S.CANCELLED})


@dataclass(frozen=True)
class Course:
    """What the status follows from. `planned_on`: the day in force after any postponement."""

    planned_on: date
    apply_until: date
    minutes_by: date
    held_on: date | None = None
    concluded_on: date | None = None
    cancelled_on: date | None = None


def status(course: Course, on: date) -> HearingStatus:
    """How a hearing stands on a day. What happened later does not count yet."""
    if _by(course.cancelled_on, on):
        return S.CANCELLED
    if _by(course.concluded_on, on):
        return S.CONCLUDED
    if _by(course.held_on, on):
        return S.LATE if on > course.minutes_by else S.HELD
    if on > course.planned_on:
        return S.UNREPORTED
    if on == course.planned_on:
        return S.TODAY
    return S.OPEN if on <= course.apply_until else S.COMING


def _by(day: date | None, on: date) -> bool:
    return day is not None and day <= on
