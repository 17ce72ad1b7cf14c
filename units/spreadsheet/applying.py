"""Carries a plan out: all of it in one transaction, or nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from units.actions import match_groups
from units.first_logins import FirstLogin, give_first_password
from units.models import Organ, Post, Unit, User
from units.roles import Level
from units.signals import unit_closed
from units.spreadsheet.planning import Closing, PersonStep, Plan, UnitStep

_LEVELS = list(Level)  # from above to below: a parent is there before its children
Tick = Callable[[], None]


@dataclass
class _Applying:
    plan: Plan
    by: User | None
    now: datetime
    tick: Tick
    units: dict[str, Unit] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict)


def apply(
    plan: Plan, *, by: User | None, now: datetime, tick: Tick = lambda: None
) -> list[FirstLogin]:
    """Change the network as planned. Returns the slips of those who sign in for the first time;
    `tick` is called once for each unit and matter of progress."""
    work = _Applying(plan, by, now, tick)
    with transaction.atomic():
        _organs(work)
        _units(work)
        _people(work)
        _posts(work)
        _closings(work)
    return _slips(work)


# --- organs and units -------------------------------------------------------------------------
def _organs(work: _Applying) -> None:
    """Superiors come second: an organ may name one that stands below it in the sheet."""
    for step in work.plan.organs:
        organ = step.organ or Organ(code=step.row.code)
        row = step.row
        organ.name, organ.short_name = row.name, row.short_name
        organ.superior_name, organ.superior_phone = row.superior_name, row.superior_phone
        organ.is_discipline = row.is_discipline
        organ.save()
    organs = _by_code(Organ.objects.all())
    for step in work.plan.organs:
        organ = organs[step.row.code]
        superior = organs[step.row.superior] if step.row.superior else None
        if organ.superior != superior:
            organ.superior = superior
            organ.save(update_fields=["superior"])


def _units(work: _Applying) -> None:
    organs = _by_code(Organ.objects.all())
    # Sorted as the tree is, so that each new unit comes last and moves no other.
    steps = sorted(work.plan.units, key=lambda step: (_LEVELS.index(step.row.kind), step.row.name))
    for step in steps:
        _unit(step, organs)
        work.tick()
    work.units = _by_code(Unit.objects.all())


def _unit(step: UnitStep, organs: dict[str, Organ]) -> None:
    row = step.row
    fields = {
        "name": row.name,
        "area": row.area,
        "address": row.address,
        "phone": row.phone,
        "hours": row.hours,
        "name_en": row.name_en,
        "organ": organs[row.organ] if row.organ else None,
    }
    if step.unit is None:
        fields |= {"code": row.code, "kind": row.kind}
        if row.kind == Level.BUREAU:
            Unit.add_root(**fields)
        else:
            Unit.objects.get(code=row.parent).add_child(**fields)
        return
    if step.reopens:
        fields |= {"closed_on": None, "successor": None}
    # Its place in the tree may have moved since the plan was made; only these are ours.
    Unit.objects.filter(pk=step.unit.pk).update(**fields)
    if "parent" in step.changes or "name" in step.changes:
        _place(Unit.objects.get(pk=step.unit.pk), row.parent)


def _place(unit: Unit, parent: str) -> None:
    """Under its parent, in the order of names. Events keep the path they were written with."""
    if unit.kind != Level.BUREAU and unit.closed_on is None:
        unit.move(Unit.objects.get(code=parent), pos="sorted-child")


def _closings(work: _Applying) -> None:
    for closing in work.plan.closings:
        _close(closing, work)
        work.tick()


def _close(closing: Closing, work: _Applying) -> None:
    unit = work.units[closing.unit.code]
    successor = work.units[closing.successor] if closing.successor else None
    unit.closed_on, unit.successor = closing.day, successor
    Unit.objects.filter(pk=unit.pk).update(closed_on=closing.day, successor=successor)
    unit_closed.send(sender=Unit, unit=unit, successor=successor, by=work.by, at=work.now)


# --- staff --------------------------------------------------------------------------------------
def _people(work: _Applying) -> None:
    known, new = [], []
    for step in work.plan.people:
        (known if step.user else new).append(_person(step, work))
    User.objects.bulk_create(new)
    for user in known:
        user.save(update_fields=["name", "email", "is_active", "password", "must_choose_password"])
    for user in work.plan.leaving:
        user.is_active = False
        user.save(update_fields=["is_active"])
    work.users = {user.username: user for user in User.objects.all()}


def _person(step: PersonStep, work: _Applying) -> User:
    row = step.row
    user = step.user or User(username=row.username)
    user.name, user.email = row.name, row.email
    if step.user is None or step.returns:
        user.is_active = True
        work.passwords[row.username] = give_first_password(user)
    return user


def _posts(work: _Applying) -> None:
    touched = set()
    for ending in work.plan.endings:
        ending.post.until = ending.until
        ending.post.save(update_fields=["until"])
        touched.add(ending.post.user_id)
    for step in work.plan.posts:
        if step.post:
            step.post.since, step.post.until = step.since, step.until
            step.post.save(update_fields=["since", "until"])
            touched.add(step.post.user_id)
    new = [
        Post(
            user=work.users[step.row.username],
            unit=work.units[step.row.unit],
            role=step.row.role,
            since=step.since,
            until=step.until,
        )
        for step in work.plan.posts
        if step.post is None
    ]
    Post.objects.bulk_create(new)
    touched |= {post.user_id for post in new}
    match_groups(touched)


def _slips(work: _Applying) -> list[FirstLogin]:
    first = {step.row.username: step.row for step in work.plan.people}
    return [
        FirstLogin(username, row.name, work.units[row.unit].name, work.passwords[username])
        for username, row in first.items()
        if username in work.passwords
    ]


def _by_code(rows: Iterable) -> dict:
    return {row.code: row for row in rows}
