"""Demo staff: posts without personal names, one login per role with a password of its own."""

import json
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.contrib.auth.hashers import make_password

from demo.city import Units
from units.actions import appoint
from units.models import Unit, User
from units.roles import Level, RoleCode

R = RoleCode

# key in the logins file, role, key of the unit, user name, what the post is called on screens
LOGINS = (
    ("duty_officer", R.DUTY_OFFICER, "bureau", "duty", "群众工作局值班岗（示例）"),
    ("supervisor", R.SUPERVISOR, "bureau", "supervisor", "群众工作局督查岗（示例）"),
    ("leader", R.LEADER, "bureau", "leader", "市分管领导（示例）"),
    ("handler", R.HANDLER, "housing", "handler", "住建局经办岗（示例）"),
    ("head", R.HEAD, "housing", "head", "住建局负责人岗（示例）"),
    ("information_officer", R.INFORMATION_OFFICER, "千秋村", "room", "千秋村信息员岗（示例）"),
    ("editor", R.EDITOR, "bureau", "editor", "群众工作局编辑岗（示例）"),
    ("publisher", R.PUBLISHER, "bureau", "publisher", "群众工作局审核发布岗（示例）"),
    ("deputy_publisher", R.PUBLISHER, "bureau", "deputy", "群众工作局副审核发布岗（示例）"),
    ("discipline", R.DISCIPLINE, "bureau", "discipline", "纪检联络岗（示例）"),
    ("administrator", R.ADMINISTRATOR, "bureau", "administrator", "系统管理岗（示例）"),
)
# Stations with so much to do that several handlers share it.
BUSY = {"housing": 3, "labour": 3, "streets": 2, "land": 2, "farming": 2}


@dataclass(frozen=True)
class Desk:
    """Who works at a unit: handlers (in a room its information officer), and the head."""

    handlers: tuple[User, ...]
    head: User | None = None


def hire(units: Units, logins_file: Path, *, since: date) -> dict[str, Desk]:
    """Appoint everybody and write the logins file. Returns the desks by key of the unit."""
    passwords = [secrets.token_urlsafe(9) for _login in LOGINS]
    users = [
        User.objects.create(username=username, name=name, password=make_password(None))
        for _key, _role, _unit, username, name in LOGINS
    ]
    with ThreadPoolExecutor() as pool:
        # Slow on purpose, and needs no lock: meanwhile all the others are appointed.
        hashes = pool.map(make_password, passwords)
        for (_key, role, unit, *_names), user in zip(LOGINS, users, strict=True):
            appoint(user, units[unit], role, since=since)
        desks = {key: _desk(key, unit, since) for key, unit in units.items()}
        for user, hashed in zip(users, hashes, strict=True):
            User.objects.filter(pk=user.pk).update(password=hashed)
    logins = {
        key: {"username": username, "password": password}
        for (key, _role, _unit, username, _name), password in zip(LOGINS, passwords, strict=True)
    }
    _write(logins_file, logins)
    return desks


def _desk(key: str, unit: Unit, since: date) -> Desk:
    if unit.kind == Level.ROOM:
        return Desk((_holder(unit, R.INFORMATION_OFFICER, "信息员岗", since),))
    if unit.organ_id is None:
        return Desk((_holder(unit, R.HANDLER, "经办岗", since),))
    handlers = [_holder(unit, R.HANDLER, "经办岗", since)]
    for place in range(2, BUSY.get(key, 1) + 1):
        handlers.append(_newcomer(unit, R.HANDLER, f"经办岗{place}", since, place))
    return Desk(tuple(handlers), _holder(unit, R.HEAD, "负责人岗", since))


def _holder(unit: Unit, role: RoleCode, post: str, since: date) -> User:
    """Who has the post; where nobody with a login does, somebody without."""
    held = unit.posts.filter(role=role, until=None).select_related("user").first()
    return held.user if held else _newcomer(unit, role, post, since)


def _newcomer(unit: Unit, role: RoleCode, post: str, since: date, place: int = 1) -> User:
    username = f"{role.value}-{unit.pk}-{place}"
    short = unit.name.removesuffix("群众工作站").removesuffix("群众工作室")
    user = User(username=username, name=f"{short}{post}（示例）")
    user.set_unusable_password()
    user.save()
    appoint(user, unit, role, since=since)
    return user


def _write(path: Path, logins: dict[str, dict[str, str]]) -> None:
    """Readable by the owner only, replaced in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.touch(mode=0o600)
    beside.write_text(json.dumps(logins, ensure_ascii=False, indent=1))
    beside.replace(path)
