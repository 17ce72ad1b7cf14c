"""The unit's part: accept, refuse, begin, ask for material, extend."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework import clocks
from casework.actions.moving import Pointers, move, require, require_unaccepted, stand, when
from casework.actions.notices import draft_notice, freeze, send_notice
from casework.choices import Act, Kind, LetterKind, NoteKind, RefusalGround, Route
from casework.deadlines import ClockKind
from casework.errors import NotYet
from casework.models import Case, Event, Note, Petitioner
from casework.permissions import (
    can_accept,
    can_ask_material,
    can_extend,
    can_refuse,
    can_start_work,
)
from casework.workflow import Status
from units.models import User


@transaction.atomic
def accept(
    case: Case, *, by: User, statutory_due: date | None = None, now: datetime | None = None
) -> None:
    """Accept a matter for the organ and tell the resident in writing.

    Art 31(6) matters then run 60 days (Art 34); a statutory duty (Art 31(5)) runs by its own
    law, whose date the organ types.
    """
    require(can_accept, by, case)
    require_unaccepted(case)
    at = when(now)
    clocks.meet(case, [ClockKind.NOTIFY], at=at)
    clocks.drop_kind(case, ClockKind.MATERIAL, at=at)
    clock = None
    if case.kind == Kind.APPEAL and case.route == Route.STATUTORY_DUTY:
        if statutory_due is None:
            raise NotYet(_("Enter the day by which your own law asks for an answer."))
        clock = clocks.start(
            case, ClockKind.STATUTORY_DUTY, at=at, unit=case.unit, typed=statutory_due
        )
    elif case.kind == Kind.APPEAL:
        clock = clocks.start(case, ClockKind.HANDLE, at=at, unit=case.unit)
    letter = send_notice(case, LetterKind.ACCEPTANCE, by=by, at=at, clock=clock)
    to = Pointers(clock=clock, letter=letter)
    move(case, Act.ACCEPT, Status.ACCEPTED, by=by, at=at, to=to, organ=case.unit.organ)


@transaction.atomic
def refuse(
    case: Case,
    ground: RefusalGround,
    *,
    by: User,
    who_is_in_charge: str,
    now: datetime | None = None,
) -> None:
    """Not accept a matter, on one of the closed list of grounds, saying who is in charge
    (Art 23(1), 44(2))."""
    require(can_refuse, by, case)
    require_unaccepted(case)
    at = when(now)
    words = _("Ground: %(ground)s. %(who)s") % {
        "ground": RefusalGround(ground).label,
        "who": who_is_in_charge,
    }
    letter = send_notice(case, LetterKind.REFUSAL, by=by, at=at, body=words)
    clocks.meet(case, [ClockKind.NOTIFY, ClockKind.REFER], at=at)
    clocks.drop(case, at=at)
    to = Pointers(letter=letter, value=ground)
    move(case, Act.REFUSE, Status.NOT_ACCEPTED, by=by, at=at, to=to)


@transaction.atomic
def start_work(case: Case, *, by: User, now: datetime | None = None) -> None:
    """Record that work has begun: the resident then reads 办理中. No limit changes."""
    require(can_start_work, by, case)
    if case.events.filter(act=Act.START_WORK).exists():
        raise NotYet(_("It was recorded before that work has begun."))
    stand(case, Act.START_WORK, by=by, at=when(now))


@transaction.atomic
def ask_material(case: Case, what: str, *, by: User, now: datetime | None = None) -> None:
    """Ask the resident for something. No clock of an office pauses meanwhile."""
    require(can_ask_material, by, case)
    at = when(now)
    clock = clocks.start(case, ClockKind.MATERIAL, at=at, unit=case.unit)
    letter = send_notice(case, LetterKind.MATERIAL, by=by, at=at, body=what, clock=clock)
    to = Pointers(clock=clock, letter=letter)
    move(case, Act.ASK_MATERIAL, Status.NEEDS_INFO, by=by, at=at, to=to)


@transaction.atomic
def supply_material(
    case: Case,
    text: str,
    *,
    by: User | None = None,
    person: Petitioner | None = None,
    now: datetime | None = None,
) -> None:
    """Take the resident's answer; the matter goes on where it stood."""
    if by is not None:
        require(can_ask_material, by, case)
    at = when(now)
    note = Note.objects.create(
        case=case,
        kind=NoteKind.FROM_RESIDENT,
        text=text,
        author=by,
        petitioner=person.pk if person else None,
        at=at,
    )
    clocks.meet(case, [ClockKind.MATERIAL], at=at)
    to = Pointers(note=note, petitioner=note.petitioner)
    move(case, Act.SUPPLY_MATERIAL, _stood_at(case), by=by, at=at, to=to)


@transaction.atomic
def extend(case: Case, days: int, *, by: User, reason: str, now: datetime | None = None) -> None:
    """Extend the 60 days once by at most 30, approved by the organ's head, with the reason
    told to the resident (Art 34)."""
    require(can_extend, by, case)
    clock = case.clocks.running().filter(kind=ClockKind.HANDLE).first()
    if clock is None:
        raise NotYet(_("Only the 60 days of the petition procedure can be extended (Art 34)."))
    if clock.extension_days:
        raise NotYet(_("This limit was extended before; it can be done only once (Art 34)."))
    at = when(now)
    letter = draft_notice(case, LetterKind.EXTENSION, by=by, at=at, body=reason, approved_by=by)
    clocks.extend(clock, days, approved_by=by, letter=letter)
    freeze(letter, at=at, clock=clock)
    to = Pointers(clock=clock, letter=letter, value=str(days))
    stand(case, Act.EXTEND, by=by, at=at, to=to)


@transaction.atomic
def go_on_without_material(case: Case, *, now: datetime | None = None) -> None:
    """The resident's days for material ran out: the matter goes on where it stood."""
    at = when(now)
    clocks.drop_kind(case, ClockKind.MATERIAL, at=at)
    move(case, Act.SUPPLY_MATERIAL, _stood_at(case), by=None, at=at, to=Pointers(value="lapsed"))


def _stood_at(case: Case) -> str:
    """The status in which the material was asked for."""
    asked: Event | None = case.events.filter(act=Act.ASK_MATERIAL).last()
    if asked is None:
        raise NotYet(_("Nothing was asked for on this matter."))
    return asked.status_before
