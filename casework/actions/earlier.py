"""What happened before this system: an answer that was given then, recorded by who imports it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework import clocks
from casework.actions.moving import Pointers, move, require, require_step, when
from casework.actions.nightly import miss
from casework.choices import Act, Kind, LetterKind, Punctuality
from casework.deadlines import ANSWER_CLOCKS, ClockKind
from casework.errors import NotYet
from casework.models import Case, Clock, Letter
from casework.permissions import can_record_earlier_answer
from casework.workflow import Status
from core.workdays import city_day
from units.models import User


@transaction.atomic
def record_earlier_answer(
    case: Case, text: str, *, by: User, now: datetime | None = None
) -> Letter:
    """Record the reply an organ gave to an imported matter, in its own words, at its own time.

    Nobody here drafted or approved it, and no opinion (Art 32) is made of it. The day of
    acceptance is not known, so the 60 days (Art 34) count from the receipt.
    """
    require(can_record_earlier_answer, by, case)
    require_step(case, Act.ISSUE)
    at = when(now)
    if case.imported_at is None or at >= case.imported_at:
        raise NotYet(_("What is answered now is laid before the head of the organ."))
    clock = _meet_answer_clock(case, at)
    letter = Letter.objects.create(
        case=case,
        kind=LetterKind.REPLY,
        organ=case.unit.organ,
        unit=case.unit,
        body=text,
        text=text,
        recorded_by=by,
        drafted_at=at,
        issued_at=at,
    )
    value = Punctuality.LATE if city_day(at) > clock.due_on else Punctuality.ON_TIME
    to = Pointers(letter=letter, clock=clock, value=value)
    # Its resident has the usual days to say something, so that it ends by itself one day.
    clocks.start(case, ClockKind.CONFIRM, at=at)
    move(case, Act.ISSUE, Status.REPLIED, by=by, at=at, to=to, organ=case.unit.organ)
    return letter


def _meet_answer_clock(case: Case, at: datetime) -> Clock:
    """Stop the limit of the answer; one that was missed is on record in its own month."""
    if case.kind == Kind.APPEAL:
        clocks.start(case, ClockKind.HANDLE, at=case.received_at, unit=case.unit)
    [clock] = clocks.meet(case, ANSWER_CLOCKS, at=at)
    if city_day(at) > clock.due_on:
        miss(clock, now=clock.due_at)
    # Whether the notices before the answer were sent is not on record: they are no miss.
    clocks.drop(case, at=at)
    return clock
