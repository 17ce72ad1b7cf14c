"""After the answer: rating, solved or not, dispute, closing, lapse."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework import clocks
from casework.actions.local import rise
from casework.actions.moving import Pointers, move, require, stand, when
from casework.actions.notes import reason_note
from casework.actions.succession import follow_successor
from casework.choices import (
    Act,
    CloseGround,
    DisputeOutcome,
    LetterKind,
    NoteKind,
    Score,
    Solved,
)
from casework.deadlines import ClockKind
from casework.errors import NotYet
from casework.models import Case, Note, Petitioner
from casework.permissions import can_close, can_conclude_dispute
from casework.told import ratings, was_told
from casework.workflow import Status
from units.models import Unit, User
from units.roles import Level

# Grounds a member of staff may close on; the others follow from acts of the resident or time.
STAFF_GROUNDS = {
    Status.LOCAL: (CloseGround.SETTLED_ON_SPOT,),
    Status.ACCEPTED: (CloseGround.SETTLED,),
    Status.REPLIED: (CloseGround.CARRIED_OUT, CloseGround.SETTLED),
    Status.REDIRECTED: (CloseGround.ELSEWHERE,),
}


@transaction.atomic
def rate(
    case: Case, person: Petitioner, *, bureau: Score, unit: Score, now: datetime | None = None
) -> None:
    """Rate bureau and unit separately; never by staff, never by itself. Once per person and
    answer: what was done again may be judged again."""
    _require_told(case, person)
    if ratings(case, person).exists():
        raise NotYet(_("You have rated this matter already. Thank you."))
    at = when(now)
    for act, score in ((Act.RATE_BUREAU, bureau), (Act.RATE_UNIT, unit)):
        stand(case, act, by=None, at=at, to=Pointers(petitioner=person.pk, value=score))


@transaction.atomic
def say_solved(
    case: Case,
    person: Petitioner,
    answer: Solved,
    *,
    text: str = "",
    now: datetime | None = None,
) -> None:
    """The resident says how far it is solved. Solved closes the matter; not solved makes it
    disputed: the bureau's desk calls within two working days (本市规定)."""
    _require_told(case, person)
    sayings = case.events.filter(act__in=[Act.SAY_SOLVED, Act.DISPUTE], petitioner=person.pk)
    said = sayings.last()
    if said and said.value == answer != Solved.NOT_SOLVED:
        raise NotYet(_("You have told us that already. Thank you."))
    at = when(now)
    note = None
    if text:
        note = Note.objects.create(
            case=case, kind=NoteKind.FROM_RESIDENT, text=text, petitioner=person.pk, at=at
        )
    to = Pointers(petitioner=person.pk, note=note, value=answer)
    if answer == Solved.NOT_SOLVED:
        if case.status == Status.CLOSED:
            follow_successor(case, now=at)
        nearby = case.organ is None and case.unit.kind != Level.BUREAU
        if case.status == Status.CLOSED and nearby:
            rise(case, by=None, now=at, said_by=to)  # settled nearby, but not for good
        else:
            _dispute(case, at, to)
        return
    stand(case, Act.SAY_SOLVED, by=None, at=at, to=to)
    if answer == Solved.SOLVED and case.status == Status.REPLIED:
        _close(case, CloseGround.CONFIRMED, None, at, Pointers(petitioner=person.pk))


@transaction.atomic
def conclude_dispute(
    case: Case,
    outcome: DisputeOutcome,
    *,
    by: User,
    report: str,
    now: datetime | None = None,
) -> None:
    """After its call the bureau closes the matter, returns it to the unit, or names the
    remedy; what was said is kept as a report of the call."""
    require(can_conclude_dispute, by, case)
    at = when(now)
    note = Note.objects.create(
        case=case, kind=NoteKind.REPORT_OF_CALL, text=report, author=by, at=at
    )
    clocks.meet(case, [ClockKind.DISPUTED], at=at)
    to = Pointers(note=note, value=outcome)
    if outcome == DisputeOutcome.SETTLED:
        _close(case, CloseGround.SETTLED, by, at, to)
    elif outcome == DisputeOutcome.RETURNED:
        clocks.start(case, ClockKind.REWORK, at=at, unit=case.unit)
        move(case, Act.RETURN_DISPUTED, Status.ACCEPTED, by=by, at=at, to=to)
    else:
        if not case.clocks.running().filter(kind__in=_RIGHTS).exists():
            clocks.start(case, ClockKind.CONFIRM, at=at)  # so that it ends by itself one day
        move(case, Act.NAME_REMEDY, Status.REPLIED, by=by, at=at, to=to)


@transaction.atomic
def close(
    case: Case,
    ground: CloseGround,
    *,
    by: User,
    proof: str,
    now: datetime | None = None,
) -> None:
    """Close on settlement or proof. What was done is written down, whoever asks later."""
    require(can_close, by, case)
    if ground not in STAFF_GROUNDS.get(Status(case.status), ()):
        raise NotYet(_("This is no ground on which the matter can be closed now."))
    at = when(now)
    note = reason_note(case, proof, by=by, at=at)
    _close(case, ground, by, at, Pointers(note=note))


@transaction.atomic
def lapse(case: Case, *, now: datetime | None = None) -> None:
    """Close what was answered and delivered when the last day to ask for review, or to say
    anything, has passed for everyone (nightly, by itself)."""
    opinion = case.letters.filter(kind=LetterKind.OPINION, issued_at__isnull=False).exists()
    ground = CloseGround.LAPSED if opinion else CloseGround.ANSWERED
    _close(case, ground, None, when(now), Pointers())


def _close(case: Case, ground: CloseGround, by: User | None, at: datetime, to: Pointers) -> None:
    clocks.meet(case, [ClockKind.ROOM, ClockKind.STATION, ClockKind.HANDOVER], at=at)
    rights = () if ground in (CloseGround.LAPSED, CloseGround.FINAL) else _RIGHTS
    clocks.drop(case, at=at, keep=rights)
    to = Pointers(petitioner=to.petitioner, note=to.note, value=ground)
    move(case, Act.CLOSE, Status.CLOSED, by=by, at=at, to=to)


# Closing by the office or a hasty 已解决 takes no right away: these go on until their day.
_RIGHTS = (ClockKind.REVIEW_REQUEST, ClockKind.FINAL_REVIEW_REQUEST)


def _require_told(case: Case, person: Petitioner) -> None:
    if not was_told(case, person):
        raise NotYet(_("Please open and read the answer first."))


def _dispute(case: Case, at: datetime, to: Pointers) -> None:
    bureau = Unit.objects.bureau()
    clocks.start(case, ClockKind.DISPUTED, at=at, unit=bureau)
    move(case, Act.DISPUTE, Status.DISPUTED, by=None, at=at, to=to)
