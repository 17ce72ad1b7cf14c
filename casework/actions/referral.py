"""The bureau's part: register, classify, pass on, lead elsewhere, end what is exhausted."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework import clocks
from casework.actions.moving import (
    Pointers,
    move,
    require,
    require_step,
    require_unaccepted,
    require_unit_open,
    stand,
    when,
)
from casework.actions.notes import reason_note
from casework.actions.notices import send_notice
from casework.choices import (
    ROUTES_ELSEWHERE,
    Act,
    Kind,
    LetterKind,
    ReferralKind,
    Route,
)
from casework.deadlines import ClockKind
from casework.errors import NotYet
from casework.models import Case, Category, Referral
from casework.permissions import (
    can_cease,
    can_classify,
    can_redirect,
    can_refer,
    can_register,
)
from casework.workflow import Status
from units.models import Unit, User
from units.roles import Level

_ANSWER_CLOCK = {Kind.SUGGESTION: ClockKind.SUGGESTION, Kind.ENQUIRY: ClockKind.ENQUIRY}


@dataclass(frozen=True)
class Classification:
    """What staff decide at triage; the resident's own choice is only a hint."""

    kind: Kind
    category: Category | None
    route: Route | None = None


@transaction.atomic
def register(
    case: Case, decided: Classification, *, by: User, now: datetime | None = None
) -> None:
    """Register a matter and set its official kind, route and category (Art 22).

    Starts the limit for passing it on; suggestions and enquiries run from the first receipt.
    """
    require(can_register, by, case)
    _check(decided)
    at = when(now)
    clocks.meet(case, [ClockKind.REGISTER], at=at)
    clocks.start(case, ClockKind.REFER, at=case.received_at, unit=case.unit)
    _start_answer_clock(case, decided.kind)
    move(case, Act.REGISTER, Status.REGISTERED, by=by, at=at, **_changes(decided))


@transaction.atomic
def classify(
    case: Case, decided: Classification, *, by: User, now: datetime | None = None
) -> None:
    """Correct kind, route or category of an open matter. Once an organ has accepted it, kind
    and route stand: a limit that runs is not exchanged for another."""
    require(can_classify, by, case)
    _check(decided)
    changes = _changes(decided)
    stands = {"kind": case.kind, "route": case.route}
    if case.organ_id and stands != {name: changes[name] for name in stands}:
        raise NotYet(_("The organ has accepted it: only the category can still be changed."))
    at = when(now)
    if decided.kind != case.kind:
        _exchange_clocks(case, decided.kind, at)
    to = Pointers(value=decided.kind)
    stand(case, Act.CLASSIFY, by=by, at=at, to=to, **changes)


@transaction.atomic
def refer(
    case: Case,
    unit: Unit,
    *,
    by: User,
    kind: ReferralKind = ReferralKind.TRANSFER,
    report_due_on: date | None = None,
    reason: str = "",
    now: datetime | None = None,
) -> None:
    """Pass a registered matter to the unit in charge (Art 22), which has 15 days from its own
    receipt to say in writing whether it accepts (Art 23(3))."""
    require(can_refer, by, case)
    require_step(case, Act.REFER)
    require_unaccepted(case)
    _require_referable(case, unit)
    if kind == ReferralKind.ASSIGN and report_due_on is None:
        raise NotYet(_("An assignment names the day its report is due (Art 22)."))
    at = when(now)
    require_unit_open(unit, at)
    clocks.meet(case, [ClockKind.REFER], at=at)
    for kind_before in (ClockKind.NOTIFY, ClockKind.ASSIGNED_REPORT, ClockKind.MATERIAL):
        clocks.drop_kind(case, kind_before, at=at)
    _start_answer_clock(case, Kind(case.kind))
    if case.kind == Kind.APPEAL:
        clocks.start(case, ClockKind.NOTIFY, at=at, unit=unit)
    if kind == ReferralKind.ASSIGN:
        clocks.start(case, ClockKind.ASSIGNED_REPORT, at=at, unit=unit, typed=report_due_on)
    Referral.objects.create(
        case=case,
        kind=kind,
        from_unit=case.unit,
        to_unit=unit,
        by=by,
        at=at,
        report_due_on=report_due_on,
    )
    note = reason_note(case, reason, by=by, at=at)
    to = Pointers(to_unit=unit, note=note, value=kind)
    move(case, Act.REFER, Status.REFERRED, by=by, at=at, to=to, unit=unit)


def _require_referable(case: Case, unit: Unit) -> None:
    if unit.kind != Level.STATION or unit.organ is None:
        raise NotYet(_("Choose a station that acts for an organ."))
    if case.kind == Kind.APPEAL and case.route in ROUTES_ELSEWHERE:
        raise NotYet(_("This route belongs to another procedure: lead the matter there."))
    if case.kind == Kind.APPEAL and not case.route:
        raise NotYet(_("An appeal or request needs a route (Art 31)."))


@transaction.atomic
def redirect(case: Case, where: str, *, by: User, now: datetime | None = None) -> None:
    """Lead a matter into another procedure (Art 31(1)–(4)): the other desk's receipt is then
    owed; handing out an address would be passing the buck (Art 45(1))."""
    require(can_redirect, by, case)
    require_unaccepted(case)
    if case.route not in ROUTES_ELSEWHERE:
        raise NotYet(_("Set the route to another procedure (Art 31(1)–(4)) first."))
    at = when(now)
    letter = send_notice(case, LetterKind.REDIRECT, by=by, at=at, body=where)
    hand_over(case, by, at, Pointers(letter=letter, value=case.route))


@transaction.atomic
def cease(case: Case, *, by: User, reason: str, now: datetime | None = None) -> None:
    """No longer accept what has passed all three instances (Art 36(3))."""
    require(can_cease, by, case)
    if not reason:
        raise NotYet(_("Name the final review that ended the matter."))
    at = when(now)
    letter = send_notice(case, LetterKind.NO_LONGER, by=by, at=at, body=reason)
    clocks.drop(case, at=at)
    to = Pointers(letter=letter)
    move(case, Act.CEASE, Status.NO_LONGER_ACCEPTED, by=by, at=at, to=to)


def hand_over(case: Case, by: User, at: datetime, to: Pointers, **changes: Any) -> None:
    """Lead a matter out of the queue; the other desk's receipt is then owed."""
    clocks.meet(case, [ClockKind.REFER, ClockKind.NOTIFY], at=at)
    clocks.drop(case, at=at)
    clocks.start(case, ClockKind.HANDOVER, at=at, unit=case.unit)
    Referral.objects.create(
        case=case, kind=ReferralKind.LEAD_ELSEWHERE, from_unit=case.unit, by=by, at=at
    )
    move(case, Act.REDIRECT, Status.REDIRECTED, by=by, at=at, to=to, **changes)


def _check(decided: Classification) -> None:
    if decided.kind == Kind.REPORT:
        raise NotYet(_("Hand a report on misconduct to the discipline desk."))
    if decided.kind == Kind.APPEAL and decided.route is None:
        raise NotYet(_("An appeal or request needs a route (Art 31)."))


def _changes(decided: Classification) -> dict[str, Any]:
    route = decided.route if decided.kind == Kind.APPEAL else ""
    return {"kind": decided.kind, "category": decided.category, "route": route or ""}


def _exchange_clocks(case: Case, kind: Kind, at: datetime) -> None:
    """Before acceptance: an appeal owes the notice of Art 23(3), the others their answer."""
    for clock in (ClockKind.NOTIFY, *_ANSWER_CLOCK.values()):
        clocks.drop_kind(case, clock, at=at)
    _start_answer_clock(case, kind)
    if kind == Kind.APPEAL and case.unit.kind == Level.STATION:
        received: Referral = case.referrals.latest("at")
        clocks.start(case, ClockKind.NOTIFY, at=received.at, unit=case.unit)


def _start_answer_clock(case: Case, kind: Kind) -> None:
    if kind in _ANSWER_CLOCK:
        clocks.start(case, _ANSWER_CLOCK[kind], at=case.received_at, unit=case.unit)
