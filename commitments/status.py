"""How a public promise stands, from its dates, its milestones and what was done about it.

Pure: knows no models. Days are days in Asia/Shanghai, the promise runs from the day it starts to
the end of its due day. Nobody types a status in: it follows from dates and recorded acts, so a
promise that slips cannot look well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CommitmentStatus(TextChoices):
    """The words people read beside a promise."""

    NOT_STARTED = "not_started", _("not started yet")
    ON_TRACK = "on_track", _("on schedule")
    AHEAD = "ahead", _("ahead of schedule")
    SLOW = "slow", _("behind schedule")
    OVERDUE = "overdue", _("overdue")
    DONE = "done", _("done")
    CHANGED = "changed", _("changed")
    CANCELLED = "cancelled", _("cancelled")


S = CommitmentStatus

# Nothing more is owed.
ENDED = frozenset({S.DONE, S.CANCELLED})
# Must be explained on the page.
NEEDS_REASON = frozenset({S.SLOW, S.OVERDUE, S.CHANGED, S.CANCELLED})

WHOLE = 100
# Percentage points between progress and plan that still count as on schedule.
LEEWAY = 10
# How long a change stands in the foreground before the new plan is judged like any other.
CHANGE_SHOWN_FOR_DAYS = 30


@dataclass(frozen=True)
class Milestone:
    """A step that can be checked: due on a day, reached on a day or not yet."""

    due_on: date
    reached_on: date | None = None
    # What part of the whole it is, against the other milestones.
    weight: int = 1


@dataclass(frozen=True)
class Promise:
    """What the status follows from.

    `progress`: percent of the target, from the latest progress report; None when only the
    milestones say how far it is. `changed_on`: the latest change of target or date, made with
    reason and approver; `starts_on` and `due_on` are those in force after it.
    """

    starts_on: date
    due_on: date
    milestones: Sequence[Milestone] = ()
    progress: int | None = None
    done_on: date | None = None
    changed_on: date | None = None
    cancelled_on: date | None = None

    def __post_init__(self) -> None:
        if self.due_on < self.starts_on:
            raise ValueError("A promise is not due before it starts.")
        if self.progress is not None and not 0 <= self.progress <= WHOLE:
            raise ValueError("Progress is 0 to 100 percent.")
        if any(milestone.weight < 1 for milestone in self.milestones):
            raise ValueError("A milestone weighs at least 1.")


def status(promise: Promise, on: date) -> CommitmentStatus:
    """How a promise stands on a day. What happened later does not count yet.

    Only a recorded completion makes it done: full progress alone is still a claim.
    """
    if _by(promise.cancelled_on, on):
        return S.CANCELLED
    if _by(promise.done_on, on):
        return S.DONE
    if on > promise.due_on:
        return S.OVERDUE
    if _has_changed_lately(promise, on):
        return S.CHANGED
    if on < promise.starts_on and not _has_begun(promise, on):
        return S.NOT_STARTED
    return _against_plan(promise, on)


def planned_progress(promise: Promise, on: date) -> int:
    """Percent that should be reached when a day begins: the milestones due before it, or an
    even pace from start to due day where there are none."""
    if on > promise.due_on:
        return WHOLE
    if promise.milestones:
        return _share(sum(step.weight for step in promise.milestones if step.due_on < on), promise)
    if on < promise.starts_on:
        return 0
    days = (promise.due_on - promise.starts_on).days + 1
    return WHOLE * (on - promise.starts_on).days // days


def actual_progress(promise: Promise, on: date) -> int:
    """Percent that is reached: as reported, or what the reached milestones weigh."""
    if _by(promise.done_on, on):
        return WHOLE
    if promise.progress is not None:
        return promise.progress
    return _share(
        sum(step.weight for step in promise.milestones if _by(step.reached_on, on)), promise
    )


def days_late(promise: Promise, on: date) -> int:
    """Days past the due day, until it was done or cancelled; 0 when it is not late."""
    ends = [day for day in (promise.done_on, promise.cancelled_on, on) if day and day <= on]
    return max(0, (min(ends) - promise.due_on).days)


def missed_milestones(promise: Promise, on: date) -> list[Milestone]:
    """Steps whose day has passed without their being reached, the oldest first."""
    missed = (
        step for step in promise.milestones if step.due_on < on and not _by(step.reached_on, on)
    )
    return sorted(missed, key=lambda step: step.due_on)


def _against_plan(promise: Promise, on: date) -> CommitmentStatus:
    ahead = actual_progress(promise, on) - planned_progress(promise, on)
    if missed_milestones(promise, on) or ahead < -LEEWAY:
        return S.SLOW
    return S.AHEAD if ahead > LEEWAY else S.ON_TRACK


def _has_changed_lately(promise: Promise, on: date) -> bool:
    changed = promise.changed_on
    return changed is not None and 0 <= (on - changed).days < CHANGE_SHOWN_FOR_DAYS


def _has_begun(promise: Promise, on: date) -> bool:
    return bool(promise.progress) or any(_by(step.reached_on, on) for step in promise.milestones)


def _share(weight: int, promise: Promise) -> int:
    whole = sum(step.weight for step in promise.milestones)
    return WHOLE * weight // whole if whole else 0


def _by(day: date | None, on: date) -> bool:
    return day is not None and day <= on
