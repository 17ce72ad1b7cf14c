"""The conflict wall: who must not meet a matter, and the reports only one desk meets."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.actions.moving import Pointers, require, require_step, stand, when
from casework.actions.referral import hand_over
from casework.choices import Act, Kind
from casework.errors import NotYet
from casework.models import Case
from casework.permissions import can_classify, can_name_accused
from units.models import Unit, User
from units.roles import Level


@transaction.atomic
def name_accused(
    case: Case,
    units: Collection[Unit],
    users: Collection[User],
    *,
    by: User,
    now: datetime | None = None,
) -> None:
    """Say which units and members of staff a matter complains about; from here on none of
    them meets it, this very person included. The event holds no names."""
    require(can_name_accused, by, case)
    if any(unit.kind == Level.BUREAU for unit in units):
        raise NotYet(_("All units are below the bureau. Name the persons instead."))
    if set(units) == set(case.accused_units.all()) and set(users) == set(case.accused_users.all()):
        raise NotYet(_("Nothing was changed: choose a unit or a person."))
    stand(case, Act.NAME_ACCUSED, by=by, at=when(now))
    case.accused_units.set(units)
    case.accused_users.set(users)


@transaction.atomic
def seal_as_report(case: Case, *, by: User, now: datetime | None = None) -> None:
    """Take a report on misconduct out of the queue: from here on only the discipline desk
    meets it (Art 22, 30(3)). It then follows that organ's own rules."""
    require(can_classify, by, case)
    require_step(case, Act.REDIRECT)
    at = when(now)
    bureau = Unit.objects.bureau()
    changes: dict[str, Any] = {"kind": Kind.REPORT, "route": "", "category": None, "unit": bureau}
    hand_over(case, by, at, Pointers(), **changes)
