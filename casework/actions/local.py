"""Settle where it is: matters that rooms and stations hold before any organ accepts them."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework import clocks
from casework.actions.moving import (
    Pointers,
    move,
    require,
    require_step,
    require_unit_open,
    when,
)
from casework.actions.notes import reason_note
from casework.choices import Act, ReferralKind
from casework.deadlines import ClockKind
from casework.errors import NotYet
from casework.models import Case, Referral
from casework.permissions import can_hand_down, can_raise
from casework.workflow import Status
from core.workdays import city_day
from units.models import Unit, User
from units.roles import Level

# A suggestion or enquiry is owed its answer wherever the matter goes.
_ANSWERS = (ClockKind.SUGGESTION, ClockKind.ENQUIRY)


@transaction.atomic
def hand_down(
    case: Case, unit: Unit, *, by: User, reason: str = "", now: datetime | None = None
) -> None:
    """Give a matter to the room or station nearest the resident. Limits: 7 and 15 days,
    both from the first receipt (本市规定)."""
    require(can_hand_down, by, case)
    if unit.kind == Level.BUREAU:
        raise NotYet(_("Choose a room or a station."))
    at = when(now)
    require_unit_open(unit, at)
    clocks.meet(case, [ClockKind.REGISTER, ClockKind.REFER], at=at)
    clocks.drop(case, at=at, keep=_ANSWERS)
    _start_local_clocks(case, unit)
    _require_time(case, at)
    _pass(case, unit, ReferralKind.HAND_DOWN, by, at)
    note = reason_note(case, reason, by=by, at=at)
    to = Pointers(to_unit=unit, note=note)
    move(case, Act.HAND_DOWN, Status.LOCAL, by=by, at=at, to=to, unit=unit)


@transaction.atomic
def rise(
    case: Case,
    *,
    by: User | None,
    reason: str = "",
    said_by: Pointers | None = None,
    now: datetime | None = None,
) -> None:
    """Let a matter rise one level: by its holder's word, or by itself (`by` None) when the
    limit ends or the resident says (`said_by`) that it is not solved."""
    if by is not None:
        require(can_raise, by, case)
    require_step(case, Act.RISE)
    rise_to(case, case.unit.get_parent(), by=by, reason=reason, said_by=said_by, at=when(now))


def rise_to(
    case: Case,
    above: Unit,
    *,
    by: User | None,
    at: datetime,
    reason: str = "",
    said_by: Pointers | None = None,
) -> None:
    """The step of `rise` to a given unit: the one above, or the bureau for a unit that closes."""
    to_bureau = above.kind == Level.BUREAU
    clocks.drop(case, at=at, keep=_ANSWERS if to_bureau else (*_ANSWERS, ClockKind.STATION))
    if to_bureau:
        clocks.start(case, ClockKind.REFER, at=at, unit=above)
    elif case.status == Status.CLOSED:
        clocks.start(case, ClockKind.STATION, at=at, unit=above)
    else:
        _start_local_clocks(case, above)
    _pass(case, above, ReferralKind.RISE, by, at)
    to = said_by or Pointers(note=reason_note(case, reason, by=by, at=at))
    to = replace(to, to_unit=above)
    target = Status.REGISTERED if to_bureau else Status.LOCAL
    move(case, Act.RISE, target, by=by, at=at, to=to, unit=above)


def _start_local_clocks(case: Case, unit: Unit) -> None:
    """A room's matter runs under the station's limit too, both from the first receipt."""
    level = Level(unit.kind)
    if level == Level.ROOM:
        clocks.start(case, ClockKind.ROOM, at=case.received_at, unit=unit)
    clocks.start(case, ClockKind.STATION, at=case.received_at, unit=unit)


def _require_time(case: Case, at: datetime) -> None:
    """Both limits run from the first receipt: what comes too late would only rise again."""
    today = city_day(at)
    local = case.clocks.running().filter(kind__in=[ClockKind.ROOM, ClockKind.STATION])
    if any(clock.is_late(today) for clock in local):
        raise NotYet(_("The limit of this level has passed already: refer the matter instead."))


def _pass(case: Case, unit: Unit, kind: ReferralKind, by: User | None, at: datetime) -> None:
    Referral.objects.create(case=case, kind=kind, from_unit=case.unit, to_unit=unit, by=by, at=at)
