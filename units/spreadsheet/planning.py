"""What a file without mistakes would change. Nothing in it is a command yet."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from units.models import Organ, Post, Unit, User
from units.spreadsheet.rows import Network, OrganRow, StaffRow, UnitRow
from units.spreadsheet.staff_rules import post_key
from units.spreadsheet.standing import Standing

_ORGAN = ("name", "short_name", "superior_name", "superior_phone", "is_discipline")
_UNIT = ("name", "area", "address", "phone", "hours", "name_en")

Changes = dict[str, tuple[Any, Any]]  # field: before, after


@dataclass(frozen=True)
class OrganStep:
    row: OrganRow
    organ: Organ | None
    changes: Changes


@dataclass(frozen=True)
class UnitStep:
    """A unit to open, to change, or to open again. `parent` among the changes: it moves."""

    row: UnitRow
    unit: Unit | None
    changes: Changes
    reopens: bool = False


@dataclass(frozen=True)
class Closing:
    unit: Unit
    day: date
    successor: str


@dataclass(frozen=True)
class PersonStep:
    """A person to enter, to change, or to let in again."""

    row: StaffRow
    user: User | None
    changes: Changes
    returns: bool = False


@dataclass(frozen=True)
class PostStep:
    """A post that begins (no `post`), or whose days are corrected."""

    row: StaffRow
    post: Post | None
    since: date
    until: date | None


@dataclass(frozen=True)
class Ending:
    post: Post
    until: date


@dataclass
class Plan:
    organs: list[OrganStep] = field(default_factory=list)
    units: list[UnitStep] = field(default_factory=list)
    closings: list[Closing] = field(default_factory=list)
    people: list[PersonStep] = field(default_factory=list)
    posts: list[PostStep] = field(default_factory=list)
    endings: list[Ending] = field(default_factory=list)
    leaving: list[User] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)  # of units, by code


def plan(network: Network, standing: Standing) -> Plan:
    """Compare the file with what is on record."""
    found = Plan()
    found.names = {code: unit.name for code, unit in standing.units.items()}
    found.names |= {row.code: row.name for row in network.units}
    found.organs = [step for row in network.organs if (step := _organ(row, standing))]
    _plan_units(network, standing, found)
    _plan_staff(network, standing, found)
    return found


def _organ(row: OrganRow, standing: Standing) -> OrganStep | None:
    organ = standing.organs.get(row.code)
    if organ is None:
        return OrganStep(row, None, {})
    changes = _differences(organ, row, _ORGAN)
    before = organ.superior.code if organ.superior else ""
    if before != row.superior:
        changes["superior"] = (before, row.superior)
    return OrganStep(row, organ, changes) if changes else None


def _plan_units(network: Network, standing: Standing, found: Plan) -> None:
    for row in network.units:
        unit = standing.units.get(row.code)
        if unit is None:
            found.units.append(UnitStep(row, None, {}))
            continue
        step = UnitStep(row, unit, _unit_changes(row, unit, standing), _reopens(row, unit))
        if step.changes or step.reopens:
            found.units.append(step)
        if row.closed_on and unit.closed_on is None:
            found.closings.append(Closing(unit, row.closed_on, row.successor))
    listed = {row.code for row in network.units}
    found.closings += [
        Closing(unit, standing.today, "")
        for unit in standing.open_units
        if unit.code not in listed
    ]


def _unit_changes(row: UnitRow, unit: Unit, standing: Standing) -> Changes:
    changes = _differences(unit, row, _UNIT)
    organ = unit.organ.code if unit.organ else ""
    if organ != row.organ:
        changes["organ"] = (organ, row.organ)
    parent = standing.parent_of(unit)
    above = parent.code if parent else ""
    if row.closed_on is None and above != row.parent:
        changes["parent"] = (above, row.parent)
    return changes


def _reopens(row: UnitRow, unit: Unit) -> bool:
    return unit.closed_on is not None and row.closed_on is None


def _plan_staff(network: Network, standing: Standing, found: Plan) -> None:
    today = standing.today
    serving, ended = [], []
    for row in network.staff:
        (ended if row.until and row.until <= today else serving).append(row)
    in_office = {row.username for row in serving}
    found.people = _people(network.staff, in_office, standing)
    found.posts = [step for row in serving if (step := _post(row, standing))]
    ends = {post_key(row): row.until for row in ended}
    listed = {post_key(row) for row in serving}
    for key, post in standing.current.items():
        if key not in listed:
            # A post that would begin later ends on the day it would begin.
            found.endings.append(Ending(post, ends.get(key) or max(today, post.since)))
    gone = standing.in_office - in_office
    found.leaving = [
        user
        for username, user in standing.users.items()
        if username in gone and user.is_active and not user.is_superuser
    ]


def _people(rows: list[StaffRow], in_office: set[str], standing: Standing) -> list[PersonStep]:
    steps = []
    for username, row in {row.username: row for row in reversed(rows)}.items():
        user = standing.users.get(username)
        if user is None:
            steps.append(PersonStep(row, None, {}))
            continue
        changes = _differences(user, row, ("email",))
        if str(user) != row.name:
            changes["name"] = (user.name, row.name)
        # Who was blocked by hand while in office stays blocked: that is another decision.
        newly = username in in_office and username not in standing.in_office
        returns = newly and not (user.is_active and user.has_usable_password())
        if changes or returns:
            steps.append(PersonStep(row, user, changes, returns))
    return sorted(steps, key=lambda step: step.row.row)


def _post(row: StaffRow, standing: Standing) -> PostStep | None:
    post = standing.current.get(post_key(row))
    if post is None:
        return PostStep(row, None, row.since or standing.today, row.until)
    since = row.since or post.since
    if (since, row.until) == (post.since, post.until):
        return None
    return PostStep(row, post, since, row.until)


def _differences(record: Any, row: Any, fields: tuple[str, ...]) -> Changes:
    return {
        name: (getattr(record, name), getattr(row, name))
        for name in fields
        if getattr(record, name) != getattr(row, name)
    }
