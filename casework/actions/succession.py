"""When a unit is dissolved: whoever continues its powers goes on with its matters (Art 24(2))."""

from datetime import datetime

from django.db import transaction

from casework import clocks
from casework.actions.local import rise_to
from casework.actions.moving import Pointers, stand, when
from casework.actions.reply import answer_in_hand
from casework.choices import Act
from casework.deadlines import ClockKind
from casework.models import Case
from casework.workflow import OPEN, Status
from core.workdays import city_day
from units.models import Unit, User
from units.roles import Level

# What a successor takes over at once; a closed matter follows when the resident brings it back.
IN_HAND = OPEN | {Status.REPLIED, Status.WITHDRAWN}


@transaction.atomic
def succeed(case: Case, unit: Unit, *, by: User | None, now: datetime | None = None) -> None:
    """Give a matter of a dissolved unit to the one that goes on with it. Every limit runs on:
    a reorganisation of offices takes no day from the resident.

    Asks for no right on the matter: who changes the network decides about units, not matters.
    """
    at = when(now)
    if unit.kind == Level.BUREAU and case.status == Status.LOCAL:
        rise_to(case, unit, by=by, at=at)
        return
    if unit.kind != Level.ROOM:
        clocks.drop_kind(case, ClockKind.ROOM, at=at)
    case.clocks.running().filter(unit=case.unit).update(unit=unit)
    _hand_on_draft(case, unit)
    changes: dict[str, object] = {"unit": unit}
    if case.organ_id:
        changes["organ"] = unit.organ
    stand(case, Act.SUCCEED, by=by, at=at, to=Pointers(to_unit=unit), **changes)


@transaction.atomic
def take_over(unit: Unit, successor: Unit | None, *, by: User | None, at: datetime) -> None:
    """All that a closed unit has in hand goes to its successor, and its walls with it."""
    heir = successor or unit.heir(city_day(at))
    _extend_wall(unit, heir)
    held = Case.objects.filter(unit=unit, status__in=IN_HAND).order_by("pk")
    for case in held.select_for_update():
        succeed(case, _outside_the_wall(case, heir), by=by, now=at)


@transaction.atomic
def follow_successor(case: Case, *, now: datetime | None = None) -> None:
    """Bring a closed matter to the unit that is in charge today, before it is taken up again."""
    at = when(now)
    heir = case.unit.heir(city_day(at))
    if heir != case.unit:
        succeed(case, _outside_the_wall(case, heir), by=None, now=at)


def matters_in_hand(units: list[int]) -> dict[int, int]:
    """How many matters each of these units would leave behind."""
    found: dict[int, int] = {}
    held = Case.objects.filter(unit__in=units, status__in=IN_HAND).order_by()
    for unit in held.values_list("unit", flat=True):
        found[unit] = found.get(unit, 0) + 1
    return found


def _hand_on_draft(case: Case, unit: Unit) -> None:
    """A draft goes along, but no longer lies before the head of the old unit."""
    draft = answer_in_hand(case)
    if draft:
        draft.organ, draft.unit, draft.ready_at = unit.organ, unit, None
        draft.save(update_fields=["organ", "unit", "ready_at"])


def _extend_wall(unit: Unit, heir: Unit) -> None:
    """Who was complained about does not meet the matter under the new name (Art 30(3)).

    All units are below the bureau: its wall would leave nobody.
    """
    if heir.kind == Level.BUREAU:
        return
    accused = Case.accused_units.through.objects
    cases = set(accused.filter(unit=unit).values_list("case", flat=True))
    cases -= set(accused.filter(unit=heir).values_list("case", flat=True))
    accused.bulk_create(accused.model(case_id=case, unit=heir) for case in cases)


def _outside_the_wall(case: Case, heir: Unit) -> Unit:
    """The heir, or the bureau when the matter complains about the heir itself."""
    walled = any(accused.contains(heir) for accused in case.accused_units.all())
    bureau: Unit = Unit.objects.bureau()
    return bureau if walled else heir
