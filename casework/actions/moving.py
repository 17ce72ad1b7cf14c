"""The one place that writes a status and an Event."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casework import clocks, digest
from casework.choices import Act
from casework.errors import IllegalTransition, NotYet, Overtaken
from casework.models import Case, Clock, Event, Letter, Note, Submission
from casework.permissions import acting_post
from casework.signals import event_recorded
from casework.workflow import BEGINNINGS, Status, acts_from, is_possible
from core.workdays import city_day
from units.models import Unit, User


@dataclass(frozen=True)
class Pointers:
    """What an event points to besides its case."""

    to_unit: Unit | None = None
    petitioner: UUID | None = None
    clock: Clock | None = None
    submission: Submission | None = None
    letter: Letter | None = None
    note: Note | None = None
    value: str = ""


def require(permitted: Callable[[User, Case], bool], user: User, case: Case) -> None:
    """Raise PermissionDenied with a sentence unless the person may."""
    if not permitted(user, case):
        raise PermissionDenied(_("Your post does not allow this on this matter."))


def begin(
    case: Case, act: Act, *, by: User | None, unit: Unit, at: datetime, to: Pointers
) -> Event:
    """Record the first event of a case that was just created."""
    assert case.status == BEGINNINGS[act]
    event = _write(case, act, before="", by=by, unit=unit, at=at, to=to)
    clocks.reschedule(case)
    return event


def move(
    case: Case,
    act: Act,
    target: str,
    *,
    by: User | None,
    at: datetime,
    to: Pointers | None = None,
    **changes: object,
) -> Event:
    """Take one step of the table: version, status, Event, next due date.

    Raises IllegalTransition when the table has no such step, Overtaken when another person
    acted on the version this one saw. Runs inside the caller's transaction.
    """
    before = case.status
    if not is_possible(act, before, target):
        raise _impossible(case)
    unit = _acting_unit(by, case)
    if not case.claim(status=target, **changes):
        # A delivery on paper may lie in the past: the last one is the one recorded last.
        last = case.events.select_related("actor", "unit").order_by("recorded_at").last()
        raise Overtaken(last)
    event = _write(case, act, before=before, by=by, unit=unit, at=at, to=to or Pointers())
    clocks.reschedule(case)
    return event


def require_step(case: Case, act: Act) -> None:
    """Raise IllegalTransition early, for acts that change other rows before they move."""
    if act not in acts_from(case.status):
        raise _impossible(case)


def require_unaccepted(case: Case) -> None:
    """What an organ accepted it answers: it cannot be accepted again, refused or led away."""
    if case.organ_id:
        raise NotYet(_("The organ has accepted this matter already."))


def require_unit_open(unit: Unit, at: datetime) -> None:
    """Nothing is given to a unit that closed while somebody was choosing it."""
    if not Unit.objects.open(city_day(at)).filter(pk=unit.pk).exists():
        raise NotYet(_("%(unit)s is closed. Please choose another unit.") % {"unit": unit})


def stand(
    case: Case,
    act: Act,
    *,
    by: User | None,
    at: datetime,
    to: Pointers | None = None,
    **changes: object,
) -> Event:
    """Record an act that does not move the status; it bumps the version all the same."""
    return move(case, act, case.status, by=by, at=at, to=to, **changes)


def when(now: datetime | None) -> datetime:
    return now or timezone.now()


def _impossible(case: Case) -> IllegalTransition:
    return IllegalTransition(
        _("This is not possible now: the matter stands at “%(status)s”.")
        % {"status": Status(case.status).label}
    )


def _acting_unit(by: User | None, case: Case) -> Unit | None:
    if by is None:
        return None
    post = acting_post(by, case)
    return post.unit if post else None


def _write(
    case: Case,
    act: Act,
    *,
    before: str,
    by: User | None,
    unit: Unit | None,
    at: datetime,
    to: Pointers,
) -> Event:
    assert transaction.get_connection().in_atomic_block, "An act runs in one transaction."
    event = Event(
        case=case,
        act=act,
        status_before=before,
        status_after=case.status,
        actor=by,
        unit=unit,
        unit_path=unit.path if unit else "",
        to_unit=to.to_unit,
        petitioner=to.petitioner,
        clock=to.clock,
        submission=to.submission,
        letter=to.letter,
        note=to.note,
        value=to.value,
        at=at,
        day=city_day(at),
        recorded_at=timezone.now(),
    )
    event.digest = digest.digest(event.skeleton(), digest.commitment(event.words()))
    event.save()
    event_recorded.send(sender=Event, event=event)
    return event
